/** Controllers and their pod templates. */
import type {
  Claim,
  ClaimRetention,
  Container,
  Controller,
  PodVolume,
  Store,
  Strategy,
  Workload,
} from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { count, entries, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readContainers } from './container.ts'
import { metadata, prefix, readClaimTemplate } from './storage.ts'
import { readPodVolumes } from './volumes.ts'

/** Reads an object of a kind that starts pods. */
export function readWorkload(reading: Reading, value: Value, controller: Controller): Workload {
  const { name, namespace } = metadata(reading, value)
  const address = `${controller}/${prefix(namespace)}${name.value}`
  const pod = podOf(value, controller)
  const podVolumes = readPodVolumes(reading, pod, address)
  const claimTemplates = readClaimTemplates(reading, value, address)
  const replicas = count(reading, valueOf(valueOf(value, 'spec'), 'replicas'))
  const strategy = readStrategy(reading, valueOf(valueOf(value, 'spec'), STRATEGY_KEY[controller] ?? ''))
  const containers = readContainers(reading, pod, { address, stores: storesOf(podVolumes, claimTemplates) })
  const claimRetention = readRetention(reading, value)
  const volumeGroup = text(reading, valueOf(valueOf(pod, 'securityContext'), 'fsGroup'))
  return {
    address,
    origin: originOf(name.span, value.node.span, value.via),
    dialect: 'kubernetes',
    name,
    ...(namespace && { namespace }),
    controller,
    containers: isPatch(value, controller) ? containers.map((c) => partOf(c, name.span)) : containers,
    ...(strategy && { strategy }),
    claimTemplates,
    ...(claimRetention && { claimRetention }),
    ...(volumeGroup && { volumeGroup }),
    podVolumes,
    pins: readPins(reading, pod),
    profiles: [],
    ...(replicas && { replicas }),
    publishes: false,
    dependsOn: [],
  }
}

const WITH_SELECTOR: ReadonlySet<Controller> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

/** The API server takes these kinds with a selector only: what has none is laid over something else. */
function isPatch(value: Value, controller: Controller): boolean {
  return WITH_SELECTOR.has(controller) && valueOf(valueOf(value, 'spec'), 'selector') === undefined
}

function partOf(container: Container, span: Span): Container {
  return { ...container, opaque: [...container.opaque, { what: 'shape', span }] }
}

/** Where a kind keeps the specification of its pods. */
function podOf(value: Value, controller: Controller): Value | undefined {
  const spec = valueOf(value, 'spec')
  if (controller === 'Pod') return spec
  const owner = controller === 'CronJob' ? valueOf(valueOf(spec, 'jobTemplate'), 'spec') : spec
  return valueOf(valueOf(owner, 'template'), 'spec')
}

function readClaimTemplates(reading: Reading, value: Value, address: string): readonly Claim[] {
  const templates = items(valueOf(valueOf(value, 'spec'), 'volumeClaimTemplates'))
  return templates.map((item) => readClaimTemplate(reading, item.value, address))
}

/** What the names in `volumeMounts` stand for; a claim template wins over a volume of its name. */
function storesOf(volumes: readonly PodVolume[], templates: readonly Claim[]): ReadonlyMap<string, Store> {
  const own = volumes.map((v): readonly [string, Store] => [v.name.value, v.store])
  const claims = templates.map((t): readonly [string, Store] => [
    t.name.value,
    { kind: 'claim-template', name: t.name, span: t.name.span },
  ])
  return new Map([...own, ...claims])
}

/** Where a kind says how it replaces its pods. */
const STRATEGY_KEY: { readonly [K in Controller]?: string } = { Deployment: 'strategy', StatefulSet: 'updateStrategy' }

function readStrategy(reading: Reading, strategy: Value | undefined): Strategy | undefined {
  if (strategy === undefined) return undefined
  const rolling = valueOf(strategy, 'rollingUpdate')
  const type = text(reading, valueOf(strategy, 'type'))
  const partition = text(reading, valueOf(rolling, 'partition'))
  const maxSurge = text(reading, valueOf(rolling, 'maxSurge'))
  const maxUnavailable = text(reading, valueOf(rolling, 'maxUnavailable'))
  return {
    span: strategy.node.span,
    ...(type && { type }),
    ...(partition && { partition }),
    ...(maxSurge && { maxSurge }),
    ...(maxUnavailable && { maxUnavailable }),
  }
}

function readRetention(reading: Reading, value: Value): ClaimRetention | undefined {
  const policy = valueOf(valueOf(value, 'spec'), 'persistentVolumeClaimRetentionPolicy')
  if (policy === undefined) return undefined
  const whenDeleted = text(reading, valueOf(policy, 'whenDeleted'))
  const whenScaled = text(reading, valueOf(policy, 'whenScaled'))
  return { ...(whenDeleted && { whenDeleted }), ...(whenScaled && { whenScaled }) }
}

const HOSTNAME = 'kubernetes.io/hostname'

/** What ties a pod to nodes by name: `nodeName`, a selector on the hostname, a required node affinity to it. */
function readPins(reading: Reading, pod: Value | undefined): readonly Span[] {
  const name = text(reading, valueOf(pod, 'nodeName'))
  const selector = entries(valueOf(pod, 'nodeSelector')).filter((e) => e.name === HOSTNAME)
  return [
    ...(name === undefined ? [] : [name.span]),
    ...selector.map((e) => e.key.span),
    ...requiredHosts(reading, pod),
  ]
}

function requiredHosts(reading: Reading, pod: Value | undefined): readonly Span[] {
  const affinity = valueOf(valueOf(pod, 'affinity'), 'nodeAffinity')
  const required = valueOf(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')
  const expressions = items(valueOf(required, 'nodeSelectorTerms')).flatMap((t) =>
    items(valueOf(t.value, 'matchExpressions')),
  )
  const within = expressions.filter((e) => text(reading, valueOf(e.value, 'operator'))?.value === 'In')
  const keys = within.map((e): Located<string> | undefined => text(reading, valueOf(e.value, 'key')))
  return keys.flatMap((key) => (key?.value === HOSTNAME ? [key.span] : []))
}
