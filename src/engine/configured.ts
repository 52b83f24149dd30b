/** Which configuration holds for which file: the nearest one at or above it, up to the root of its git work tree. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { CONFIG_NAMES, type Settings, type SettingsOf } from '../core/config.ts'
import type { InputError } from '../core/ir.ts'
import type { Source } from '../core/source.ts'
import { RESERVED } from '../core/suppression.ts'
import { clusterPreset, clusterPresetNames } from '../knowledge/drivers.ts'
import { factsWith, imageFacts } from '../knowledge/facts.ts'
import { readYaml } from '../parser/yaml.ts'
import type { ConfigReading, Tools } from './read-config.ts'
import { gitRoot, relative } from './listing.ts'
import { RULES } from './rules.ts'

/** What a command line says of configurations. */
export interface ConfigChoice {
  /** This file for all files, relative to the working directory. */
  readonly file?: string
  /** None at all. */
  readonly none?: boolean
  /** What storlint does not know is an error. */
  readonly strict?: boolean
}

export interface Around {
  readonly cwd: string
  readonly choice: ConfigChoice
  /** A file by its name relative to the working directory, or why it cannot be read. */
  readonly open: (name: string) => Source | string
}

/** What is settled for the files that it covers. */
export interface Configured {
  readonly settings: SettingsOf
  readonly errors: readonly InputError[]
  readonly warnings: readonly InputError[]
  /** The configuration of a file has errors, so nobody knows what its owner wants. */
  readonly isBroken: (name: string) => boolean
}

/** True for a file that is a configuration by its name. */
export function isConfigName(name: string): boolean {
  return (CONFIG_NAMES as readonly string[]).includes(path.basename(name))
}

const NOTHING: Configured = { settings: () => undefined, errors: [], warnings: [], isBroken: () => false }

/** Finds and reads what holds for files, given relative to the working directory. */
export async function configure(around: Around, names: readonly string[]): Promise<Configured> {
  const { cwd, choice } = around
  if (choice.none === true) return NOTHING
  const fileFor = finder(around)
  const files = [...new Set(names.flatMap((name) => fileFor(name) ?? []))]
  if (files.length === 0) return NOTHING
  const { readConfig, settle } = await import('./read-config.ts')
  const tools = toolsOf(around)
  const readings = new Map(files.map((file) => [file, readConfig(file, tools)]))
  const readingFor = (name: string): ConfigReading | undefined => readings.get(fileFor(name) ?? '')
  const all = [...readings.values()]
  const doubts = distinct(all.flatMap((r) => r.doubts))
  const isStrict = choice.strict === true
  return {
    settings: remembered((name) => {
      const reading = readingFor(name)
      if (reading === undefined || reading.errors.length > 0) return undefined
      return withFacts(settle(reading.layers, path.resolve(cwd, name)))
    }),
    errors: distinct([...all.flatMap((r) => r.errors), ...(isStrict ? doubts : [])]),
    warnings: isStrict ? [] : doubts,
    isBroken: (name) => {
      const reading = readingFor(name)
      return reading !== undefined && (reading.errors.length > 0 || (isStrict && reading.doubts.length > 0))
    },
  }
}

/** The configuration file (absolute) of a file, by the name of the latter. */
function finder({ cwd, choice }: Around): (name: string) => string | undefined {
  const { file } = choice
  if (file !== undefined) return () => path.resolve(cwd, file)
  const known = new Map<string, string | undefined>()
  const inFolder = (folder: string, top: string): string | undefined => {
    if (known.has(folder)) return known.get(folder)
    const own = CONFIG_NAMES.map((name) => path.join(folder, name)).find((name) => existsSync(name))
    const found = own ?? (folder === top ? undefined : inFolder(path.dirname(folder), top))
    known.set(folder, found)
    return found
  }
  return (name) => {
    const folder = path.dirname(path.resolve(cwd, name))
    return known.has(folder) ? known.get(folder) : inFolder(folder, topOf(cwd, folder))
  }
}

/** Where the search ends: without git at the working directory, or for a folder elsewhere in itself. */
function topOf(cwd: string, folder: string): string {
  const inside = path.relative(cwd, folder)
  return gitRoot(folder) ?? (inside.startsWith('..') || path.isAbsolute(inside) ? folder : cwd)
}

function toolsOf({ cwd, open }: Around): Tools {
  const shown = (file: string): string => relative(cwd, file)
  return {
    open: (file) => {
      const source = open(shown(file))
      return typeof source === 'string' ? source : readYaml(source)
    },
    rules: [...RULES.map((r) => r.meta.name), ...RESERVED.map((r) => r.name)],
    image: imageFacts,
    isPreset: (name) => clusterPreset(name) !== undefined,
    presets: clusterPresetNames,
    shown,
  }
}

function withFacts(settled: Omit<Settings, 'facts'>): Settings {
  return { ...settled, facts: factsWith(settled.images.map((i) => i.value)) }
}

function remembered(settings: SettingsOf): SettingsOf {
  const known = new Map<string, Settings | undefined>()
  return (name) => {
    if (!known.has(name)) known.set(name, settings(name))
    return known.get(name)
  }
}

/** One that several files extend is told once. */
function distinct(errors: readonly InputError[]): readonly InputError[] {
  const keyed = errors.map((e): [string, InputError] => [`${e.path}\0${e.span?.start ?? ''}\0${e.message}`, e])
  return [...new Map(keyed).values()]
}
