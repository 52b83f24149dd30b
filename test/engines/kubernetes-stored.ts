/** What the API server stores of a manifest, by the oracle’s `--print`, in the form that is compared. */
import { quantityOf } from '../../src/core/quantity.ts'

type Json = Record<string, unknown>

/** One object of a file: what it is, and what it says of storage. Absent and default values are the same. */
export interface Form {
  readonly kind: string
  readonly name: string
  readonly says: object
}

/** One line of the oracle. */
export interface Stored {
  readonly path?: string
  readonly id?: string
  readonly kind: string
  readonly name: string | null
  readonly namespace: string | null
  readonly errors: readonly { readonly field: string; readonly type: string; readonly detail: string }[] | null
  readonly skipped: string | null
  readonly storage?: Json | null
}

export function nameOf({ name, namespace }: Pick<Stored, 'name' | 'namespace'>): string {
  return `${namespace ?? ''}/${name ?? ''}`
}

/** The form of a stored object; undefined for what says nothing of storage. */
export function storedForm(stored: Stored): Form | undefined {
  const { storage, kind } = stored
  if (storage === undefined || storage === null) return undefined
  const says = saysOf(kind, storage)
  return says === undefined ? undefined : { kind, name: nameOf(stored), says }
}

function saysOf(kind: string, storage: Json): object | undefined {
  if (storage['pod'] !== undefined) return workload(storage)
  const spec = map(storage['spec'])
  switch (kind) {
    case 'PersistentVolumeClaim':
      return claim(spec)
    case 'PersistentVolume':
      return persistentVolume(spec)
    case 'StorageClass':
      return storageClass(storage)
    case 'VolumeSnapshot':
      return { class: spec['volumeSnapshotClassName'] ?? null, ...snapshotSource(map(spec['source'])) }
    case 'VolumeSnapshotContent':
      return {
        driver: spec['driver'],
        deletion: spec['deletionPolicy'],
        class: spec['volumeSnapshotClassName'] ?? null,
      }
    case 'VolumeSnapshotClass':
      return { driver: storage['driver'], deletion: storage['deletionPolicy'] }
    case 'VolumeAttributesClass':
      return { driver: storage['driverName'], parameters: storage['parameters'] ?? {} }
    case 'CSIDriver':
      return { group: spec['fsGroupPolicy'], modes: spec['volumeLifecycleModes'] }
    default:
      return undefined
  }
}

function snapshotSource(source: Json): object {
  return { claim: source['persistentVolumeClaimName'] ?? null, content: source['volumeSnapshotContentName'] ?? null }
}

function workload(storage: Json): object {
  const pod = map(storage['pod'])
  const strategy = map(storage['strategy'] ?? storage['updateStrategy'])
  const rolling = map(strategy['rollingUpdate'])
  const security = map(pod['securityContext'])
  const retention = map(storage['persistentVolumeClaimRetentionPolicy'])
  return {
    volumes: maps(pod['volumes']).map((v) => ({ name: v['name'], ...source(v) })),
    containers: [
      ...maps(pod['initContainers']).map((c) =>
        container(c, c['restartPolicy'] === 'Always' ? 'sidecar' : 'init', security),
      ),
      ...maps(pod['containers']).map((c) => container(c, 'main', security)),
    ],
    templates: maps(storage['volumeClaimTemplates']).map((t) => ({
      name: map(t['metadata'])['name'] ?? '',
      ...claim(map(t['spec'])),
    })),
    replicas: storage['replicas'] ?? null,
    strategy: strategy['type'] ?? null,
    partition: word(rolling['partition'] ?? 0),
    surge: word(rolling['maxSurge']),
    unavailable: word(rolling['maxUnavailable']),
    retention: [retention['whenDeleted'] ?? 'Retain', retention['whenScaled'] ?? 'Retain'],
    group: word(security['fsGroup']),
    groupPolicy: word(security['fsGroupChangePolicy']),
    node: word(pod['nodeName']),
    labels: pod['nodeSelector'] ?? {},
  }
}

function container(of: Json, role: string, pod: Json): object {
  const security = map(of['securityContext'])
  return {
    role,
    name: of['name'],
    image: word(of['image']),
    user: word(security['runAsUser'] ?? pod['runAsUser']),
    group: word(security['runAsGroup'] ?? pod['runAsGroup']),
    readOnlyRoot: security['readOnlyRootFilesystem'] ?? false,
    privileged: security['privileged'] ?? false,
    nonRoot: security['runAsNonRoot'] ?? pod['runAsNonRoot'] ?? false,
    mounts: maps(of['volumeMounts']).map((m) => ({
      volume: m['name'],
      path: m['mountPath'],
      readOnly: m['readOnly'] ?? false,
      subPath: m['subPath'] ?? m['subPathExpr'] ?? null,
      propagation: m['mountPropagation'] ?? null,
    })),
    devices: maps(of['volumeDevices']).map((d) => ({ volume: d['name'], path: d['devicePath'] })),
  }
}

