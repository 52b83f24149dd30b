/** Which files a run is about, and which lie beside them. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { SettingsOf } from '../core/config.ts'
import type { Skipped } from '../core/finding.ts'
import type { InputError, Stack } from '../core/ir.ts'
import type { Source } from '../core/source.ts'
import { contextWithBuilders } from './builders.ts'
import { CONTEXT_LIMITS, contextOf, type ContextLimits } from './context.ts'
import { configure, isConfigName, type ConfigChoice, type Configured } from './configured.ts'
import { environmentsFrom, type Environments, type ProcessVariables } from './environments.ts'
import {
  envFileIn,
  inProject,
  lookAt,
  NO_FILE,
  openIn,
  readFile,
  reasonOf,
  textOrReason,
  toSource,
  type Place,
} from './files.ts'
import { gitRoot, relative, yamlLister, type YamlIn } from './listing.ts'
import type { OpenDockerfile } from './recipes.ts'
import { stacksOf, type Stacks } from './stacks.ts'

/** A text that stands in for a file, as an editor sends it. */
export interface Buffered {
  readonly path: string
  readonly text: string
}

export interface LoadOptions {
  readonly buffer?: Buffered
  /** In a git work tree only files that git tracks: a commit is judged by what it holds. */
  readonly trackedOnly?: boolean
  /** Absent: `CONTEXT_LIMITS`. */
  readonly contextLimits?: ContextLimits
  /** Absent: the nearest configuration of each file. */
  readonly config?: ConfigChoice
  /** The paths are Compose files that are run together, and nothing else is. */
  readonly isStack?: boolean
  /** The environment of the process, where it may settle variables. */
  readonly variables?: ProcessVariables
}

/** What was found. Findings are reported for `focus`; `context` is read to link names. */
export interface Loaded {
  readonly focus: readonly Source[]
  readonly context: readonly Source[]
  /** Paths of files that are there and could not be read, of focus and context. */
  readonly unread?: readonly string[]
  readonly errors: readonly InputError[]
  readonly skipped: readonly Skipped[]
  /** What a reader should know of how it was found. */
  readonly notes?: readonly string[]
  /** What configuration files settle; absent: nothing. */
  readonly settings?: SettingsOf
  /** What is doubtful in configuration files, but stops nothing. */
  readonly warnings?: readonly InputError[]
  /** Whether a path relative to a file's folder exists. */
  readonly has: (path: string) => boolean
  /** A Dockerfile that a service names. Absent: none is read. */
  readonly dockerfile?: OpenDockerfile
  /** A Compose file that another names. Absent: only those that were loaded are read. */
  readonly composeFile?: (path: string) => Source | undefined
  /** What settles variables. Absent: nothing does. */
  readonly environments?: Environments
  /** Compose files that are said to be run together. */
  readonly stacks?: readonly Stack[]
}

/**
 * Reads the files that `paths` name; a folder stands for every YAML file below it that git does not ignore, no path for
 * the working directory. A path that is missing or no regular file is an error; one that cannot be text is skipped.
 */
export async function load(cwd: string, paths: readonly string[], options: LoadOptions = {}): Promise<Loaded> {
  const { buffer, trackedOnly = false, contextLimits = CONTEXT_LIMITS, config: choice = {}, isStack = false } = options
  const root = projectRoot(cwd)
  const errors: InputError[] = []
  const skipped: Skipped[] = []
  const yamlIn = yamlLister(trackedOnly)
  const named = async (): Promise<readonly string[]> =>
    await expand({ cwd, errors, yamlIn, isStack }, paths.length === 0 ? ['.'] : paths)
  const names = buffer === undefined ? await named() : [relative(cwd, buffer.path)]
  const open = (name: string): Source | string => textOrReason(cwd, root, name)
  const configured = await configure({ cwd, choice, open }, names)
  errors.push(...configured.errors)
  const wanted = names.filter((name) => isWanted(name, configured, skipped))
  const read = (name: string): Source | undefined =>
    buffer === undefined ? readFile({ cwd, root, name, errors, skipped }) : toSource(cwd, root, name, buffer.text)
  const focus = present(wanted.map(read))
  const unread: string[] = errors.map((e) => e.path)
  const beside = (name: string): Source | undefined => {
    const source = readFile({ cwd, root, name, errors: [], skipped: [] })
    if (source === undefined) unread.push(name)
    return source
  }
  const place = { cwd, root, trackedOnly }
  const environments = environmentsFrom((name) => envFileIn(place, name), options.variables)
  const own = focus.map((source) => source.path)
  const { stacks, errors: wrong } = stacksIn(place, own, { environments, options })
  errors.push(...wrong)
  const told = isStack ? [] : stacks.flatMap((stack) => stack.files)
  const contextFor = buffer === undefined ? contextWithBuilders : contextOf
  const limits = contextLimits
  const surroundings = { cwd, root, focus, yamlIn, trackedOnly, read: beside, limits, told, isStack, environments }
  const context = await contextFor(surroundings)
  const around = await configure(
    { cwd, choice, open },
    context.sources.map((s) => s.path),
  )
  return {
    focus,
    context: context.sources,
    unread,
    errors,
    skipped,
    notes: context.notes,
    settings: (file) => configured.settings(file) ?? around.settings(file),
    warnings: configured.warnings,
    has: (file) => existsSync(path.join(cwd, file)),
    dockerfile: (file) => {
      const source = inProject(cwd, root, file)
      return focus.find((s) => s.rootPath === source?.rootPath) ?? source
    },
    composeFile: (file) => openIn(place, file),
    environments,
    stacks,
  }
}

