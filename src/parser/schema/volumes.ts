/** The volumes of pods, by what stands behind them: https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go */
import { needing, type SchemaNode } from './node.ts'
import { PLUGINS } from './plugins.ts'
import { FLAG, NUMBER, TEXT, TEXT_MAP } from './values.ts'

const CONFIG_MAP = { name: 'the name of the ConfigMap' }
const PODS_SECRET = 'the name of the Secret'

const MOUNTED = 'is said by each container that mounts the volume, in volumeMounts.'

const FILE = 'the file below the mount'

/** What a pod knows of itself, as files. */
const FIELDS = {
  type: 'array',
  items: {
    title: 'an item of a downwardAPI volume',
    type: 'object',
    ...needing({ path: FILE, 'fieldRef|resourceFieldRef': 'they say what stands in the file' }),
    properties: {
      fieldRef: { title: 'a fieldRef', type: 'object', ...needing({ fieldPath: 'the field of the pod' }) },
      resourceFieldRef: {
        title: 'a resourceFieldRef',
        type: 'object',
        ...needing({ containerName: 'the container that is meant', resource: 'such as limits.memory' }),
      },
    },
  },
} as const

const PROJECTED = {
  title: 'a source of a projected volume',
  type: 'object',
  additionalProperties: false,
  properties: { name: TEXT, items: { $ref: '#/definitions/items' }, optional: FLAG },
  elsewhere: { defaultMode: 'defaultMode stands in projected, beside sources.' },
} as const

