/** Claims, persistent volumes and storage classes: https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go and storage/v1/types.go there. */
import { unread, type SchemaNode } from './node.ts'
import { FLAG, MAP, OBJECT_KEYS, TEXT, TEXT_MAP, TEXTS, VOLUME_SOURCES } from './values.ts'

const ACCESS_MODES = {
  type: 'array',
  items: {
    type: 'string',
    enum: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
    hints: { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' },
  },
} as const
const VOLUME_MODE = { type: 'string', enum: ['Filesystem', 'Block'] } as const

const IN_CLAIM_SPEC = 'stands one level deeper, in the spec of the claim.'
const OF_CLASS = 'is a matter of the storage class, or of the persistent volume itself.'

export const CLAIM_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  PersistentVolumeClaim: {
    title: 'a claim',
    type: 'object',
    additionalProperties: false,
    storage: ['spec'],
    properties: { ...OBJECT_KEYS, spec: { $ref: '#/definitions/claim' } },
    elsewhere: {
      name: 'name stands one level deeper, in metadata.',
      accessModes: `accessModes ${IN_CLAIM_SPEC}`,
      resources: `resources ${IN_CLAIM_SPEC}`,
      storageClassName: `storageClassName ${IN_CLAIM_SPEC}`,
      volumeMode: `volumeMode ${IN_CLAIM_SPEC}`,
      volumeName: `volumeName ${IN_CLAIM_SPEC}`,
    },
  },
  claim: {
    title: 'the spec of a claim',
    type: 'object',
    additionalProperties: false,
    properties: {
      accessModes: ACCESS_MODES,
      selector: MAP,
      resources: {
        title: 'the resources of a claim',
        type: 'object',
        additionalProperties: false,
        properties: { limits: { $ref: '#/definitions/sizes' }, requests: { $ref: '#/definitions/sizes' } },
        elsewhere: { storage: 'storage stands one level deeper, in requests.' },
      },
      volumeName: TEXT,
      storageClassName: TEXT,
      volumeMode: VOLUME_MODE,
      dataSource: MAP,
      dataSourceRef: MAP,
      volumeAttributesClassName: TEXT,
    },
    hints: { storageClass: 'storageClassName', className: 'storageClassName', class: 'storageClassName' },
    elsewhere: {
      storage: 'storage stands two levels deeper, in resources.requests.',
      size: 'The size is resources.requests.storage.',
      capacity: 'capacity is said of a persistent volume; a claim asks in resources.requests.storage.',
      requests: 'requests stands one level deeper, in resources.',
      persistentVolumeReclaimPolicy: `The reclaim policy ${OF_CLASS}`,
      reclaimPolicy: `The reclaim policy ${OF_CLASS}`,
      mountOptions: `mountOptions ${OF_CLASS}`,
    },
  },
  sizes: { type: 'object', properties: { storage: { $ref: '#/definitions/quantity' } } },
  // A text that does not begin like a number is somebody's placeholder.
  quantity: {
    form: 'a quantity such as 10Gi',
    type: ['string', 'number'],
    pattern: '^\\s*(|[^\\d\\s+.-].*|[+-]?\\d*\\.?\\d*([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?)\\s*$',
  },
  PersistentVolume: {
    title: 'a persistent volume',
    type: 'object',
    additionalProperties: false,
    storage: ['spec'],
    properties: { ...OBJECT_KEYS, spec: { $ref: '#/definitions/persistent' } },
  },
  persistent: {
    title: 'the spec of a persistent volume',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...unread(VOLUME_SOURCES),
      capacity: { $ref: '#/definitions/sizes' },
      accessModes: ACCESS_MODES,
      claimRef: {
        title: 'a claimRef',
        type: 'object',
        additionalProperties: false,
        properties: {
          kind: TEXT,
          namespace: TEXT,
          name: TEXT,
          uid: TEXT,
          apiVersion: TEXT,
          resourceVersion: TEXT,
          fieldPath: TEXT,
        },
        hints: { claimName: 'name' },
      },
      persistentVolumeReclaimPolicy: { type: 'string', enum: ['Retain', 'Delete', 'Recycle', ''] },
      storageClassName: TEXT,
      mountOptions: TEXTS,
      volumeMode: VOLUME_MODE,
      nodeAffinity: {
        title: 'the nodeAffinity of a persistent volume',
        type: 'object',
        additionalProperties: false,
        properties: { required: MAP },
        hints: { requiredDuringSchedulingIgnoredDuringExecution: 'required' },
      },
      volumeAttributesClassName: TEXT,
      hostPath: { $ref: '#/definitions/hostPath' },
      nfs: { $ref: '#/definitions/nfs' },
      local: {
        title: 'a local volume',
        type: 'object',
        additionalProperties: false,
        properties: { path: TEXT, fsType: TEXT },
      },
      csi: {
        title: 'a csi volume',
        type: 'object',
        additionalProperties: false,
        properties: {
          driver: TEXT,
          volumeHandle: TEXT,
          readOnly: FLAG,
          fsType: TEXT,
          volumeAttributes: TEXT_MAP,
          controllerPublishSecretRef: MAP,
          nodeStageSecretRef: MAP,
          nodePublishSecretRef: MAP,
          controllerExpandSecretRef: MAP,
          nodeExpandSecretRef: MAP,
        },
      },
    },
    hints: {
      storageClass: 'storageClassName',
      className: 'storageClassName',
      reclaimPolicy: 'persistentVolumeReclaimPolicy',
      size: 'capacity',
      storage: 'capacity',
    },
    elsewhere: {
      resources: 'A persistent volume says its size in capacity.storage; only a claim asks with resources.',
      volumeName: 'volumeName is said by the claim; a persistent volume names its claim in claimRef.',
    },
  },
  StorageClass: {
    title: 'a storage class',
    type: 'object',
    additionalProperties: false,
    storage: [
      'provisioner',
      'parameters',
      'reclaimPolicy',
      'mountOptions',
      'allowVolumeExpansion',
      'volumeBindingMode',
      'allowedTopologies',
    ],
    properties: {
      ...OBJECT_KEYS,
      provisioner: TEXT,
      parameters: TEXT_MAP,
      reclaimPolicy: { type: 'string', enum: ['Retain', 'Delete'] },
      mountOptions: TEXTS,
      allowVolumeExpansion: FLAG,
      volumeBindingMode: { type: 'string', enum: ['Immediate', 'WaitForFirstConsumer'] },
      allowedTopologies: { type: 'array', items: MAP },
    },
    hints: { persistentVolumeReclaimPolicy: 'reclaimPolicy', bindingMode: 'volumeBindingMode', params: 'parameters' },
    elsewhere: { spec: 'A storage class has no spec: its keys stand at the top.' },
  },
}
