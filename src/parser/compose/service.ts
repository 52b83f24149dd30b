/** A Compose service or job: a workload with one container, and those of its `pre_start`. */
import { locatedText, type Located } from '../../core/located.ts'
import type { Command, Container, LabelDemand, Opaque, Placement, Workload } from '../../core/ir.ts'
import type { Source } from '../../core/source.ts'
import { readCommand } from '../grammar/command.ts'
import type { ReachedEntry } from '../tree.ts'
import { withoutSecretWords } from '../secrets/words.ts'
import { readBuild } from './build.ts'
import { readEnvironment } from './env.ts'
import type { Setting } from './interpolate.ts'
import { hooksOf } from './hooks.ts'
import { readMounts, readMountsFrom } from './mounts.ts'
import {
  count,
  entries,
  hostPath,
  items,
  mapped,
  originOf,
  settledFlag,
  text,
  valueOf,
  isNull,
  type Value,
} from '../reading.ts'
import type { ComposeReading } from './reading.ts'

/** Reads an entry of `services`, or of `jobs`, whose containers run to their end; undefined where its value is no mapping. */
export function readService(
  reading: ComposeReading,
  entry: ReachedEntry,
  section: 'services' | 'jobs',
): Workload | undefined {
  const service = entry.value
  if (service?.node.kind !== 'map') return undefined
  const key = entry.key.span
  const address = section === 'jobs' ? `job:${entry.name}` : entry.name
  const origin = originOf(key, entry.entry.span, entry.via)
  const replicas = readReplicas(reading, service)
  const placement = readPlacement(reading, service)
  return {
    address,
    origin,
    dialect: 'compose',
    name: { value: entry.name, span: key, certainty: 'literal' },
    controller: section === 'jobs' ? 'Job' : 'service',
    containers: [
      readContainer(reading, service, { address, origin, role: 'main' }),
      ...hooksOf(service, address).map((hook) => readContainer(ofHooks(reading), hook.value, hook.base)),
    ],
    claimTemplates: [],
    podVolumes: [],
    pins: [],
    ...(placement && { placement }),
    profiles: items(valueOf(service, 'profiles')).flatMap(({ value }) => text(reading, value) ?? []),
    ...(replicas && { replicas }),
    publishes: items(valueOf(service, 'ports')).length > 0,
    dependsOn: names(reading, valueOf(service, 'depends_on')).flatMap((n) => (n.shown === undefined ? [n.value] : [])),
  }
}

/** What nodes of a swarm must have: `node.labels.disk==ssd`; what they must not have is left out. */
function readPlacement(reading: ComposeReading, service: Value): Placement | undefined {
  const constraints = valueOf(valueOf(valueOf(service, 'deploy'), 'placement'), 'constraints')
  const labels = items(constraints).flatMap(({ value }): readonly LabelDemand[] => {
    const whole = mapped(reading, value)
    const [all = '', key = '', sign = ''] = /^\s*([^\s=!]+)(\s*==\s*)/.exec(whole?.text ?? '') ?? []
    if (whole === undefined || key === '') return []
    const start = all.length - sign.length - key.length
    const wanted = locatedText(whole, all.length, whole.text.trimEnd().length)
    return [{ key: locatedText(whole, start, start + key.length), values: [wanted] }]
  })
  return labels.length === 0 ? undefined : { labels, together: [], apart: [] }
}

/** Names that hooks pass on are settled by the project, those of their service where it stands: known is what both say. */
function ofHooks(reading: ComposeReading): ComposeReading {
  const { lookupIn, outer } = reading
  const agreed = (source: Source, name: string): Setting | undefined => {
    const own = lookupIn(source)(name)
    return own?.value === outer(name)?.value ? own : undefined
  }
  return { ...reading, lookupIn: (source) => (name) => agreed(source, name) }
}

/** How many run; of `mode: global`, which is one a node, nobody can tell. */
function readReplicas(reading: ComposeReading, service: Value): Located<number> | undefined {
  const deploy = valueOf(service, 'deploy')
  const mode = text(reading, valueOf(deploy, 'mode'))
  if (mode !== undefined && (mode.certainty === 'unknown' || /^global\b/.test(mode.value)))
    return { value: 0, span: mode.span, certainty: 'unknown' }
  return count(reading, valueOf(deploy, 'replicas') ?? valueOf(service, 'scale'))
}

function readContainer(
  reading: ComposeReading,
  service: Value,
  base: Pick<Container, 'address' | 'origin' | 'role'>,
): Container {
  const image = text(reading, valueOf(service, 'image'))
  const build = readBuild(reading, service)
  const entrypoint = commandOf(reading, valueOf(service, 'entrypoint'))
  const command = commandOf(reading, valueOf(service, 'command'))
  const user = text(reading, valueOf(service, 'user'))
  return {
    ...base,
    ...(image && { image }),
    ...(build && { build }),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    ...readEnvironment(reading, service),
    ...(user && { user }),
    readOnlyRoot: settledFlag(reading, valueOf(service, 'read_only')),
    mounts: readMounts(reading, service, base.address),
    mountsFrom: readMountsFrom(reading, service),
    watches: readWatches(reading, service),
    opaque: readOpaque(reading, service),
  }
}

/** A command as simple commands; an empty string or list, which resets the image's own, has none. */
function commandOf(reading: ComposeReading, value: Value | undefined): Command | undefined {
  if (value === undefined) return undefined
  const words = items(value).flatMap((i) => mapped(reading, i.value) ?? [])
  const whole = value.node.kind === 'seq' ? words : mapped(reading, value)
  return whole === undefined
    ? undefined
    : withoutSecretWords({ span: value.node.span, commands: readCommand(whole) }, reading)
}

function readWatches(reading: ComposeReading, service: Value): readonly Located<string>[] {
  const rules = items(valueOf(valueOf(service, 'develop'), 'watch'))
  return rules.flatMap(({ value }) => hostPath(reading, valueOf(value, 'path')) ?? [])
}

function readOpaque(reading: ComposeReading, service: Value): readonly Opaque[] {
  const extend = valueOf(service, 'extends')
  const misshapen = ['volumes', 'volumes_from'].flatMap((name) => {
    const value = valueOf(service, name)
    return value === undefined || value.node.kind === 'seq' || isNull(value)
      ? []
      : [{ what: 'shape' as const, span: value.node.span }]
  })
  const provider = valueOf(service, 'provider')
  if (provider !== undefined) return [{ what: 'provider', span: provider.node.span }, ...misshapen]
  if (extend === undefined) return misshapen
  const base = text(reading, extend.node.kind === 'map' ? valueOf(extend, 'service') : extend)
  const file = text(reading, valueOf(extend, 'file'))
  const from = base && { base: { service: base, ...(file && { file }) } }
  return [{ what: 'extends', span: extend.node.span, ...from }, ...misshapen]
}

function names(reading: ComposeReading, value: Value | undefined): readonly Located<string>[] {
  if (value?.node.kind === 'map') {
    return entries(value).map((e) => ({ value: e.name, span: e.key.span, certainty: 'literal' as const }))
  }
  return items(value).flatMap((i) => text(reading, i.value) ?? [])
}
