/** Where a container keeps its data, once environment, command, version and mounts are taken into account. */
import type { DataFact, DataKind, FactBook, ImageFacts, PathOverride } from '../core/facts.ts'
import type { BuiltImage, Container, Mount, Store } from '../core/ir.ts'
import { type Certainty, type Located, shown, weaker } from '../core/located.ts'
import { baseName, cleanPath, holds as holdsPath, parentPath } from '../core/paths.ts'
import type { DataPath, DataPaths, KnownImage } from '../core/view.ts'
import { asBuilt } from './built.ts'
import { argumentsOf, commandLines, flagValues, mayHoldFlag, programOf } from './command.ts'
import { any, envVar, holds } from './conditions.ts'
import {
  knownImage,
  matchesGlob,
  matchesTag,
  settledTag,
  versionNumbers,
  type VersionNumbers,
  within,
} from './image.ts'

/**
 * The data paths of a container. Doubt ends in `unknown`, with exceptions where only an environment file or a
 * configuration file may move a path. A host directory or volume mounted at exactly that path, or where its volume
 * belongs, says that its owner expects the data there; above it, one says so if nothing but an environment file is in
 * doubt. And where no mount can hold data, it is lost wherever it was moved to. Optional paths in doubt are left out.
 * `built`: what the container's image is built from, where that is known.
 */
export function dataPaths(service: Container, book?: FactBook, built?: BuiltImage): DataPaths {
  const container = built === undefined ? service : asBuilt(service, built)
  if (container.role !== 'main') return { state: 'none', why: 'client' }
  if (container.image === undefined || container.build !== undefined) {
    return container.opaque.length > 0 ? { state: 'unknown', why: 'opaque' } : { state: 'none', why: 'no-image' }
  }
  const image = knownImage(service, book, built)
  if (image === undefined) return { state: 'unknown', why: 'image' }
  // Whether a start script of its own ends in the image’s program, where that may be any, its text does not say.
  if (built?.entrypoint !== undefined && image.facts.serves.length === 0) return { state: 'unknown', why: 'command' }
  return withoutPaths(container, image.facts) ?? pathsOf(container, image, built?.writes ?? [])
}

/** Why a container keeps nothing, or why nobody can tell, where its paths do not matter to that. */
function withoutPaths(container: Container, facts: ImageFacts): DataPaths | undefined {
  if (facts.engine === 'stateless' || facts.data.length === 0) return { state: 'none', why: 'stateless' }
  if (container.opaque.length > 0) return { state: 'unknown', why: 'opaque' }
  const program = programOf(container, facts.serves)
  if (program === 'client') return { state: 'none', why: 'client' }
  if (program === 'unknown') return { state: 'unknown', why: 'command' }
  const ephemeral = any(facts.ephemeral, container)
  const elsewhere = any(facts.elsewhere, container)
  if (ephemeral === true) return { state: 'none', why: 'ephemeral' }
  if (elsewhere === true) return { state: 'none', why: 'elsewhere' }
  return ephemeral === 'unknown' || elsewhere === 'unknown' ? { state: 'unknown', why: 'setting' } : undefined
}

function pathsOf(container: Container, image: KnownImage, writes: Scope['writes']): DataPaths {
  const layouts = layoutsOf(image, container)
  if (layouts.every(({ facts }) => facts.length === 0)) return { state: 'none', why: 'stateless' }
  const known = layouts
    .map((layout) => pathsIn({ container, image, layout, writes }))
    .filter((paths) => paths !== undefined)
  const variants = distinct(known.map((paths) => joinParts(paths, container)))
  if (variants.every((paths) => paths.length === 0)) return { state: 'unknown', why: 'setting' }
  const use = useOf(container, image.facts)
  return { state: 'known', image, variants, ...(use && { use }) }
}