export const VOLUME_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  volume: {
    title: 'a volume of a pod',
    type: 'object',
    additionalProperties: false,
    properties: {
      name: TEXT,
      ...PLUGINS,
      emptyDir: {
        title: 'an emptyDir volume',
        type: 'object',
        additionalProperties: false,
        properties: {
          medium: {
            type: 'string',
            pattern: '^(|Memory|HugePages(-.+)?)$',
            form: 'Memory or HugePages',
            refusedBy: 'kubelet',
          },
          sizeLimit: { $ref: '#/definitions/quantity' },
          mode: NUMBER,
        },
        hints: { size: 'sizeLimit', limit: 'sizeLimit' },
      },
      hostPath: { $ref: '#/definitions/hostPath' },
      nfs: { $ref: '#/definitions/nfs' },
      persistentVolumeClaim: {
        title: 'a persistentVolumeClaim volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ claimName: 'the name of the claim, in the namespace of the pod' }),
        properties: { claimName: TEXT, readOnly: FLAG },
        elsewhere: { subPath: `subPath ${MOUNTED}`, mountPath: `mountPath ${MOUNTED}` },
      },
      configMap: {
        title: 'a configMap volume',
        type: 'object',
        additionalProperties: false,
        ...needing(CONFIG_MAP),
        properties: {
          name: TEXT,
          items: { $ref: '#/definitions/items' },
          defaultMode: NUMBER,
          optional: FLAG,
          defaultUser: NUMBER,
        },
        hints: { mode: 'defaultMode' },
      },
      secret: {
        title: 'a secret volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ secretName: PODS_SECRET }),
        properties: {
          secretName: TEXT,
          items: { $ref: '#/definitions/items' },
          defaultMode: NUMBER,
          optional: FLAG,
          defaultUser: NUMBER,
        },
        hints: { mode: 'defaultMode' },
      },
      downwardAPI: {
        title: 'a downwardAPI volume',
        type: 'object',
        additionalProperties: false,
        properties: { items: FIELDS, defaultMode: NUMBER, defaultUser: NUMBER },
      },
      projected: {
        title: 'a projected volume',
        type: 'object',
        additionalProperties: false,
        properties: {
          sources: { type: 'array', items: { $ref: '#/definitions/projection' } },
          defaultMode: NUMBER,
          defaultUser: NUMBER,
        },
      },
      csi: {
        title: 'a csi volume of a pod',
        type: 'object',
        additionalProperties: false,
        properties: {
          driver: TEXT,
          readOnly: FLAG,
          fsType: TEXT,
          volumeAttributes: TEXT_MAP,
          nodePublishSecretRef: { $ref: '#/definitions/pod-secret' },
        },
        ...needing({ driver: 'the name of the driver' }),
        hints: { attributes: 'volumeAttributes' },
        elsewhere: {
          volumeHandle: 'volumeHandle belongs to the csi source of a persistent volume; a volume of a pod has none.',
        },
      },
      ephemeral: {
        title: 'an ephemeral volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ volumeClaimTemplate: 'the claim that is made with the pod' }),
        properties: {
          volumeClaimTemplate: {
            title: 'a claim template',
            type: 'object',
            additionalProperties: false,
            ...needing({ spec: 'accessModes and resources stand in it' }),
            properties: { metadata: true, spec: { $ref: '#/definitions/claim' } },
          },
        },
      },
      image: {
        title: 'an image volume',
        type: 'object',
        additionalProperties: false,
        ...needing({ reference: 'the name of the image' }),
        properties: {
          reference: TEXT,
          pullPolicy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never', ''] },
        },
        hints: { image: 'reference', name: 'reference' },
      },
    },
    hints: { pvc: 'persistentVolumeClaim', persistentVolume: 'persistentVolumeClaim', tmpfs: 'emptyDir' },
    elsewhere: {
      mountPath: `mountPath ${MOUNTED}`,
      subPath: `subPath ${MOUNTED}`,
      readOnly: `readOnly ${MOUNTED}`,
      claimName: 'claimName stands one level deeper, in persistentVolumeClaim.',
      secretName: 'secretName stands one level deeper, in secret.',
      medium: 'medium stands one level deeper, in emptyDir.',
      sizeLimit: 'sizeLimit stands one level deeper, in emptyDir.',
      local: 'local is a source of persistent volumes only; a pod claims one of those.',
    },
  },
  hostPath: {
    title: 'a hostPath volume',
    type: 'object',
    additionalProperties: false,
    ...needing({ path: 'the path on the node' }),
    properties: {
      path: TEXT,
      type: {
        type: 'string',
        enum: ['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
      },
    },
    elsewhere: { readOnly: `readOnly ${MOUNTED}` },
  },
  nfs: {
    title: 'an nfs volume',
    type: 'object',
    additionalProperties: false,
    ...needing({ server: 'the host that exports the directory', path: 'the directory that it exports' }),
    properties: { server: TEXT, path: TEXT, readOnly: FLAG },
    hints: { host: 'server', address: 'server', share: 'path' },
    elsewhere: {
      mountOptions: 'mountOptions stands in the spec of a persistent volume; a volume of a pod has none.',
    },
  },
  items: {
    type: 'array',
    items: {
      title: 'an item of a volume',
      type: 'object',
      additionalProperties: false,
      ...needing({ key: 'the key of the object', path: 'the file below the mount' }),
      properties: { key: TEXT, path: TEXT, mode: NUMBER, user: NUMBER },
    },
  },
  projection: {
    title: 'a source of a projected volume',
    type: 'object',
    additionalProperties: false,
    properties: {
      secret: { ...PROJECTED, ...needing({ name: PODS_SECRET }) },
      configMap: { ...PROJECTED, ...needing(CONFIG_MAP) },
      downwardAPI: { type: 'object', properties: { items: FIELDS } },
      serviceAccountToken: {
        title: 'a serviceAccountToken source',
        type: 'object',
        additionalProperties: false,
        ...needing({ path: FILE }),
        properties: { audience: TEXT, expirationSeconds: NUMBER, path: TEXT, user: NUMBER },
      },
      clusterTrustBundle: {
        title: 'a clusterTrustBundle source',
        type: 'object',
        ...needing({ path: FILE, 'name|signerName': 'they say which bundles are meant' }),
      },
      podCertificate: {
        title: 'a podCertificate source',
        type: 'object',
        ...needing({
          signerName: 'who signs the certificate',
          keyType: 'the kind of the key, such as ED25519',
          'credentialBundlePath|keyPath|certificateChainPath': 'files below the mount',
        }),
      },
    },
  },
}
