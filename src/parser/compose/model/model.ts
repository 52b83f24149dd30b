/** The project that Compose makes of its files: one root in which every value stands where it was written. */
import type { MappedText } from '../../../core/located.ts'
import { folderOf, isElsewhere, joinPath } from '../../../core/paths.ts'
import type { Source, Span } from '../../../core/source.ts'
import type { EnvFile } from '../../dotenv/read.ts'
import { withEnvFiles, type Environment, type OpenEnvFile } from '../../dotenv/environment.ts'
import type { YamlDocument, YamlMap, YamlNode } from '../../tree.ts'
import { withBases, type Finding } from './extend.ts'
import { inclusions, withIncluded, type Inclusion, type NamedPath } from './include.ts'
import { isNothing, memberOf, settled, withoutResets, wordOf } from './nodes.ts'
import { laidOver } from './overlay.ts'
import { uniqueRoot, type Comparing } from './unique.ts'

/** Files that take in files are followed so far, and so often. */
const MOST_LEVELS = 20
const MOST_INCLUDED = 500

export interface Around {
  /** The documents of a file by its path, as sources have it; undefined where it is not at hand. */
  readonly open: (path: string) => readonly YamlDocument[] | undefined
  /** What a text comes to, given the scope of its source. */
  readonly expand: (text: MappedText) => MappedText
  /** Those of sources that were met; the first way to a source counts. */
  readonly scopes: Map<Source, Scope>
  readonly openEnv: OpenEnvFile
  readonly complain: (span: Span, message: string) => void
  /** Told of each file that is to be taken in, or to settle variables, and is not at hand; `path` is as sources have it. */
  readonly missing: (file: NamedPath, path: string | undefined, what: 'compose' | 'variables') => void
}

/** How the texts of a source are read. */
export interface Scope {
  /** The folder that its relative paths start at. */
  readonly home: string
  readonly environment: Environment
}

/**
 * The root that comes of files laid over each other, the last one on top. Undefined where none of them has one. What cannot
 * be followed is left as it is written; what Compose would refuse is complained of.
 */
export function rootOf(files: readonly (readonly YamlDocument[])[], scope: Scope, around: Around): YamlMap | undefined {
  return layered(files, {
    around,
    scope,
    trail: [],
    cleaned: new WeakSet(),
    bases: new WeakMap(),
    budget: { left: MOST_INCLUDED },
  })
}

interface Reading {
  readonly around: Around
  /** That of the files which are read now. */
  readonly scope: Scope
  /** The files that led here by including each other. */
  readonly trail: readonly string[]
  /** How many more files may be taken in. */
  readonly budget: { left: number }
  /** Short mounts that have become long ones. */
  readonly cleaned: WeakSet<YamlNode>
  /** Roots whose services others of another file start from, as they are then. */
  readonly bases: WeakMap<YamlMap, YamlMap>
}

function layered(files: readonly (readonly YamlDocument[])[], reading: Reading): YamlMap | undefined {
  return files.flat().reduce<YamlMap | undefined>((sum, { root, source }) => {
    const map = settled(root)
    if (map?.kind !== 'map') return sum
    enter(source, reading.scope, reading)
    const inner = { ...reading, trail: [...reading.trail, source.path] }
    const both = laidOver(sum, wholeOf(map, inner), { path: [], how: comparing(reading) })
    const bare = both === undefined || !source.text.includes('!reset') ? both : withoutResets(both)
    if (bare?.kind !== 'map') return sum
    return canonical(bare, reading)
  }, undefined)
}

function enter(source: Source, scope: Scope, { around: { scopes } }: Reading): void {
  if (!scopes.has(source)) scopes.set(source, scope)
}

/** A root with what it takes in, and what its services start from. */
function wholeOf(root: YamlMap, reading: Reading): YamlMap {
  const include = settled(memberOf(root, 'include'))
  if (include !== undefined && include.kind !== 'seq' && !isNothing(include))
    reading.around.complain(include.span, 'include must be a list of files')
  const finding = findingFor(reading)
  const brought = inclusions(root, finding.textOf).flatMap((inclusion) => included(inclusion, reading) ?? [])
  return withBases(withIncluded(root, brought, finding.how), finding)
}

function included(inclusion: Inclusion, reading: Reading): YamlMap | undefined {
  const { trail, budget, around } = reading
  budget.left -= inclusion.files.length
  if (trail.length > MOST_LEVELS || budget.left < 0) return undefined
  const [first] = inclusion.files
  const path = first && pathOf(first, reading)
  if (first !== undefined && path !== undefined && trail.includes(path)) {
    around.complain(first.span, `include leads in a circle: ${[...trail, path].join(', ')}`)
    return undefined
  }
  const documents = inclusion.files.map((file) => openNamed(file, reading) ?? [])
  return layered(documents, { ...reading, scope: scopeWithin(inclusion, reading) })
}

/** The scope of what is included: paths start beside the first file, and variables are settled there as well. */
function scopeWithin({ files, folder, envFiles }: Inclusion, reading: Reading): Scope {
  const { around, scope } = reading
  const [first] = files
  const path = first && pathOf(first, reading)
  const home = (folder && pathOf(folder, reading)) ?? (path === undefined ? scope.home : folderOf(path))
  const found = envFiles?.map((file) => envNamed(file, reading)) ?? [around.openEnv(joinPath(home, '.env'))]
  return {
    home,
    environment: withEnvFiles(
      scope.environment,
      found.filter((file) => file !== undefined),
    ),
  }
}

/** The file of variables that another names; `/dev/null` stands for none. */
function envNamed(file: NamedPath, reading: Reading): EnvFile | undefined {
  const path = pathOf(file, reading)
  if (path === undefined || path === '/dev/null') return undefined
  const found = reading.around.openEnv(path)
  if (found === undefined) reading.around.missing(file, path, 'variables')
  return found
}

function comparing({ around: { expand, scopes }, cleaned }: Reading): Comparing {
  return { expand, cleaned, homeOf: (source) => scopes.get(source)?.home ?? folderOf(source.path) }
}

/** A root whose lists are unique, and whose short mounts have become long ones. */
function canonical(root: YamlMap, reading: Reading): YamlMap {
  const how = comparing(reading)
  return uniqueRoot(uniqueRoot(root, { ...how, whole: false }), { ...how, whole: true })
}

function findingFor(reading: Reading): Finding {
  const { around, bases } = reading
  const { expand, complain } = around
  const how = comparing(reading)
  return {
    how,
    textOf: (node) => wordOf(node, expand),
    open: (file) => {
      const root = settled(openNamed(file, reading)?.[0]?.root)
      if (root?.kind !== 'map') return undefined
      const home = folderOf(root.span.source.path)
      enter(root.span.source, { ...reading.scope, home }, reading)
      const known = bases.get(root) ?? canonical(root, reading)
      bases.set(root, known)
      return known
    },
    complain,
  }
}

/** The documents of a file that another names. */
function openNamed(file: NamedPath, reading: Reading): readonly YamlDocument[] | undefined {
  const path = pathOf(file, reading)
  const found = path === undefined ? undefined : reading.around.open(path)
  if (found === undefined) reading.around.missing(file, path, 'compose')
  return found
}

/** A path as sources have it; undefined where it is not known. */
function pathOf({ path, span }: NamedPath, { around: { scopes } }: Reading): string | undefined {
  if (path === undefined) return undefined
  const home = scopes.get(span.source)?.home ?? folderOf(span.source.path)
  return isElsewhere(path.value) ? path.value : joinPath(home, path.value)
}
