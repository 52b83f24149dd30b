/** Mounts of a Compose service: `volumes` in short and long form, and `tmpfs`. */
import { locatedText, shown, type Located } from '../../core/located.ts'
import type { Mount, MountOptions, MountsFrom, Store } from '../../core/ir.ts'
import type { Span } from '../../core/source.ts'
import {
  complain,
  entries,
  flag,
  fromHome,
  hostPath,
  items,
  mapped,
  originOf,
  text,
  valueOf,
  type Reading,
  type Value,
} from '../reading.ts'
import { readShortMount } from './short-mount.ts'
import { readTmpfsEntry } from '../grammar/options.ts'
import type { YamlItem } from '../tree.ts'

/** Every mount of a service in written order; what Compose refuses is left out. */
export function readMounts(reading: Reading, service: Value, owner: string): readonly Mount[] {
  const volumes = items(valueOf(service, 'volumes')).map(({ item, value }) => readVolume(reading, item, value, owner))
  const memory = tmpfsEntries(valueOf(service, 'tmpfs')).map((value) => readTmpfs(reading, value, owner))
  const grants = GRANTS.flatMap((kind) =>
    items(valueOf(service, kind.key)).map((i) => readGrant(reading, i, kind, owner)),
  )
  return distinct([...volumes, ...memory, ...grants].filter((m) => m !== undefined))
}

/** The containers whose mounts a service takes over. */
export function readMountsFrom(reading: Reading, service: Value): readonly MountsFrom[] {
  return items(valueOf(service, 'volumes_from')).flatMap(({ value }) => {
    const whole = mapped(reading, value)
    if (whole === undefined) return []
    const mode = /:(ro|rw)$/.exec(whole.text)
    const from = locatedText(whole, 0, mode === null ? whole.text.length : mode.index)
    return [{ from, readOnly: mode?.[1] === 'ro' }]
  })
}

function readVolume(reading: Reading, item: YamlItem, value: Value, owner: string): Mount | undefined {
  if (value.node.kind === 'scalar') return readShort(reading, value, owner)
  return value.node.kind === 'map' ? readLong(reading, item, value, owner) : undefined
}

function readShort(reading: Reading, value: Value, owner: string): Mount | undefined {
  const whole = mapped(reading, value)
  if (whole === undefined) return undefined
  const short = readShortMount(whole)
  const { span } = value.node
  if ('message' in short) {
    complain(reading, short.span, short.message)
    return undefined
  }
  const { source, target, readOnly, nocopy, selinux, propagation, notes, type } = short
  return {
    address: `${owner}/mount:${shown(target)}`,
    origin: originOf(span, span, value.via),
    form: 'short',
    target,
    readOnly,
    options: present({ nocopy, selinux, propagation }),
    store: shortStore(type, source && type === 'bind' ? fromHome(reading, source) : source, span),
    ...(notes.length > 0 && { notes }),
  }
}

/** `${DIR}/data`: whatever the variable is, a name of a volume has no slash. */
const BELOW_VARIABLE = /^\$(\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)\//

function shortStore(type: 'bind' | 'volume' | 'unknown', source: Located<string> | undefined, span: Span): Store {
  if (type === 'unknown' && source !== undefined && BELOW_VARIABLE.test(source.value)) {
    return { kind: 'host', path: source, span: source.span }
  }
  if (type === 'unknown') return { kind: 'unknown', span: source?.span ?? span }
  if (source === undefined) return { kind: 'anonymous', span }
  if (type === 'bind') return { kind: 'host', path: source, span: source.span }
  return { kind: 'named', name: source, span: source.span }
}

function readLong(reading: Reading, item: YamlItem, value: Value, owner: string): Mount | undefined {
  const target = text(reading, valueOf(value, 'target'))
  if (target === undefined) {
    complain(reading, value.node.span, 'a mount needs a target: the path in the container')
    return undefined
  }
  const { span } = value.node
  const readOnly = flag(reading, valueOf(value, 'read_only'))
  const subPath = text(
    reading,
    valueOf(valueOf(value, 'volume'), 'subpath') ?? valueOf(valueOf(value, 'image'), 'subpath'),
  )
  return {
    address: `${owner}/mount:${shown(target)}`,
    origin: originOf(entries(value)[0]?.key.span ?? span, item.span, value.via),
    form: 'long',
    target,
    readOnly: readOnly ?? { value: false, span, certainty: 'literal' },
    ...(subPath && { subPath }),
    options: longOptions(reading, value),
    store: longStore(reading, value),
  }
}