const CONTENT = ['configMap', 'secret', 'projected', 'downwardAPI']

/** What stands behind a volume, by its one key. */
function source(volume: Json): object {
  const [key = '', value = {}] = Object.entries(volume).find(([k, v]) => SOURCES.has(k) && v !== null) ?? []
  const of = map(value)
  if (CONTENT.includes(key)) return { kind: 'content' }
  switch (key) {
    case 'emptyDir':
      return { kind: of['medium'] ? 'memory' : 'scratch', size: size(of['sizeLimit']) }
    case 'hostPath':
      return { kind: 'host', path: of['path'], type: of['type'] ?? '' }
    case 'local':
      return { kind: 'local', path: of['path'] }
    case 'persistentVolumeClaim':
      return { kind: 'claim', name: of['claimName'], readOnly: of['readOnly'] ?? false }
    case 'ephemeral':
      return { kind: 'ephemeral-claim', ...claim(map(map(of['volumeClaimTemplate'])['spec'])) }
    case 'image':
      return { kind: 'image', image: of['reference'] }
    case 'csi':
      return { kind: 'csi', driver: of['driver'] }
    case 'nfs':
      return { kind: 'network', protocol: 'nfs', server: of['server'], path: of['path'] }
    case 'iscsi':
    case 'fc':
      return { kind: 'network', protocol: key, server: of['targetPortal'] ?? null, path: null }
    default:
      return { kind: 'in-tree', plugin: key }
  }
}

/** The volume types of https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/ */
export const SOURCES = new Set(
  `awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume
  flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi local nfs persistentVolumeClaim photonPersistentDisk
  portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume`.split(/\s+/),
)

function claim(spec: Json): object {
  const from = map(spec['dataSourceRef'] ?? spec['dataSource'])
  const selector = map(spec['selector'])
  return {
    modes: spec['accessModes'] ?? [],
    class: spec['storageClassName'] ?? null,
    size: size(map(map(spec['resources'])['requests'])['storage']),
    volume: spec['volumeName'] ?? null,
    mode: spec['volumeMode'] ?? 'Filesystem',
    attributes: spec['volumeAttributesClassName'] ?? null,
    from: [from['apiGroup'] ?? null, from['kind'] ?? null, from['name'] ?? null],
    selects: labels(map(selector['matchLabels']), selector['matchExpressions']),
  }
}

function persistentVolume(spec: Json): object {
  const reference = map(spec['claimRef'])
  const terms = maps(map(map(spec['nodeAffinity'])['required'])['nodeSelectorTerms'])
  return {
    ...source(spec),
    modes: spec['accessModes'] ?? [],
    class: spec['storageClassName'] ?? null,
    size: size(map(spec['capacity'])['storage']),
    reclaim: spec['persistentVolumeReclaimPolicy'],
    claim:
      reference['name'] === undefined ? null : [reference['namespace'], reference['name']].filter(Boolean).join('/'),
    options: spec['mountOptions'] ?? [],
    mode: spec['volumeMode'] ?? 'Filesystem',
    nodes: terms.flatMap((t) => labels({}, t['matchExpressions'])),
  }
}

function storageClass(of: Json): object {
  return {
    provisioner: of['provisioner'] ?? null,
    reclaim: of['reclaimPolicy'],
    binding: of['volumeBindingMode'],
    parameters: of['parameters'] ?? {},
    expansion: of['allowVolumeExpansion'] ?? false,
    options: of['mountOptions'] ?? [],
    topologies: maps(of['allowedTopologies']).flatMap((t) => labels({}, t['matchLabelExpressions'])),
  }
}

/** Keys with the values that they may have, in order. */
function labels(exact: Json, expressions: unknown): readonly unknown[] {
  return [
    ...Object.entries(exact)
      .map(([key, value]) => [key, [value]])
      .sort(),
    ...maps(expressions).map((e) => [e['key'], (e['operator'] ?? 'In') === 'In' ? e['values'] : []]),
  ]
}

function size(text: unknown): number | null {
  return text === undefined || text === null ? null : (quantityOf(String(text)) ?? NaN)
}

function word(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value)
}

function map(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function maps(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(map) : []
}
