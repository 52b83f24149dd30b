/** Facts about container images, by the name of their repository. */
import type { OwnFacts } from '../core/config.ts'
import type { Condition, DataFact, FactBook, ImageFacts } from '../core/facts.ts'
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

/** The environment keys that facts ask for, the line of each name, and the images, one a line, which are parsed when asked for. */
interface Shelf {
  readonly keys: ReadonlySet<string>
  readonly lineOf: Readonly<Record<string, number>>
  readonly images: readonly string[]
}

let shelf: Shelf | undefined
const unpacked = new Map<number, ImageFacts>()

function opened(): Shelf {
  if (shelf !== undefined) return shelf
  const [keys = '', lineOf = '', ...images] = facts().split('\n')
  shelf = {
    keys: new Set(JSON.parse(keys) as readonly string[]),
    lineOf: JSON.parse(lineOf) as Readonly<Record<string, number>>,
    images,
  }
  return shelf
}

/** The facts of a repository as `parseImage` names it, by its name or an alias. */
export function imageFacts(repository: string): ImageFacts | undefined {
  const { lineOf, images } = opened()
  const line = Object.hasOwn(lineOf, repository) ? lineOf[repository] : undefined
  if (line === undefined) return undefined
  const known = unpacked.get(line) ?? unpack(JSON.parse(images[line] ?? '') as PackedFacts)
  unpacked.set(line, known)
  return known
}

/** The environment keys whose value some fact asks for. A key that only has to be there is not among them. */
export function factEnvKeys(): ReadonlySet<string> {
  return opened().keys
}

/** What storlint knows by itself. */
export const FACTS: FactBook = { image: imageFacts, asksFor: (key) => factEnvKeys().has(key) }

/** The facts of an image that nobody described but its owner. */
const UNSEEN = { ...DEFAULTS, engine: 'app', data: [], declares: 'unknown', source: 'its owner', checked: '' } as const

/**
 * What storlint knows with an owner's facts laid over it, field by field; of two about one image the later counts. What
 * an owner leaves out of an image that storlint does not know has its default, but nobody looked what it declares.
 */
export function factsWith(own: readonly OwnFacts[]): FactBook {
  if (own.length === 0) return FACTS
  const images = new Map<string, ImageFacts>()
  for (const facts of own) {
    const known = images.get(facts.image) ?? imageFacts(facts.image)
    const aliases = [...(known?.aliases ?? []), ...(facts.aliases ?? [])]
    const merged: ImageFacts = { ...UNSEEN, ...known, ...facts, image: known?.image ?? facts.image, aliases }
    for (const name of [merged.image, ...aliases]) images.set(name, merged)
  }
  const keys = new Set(own.flatMap(valueKeys))
  return {
    image: (repository) => images.get(repository) ?? imageFacts(repository),
    asksFor: (key) => keys.has(key) || FACTS.asksFor(key),
  }
}

function unpack(facts: PackedFacts): ImageFacts {
  return { ...DEFAULTS, ...facts, data: (facts.data ?? []).map((fact) => ({ required: true, ...fact })) }
}

/** What of an image's facts may ask for the value of an environment key. */
type Conditions = Partial<Pick<ImageFacts, 'moves' | 'ephemeral' | 'elsewhere' | 'durable' | 'evicts'>> & {
  readonly data?: readonly Pick<DataFact, 'when'>[]
}

/** Keys that hold the arguments of a server, passwords among them (`REDIS_ARGS`): their values stay out of the IR. */
const ARGUMENTS = /_(ARGS|FLAGS)$/

/** The environment keys whose value the facts of an image ask for. */
export function valueKeys(facts: Conditions): readonly string[] {
  const { data = [], moves = [], ephemeral = [], elsewhere = [], durable = [], evicts = [] } = facts
  const moving = moves.flatMap((move) => (move.kind === 'env' ? [move.name] : []))
  const when = data.flatMap((fact) => (fact.when === undefined ? [] : [fact.when]))
  const asked = [...moving, ...[...when, ...ephemeral, ...elsewhere, ...durable, ...evicts].flatMap(comparedKeys)]
  return asked.filter((key) => !ARGUMENTS.test(key))
}

/** The environment keys whose value a condition compares. */
export function comparedKeys(condition: Condition): readonly string[] {
  if ('env' in condition) return condition.equals === undefined ? [] : [condition.env]
  if ('all' in condition) return condition.all.flatMap(comparedKeys)
  if ('any' in condition) return condition.any.flatMap(comparedKeys)
  return 'not' in condition ? comparedKeys(condition.not) : []
}