/** What a container is asked to do with its data, where it says so. */
function useOf(container: Container, { durable = [], evicts = [] }: ImageFacts): 'kept' | 'evicted' | undefined {
  if (any(durable, container) === true) return 'kept'
  return any(evicts, container) === true ? 'evicted' : undefined
}

/** The facts that hold together for one version and tag that the reference may mean. */
interface Layout {
  readonly facts: readonly DataFact[]
  readonly major?: number
}

/** The layouts that an image reference may mean, that of the newest version first. */
function layoutsOf(image: KnownImage, container: Container): readonly Layout[] {
  const data = image.facts.data.filter(({ when }) => when === undefined || holds(when, container) !== false)
  const numbers = versionNumbers(image)
  const tag = settledTag(image)
  const versions = numbers === undefined ? turningPoints(data) : [numbers]
  const tags = tag === undefined ? ['latest', ...data.flatMap(sampleTag)] : [tag]
  const major = numbers?.[0]
  const layouts = versions.flatMap((version) =>
    tags.map((t): Layout => ({
      facts: data.filter((fact) => isIn(fact, version, t)),
      ...(major !== undefined && { major }),
    })),
  )
  return distinct(layouts)
}

/** The versions from which on some fact begins or ends to hold, newest first, and one before all of them. */
function turningPoints(data: readonly DataFact[]): readonly VersionNumbers[] {
  const bounds = data.flatMap((fact) => (fact.versions ?? []).flatMap(({ min, below }) => [min, below]))
  const points = [[0, 0, 0] as const, ...bounds.filter((bound) => bound !== undefined)]
  return distinct(points).toSorted((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2])
}

/** A tag for which a fact with a tag glob holds. */
function sampleTag({ tags }: DataFact): readonly string[] {
  return tags === undefined || tags.startsWith('!') ? [] : [tags.replaceAll('*', '')]
}

function isIn(fact: DataFact, version: VersionNumbers, tag: string): boolean {
  const versionFits = fact.versions?.some((interval) => within(interval, version)) ?? true
  return versionFits && (fact.tags === undefined || matchesTag(fact.tags, tag))
}

/** What is asked while one layout's paths are worked out. */
interface Scope {
  readonly container: Container
  readonly image: KnownImage
  readonly layout: Layout
  /** Paths that a Dockerfile copies to, or whose settings it touches. */
  readonly writes: readonly Located<string>[]
}

/** The paths of one layout; undefined where a required one is in doubt. */
function pathsIn(scope: Scope): readonly DataPath[] | undefined {
  const moved = scope.layout.facts.map((fact) => ({ fact, paths: movedPaths(fact, scope) }))
  if (moved.some(({ fact, paths }) => paths === undefined && fact.required && fact.convention === undefined))
    return undefined
  const kept = moved.flatMap(({ paths }) => paths ?? [])
  if (kept.some((data) => data.required && mayBeBaked(data, scope))) return undefined
  return [...kept, ...addedPaths(kept, scope)]
}

/** Where a fact's path is by the settings that move it; undefined for doubt. */
function movedPaths(fact: DataFact, scope: Scope): readonly DataPath[] | undefined {
  const usual = usualPath(fact, scope)
  if (fact.when !== undefined && holds(fact.when, scope.container) === 'unknown') return undefined
  const settings = movesOf(fact, scope.image.facts).map((move) => ({ move, setting: settingOf(move, scope) }))
  for (const kinds of [['flag', 'argument'], ['env']]) {
    const own = settings.filter(({ move }) => kinds.includes(move.kind))
    const set = own.flatMap(({ move, setting }) => (typeof setting === 'string' ? [] : [valuesOf(setting, move)]))
    if (set.includes(undefined)) return undefined
    if (set.length > 0) return set.flatMap((values) => values ?? []).map((value) => pathAt(value, usual))
    if (own.some(({ setting }) => setting === 'unknown')) return undefined
  }
  const doubts = settings.flatMap(({ move, setting }) => (setting === 'maybe' ? [move.kind] : []))
  if (fact.convention === undefined && doubts.length === 0) return [usual]
  const onlyEnv = fact.convention === undefined && doubts.every((kind) => kind === 'env')
  const settled = isVouchedFor(usual, scope.container, onlyEnv) || (fact.required && isLostAnyway(scope))
  return settled ? [{ ...usual, certainty: weaker(usual.certainty, 'default') }] : undefined
}

