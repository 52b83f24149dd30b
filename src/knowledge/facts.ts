/** Facts about container images, by the name of their repository. */
import type { Condition, DataFact, ImageFacts } from '../core/facts.ts'
import { facts } from './facts.gen.ts'

/** An image as `scripts/gen/knowledge.ts` writes it: values equal to the default left out. */
type PackedFacts = Pick<ImageFacts, 'image' | 'engine' | 'source' | 'checked'> &
  Partial<Omit<ImageFacts, 'data'>> & { readonly data?: readonly PackedData[] }

/** A path is required unless it says false. */
type PackedData = Omit<DataFact, 'required'> & { readonly required?: false }

const DEFAULTS = {
  aliases: [],
  declares: [],
  moves: [],
  ephemeral: [],
  elsewhere: [],
  serves: [],
  user: 'unknown',
  lockSensitive: false,
  sharedOk: false,
  hostTool: false,
  filtersSocket: false,
  certainty: 'seen',
} as const

let packed: readonly PackedFacts[] | undefined
let byName: ReadonlyMap<string, PackedFacts> | undefined
let envKeys: ReadonlySet<string> | undefined
const unpacked = new Map<PackedFacts, ImageFacts>()

/** The facts of a repository as `parseImage` names it, by its name or an alias. */
export function imageFacts(repository: string): ImageFacts | undefined {
  byName ??= new Map(all().flatMap((facts) => [facts.image, ...(facts.aliases ?? [])].map((name) => [name, facts])))
  const found = byName.get(repository)
  if (found === undefined) return undefined
  const known = unpacked.get(found) ?? unpack(found)
  unpacked.set(found, known)
  return known
}

/** The environment keys whose value some fact asks for. A key that only has to be there is not among them. */
export function factEnvKeys(): ReadonlySet<string> {
  envKeys ??= new Set(all().flatMap(valueKeys))
  return envKeys
}

function all(): readonly PackedFacts[] {
  packed ??= JSON.parse(facts()) as readonly PackedFacts[]
  return packed
}

function unpack(facts: PackedFacts): ImageFacts {
  return { ...DEFAULTS, ...facts, data: (facts.data ?? []).map((fact) => ({ required: true, ...fact })) }
}

function valueKeys({ moves = [], ephemeral = [], elsewhere = [] }: PackedFacts): readonly string[] {
  const moving = moves.flatMap((move) => (move.kind === 'env' ? [move.name] : []))
  return [...moving, ...[...ephemeral, ...elsewhere].flatMap(comparedKeys)]
}

function comparedKeys(condition: Condition): readonly string[] {
  if ('env' in condition) return condition.equals === undefined ? [] : [condition.env]
  if ('all' in condition) return condition.all.flatMap(comparedKeys)
  if ('any' in condition) return condition.any.flatMap(comparedKeys)
  return 'not' in condition ? comparedKeys(condition.not) : []
}