function longOptions(reading: Reading, value: Value): MountOptions {
  const bind = valueOf(value, 'bind')
  const selinux = text(reading, valueOf(bind, 'selinux'))
  return present({
    nocopy: flag(reading, valueOf(valueOf(value, 'volume'), 'nocopy')),
    propagation: text(reading, valueOf(bind, 'propagation')),
    createHostPath: flag(reading, valueOf(bind, 'create_host_path')),
    recursive: text(reading, valueOf(bind, 'recursive')),
    consistency: text(reading, valueOf(value, 'consistency')),
    selinux: selinux?.value === 'z' || selinux?.value === 'Z' ? { ...selinux, value: selinux.value } : undefined,
  })
}

function longStore(reading: Reading, value: Value): Store {
  const type = text(reading, valueOf(value, 'type'))
  const isPath = type?.value === 'bind'
  const source = (isPath ? hostPath : text)(reading, valueOf(value, 'source'))
  const span = source?.span ?? value.node.span
  const [size, mode] = ['size', 'mode'].map((key) => text(reading, valueOf(valueOf(value, 'tmpfs'), key)))
  if (type === undefined || type.certainty === 'unknown') return { kind: 'unknown', span }
  switch (type.value) {
    case 'volume':
      return source === undefined || source.value === ''
        ? { kind: 'anonymous', span }
        : { kind: 'named', name: source, span }
    case 'bind':
      return source === undefined ? { kind: 'unknown', span } : { kind: 'host', path: source, span }
    case 'tmpfs':
      return { kind: 'memory', ...(size && { size }), ...(mode && { mode }), span: type.span }
    case 'npipe':
      return { kind: 'pipe', ...(source && { path: source }), span }
    case 'cluster':
      return { kind: 'cluster', ...(source && { name: source }), span }
    case 'image':
      return { kind: 'image', ...(source && { image: source }), span }
    default:
      return { kind: 'unknown', span }
  }
}

/** Where what is granted to a service is mounted: of a secret the folder, of a config the root. */
const GRANTS = [
  { key: 'configs', what: 'config', folder: '/' },
  { key: 'secrets', what: 'secret', folder: '/run/secrets/' },
] as const

/** An entry of `configs` or `secrets`: its name, or a mapping. */
function readGrant(
  reading: Reading,
  { item, value }: ReturnType<typeof items>[number],
  { what, folder }: (typeof GRANTS)[number],
  owner: string,
): Mount | undefined {
  const isLong = value.node.kind === 'map'
  const name = text(reading, isLong ? valueOf(value, 'source') : value)
  if (name === undefined) return undefined
  const written = (isLong ? text(reading, valueOf(value, 'target')) : undefined) ?? name
  const isWhole = written.value.startsWith('/') || written.certainty === 'unknown'
  const target = isWhole ? written : { ...written, value: folder + written.value, shown: folder + shown(written) }
  const { span } = value.node
  return {
    address: `${owner}/mount:${shown(target)}`,
    origin: originOf(isLong ? (entries(value)[0]?.key.span ?? span) : span, item.span, value.via),
    form: 'grant',
    target,
    readOnly: { value: true, span, certainty: 'literal' },
    options: {},
    store: { kind: 'content', what, name, span: name.span },
  }
}

function tmpfsEntries(value: Value | undefined): readonly Value[] {
  if (value?.node.kind === 'scalar') return [value]
  return items(value).map((i) => i.value)
}

function readTmpfs(reading: Reading, value: Value, owner: string): Mount | undefined {
  const whole = mapped(reading, value)
  if (whole === undefined || whole.text === '') return undefined
  const { target, options } = readTmpfsEntry(whole)
  const { span } = value.node
  const [size, mode] = ['size', 'mode'].map((key) => options.find((o) => o.name.value === key)?.value)
  const ro = options.find((o) => o.name.value === 'ro')
  return {
    address: `${owner}/mount:${shown(target)}`,
    origin: originOf(span, span, value.via),
    form: 'tmpfs',
    target,
    readOnly: { value: ro !== undefined, span: ro?.name.span ?? span, certainty: 'literal' },
    options: {},
    store: { kind: 'memory', ...(size && { size }), ...(mode && { mode }), span },
  }
}

/** Later mounts of one target get an ordinal, so that addresses stay unique. */
function distinct(mounts: readonly Mount[]): readonly Mount[] {
  const seen = new Map<string, number>()
  return mounts.map((mount) => {
    const times = (seen.get(mount.address) ?? 0) + 1
    seen.set(mount.address, times)
    return times === 1 ? mount : { ...mount, address: `${mount.address}#${times}` }
  })
}

/** The object without its undefined members. */
function present<T extends object>(object: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as T
}
