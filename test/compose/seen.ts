/** What storlint and Compose make of one project, in the same words, to be compared. */
import path from 'node:path'
import type { Container, Fragment, Mount, Volume } from '../../src/core/ir.ts'
import type { Located } from '../../src/core/located.ts'
import { isAutomaticOverride, isBaseName } from '../../src/core/compose-names.ts'
import { cleanPath } from '../../src/core/paths.ts'
import { sourceOf } from '../../src/core/source.ts'
import { readComposeModel } from '../../src/parser/compose/model/read.ts'
import type { YamlDocument } from '../../src/parser/tree.ts'
import { readYaml } from '../../src/parser/yaml.ts'

/** What hangs on a variable that nothing sets: the oracle has it blank. */
export const UNKNOWN = '?'

export interface Answer {
  readonly id: string
  readonly error: { readonly message: string } | null
  readonly services: Readonly<Record<string, OracleService>>
  readonly volumes: Readonly<Record<string, { readonly driver: string | null; readonly external: boolean }>>
}

interface OracleService {
  readonly image: string | null
  readonly user: string | null
  readonly read_only: boolean
  readonly volumes: readonly OracleMount[]
  readonly tmpfs: readonly string[]
  readonly volumes_from: readonly string[]
  readonly environment: Readonly<Record<string, string | null>>
}

interface OracleMount {
  readonly type: string
  readonly source: string | null
  readonly target: string
  readonly read_only: boolean
}

export interface SeenMount {
  readonly type: string
  readonly source: string
  readonly target: string
  readonly readOnly: boolean | string
}

export interface SeenService {
  readonly image: string
  readonly user: string
  readonly readOnlyRoot: boolean | string
  readonly mounts: readonly SeenMount[]
  readonly from: readonly string[]
  readonly env: readonly string[]
}

export interface Seen {
  readonly services: Readonly<Record<string, SeenService>>
  readonly volumes: Readonly<Record<string, string>>
}

/** The oracle's answer in those words. */
export function seenByCompose({ services, volumes }: Answer): Seen {
  return {
    services: mapValues(services, (s) => ({
      image: s.image ?? '',
      user: s.user ?? '',
      readOnlyRoot: s.read_only,
      mounts: [...s.volumes.map(oracleMount), ...s.tmpfs.map(memoryMount)],
      from: s.volumes_from,
      env: Object.keys(s.environment).sort(),
    })),
    volumes: mapValues(volumes, (v) => `${v.external ? 'external' : 'own'} ${v.driver ?? ''}`),
  }
}

function oracleMount({ type, source, target, read_only: readOnly }: OracleMount): SeenMount {
  return { type, source: source ?? '', target, readOnly }
}

function memoryMount(text: string): SeenMount {
  const [target = '', options = ''] = text.split(/:(.*)/s)
  return { type: 'tmpfs', source: '', target: cleanPath(target), readOnly: options.split(',').includes('ro') }
}

/** storlint's model in those words, of files given by their names; `read` gives the text of a name, relative to the project. */
export function seenByStorlint(
  read: (name: string) => string | undefined,
  files: readonly string[],
): { readonly seen: Seen; readonly errors: readonly string[] } {
  const known = new Map<string, readonly YamlDocument[] | undefined>()
  const open = (name: string): readonly YamlDocument[] | undefined => {
    const text = known.has(name) ? undefined : read(name)
    if (!known.has(name)) known.set(name, text === undefined ? undefined : readYaml(sourceOf(name, text)))
    return known.get(name)
  }
  const documents = files.map((file) => open(file) ?? [])
  const fragment = readComposeModel(documents, { open, keepsEnv: () => false })
  if (fragment === undefined) return { seen: { services: {}, volumes: {} }, errors: ['nothing'] }
  return { seen: seenIn(fragment), errors: fragment.errors.map((e) => e.message) }
}

/** The files that Compose finds among these. */
export function foundAmong(names: readonly string[]): readonly string[] {
  return [names.find(isBaseName), names.find(isAutomaticOverride)].filter((name) => name !== undefined)
}

function seenIn({ workloads, volumes }: Fragment): Seen {
  return {
    services: Object.fromEntries(workloads.flatMap((w) => w.containers.map((c) => [w.name.value, serviceOf(c)]))),
    volumes: Object.fromEntries(volumes.map((v) => [v.key.value, volumeOf(v)])),
  }
}

function volumeOf({ external, driver }: Volume): string {
  if (external === 'unknown') return UNKNOWN
  return driver?.certainty === 'unknown' ? UNKNOWN : `${external ? 'external' : 'own'} ${driver?.value ?? ''}`
}

function serviceOf({ image, user, readOnlyRoot, mounts, mountsFrom, env }: Container): SeenService {
  return {
    image: known(image),
    user: known(user),
    readOnlyRoot: readOnlyRoot === 'unknown' ? UNKNOWN : readOnlyRoot,
    mounts: mounts.map(mountOf),
    from: mountsFrom.map((m) => known(m.from) + (m.readOnly ? ':ro' : '')),
    env: [...new Set(env.map((e) => e.name.value))].sort(),
  }
}

function mountOf(mount: Mount): SeenMount {
  const { target, readOnly, store } = mount
  return {
    type: TYPES[store.kind] ?? UNKNOWN,
    source: sourceOfStore(mount),
    target: target.certainty === 'unknown' ? UNKNOWN : cleanPath(target.value),
    readOnly: readOnly.certainty === 'unknown' ? UNKNOWN : readOnly.value,
  }
}

const TYPES: Readonly<Record<string, string>> = {
  host: 'bind',
  named: 'volume',
  anonymous: 'volume',
  memory: 'tmpfs',
  pipe: 'npipe',
  image: 'image',
  cluster: 'cluster',
}

function sourceOfStore({ store }: Mount): string {
  switch (store.kind) {
    case 'host':
      return store.path.certainty === 'unknown' ? UNKNOWN : hostPath(store.path)
    case 'named':
      return known(store.name)
    case 'cluster':
      return known(store.name)
    case 'image':
      return known(store.image)
    case 'pipe':
      return known(store.path)
    default:
      return ''
  }
}

/** As the oracle prints it: below the project, below home, or as it is. */
function hostPath({ value, span }: Located<string>): string {
  if (value.startsWith('~')) return cleanPath(`$HOME${value.slice(1)}`)
  if (value.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(value)) return value
  const below = path.posix.join(path.posix.dirname(span.source.path), value).replace(/(?<=.)\/$/, '')
  return below === '.' ? '$PROJECT' : `$PROJECT/${below}`
}

function known(value: Located<string> | undefined): string {
  if (value === undefined) return ''
  return value.certainty === 'unknown' ? UNKNOWN : value.value
}

function mapValues<T, U>(object: Readonly<Record<string, T>>, change: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** The oracle's view with what storlint does not know taken out, so that the rest can be compared. */
export function blurred(compose: Seen, storlint: Seen): Seen {
  return blur(compose, storlint) as Seen
}

function blur(real: unknown, ours: unknown): unknown {
  if (ours === UNKNOWN) return UNKNOWN
  if (Array.isArray(real) && Array.isArray(ours) && real.length === ours.length)
    return real.map((r, i) => blur(r, ours[i]))
  if (typeof real !== 'object' || real === null || Array.isArray(real)) return real
  const other = typeof ours === 'object' && ours !== null ? (ours as Readonly<Record<string, unknown>>) : {}
  return Object.fromEntries(Object.entries(real).map(([key, value]) => [key, blur(value, other[key])]))
}