/** Data that the image brings along, as that of a test does: what becomes of changes to it does not matter. */
function mayBeBaked({ path }: DataPath, { writes }: Scope): boolean {
  return writes.some(({ value, certainty }) => certainty === 'unknown' || (value !== '/' && holdsPath(value, path)))
}

function movesOf(fact: DataFact, facts: ImageFacts): readonly PathOverride[] {
  return facts.moves.filter((move) => {
    if (move.adds === true) return false
    return move.replaces === undefined ? fact.required && fact.kind === 'data' : move.replaces === fact.path
  })
}

function usualPath(fact: DataFact, { container, image, layout }: Scope): DataPath {
  const { major } = layout
  const written = major === undefined && fact.path.includes('{major}') ? (fact.mount ?? fact.path) : fact.path
  const path = written.replace('{major}', String(major))
  const { kind, required } = fact
  const mountAt = fact.mount ?? path
  const certainty = certaintyOfFacts(container, image)
  return { path, mountAt, shown: { path, mountAt }, kind, required, certainty }
}

function certaintyOfFacts(container: Container, image: KnownImage): Certainty {
  const { data, certainty } = image.facts
  const versionMatters = image.version.kind !== 'exact' && data.some((fact) => fact.versions !== undefined)
  const tagMatters = settledTag(image) === undefined && data.some((fact) => fact.tags !== undefined)
  const sure = certainty === 'seen' && container.image?.certainty !== 'default'
  return sure && !versionMatters && !tagMatters ? 'literal' : 'default'
}

/** A path in place of the usual one; it stays in the volume of the usual one where it lies in it. */
function pathAt(value: Located<string>, usual: DataPath): DataPath {
  const [path, said] = [value.value, shown(value)]
  const isInside = holdsPath(usual.mountAt, path)
  return {
    ...usual,
    path,
    mountAt: isInside ? usual.mountAt : path,
    shown: { path: said, mountAt: isInside ? usual.shown.mountAt : said },
    setBy: value.span,
    certainty: weaker(usual.certainty, value.certainty),
  }
}

/** Further paths that settings name outside those that are there; what is in doubt is left out. */
function addedPaths(kept: readonly DataPath[], scope: Scope): readonly DataPath[] {
  const certainty = certaintyOfFacts(scope.container, scope.image)
  return scope.image.facts.moves.flatMap((move): readonly DataPath[] => {
    const setting = move.adds === true ? settingOf(move, scope) : 'unset'
    const values = typeof setting === 'string' ? [] : (valuesOf(setting, move) ?? [])
    const outside = values.filter(({ value }) => !kept.some(({ path }) => holdsPath(path, value)))
    return outside.map((value) => {
      const places = { path: value.value, mountAt: value.value }
      return pathAt(value, { ...places, shown: places, kind: 'data', required: true, certainty })
    })
  })
}

/** What a setting says: its values, that it is not there, that it may be where nobody looks, or nothing certain. */
type Setting = readonly Located<string>[] | 'unset' | 'maybe' | 'unknown'

function settingOf(move: PathOverride, scope: Scope): Setting {
  const { container } = scope
  switch (move.kind) {
    case 'env':
      return envSetting(move, container)
    case 'flag':
      return flagSetting(move, container)
    case 'argument':
      return argumentSetting(move, container)
    case 'config':
      return configIsGiven(move.name, scope) ? 'maybe' : 'unset'
  }
}

