/** Documents with all that a platform asks for, and some of what it does not, to take keys away from. */

const MODES = { accessModes: ['ReadWriteOnce'] }
const SIZE = { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } }
const CLAIM = { ...MODES, resources: SIZE, storageClassName: 'fast', volumeMode: 'Filesystem' }
const IQN = 'iqn.2001-04.com.example:disk'
const PORTAL = '192.0.2.1:3260'
const FILES = [{ key: 'a', path: 'b', mode: 256 }]
const POD_SECRET = { name: 'q' }
const SECRET = { ...POD_SECRET, namespace: 'r' }
const FIELDS = [
  { path: 'a', fieldRef: { fieldPath: 'metadata.labels', apiVersion: 'v1' } },
  { path: 'b', resourceFieldRef: { containerName: 'c', resource: 'limits.memory', divisor: '1Mi' } },
]

/** Sources that pods and the cluster have alike. */
const SOURCES: readonly object[] = [
  { nfs: { server: 's', path: '/x', readOnly: true } },
  { hostPath: { path: '/x', type: 'Directory' } },
  { awsElasticBlockStore: { volumeID: 'v', fsType: 'ext4' } },
  { azureDisk: { diskName: 'd', diskURI: 'https://a', cachingMode: 'None' } },
  { azureFile: { secretName: 'q', shareName: 's', readOnly: true } },
  { cephfs: { monitors: ['m'], path: '/x' } },
  { fc: { targetWWNs: ['w'], lun: 1, fsType: 'ext4' } },
  { fc: { wwids: ['w'], fsType: 'ext4' } },
  { flexVolume: { driver: 'a/b', fsType: 'ext4' } },
  { flocker: { datasetName: 'd' } },
  { gcePersistentDisk: { pdName: 'd', partition: 1 } },
  { glusterfs: { endpoints: 'e', path: 'p' } },
  { iscsi: { targetPortal: PORTAL, iqn: IQN, lun: 0 } },
  { iscsi: { targetPortal: PORTAL, iqn: IQN, chapAuthSession: true, secretRef: POD_SECRET } },
  { photonPersistentDisk: { pdID: 'd' } },
  { portworxVolume: { volumeID: 'v' } },
  { quobyte: { registry: 'a:1', volume: 'v', user: 'u' } },
  { rbd: { monitors: ['m'], image: 'i', pool: 'p' } },
  { scaleIO: { gateway: 'g', system: 's', volumeName: 'v', secretRef: POD_SECRET } },
  { storageos: { volumeName: 'v' } },
  { vsphereVolume: { volumePath: 'p' } },
]

const OF_PODS: readonly object[] = [
  { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
  { gitRepo: { repository: 'r', revision: 'v' } },
  { cinder: { volumeID: 'v', secretRef: POD_SECRET } },
  { persistentVolumeClaim: { claimName: 'q', readOnly: true } },
  { configMap: { name: 'q', items: FILES, optional: true } },
  { secret: { secretName: 'q', items: FILES, defaultMode: 256 } },
  { downwardAPI: { items: FIELDS, defaultMode: 256 } },
  { csi: { driver: 'a.example.com', nodePublishSecretRef: POD_SECRET, volumeAttributes: { a: 'b' } } },
  { image: { reference: 'r', pullPolicy: 'Always' } },
  { ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: CLAIM } } },
  {
    projected: {
      sources: [
        { secret: { name: 'q', items: [{ key: 'a', path: 'c' }] } },
        { configMap: { name: 'q', optional: true } },
        { downwardAPI: { items: FIELDS } },
        { clusterTrustBundle: { name: 'n', path: 'p' } },
        { podCertificate: { signerName: 'a.com/b', keyType: 'ED25519', keyPath: 'k' } },
        { serviceAccountToken: { path: 'p', audience: 'a' } },
      ],
      defaultMode: 256,
    },
  },
]

const NODES = [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }]
const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' }

const OF_CLUSTER: readonly object[] = [
  { local: { path: '/x', fsType: 'ext4' }, nodeAffinity: { required: { nodeSelectorTerms: NODES } } },
  { cinder: { volumeID: 'v', secretRef: SECRET } },
  {
    csi: {
      driver: 'a.example.com',
      volumeHandle: 'h',
      fsType: 'ext4',
      controllerPublishSecretRef: SECRET,
      nodeStageSecretRef: SECRET,
      nodePublishSecretRef: SECRET,
      controllerExpandSecretRef: SECRET,
      nodeExpandSecretRef: SECRET,
    },
  },
]

const POD = { serviceAccountName: 's', containers: [{ name: 'c', image: 'x' }] }

function object(apiVersion: string, kind: string, says: object): object {
  return { apiVersion, kind, metadata: { name: 'q' }, ...says }
}