interface StackChoice {
  readonly environments: Environments
  readonly options: LoadOptions
}

/** The files of a focus that are run together. */
function stacksIn(place: Place, paths: readonly string[], { environments, options }: StackChoice): Stacks {
  if (options.isStack === true) return { stacks: [{ files: paths }], errors: [] }
  return stacksOf({
    paths,
    openEnv: environments.open,
    variables: options.variables,
    separator: path.delimiter,
    above: relative(place.root, place.cwd)
      .split('/')
      .filter((part) => part !== '.').length,
    normal: (name) => relative(place.cwd, name),
    look: (name) => lookAt(place, name),
  })
}

/** Files that their owner wants to be left alone are skipped, and those of which nobody knows what their owner wants. */
function isWanted(name: string, configured: Configured, skipped: Skipped[]): boolean {
  if (configured.isBroken(name)) {
    skipped.push({ path: name, reason: 'its configuration has errors', kind: 'unsettled' })
    return false
  }
  const ignored = configured.settings(name)?.ignored
  if (ignored === undefined) return true
  const by = ignored.from.replace(/:\d+:\d+$/, '')
  skipped.push({ path: name, reason: `ignored by ${by}`, kind: 'ignored' })
  return false
}

/** What holds for one file, which need not be there. */
export async function configuredFor(cwd: string, name: string, choice: ConfigChoice): Promise<Configured> {
  return await configure({ cwd, choice, open: (file) => textOrReason(cwd, projectRoot(cwd), file) }, [name])
}

/** The nearest folder at or above `cwd` that holds a `.git`; else `cwd`. */
export function projectRoot(cwd: string): string {
  return gitRoot(cwd) ?? cwd
}

interface Expanding {
  readonly cwd: string
  readonly errors: InputError[]
  readonly yamlIn: YamlIn
  readonly isStack: boolean
}

/** File names relative to the working directory, in order, each once. */
async function expand(
  { cwd, errors, yamlIn, isStack }: Expanding,
  paths: readonly string[],
): Promise<readonly string[]> {
  const names: string[] = []
  for (const given of paths) {
    const absolute = path.resolve(cwd, given)
    const kind = kindOf(absolute)
    if (kind === 'folder' && isStack)
      errors.push({ kind: 'unreadable', path: relative(cwd, given), message: 'a folder: -f takes files' })
    else if (kind === 'folder') {
      const inside = (await yamlIn(absolute)).filter((name) => !isConfigName(name))
      names.push(...inside.map((name) => relative(cwd, path.join(absolute, name))))
    } else if (kind === 'file') names.push(relative(cwd, given))
    else errors.push({ kind: 'unreadable', path: relative(cwd, given), message: kind })
  }
  return [...new Set(names)]
}

function kindOf(absolute: string): 'file' | 'folder' | string {
  try {
    const stat = statSync(absolute)
    if (stat.isDirectory()) return 'folder'
    return stat.isFile() ? 'file' : NO_FILE
  } catch (error) {
    return reasonOf(error)
  }
}

function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((v) => v !== undefined)
}
