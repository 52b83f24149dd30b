/** What lies beside the files of a run and may belong to them: overlays of Compose files, neighbours of manifests. */
import { statSync } from 'node:fs'
import path from 'node:path'
import type { Source } from '../core/source.ts'
import { namedFiles } from '../parser/compose/model/named.ts'
import { isComposeName, isKustomizationName } from '../parser/dialect.ts'
import { families } from '../parser/link.ts'
import { readYaml } from '../parser/yaml.ts'
import type { Environments } from './environments.ts'
import { gitRoot, isMeant, namesIn, relative, type YamlIn } from './listing.ts'

/** The most Kubernetes neighbours that are read, and their bytes together. */
export const CONTEXT_LIMITS: ContextLimits = { files: 5000, bytes: 64 * 1024 * 1024 }

export interface ContextLimits {
  readonly files: number
  readonly bytes: number
}

export interface Around {
  readonly cwd: string
  /** The folder (absolute) that the project does not reach out of. */
  readonly root: string
  readonly focus: readonly Source[]
  readonly yamlIn: YamlIn
  /** A file by its name relative to the working directory; undefined where it cannot be read. */
  readonly read: (name: string) => Source | undefined
  /** Only files that git tracks count. */
  readonly trackedOnly: boolean
  readonly limits: ContextLimits
  /** Compose files that are said to be run with those of the focus. */
  readonly told: readonly string[]
  /** What settles variables. */
  readonly environments: Environments
  /** The focus is run as it is: nothing lies over it that it does not name. */
  readonly isStack: boolean
}

export interface Context {
  readonly sources: readonly Source[]
  /** What a reader should know of what was left out. */
  readonly notes: readonly string[]
}

/** Finds and reads the context of a focus. */
export async function contextOf(around: Around): Promise<Context> {
  const { focus, told, isStack } = around
  const beside = isStack ? [] : await overlayNames(around)
  const known = new Set(focus.map((s) => s.path))
  const names = new Set([...told, ...beside].filter((name) => !known.has(name)))
  const overlays = [...names].flatMap((name) => around.read(name) ?? [])
  const named = namedSources(around, overlays)
  const { sources, notes } = await neighbours(around)
  return { sources: [...overlays, ...named, ...sources], notes }
}

/** More are not read: a hostile file may name any number. */
const MOST_NAMED = 500

/** Files of the project that Compose files include, or extend services of, and so on. */
function namedSources({ cwd, focus, read, root }: Around, overlays: readonly Source[]): readonly Source[] {
  const seen = new Set([...focus, ...overlays].map((s) => s.path))
  const found: Source[] = []
  const open = [...focus, ...overlays]
  for (let source = open.pop(); source !== undefined && seen.size < MOST_NAMED + focus.length; source = open.pop()) {
    for (const written of filesNamedIn(source)) {
      const name = relative(cwd, path.resolve(cwd, path.posix.dirname(source.path), written))
      if (seen.has(name) || !isInside(root, path.resolve(cwd, name))) continue
      seen.add(name)
      const next = read(name)
      if (next === undefined) continue
      found.push(next)
      open.push(next)
    }
  }
  return found
}

