/** What settles the variables of Compose files. */
import type { Span } from '../../core/source.ts'
import type { Lookup } from '../compose/interpolate.ts'
import { readDotenv, type Dotenv, type EnvFile } from './read.ts'

/** A file of variables by its path, as sources have it; undefined where it is not at hand. */
export type OpenEnvFile = (path: string) => EnvFile | undefined

export interface Environment {
  readonly lookup: Lookup
  /** Values in files that settle it: no output may show them. */
  readonly secrets: readonly Span[]
  /** What makes Compose refuse those files. */
  readonly problems: readonly NonNullable<Dotenv['problem']>[]
}

/** Nothing is known of any variable. */
export const NO_ENVIRONMENT: Environment = { lookup: () => undefined, secrets: [], problems: [] }

/** The environment with what files say beside it; what is settled already stays, and of the files the last one counts. */
export function withEnvFiles(outer: Environment, files: readonly EnvFile[]): Environment {
  if (files.length === 0) return outer
  const { variables, secrets, problems } = readEnvFiles(outer.lookup, files)
  return {
    lookup: (name) => outer.lookup(name) ?? variables.get(name),
    secrets: [...outer.secrets, ...secrets],
    problems: [...outer.problems, ...problems],
  }
}

type Read = Omit<Dotenv, 'problem'> & Pick<Environment, 'problems'>

/** Many services name the same files. */
const readBefore = new WeakMap<Lookup, Map<string, Read>>()

/** What files say, read one after the other; where Compose refuses one, no variable is known. */
export function readEnvFiles(outer: Lookup, files: readonly EnvFile[]): Read {
  const known = readBefore.get(outer) ?? new Map<string, Read>()
  readBefore.set(outer, known)
  const key = files.map(({ source }) => source.path).join('\0')
  const found = known.get(key) ?? readAll(outer, files)
  known.set(key, found)
  return found
}

function readAll(outer: Lookup, files: readonly EnvFile[]): Read {
  const read = files.reduce<readonly Dotenv[]>(
    (before, file) => [...before, readDotenv(file, outer, before.at(-1)?.variables)],
    [],
  )
  const problems = read.flatMap(({ problem }) => problem ?? [])
  const last = problems.length > 0 ? undefined : read.at(-1)
  return { variables: last?.variables ?? new Map(), secrets: read.flatMap((r) => r.secrets), problems }
}
