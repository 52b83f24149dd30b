/** Facts about container images, by the name of their repository. */
import type { Condition, DataFact, ImageFacts } from '../core/facts.ts'
import { FACTS } from './facts.gen.ts'

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

let byName: ReadonlyMap<string, ImageFacts> | undefined
let envKeys: ReadonlySet<string> | undefined

/** The facts of a repository as `parseImage` names it, by its name or an alias. */
export function imageFacts(repository: string): ImageFacts | undefined {
  byName ??= new Map(unpack().flatMap((facts) => [facts.image, ...facts.aliases].map((name) => [name, facts])))
  return byName.get(repository)
}

/** The environment keys whose value some fact asks for. A key that only has to be there is not among them. */
export function factEnvKeys(): ReadonlySet<string> {
  envKeys ??= new Set(unpack().flatMap(valueKeys))
  return envKeys
}

function unpack(): readonly ImageFacts[] {
  const packed = JSON.parse(FACTS) as readonly PackedFacts[]
  return packed.map((facts) => ({
    ...DEFAULTS,
    ...facts,
    data: (facts.data ?? []).map((fact) => ({ required: true, ...fact })),
  }))
}

function valueKeys({ moves, ephemeral, elsewhere }: ImageFacts): readonly string[] {
  const moving = moves.flatMap((move) => (move.kind === 'env' ? [move.name] : []))
  return [...moving, ...[...ephemeral, ...elsewhere].flatMap(comparedKeys)]
}

function comparedKeys(condition: Condition): readonly string[] {
  if ('env' in condition) return condition.equals === undefined ? [] : [condition.env]
  if ('all' in condition) return condition.all.flatMap(comparedKeys)
  if ('any' in condition) return condition.any.flatMap(comparedKeys)
  return 'not' in condition ? comparedKeys(condition.not) : []
}
