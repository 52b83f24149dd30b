/** Image facts as people write them: what is wrong with them, and what they come to. */
import Range, { type Comparator } from 'semver/classes/range.js'
import type { Applies, DataFact, ImageFacts, PathOverride, VersionInterval } from '../core/facts.ts'
import { parseImage } from '../core/image.ts'
import { comparedKeys } from './facts.ts'

/** A fact for some versions: a semver range in place of intervals. */
export type Written<T extends Applies> = Omit<T, 'versions' | 'required'> & {
  readonly versions?: string
  readonly required?: false
}

/** An image; what is left out has its default. */
export type WrittenImage = Pick<ImageFacts, 'image'> &
  Partial<Omit<ImageFacts, 'image' | 'data' | 'declares'>> & {
    readonly data?: readonly Written<DataFact>[]
    readonly declares?: readonly Written<Applies & { readonly path: string }>[] | 'unknown'
  }

/** What is wrong, and where in the image: keys and indices from its top. */
export interface FactProblem {
  readonly at: readonly (string | number)[]
  readonly message: string
}

/** Keys whose value must not reach the IR: a fact that asks for one would keep it. */
const SECRET = /PASS|SECRET|TOKEN|CREDENTIAL|API_?KEY|_KEY$|_URL$|_URI$|_DSN$/i

/** What the schema cannot see. `known`: data paths that hold where the image has no `data` of its own. */
export function factProblems(facts: WrittenImage, known: readonly { readonly path: string }[] = []): FactProblem[] {
  const { versionFromTag, data, declares = [], moves = [] } = facts
  const paths = data ?? known.map((fact): Written<DataFact> => ({ ...fact, kind: 'data' }))
  const dated = [...(data ?? []).entries()].map(([i, fact]) => ({ at: ['data', i], fact }))
  const declared =
    declares === 'unknown' ? [] : [...declares.entries()].map(([i, fact]) => ({ at: ['declares', i], fact }))
  return [
    ...nameProblems(facts),
    ...(versionFromTag === undefined ? [] : patternProblems(versionFromTag)),
    ...dated.flatMap(({ at, fact }) => pathProblem(fact).map((message) => ({ at: [...at, 'path'], message }))),
    ...[...dated, ...declared].flatMap(({ at, fact }) =>
      rangeProblem(fact.versions).map((message) => ({ at: [...at, 'versions'], message })),
    ),
    ...moves.flatMap((move, i) => moveProblem(move, paths).map((message) => ({ at: ['moves', i], message }))),
    ...secretProblems(facts),
  ]
}

/** Names are written as `parseImage` gives them. */
function nameProblems({ image, aliases = [] }: WrittenImage): readonly FactProblem[] {
  const names = [{ at: ['image'], name: image }, ...aliases.map((name, i) => ({ at: ['aliases', i], name }))]
  return names.flatMap(({ at, name }) => {
    const plain = parseImage(name)
    const isPlain = plain.repository === name && plain.tag === undefined
    return isPlain ? [] : [{ at, message: `"${name}" is not a plain repository` }]
  })
}

function patternProblems(pattern: string): readonly FactProblem[] {
  try {
    new RegExp(pattern)
    return []
  } catch (error) {
    return [{ at: ['versionFromTag'], message: `versionFromTag: ${String(error)}` }]
  }
}

function pathProblem({ path, mount }: Written<DataFact>): readonly string[] {
  if (path.includes('{major}') && mount === undefined) return [`${path} needs a mount for unknown versions`]
  if (mount !== undefined && !path.startsWith(`${mount}/`)) return [`${path} does not lie below its mount ${mount}`]
  return []
}

function rangeProblem(range: string | undefined): readonly string[] {
  try {
    if (range !== undefined) new Range(range)
    return []
  } catch (error) {
    return [`"${range ?? ''}": ${error instanceof Error ? error.message : String(error)}`]
  }
}

function moveProblem({ name, replaces, adds }: PathOverride, data: readonly Written<DataFact>[]): readonly string[] {
  if (replaces !== undefined && adds === true) return [`${name} cannot both replace and add`]
  if (replaces !== undefined && !data.some(({ path }) => path === replaces))
    return [`${name} replaces ${replaces}, which is no data path`]
  const replacesAny = data.some((fact) => fact.required !== false && fact.kind === 'data')
  return replaces === undefined && adds !== true && !replacesAny ? [`${name} has no required data path to replace`] : []
}

function secretProblems({ data = [], moves = [], ...facts }: WrittenImage): readonly FactProblem[] {
  const lists = (['ephemeral', 'elsewhere', 'durable', 'evicts'] as const).flatMap((key) =>
    (facts[key] ?? []).map((condition, i) => ({ at: [key, i], names: comparedKeys(condition) })),
  )
  const asked = [
    ...data.map(({ when }, i) => ({ at: ['data', i, 'when'], names: when === undefined ? [] : comparedKeys(when) })),
    ...moves.map((move, i) => ({ at: ['moves', i], names: move.kind === 'env' ? [move.name] : [] })),
    ...lists,
  ]
  return asked.flatMap(({ at, names }) =>
    names
      .filter((name) => SECRET.test(name) && !/_DIRECTORY_|_(PATH|DIR|FILE)$/.test(name))
      .map((name) => ({ at, message: `the value of ${name} may be a secret` })),
  )
}

/** A fact with its range as intervals of releases. Throws a TypeError for a range that `factProblems` complains of. */
export function compiled<T extends { readonly versions?: string }>(
  fact: T,
): Omit<T, 'versions'> & { readonly versions?: readonly VersionInterval[] } {
  const { versions, ...rest } = fact
  if (versions === undefined) return rest
  return { ...rest, versions: new Range(versions).set.map((comparators) => comparators.reduce(narrowed, {})) }
}

/** The interval cut down by one comparator; of two bounds on one side the later stands, as ranges write them once. */
function narrowed(interval: VersionInterval, { operator, semver: version }: Comparator): VersionInterval {
  const { major, minor, patch } = version
  const at = [major, minor, patch] as const
  const after = [major, minor, patch + 1] as const
  switch (operator) {
    case '<':
      return { ...interval, below: at }
    case '<=':
      return { ...interval, below: after }
    case '>':
      return { ...interval, min: after }
    case '>=':
      return { ...interval, min: at }
    default:
      return { min: at, below: after }
  }
}