function persistent(source: object): object {
  const spec = { ...MODES, capacity: { storage: '1Gi' }, storageClassName: 'fast', mountOptions: ['hard'], ...source }
  return object('v1', 'PersistentVolume', { spec: { ...spec, claimRef: { namespace: 'n', name: 'm' } } })
}

const ALL_OF_A_CLAIM = { ...CLAIM, selector: { matchLabels: { a: 'b' }, ...NODES[0] } }

const MOUNTING = object('v1', 'Pod', {
  spec: {
    containers: [
      {
        name: 'c',
        image: 'x',
        volumeMounts: [{ name: 'd', mountPath: '/x', readOnly: true, subPath: 'a' }],
        volumeDevices: [{ name: 'e', devicePath: '/y' }],
      },
    ],
    volumes: [
      { name: 'd', emptyDir: {} },
      { name: 'e', persistentVolumeClaim: { claimName: 'q' } },
    ],
  },
})

/** Kubernetes objects that are taken as they are, and what to take keys from: the keys that lead there. */
export const WHOLE_OBJECTS: readonly (readonly [document: object, within: readonly string[]])[] = [
  ...[...SOURCES, ...OF_PODS].map(
    (source) =>
      [
        object('v1', 'Pod', { spec: { ...POD, volumes: [{ name: 'd', ...source }] } }),
        ['spec', 'volumes', '0'],
      ] as const,
  ),
  ...[...SOURCES, ...OF_CLUSTER].map((source) => [persistent(source), ['spec']] as const),
  ...[
    ALL_OF_A_CLAIM,
    { ...CLAIM, dataSource: { kind: 'PersistentVolumeClaim', name: 's' } },
    { ...CLAIM, dataSource: SNAPSHOT },
    { ...CLAIM, dataSourceRef: SNAPSHOT },
  ].map((spec) => [object('v1', 'PersistentVolumeClaim', { spec }), ['spec']] as const),
  [
    object('storage.k8s.io/v1', 'StorageClass', {
      provisioner: 'a.example.com',
      parameters: { a: 'b' },
      reclaimPolicy: 'Retain',
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }],
    }),
    [],
  ],
  [object('storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'a.example.com', parameters: { a: 'b' } }), []],
  ...['volumeMounts', 'volumeDevices'].map((list) => [MOUNTING, ['spec', 'containers', '0', list, '0']] as const),
  [
    object('apps/v1', 'StatefulSet', {
      spec: {
        serviceName: 'q',
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: POD },
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: CLAIM }],
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
      },
    }),
    ['spec', 'volumeClaimTemplates', '0'],
  ],
]

const MOUNTS: readonly object[] = [
  { type: 'bind', source: '.', target: '/d', read_only: true, bind: { propagation: 'rslave' } },
  { type: 'volume', source: 'data', target: '/d', volume: { nocopy: true, subpath: 'a' } },
  { type: 'tmpfs', target: '/d', tmpfs: { size: '1m', mode: 511 } },
  { type: 'image', source: 'i', target: '/d', image: { subpath: 'a' } },
  { type: 'npipe', source: 'p', target: '/d' },
]

/** Compose files, in the same form. */
export const WHOLE_FILES: typeof WHOLE_OBJECTS = MOUNTS.map((mount) => [
  { services: { web: { image: 'x', volumes: [mount] } }, volumes: { data: {} } },
  ['services', 'web', 'volumes', '0'],
])

/** A document without one key. */
export interface Cut {
  readonly key: string
  /** In JSON, which is YAML. */
  readonly text: string
  /** The same with the key, and in each way without a value. */
  readonly emptied: readonly string[]
}

/** The document without each of the keys below a place, one at a time; names of metadata stay. */
export function cuts([document, within]: (typeof WHOLE_OBJECTS)[number]): readonly Cut[] {
  return pathsIn(at(document, within))
    .filter(([first]) => !['apiVersion', 'kind', 'metadata'].includes(first ?? ''))
    .map((below): Cut => {
      const path = [...within, ...below]
      const put = (value: unknown): string => JSON.stringify(changed(document, path, value))
      const old = at(document, path)
      const empty = [null, ...(typeof old === 'string' ? [''] : []), ...(Array.isArray(old) ? [[]] : [])]
      return { key: below.at(-1) ?? '', text: put(undefined), emptied: empty.map(put) }
    })
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value)
}

/** The ways to every key of a value. */
function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = pathsIn(inner).map((path) => [key, ...path])
    return Array.isArray(value) ? below : [[key], ...below]
  })
}

/** With another value at a place. */
function changed(value: unknown, [key = '', ...rest]: readonly string[], other: unknown): unknown {
  const inner = rest.length === 0 ? other : changed((value as Record<string, unknown>)[key], rest, other)
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...(value as object), [key]: inner }
}
