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
import type { Span } from '../../core/source.ts'
import { count, isNull, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readClaimTemplate } from './claim.ts'
import { readContainers } from './container.ts'
import { metadata, prefix } from './metadata.ts'
import { isPatch, podOf } from './part.ts'
import { readPins, readPlacement } from './placement.ts'
import { readPodVolumes } from './volumes.ts'

/** Reads an object of a kind that starts pods. */
export function readWorkload(reading: Reading, value: Value, controller: Controller): Workload {
  const { name, namespace } = metadata(reading, value)
  const address = `${controller}/${prefix(namespace)}${name.value}`
  const pod = podOf(value, controller)
  const isPart = isPatch(reading, value, controller)
  const podVolumes = readPodVolumes(reading, pod, { owner: address, isPart })
  const claimTemplates = readClaimTemplates(reading, value, address)
  const replicas = count(reading, valueOf(valueOf(value, 'spec'), 'replicas'))
  const strategy = readStrategy(reading, valueOf(valueOf(value, 'spec'), STRATEGY_KEY[controller] ?? ''))
  const containers = readContainers(reading, pod, {
    address,
    isPart,
    stores: storesOf(podVolumes, claimTemplates),
  })
  const claimRetention = readRetention(reading, value)
  const placement = readPlacement(reading, pod)
  const overlap = text(reading, valueOf(valueOf(value, 'spec'), 'concurrencyPolicy'))
  const unread = isPart ? name.span : unreadVolumes(pod)
  return {
    address,
    origin: originOf(name.span, value.node.span, value.via),
    dialect: 'kubernetes',
    name,
    ...(namespace && { namespace }),
    controller,
    containers: unread === undefined ? containers : containers.map((c) => partOf(c, unread)),
    ...(strategy && { strategy }),
    claimTemplates,
    ...(claimRetention && { claimRetention }),
    ...(overlap && { overlap }),
    ...readVolumeGroup(reading, valueOf(pod, 'securityContext')),
    podVolumes,
    pins: readPins(reading, pod),
    ...(placement && { placement }),
    profiles: [],
    ...(replicas && { replicas }),
    publishes: false,
    dependsOn: [],
  }
}

function readVolumeGroup(
  reading: Reading,
  security: Value | undefined,
): Pick<Workload, 'volumeGroup' | 'volumeGroupPolicy'> {
  const volumeGroup = text(reading, valueOf(security, 'fsGroup'))
  const volumeGroupPolicy = text(reading, valueOf(security, 'fsGroupChangePolicy'))
  return { ...(volumeGroup && { volumeGroup }), ...(volumeGroupPolicy && { volumeGroupPolicy }) }
}

/** Where volumes are written in a form that is not theirs, such as a template that stands for all of them. */
function unreadVolumes(pod: Value | undefined): Span | undefined {
  const volumes = valueOf(pod, 'volumes')
  if (volumes === undefined || isNull(volumes)) return undefined
  return items(volumes).some((item) => item.value.node.kind === 'map') || isEmpty(volumes)
    ? undefined
    : volumes.node.span
}

function isEmpty({ node }: Value): boolean {
  return node.kind === 'seq' && node.items.length === 0
}

function partOf(container: Container, span: Span): Container {
  return { ...container, opaque: [...container.opaque, { what: 'shape', span }] }
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
const STRATEGY_KEY: { readonly [K in Controller]?: string } = {
  Deployment: 'strategy',
  DeploymentConfig: 'strategy',
  StatefulSet: 'updateStrategy',
  DaemonSet: 'updateStrategy',
}

function readStrategy(reading: Reading, strategy: Value | undefined): Strategy | undefined {
  if (strategy === undefined) return undefined
  const rolling = valueOf(strategy, 'rollingUpdate') ?? valueOf(strategy, 'rollingParams')
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
