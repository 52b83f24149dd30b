/** What storlint reads of a manifest, with the defaults of the API server, in the form that is compared. */
import type {
  Claim,
  Container,
  Fragment,
  LabelDemand,
  PersistentVolume,
  StorageClass,
  Store,
  VolumeOption,
  Workload,
} from '../../src/core/ir.ts'
import type { Located } from '../../src/core/located.ts'
import { quantityOf } from '../../src/core/quantity.ts'
import type { Form } from './kubernetes-stored.ts'

interface Named {
  readonly name: Located<string>
  readonly namespace?: Located<string>
}

/** Every object of the fragments of a file. */
export function readForms(fragments: readonly Fragment[]): readonly Form[] {
  const form = (kind: string, node: Named, says: object): Form => ({
    kind,
    name: `${node.namespace?.value ?? ''}/${node.name.certainty === 'unknown' && !isTemplate(node.name) ? '' : node.name.value}`,
    says,
  })
  return fragments.flatMap((f) => [
    ...f.workloads.map((w) => form(w.controller, w, workload(w))),
    ...f.claims.map((c) => form('PersistentVolumeClaim', c, claim(c))),
    ...f.persistentVolumes.map((v) => form('PersistentVolume', v, persistentVolume(v))),
    ...f.classes.map((c) => form('StorageClass', c, storageClass(c))),
    ...(f.snapshots ?? []).map((s) =>
      form('VolumeSnapshot', s, { class: word(s.className), claim: word(s.claim), content: word(s.content) }),
    ),
    ...(f.snapshotContents ?? []).map((c) =>
      form('VolumeSnapshotContent', c, {
        driver: word(c.driver),
        deletion: word(c.deletionPolicy),
        class: word(c.className),
      }),
    ),
    ...(f.snapshotClasses ?? []).map((c) =>
      form('VolumeSnapshotClass', c, { driver: word(c.driver), deletion: word(c.deletionPolicy) }),
    ),
    ...(f.attributesClasses ?? []).map((c) =>
      form('VolumeAttributesClass', c, { driver: word(c.driver), parameters: pairs(c.parameters) }),
    ),
    ...(f.drivers ?? []).map((d) =>
      form('CSIDriver', d, {
        group: word(d.groupPolicy) ?? 'ReadWriteOnceWithFSType',
        modes: d.lifecycleModes.length === 0 ? ['Persistent'] : words(d.lifecycleModes),
      }),
    ),
  ])
}

function isTemplate({ value }: Located<string>): boolean {
  return value.includes('{{') || value.includes('${')
}

const WITH_REPLICAS = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'])

function workload(w: Workload): object {
  const isSet = w.controller === 'StatefulSet'
  const { strategy, controller, claimRetention: retention } = w
  const rolls = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(controller)
  const type = word(strategy?.type) ?? (rolls ? 'RollingUpdate' : null)
  const isRolling = type === 'RollingUpdate'
  const surge = { Deployment: '25%', DaemonSet: '0' }[controller as 'Deployment'] ?? null
  // A StatefulSet whose type is written is given no rollingUpdate.
  const isBare = isSet && strategy?.type !== undefined && strategy.partition === undefined
  const unavailable = isBare
    ? null
    : ({ Deployment: '25%', DaemonSet: '1', StatefulSet: '1' }[controller as 'Deployment'] ?? null)
  return {
    volumes: w.podVolumes.map((v) => ({ name: v.name.value, ...source(v.store) })),
    containers: w.containers.map(container),
    templates: w.claimTemplates.map((c) => ({ name: c.name.value, ...claim(c) })),
    replicas: w.replicas?.value ?? (WITH_REPLICAS.has(controller) ? 1 : null),
    strategy: type,
    partition: isSet ? (word(strategy?.partition) ?? '0') : '0',
    surge: isRolling ? (word(strategy?.maxSurge) ?? surge) : null,
    unavailable: isRolling ? (word(strategy?.maxUnavailable) ?? unavailable) : null,
    retention: [word(retention?.whenDeleted) ?? 'Retain', word(retention?.whenScaled) ?? 'Retain'],
    group: word(w.volumeGroup),
    groupPolicy: word(w.volumeGroupPolicy),
    node: word(w.placement?.node),
    labels: nodeSelector(w),
  }
}

