/** Claims, persistent volumes and storage classes: https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go and storage/v1/types.go there. */
import { needing, type SchemaNode } from './node.ts'
import { PLUGINS } from './plugins.ts'
import { FLAG, MAP, OBJECT_KEYS, TEXT, TEXT_MAP, TEXTS } from './values.ts'

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

const TOPOLOGY = {
  title: 'a term of allowedTopologies',
  type: 'object',
  ...needing({ matchLabelExpressions: 'labels of nodes, each with the values that it may have' }),
  properties: {
    matchLabelExpressions: {
      type: 'array',
      items: {
        title: 'an expression of allowedTopologies',
        type: 'object',
        ...needing({ key: 'the label of nodes', values: 'the values that it may have' }),
      },
    },
  },
} as const

export const CLAIM_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  PersistentVolumeClaim: {
    title: 'a claim',
    type: 'object',
    additionalProperties: false,
    storage: ['spec'],
    ...needing({ spec: 'accessModes and resources stand in it' }),
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
    ...needing({
      accessModes: 'how nodes may mount it, such as [ReadWriteOnce]',
      resources: 'its requests.storage says how much is asked for, also where there is a volumeName',
    }),
    properties: {
      accessModes: ACCESS_MODES,
      selector: { $ref: '#/definitions/selector' },
      resources: {
        title: 'the resources of a claim',
        type: 'object',
        additionalProperties: false,
        ...needing({ requests: 'its storage says how much is asked for' }),
        properties: {
          limits: { $ref: '#/definitions/sizes' },
          requests: {
            title: 'the requests of a claim',
            type: 'object',
            ...needing({ storage: 'how much is asked for, such as 10Gi' }),
            properties: { storage: { $ref: '#/definitions/quantity' } },
          },
        },
        elsewhere: { storage: 'storage stands one level deeper, in requests.' },
      },
      volumeName: TEXT,
      storageClassName: TEXT,
      volumeMode: VOLUME_MODE,
      dataSource: {
        title: 'the dataSource of a claim',
        type: 'object',
        ...needing({ 'name if kind=PersistentVolumeClaim|kind=VolumeSnapshot': 'the name of what it is filled from' }),
      },
      dataSourceRef: {
        title: 'the dataSourceRef of a claim',
        type: 'object',
        ...needing({
          kind: 'the kind of what it is filled from',
          name: 'the name of what it is filled from',
          'apiGroup if kind=VolumeSnapshot': 'of a snapshot that is snapshot.storage.k8s.io',
        }),
      },
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
  selector: {
    type: 'object',
    properties: {
      matchExpressions: {
        type: 'array',
        items: {
          title: 'an expression of a selector',
          type: 'object',
          ...needing({
            key: 'the label that it is about',
            operator: 'In, NotIn, Exists or DoesNotExist',
            'values if operator=In|operator=NotIn': 'the values that the label may have, or may not',
          }),
        },
      },
    },
  },
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
    ...needing({ spec: 'accessModes, capacity and a source stand in it' }),
    properties: { ...OBJECT_KEYS, spec: { $ref: '#/definitions/persistent' } },
  },
  persistent: {
    title: 'the spec of a persistent volume',
    type: 'object',
    additionalProperties: false,
    ...needing({
      accessModes: 'how nodes may mount it, such as [ReadWriteOnce]',
      capacity: 'its storage says how large the volume is',
      'nodeAffinity if local': 'its required says which node has the disk',
    }),
    properties: {
      ...PLUGINS,
      cinder: { $ref: '#/definitions/cluster-cinder' },
      iscsi: { $ref: '#/definitions/cluster-iscsi' },
      capacity: {
        title: 'the capacity of a persistent volume',
        type: 'object',
        ...needing({ storage: 'how large the volume is, such as 10Gi' }),
        properties: { storage: { $ref: '#/definitions/quantity' } },
      },
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
        ...needing({ required: 'its nodeSelectorTerms say which nodes reach the volume' }),
        properties: {
          required: {
            title: 'the required nodes of a persistent volume',
            type: 'object',
            ...needing({ nodeSelectorTerms: 'a list, of which a node must match one' }),
            properties: { nodeSelectorTerms: { type: 'array', items: { $ref: '#/definitions/selector' } } },
          },
        },
        hints: { requiredDuringSchedulingIgnoredDuringExecution: 'required' },
      },
      volumeAttributesClassName: TEXT,
      hostPath: { $ref: '#/definitions/hostPath' },
      nfs: { $ref: '#/definitions/nfs' },
      local: {
        title: 'a local volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ path: 'the disk or directory of the node' }),
        properties: { path: TEXT, fsType: TEXT },
      },
      csi: {
        title: 'a csi volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ driver: 'the name of the driver', volumeHandle: 'the name by which the driver knows the volume' }),
        properties: {
          driver: TEXT,
          volumeHandle: TEXT,
          readOnly: FLAG,
          fsType: TEXT,
          volumeAttributes: TEXT_MAP,
          controllerPublishSecretRef: { $ref: '#/definitions/cluster-secret' },
          nodeStageSecretRef: MAP,
          nodePublishSecretRef: { $ref: '#/definitions/cluster-secret' },
          controllerExpandSecretRef: { $ref: '#/definitions/cluster-secret' },
          nodeExpandSecretRef: { $ref: '#/definitions/cluster-secret' },
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
    ...needing({ provisioner: 'the driver that makes its volumes' }),
    properties: {
      ...OBJECT_KEYS,
      provisioner: TEXT,
      parameters: TEXT_MAP,
      reclaimPolicy: { type: 'string', enum: ['Retain', 'Delete'] },
      mountOptions: TEXTS,
      allowVolumeExpansion: FLAG,
      volumeBindingMode: { type: 'string', enum: ['Immediate', 'WaitForFirstConsumer'] },
      allowedTopologies: { type: 'array', items: TOPOLOGY },
    },
    hints: { persistentVolumeReclaimPolicy: 'reclaimPolicy', bindingMode: 'volumeBindingMode', params: 'parameters' },
    elsewhere: { spec: 'A storage class has no spec: its keys stand at the top.' },
  },
  VolumeAttributesClass: {
    title: 'a volume attributes class',
    type: 'object',
    additionalProperties: false,
    storage: ['driverName', 'parameters'],
    ...needing({
      driverName: 'the driver that knows the attributes',
      parameters: 'the attributes, one at least',
    }),
    properties: { ...OBJECT_KEYS, driverName: TEXT, parameters: TEXT_MAP },
    hints: { driver: 'driverName', provisioner: 'driverName', attributes: 'parameters', params: 'parameters' },
    elsewhere: { spec: 'A volume attributes class has no spec: its keys stand at the top.' },
  },
}