function envSetting(move: PathOverride, container: Container): Setting {
  const variable = envVar(container, move.name)
  if (variable === undefined) return container.envFiles.length > 0 ? 'maybe' : 'unset'
  const { value } = variable
  return value?.value === '' && value.certainty !== 'unknown' ? 'unset' : settledValue(value, move)
}

function flagSetting(move: PathOverride, container: Container): Setting {
  const values = flagValues(container, move.name)
  if (values.length === 0) return mayHoldFlag(container) ? 'unknown' : 'unset'
  return settledValue(values.at(-1), move)
}

/** A value that is known. Of a file whose name alone is not (`/data/${NAME}`) the directory is, with any name in it. */
function settledValue(value: Located<string> | undefined, { file }: PathOverride): Setting {
  if (value?.certainty !== 'unknown') return value === undefined ? 'unknown' : [value]
  const directory = file === true ? /^(\/[^$`{}]+)\/[^/]*$/.exec(value.value)?.[1] : undefined
  return directory === undefined ? 'unknown' : [{ ...value, value: `${directory}/*`, certainty: 'default' }]
}

function argumentSetting({ name, schemes }: PathOverride, container: Container): Setting {
  const words = argumentsOf(container, name)
  if (words === undefined) return 'unset'
  if (words.some((word) => word.certainty === 'unknown')) return 'unknown'
  const paths = schemes === undefined ? words : words.filter((word) => schemes.some((s) => word.value.startsWith(s)))
  return paths.length === 0 ? 'unset' : paths
}

/** A mount at or below a configuration path, or a file of that name mounted, copied, or named in the command. */
function configIsGiven(name: string, { container, image, writes }: Scope): boolean {
  const copied = writes.map(({ value }) => value)
  const targets = [...container.mounts.map((mount) => mount.target.value), ...copied]
  if (name.startsWith('/'))
    return targets.some((target) => holdsPath(name, target)) || copied.some((path) => holdsPath(path, name))
  const bundled = image.facts.moves.filter((move) => move.kind === 'config' && move.name.startsWith('/'))
  const words = commandLines(container).flatMap((line) => line.map(({ value }) => value.slice(value.indexOf('=') + 1)))
  const named = words.filter((word) => !bundled.some((move) => holdsPath(move.name, word)))
  return copied.includes('/') || [...targets, ...named].some((path) => matchesGlob(name, baseName(path)))
}

/** The absolute paths in the values of a setting; undefined when one is not absolute or not written out. */
function valuesOf(values: readonly Located<string>[], move: PathOverride): readonly Located<string>[] | undefined {
  const parts = values.flatMap((value) => (move.list === true ? splitList(value) : [value]))
  const paths = parts.flatMap((part) =>
    expandRange(withoutScheme(headOf(part.value, move), move.schemes ?? [])).map((path) => ({ ...part, value: path })),
  )
  const settled = paths.map((path) => ({ ...path, value: dataDirectory(path.value, move) }))
  return settled.every(({ value }) => /^\/[^$`{}]*$/.test(value)) ? settled : undefined
}

function splitList(value: Located<string>): readonly Located<string>[] {
  const parts = value.value.split(/[,\s]+/).filter((part) => part !== '')
  return parts.map((part) => ({ ...value, value: part }))
}

/** What stands before the text that ends a path. */
function headOf(value: string, { until }: PathOverride): string {
  return until === undefined ? value : (value.split(until)[0] ?? value)
}

/** The path of `rocksdb:/data`, `path=/data` and, for drives of a cluster, `http://minio1/data`. */
function withoutScheme(value: string, schemes: readonly string[]): string {
  const scheme = schemes.find((prefix) => value.startsWith(prefix))
  if (scheme !== undefined) return value.slice(scheme.length).replace(/^\/\/(?=\/)/, '')
  return value.replace(/^https?:\/\/[^/]*/, '')
}

/** `/data{1...3}` written out, https://docs.min.io (expansion notation); a range of more than 64 stays as it is. */
function expandRange(path: string): readonly string[] {
  const range = /\{(\d+)\.\.\.(\d+)\}/.exec(path)
  if (range === null) return [path]
  const [first, last] = [Number(range[1]), Number(range[2])]
  if (last < first || last - first >= 64) return [path]
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
  return numbers.flatMap((number) => expandRange(path.replace(range[0], number)))
}

function dataDirectory(value: string, { file, suffix }: PathOverride): string {
  if (!value.startsWith('/')) return value
  const path = cleanPath(value + (suffix ?? ''))
  return file === true && parentPath(path) !== '/' ? parentPath(path) : path
}

/** Whether a host directory or volume stands at a path or where its volume belongs, or, if asked, above that. */
function isVouchedFor({ path, mountAt }: DataPath, container: Container, above: boolean): boolean {
  return container.mounts.some(({ target, store }) => {
    if (target.certainty === 'unknown' || (store.kind !== 'host' && store.kind !== 'named')) return false
    const place = cleanPath(target.value)
    return place === path || place === mountAt || (above && place !== '/' && holdsPath(place, mountAt))
  })
}

/** Stores that go with the container, or that nobody writes to. */
const KEEPS_NOTHING = new Set<Store['kind']>([
  'anonymous',
  'memory',
  'image',
  'pipe',
  'scratch',
  'ephemeral-claim',
  'content',
])

/** Directories that hold settings and start scripts, never data. */
const SETTINGS = /(^|\/)(etc|conf|config|docker-entrypoint[^/]*)(\/|$)/

/** Whether data is lost wherever a configuration moved it: it can only be in the container, and no mount can hold it. */
function isLostAnyway({ container, image }: Scope): boolean {
  if (image.facts.configOnlyMoves !== true || container.mountsFrom.length > 0) return false
  return !container.mounts.some((mount) => mayHoldData(mount, image.facts))
}

function mayHoldData({ target, readOnly, store }: Mount, { data }: ImageFacts): boolean {
  const isReadOnly = readOnly.value && readOnly.certainty !== 'unknown'
  if (isReadOnly || (store.kind === 'claim' && store.readOnly) || KEEPS_NOTHING.has(store.kind)) return false
  if (target.certainty === 'unknown') return true
  const isFile = store.kind === 'host' && /\.[A-Za-z][A-Za-z0-9]{0,8}$/.test(target.value) && !/\.d$/.test(target.value)
  const isOther = data.some(({ kind, path }) => HOLDS_NO_DATA.has(kind) && holdsPath(path, target.value))
  return !isFile && !isOther && !SETTINGS.test(target.value)
}

/** What the directories of an image may be for besides data. */
const HOLDS_NO_DATA = new Set<DataKind>(['config', 'log', 'certs', 'plugins', 'secrets'])

/** Several parts of one volume, none moved and nothing mounted inside it, are one path: that of the volume. */
function joinParts(paths: readonly DataPath[], { mounts }: Container): readonly DataPath[] {
  const parts = (mountAt: string): readonly DataPath[] =>
    paths.filter((p) => p.mountAt === mountAt && p.setBy === undefined)
  const isWhole = ({ mountAt, required, setBy }: DataPath): boolean =>
    setBy === undefined &&
    required &&
    parts(mountAt).length > 1 &&
    !mounts.some(({ target }) => cleanPath(target.value) !== mountAt && holdsPath(mountAt, target.value))
  const whole = (data: DataPath): DataPath => {
    const said = data.shown.mountAt
    return { ...data, path: data.mountAt, shown: { path: said, mountAt: said } }
  }
  return distinct(paths.map((path) => (isWhole(path) ? whole(path) : path)))
}

/** The values that differ, in order; spans count by their place. */
function distinct<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values
  const seen = new Map<string, T>()
  for (const value of values) {
    const key = JSON.stringify(value, (name, part: unknown) => (name === 'source' ? undefined : part))
    if (!seen.has(key)) seen.set(key, value)
  }
  return [...seen.values()]
}