/** Labels of `nodeSelector`; those of affinity stand behind them, and the oracle prints none. */
function nodeSelector({ placement }: Workload): object {
  const exact = (placement?.labels ?? []).filter(({ key, values }) => {
    const { source, end } = key.span
    return values.length === 1 && /^["']?\s*:/.test(source.text.slice(end))
  })
  return Object.fromEntries(exact.map(({ key, values }) => [key.value, values[0]?.value]))
}

function container(c: Container): object {
  return {
    role: c.role,
    name: c.address.slice(c.address.lastIndexOf(':') + 1),
    image: word(c.image),
    user: word(c.user),
    group: word(c.group),
    readOnlyRoot: c.readOnlyRoot,
    privileged: c.privileged?.value ?? false,
    nonRoot: c.nonRoot?.value ?? false,
    mounts: c.mounts.map((m) => ({
      volume: word(m.volume),
      path: m.target.value,
      readOnly: m.readOnly.value,
      subPath: word(m.subPath),
      propagation: word(m.options.propagation),
    })),
    devices: (c.devices ?? []).map((d) => ({ volume: word(d.volume), path: d.path.value })),
  }
}

function source(store: Store): object {
  switch (store.kind) {
    case 'memory':
    case 'scratch':
      return { kind: store.kind, size: size(store.size) }
    case 'host':
      return { kind: 'host', path: store.path.value, type: word(store.type) ?? '' }
    case 'local':
      return { kind: 'local', path: word(store.path) }
    case 'claim':
      return { kind: 'claim', name: store.name.value, readOnly: store.readOnly }
    case 'ephemeral-claim':
      return { kind: store.kind, ...(store.claim && claim(store.claim)) }
    case 'image':
      return { kind: 'image', image: word(store.image) }
    case 'csi':
      return { kind: 'csi', driver: word(store.driver) }
    case 'network':
      return { kind: 'network', protocol: store.protocol, server: word(store.server), path: word(store.path) }
    case 'in-tree':
      return { kind: 'in-tree', plugin: store.plugin }
    default:
      return { kind: store.kind }
  }
}

function claim(c: Claim): object {
  return {
    modes: words(c.accessModes),
    class: word(c.className),
    size: size(c.size),
    volume: word(c.volumeName),
    mode: word(c.volumeMode) ?? 'Filesystem',
    attributes: word(c.attributesClass),
    from: [word(c.dataSource?.group), word(c.dataSource?.kind), word(c.dataSource?.name)],
    selects: labels(c.selector),
  }
}

function persistentVolume(v: PersistentVolume): object {
  return {
    ...source(v.store),
    modes: words(v.accessModes),
    class: word(v.className),
    size: size(v.size),
    reclaim: word(v.reclaimPolicy) ?? 'Retain',
    claim: word(v.claimRef),
    options: words(v.mountOptions),
    mode: word(v.volumeMode) ?? 'Filesystem',
    nodes: labels(v.nodes),
  }
}

function storageClass(c: StorageClass): object {
  return {
    provisioner: word(c.provisioner),
    reclaim: word(c.reclaimPolicy) ?? 'Delete',
    binding: word(c.bindingMode) ?? 'Immediate',
    parameters: pairs(c.parameters),
    expansion: c.allowsExpansion?.value ?? false,
    options: words(c.mountOptions),
    topologies: labels(c.topologies),
  }
}

function labels(demands: readonly LabelDemand[] = []): readonly unknown[] {
  return demands.map(({ key, values }) => [key.value, words(values)])
}

function pairs(options: readonly VolumeOption[] = []): object {
  return Object.fromEntries(options.map(({ name, value }) => [name.value, value.value]))
}

function size(found: Located<string> | undefined): number | null {
  return found === undefined ? null : (quantityOf(found.value) ?? NaN)
}

function word(found: Located<string> | undefined): string | null {
  return found?.value ?? null
}

function words(found: readonly Located<string>[] = []): readonly string[] {
  return found.map((w) => w.value)
}
