/** One Compose service: a workload with one container. */
import { locatedText, sliceMapped, type Located, type MappedText } from '../../core/located.ts'
import type { Command, Container, EnvVar, Opaque, Workload } from '../../core/ir.ts'
import type { Span } from '../../core/source.ts'
import { readCommand } from '../grammar/command.ts'
import type { ReachedEntry } from '../tree.ts'
import { withoutPlaces, withoutSecretWords } from '../secrets/words.ts'
import { readBuild } from './build.ts'
import { readMounts, readMountsFrom } from './mounts.ts'
import {
  count,
  entries,
  items,
  mapped,
  originOf,
  settledFlag,
  text,
  valueOf,
  type Reading,
  type Value,
  isNull,
} from '../reading.ts'

/** Reads an entry of `services`; undefined where its value is no mapping. */
export function readService(reading: Reading, entry: ReachedEntry): Workload | undefined {
  const service = entry.value
  if (service?.node.kind !== 'map') return undefined
  const key = entry.key.span
  const origin = originOf(key, entry.entry.span, entry.via)
  const replicas = readReplicas(reading, service)
  return {
    address: entry.name,
    origin,
    dialect: 'compose',
    name: { value: entry.name, span: key, certainty: 'literal' },
    controller: 'service',
    containers: [readContainer(reading, entry.name, service, origin)],
    claimTemplates: [],
    podVolumes: [],
    pins: [],
    profiles: items(valueOf(service, 'profiles')).flatMap(({ value }) => text(reading, value) ?? []),
    ...(replicas && { replicas }),
    publishes: items(valueOf(service, 'ports')).length > 0,
    dependsOn: names(reading, valueOf(service, 'depends_on')).map((n) => n.value),
  }
}

/** How many run; of `mode: global`, which is one a node, nobody can tell. */
function readReplicas(reading: Reading, service: Value): Located<number> | undefined {
  const deploy = valueOf(service, 'deploy')
  const mode = text(reading, valueOf(deploy, 'mode'))
  if (mode !== undefined && (mode.certainty === 'unknown' || /^global\b/.test(mode.value)))
    return { value: 0, span: mode.span, certainty: 'unknown' }
  return count(reading, valueOf(deploy, 'replicas') ?? valueOf(service, 'scale'))
}

function readContainer(reading: Reading, name: string, service: Value, origin: Container['origin']): Container {
  const image = text(reading, valueOf(service, 'image'))
  const build = readBuild(reading, service)
  const entrypoint = commandOf(reading, valueOf(service, 'entrypoint'))
  const command = commandOf(reading, valueOf(service, 'command'))
  const user = text(reading, valueOf(service, 'user'))
  return {
    address: name,
    origin,
    role: 'main',
    ...(image && { image }),
    ...(build && { build }),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    env: readEnv(reading, valueOf(service, 'environment')),
    envFiles: envFiles(valueOf(service, 'env_file')),
    ...(user && { user }),
    readOnlyRoot: settledFlag(reading, valueOf(service, 'read_only')),
    mounts: readMounts(reading, service, name),
    mountsFrom: readMountsFrom(reading, service),
    watches: readWatches(reading, service),
    opaque: readOpaque(reading, service),
  }
}

/** A command as simple commands; an empty string or list, which resets the image's own, has none. */
function commandOf(reading: Reading, value: Value | undefined): Command | undefined {
  if (value === undefined) return undefined
  const words = items(value).flatMap((i) => mapped(reading, i.value) ?? [])
  const whole = value.node.kind === 'seq' ? words : mapped(reading, value)
  return whole === undefined
    ? undefined
    : withoutSecretWords({ span: value.node.span, commands: readCommand(whole) }, reading)
}

function readEnv(reading: Reading, value: Value | undefined): readonly EnvVar[] {
  const pairs = value?.node.kind === 'map' ? mapPairs(reading, value) : listPairs(reading, value)
  return pairs.map(({ name, value: text }) => {
    if (text === undefined) return { name, value: { value: '', span: name.span, certainty: 'unknown' } }
    return reading.keepsEnv(name.value) ? { name, value: text } : { name }
  })
}

interface Pair {
  readonly name: Located<string>
  /** Absent: the value comes from the environment of whoever starts the service. */
  readonly value?: Located<string>
}

function mapPairs(reading: Reading, value: Value): readonly Pair[] {
  return entries(value).map((e) => {
    const found = text(reading, e.value)
    const name = withoutPlaces({ value: e.name, span: e.key.span, certainty: 'literal' }, reading.places)
    return { name, ...(found && { value: found }) }
  })
}

function listPairs(reading: Reading, value: Value | undefined): readonly Pair[] {
  return items(value).flatMap((item) => {
    // Of a list laid over a mapping, or the other way round, entries may stay mappings.
    if (item.value.node.kind === 'map') return mapPairs(reading, item.value)
    const whole = mapped(reading, item.value)
    return whole === undefined ? [] : [splitPair(reading, whole)]
  })
}

function splitPair({ places }: Reading, whole: MappedText): Pair {
  const at = whole.text.indexOf('=')
  if (at < 0) return { name: withoutPlaces(locatedText(whole), places) }
  const value = locatedText(sliceMapped(whole, at + 1, whole.text.length))
  return { name: withoutPlaces(locatedText(whole, 0, at), places), value: withoutPlaces(value, places) }
}

function envFiles(value: Value | undefined): readonly Span[] {
  if (value?.node.kind === 'seq') return items(value).map((i) => i.value.node.span)
  return value === undefined ? [] : [value.node.span]
}

function readWatches(reading: Reading, service: Value): readonly Located<string>[] {
  const rules = items(valueOf(valueOf(service, 'develop'), 'watch'))
  return rules.flatMap(({ value }) => text(reading, valueOf(value, 'path')) ?? [])
}

function readOpaque(reading: Reading, service: Value): readonly Opaque[] {
  const extend = valueOf(service, 'extends')
  const misshapen = ['volumes', 'volumes_from'].flatMap((name) => {
    const value = valueOf(service, name)
    return value === undefined || value.node.kind === 'seq' || isNull(value)
      ? []
      : [{ what: 'shape' as const, span: value.node.span }]
  })
  if (extend === undefined) return misshapen
  const base = text(reading, extend.node.kind === 'map' ? valueOf(extend, 'service') : extend)
  const file = text(reading, valueOf(extend, 'file'))
  const from = base && { base: { service: base, ...(file && { file }) } }
  return [{ what: 'extends', span: extend.node.span, ...from }, ...misshapen]
}

function names(reading: Reading, value: Value | undefined): readonly Located<string>[] {
  if (value?.node.kind === 'map') {
    return entries(value).map((e) => ({ value: e.name, span: e.key.span, certainty: 'literal' as const }))
  }
  return items(value).flatMap((i) => text(reading, i.value) ?? [])
}
