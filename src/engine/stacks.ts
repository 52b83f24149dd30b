/** Compose files that are said to be run together: https://docs.docker.com/compose/how-tos/environment-variables/envvars/#compose_file */
import type { InputError, Stack } from '../core/ir.ts'
import { folderOf, joinPath } from '../core/paths.ts'
import { readDotenv, type Variable } from '../parser/dotenv/read.ts'
import type { OpenEnvFile } from '../parser/dotenv/environment.ts'
import type { ProcessVariables } from './environments.ts'

/** Where stacks are looked for. Paths are relative to the working directory. */
export interface StackPlace {
  /** The files that a run is about. */
  readonly paths: readonly string[]
  readonly openEnv: OpenEnvFile
  /** The environment of the process, where it may settle variables. */
  readonly variables?: ProcessVariables | undefined
  /** What stands between the names of a list of paths where Compose runs. */
  readonly separator: string
  /** How many folders the project reaches above the working directory. */
  readonly above: number
  /** A path as those of the run are. */
  readonly normal: (path: string) => string
  /** `usable`: it may be read; `gone`: there is none; `closed`: it is no part of the project, or of the commit. */
  readonly look: (path: string) => 'usable' | 'gone' | 'closed'
}

export interface Stacks {
  readonly stacks: readonly Stack[]
  /** Of lists that name a file which is not there: Compose refuses those. */
  readonly errors: readonly InputError[]
}

/** The stacks that some of the paths belong to, given by the process, or by the `.env` of their folders and of those above. */
export function stacksOf(place: StackPlace): Stacks {
  const { paths, look } = place
  const wanted = new Set(paths)
  const folders = new Set(paths.flatMap((path) => withParents(folderOf(path), place.above)))
  const own = ofProcess(place)
  const told = own === undefined ? [...folders].flatMap((home) => listedIn(home, place) ?? []) : [own]
  const meant = told.filter(({ files }) => files.some((file) => wanted.has(file)))
  return {
    stacks: meant.filter(({ files }) => files.every((file) => look(file) === 'usable')),
    errors: meant.flatMap((stack) => (stack.files.some((file) => look(file) === 'gone') ? goneIn(stack) : [])),
  }
}

interface Told extends Stack {
  /** The variable of a file that says so. */
  readonly by?: Variable
}

function goneIn({ by }: Told): readonly InputError[] {
  const span = by?.hidden?.from ?? by?.name
  const message = `${FILES} names a file that is not there, so Compose refuses the project`
  return span === undefined ? [] : [{ kind: 'syntax', path: span.source.path, span, message, wasRead: true }]
}

/** A folder and those above it, as far as the project reaches; of a folder outside of that only itself. */
function withParents(folder: string, above: number): readonly string[] {
  const up = folder.split('/').filter((part) => part === '..').length
  if (folder.startsWith('/') || up > above) return []
  const parent = folder === '.' ? '..' : /(^|\/)\.\.$/.test(folder) ? `${folder}/..` : folderOf(folder)
  return [folder, ...withParents(parent, above)]
}

/** Variables that name the files, and what stands between their names. */
const [FILES, SEPARATOR] = ['COMPOSE_FILE', 'COMPOSE_PATH_SEPARATOR']

function ofProcess({ variables = {}, separator, normal }: StackPlace): Told | undefined {
  const list = variables[FILES]
  if (list === undefined || list === '') return undefined
  return { files: split(list, variables[SEPARATOR], separator).map((name) => normal(joinPath('.', name))) }
}

function listedIn(home: string, { openEnv, separator, normal }: StackPlace): Told | undefined {
  const file = openEnv(joinPath(home, '.env'))
  if (file === undefined || !file.source.text.includes(FILES)) return undefined
  const { variables } = readDotenv(file, () => undefined)
  const [list, between] = [variables.get(FILES), variables.get(SEPARATOR)]
  if (list === undefined || list.certainty === 'unknown' || between?.certainty === 'unknown') return undefined
  const files = split(list.value, between?.value, separator).map((name) => normal(joinPath(home, name)))
  return { files, home, by: list }
}

function split(list: string, between: string | undefined, usual: string): readonly string[] {
  return list.split(between === undefined || between === '' ? usual : between).filter((name) => name !== '')
}