/** Nothing is parsed that does not look as if it named another file. */
function filesNamedIn(source: Source): readonly string[] {
  return /\b(include|extends)["']?[ \t]*:/.test(source.text) ? namedFiles(readYaml(source)) : []
}

function isInside(root: string, file: string): boolean {
  const inside = path.relative(root, file)
  return inside.split(path.sep)[0] !== '..' && !path.isAbsolute(inside)
}

/** Files beside a Compose file that its name says belong to it. */
async function overlayNames({ cwd, focus, yamlIn, trackedOnly }: Around): Promise<readonly string[]> {
  const known = new Set(focus.map((s) => s.path))
  const compose = new Map<string, string[]>()
  for (const { path: name } of focus.filter((s) => isComposeName(s.path))) {
    const folder = path.posix.dirname(name)
    compose.set(folder, [...(compose.get(folder) ?? []), name])
  }
  const folders = [...compose.keys()]
  const inside = (names: readonly string[], folder: string): readonly string[] => {
    const all = names.map((name) => path.posix.join(folder, name)).filter(isComposeName)
    const own = compose.get(folder) ?? []
    const familyIn = families([...own, ...all])
    const wanted = new Set(own.map(familyIn))
    return all.filter((name) => !known.has(name) && wanted.has(familyIn(name)))
  }
  const found = folders.map((folder) => inside(namesIn(path.join(cwd, folder)), folder))
  if (!trackedOnly) return found.flat()
  const tracked = folders.map(async (folder, i) =>
    found[i]?.length === 0 ? [] : inside(await yamlIn(path.resolve(cwd, folder)), folder),
  )
  const names = new Set((await Promise.all(tracked)).flat())
  return found.flat().filter((name) => names.has(name))
}

/**
 * What Kubernetes files of the focus may refer to: the other Kubernetes files of their git work trees; without git, of
 * their own folders. Where there are more than the limits allow, the nearest are read, and a note says so.
 */
async function neighbours(around: Around): Promise<Context> {
  const { cwd, focus, read } = around
  const manifests = focus.filter((s) => looksKubernetes(s.text))
  const own = [...new Set(manifests.map((s) => path.dirname(path.resolve(cwd, s.path))))]
  const known = new Set(focus.map((s) => s.path))
  const names = (await yamlAround(around, own)).filter((name) => !known.has(name))
  const near = within(around, names, own)
  const isWanted = (s: Source): boolean => looksKubernetes(s.text) || isKustomizationName(s.path)
  const sources = near.flatMap((name) => read(name) ?? []).filter(isWanted)
  if (near.length === names.length) return { sources, notes: [] }
  const cut = `of ${names.length} other YAML files that the Kubernetes manifests may refer to, ${near.length} were read`
  return { sources, notes: [`${cut}: what the rest declares is taken as not seen`] }
}

/** Names relative to the working directory. */
export async function yamlAround({ cwd, yamlIn }: Around, folders: readonly string[]): Promise<readonly string[]> {
  const roots = new Set(folders.map((folder) => gitRoot(folder) ?? folder))
  const names = [...roots].map(async (root) => {
    const inside = gitRoot(root) === undefined ? namesIn(root).filter(isMeant) : await yamlIn(root)
    return inside.map((name) => relative(cwd, path.join(root, name)))
  })
  return [...new Set((await Promise.all(names)).flat())]
}

/** Whether a text may be a Kubernetes manifest. Cheap; says no only to what is no block mapping. */
function looksKubernetes(text: string): boolean {
  return /^\ufeff?["']?apiVersion["']?[ \t]*:/m.test(text)
}

/** All names, in their order, or as many of the nearest as the limits allow. */
export function within({ cwd, limits }: Around, names: readonly string[], own: readonly string[]): readonly string[] {
  const sizes = new Map(names.map((name) => [name, sizeOf(path.resolve(cwd, name))]))
  const fitting = (some: readonly string[]): readonly string[] => {
    let bytes = 0
    const end = some.findIndex((name, i) => i >= limits.files || (bytes += sizes.get(name) ?? 0) > limits.bytes)
    return end < 0 ? some : some.slice(0, end)
  }
  return fitting(names).length === names.length ? names : fitting(nearestFirst(cwd, names, own))
}

/** So many folders are measured from: a focus of more has its neighbours in it. */
const MOST_FOLDERS = 50

/** By the number of folders between a name and the nearest of `folders`; else in their order. */
function nearestFirst(cwd: string, names: readonly string[], folders: readonly string[]): readonly string[] {
  const from = folders.slice(0, MOST_FOLDERS)
  const steps = (name: string): number => {
    const own = path.dirname(path.resolve(cwd, name))
    return Math.min(...from.map((folder) => path.relative(folder, own).split(path.sep).filter(Boolean).length))
  }
  const far = new Map(names.map((name) => [name, steps(name)]))
  return [...names].sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0))
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}
