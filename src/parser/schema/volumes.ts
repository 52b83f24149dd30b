/** The volumes of pods, by what stands behind them: https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go */
import { unread, type SchemaNode } from './node.ts'
import { FLAG, MAP, NUMBER, TEXT, TEXT_MAP, VOLUME_SOURCES } from './values.ts'

const MOUNTED = 'is said by each container that mounts the volume, in volumeMounts.'

export const VOLUME_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  volume: {
    title: 'a volume of a pod',
    type: 'object',
    additionalProperties: false,
    properties: {
      name: TEXT,
      ...unread(VOLUME_SOURCES),
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
        properties: { claimName: TEXT, readOnly: FLAG },
        elsewhere: { subPath: `subPath ${MOUNTED}`, mountPath: `mountPath ${MOUNTED}` },
      },
      configMap: {
        title: 'a configMap volume',
        type: 'object',
        additionalProperties: false,
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
        properties: { items: { type: 'array', items: { type: 'object' } }, defaultMode: NUMBER, defaultUser: NUMBER },
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
          nodePublishSecretRef: MAP,
        },
        hints: { attributes: 'volumeAttributes' },
        elsewhere: {
          volumeHandle: 'volumeHandle belongs to the csi source of a persistent volume; a volume of a pod has none.',
        },
      },
      ephemeral: {
        title: 'an ephemeral volume',
        type: 'object',
        additionalProperties: false,
        properties: {
          volumeClaimTemplate: {
            title: 'a claim template',
            type: 'object',
            additionalProperties: false,
            properties: { metadata: true, spec: { $ref: '#/definitions/claim' } },
          },
        },
      },
      image: {
        title: 'an image volume',
        type: 'object',
        additionalProperties: false,
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
      properties: { key: TEXT, path: TEXT, mode: NUMBER, user: NUMBER },
    },
  },
  projection: {
    title: 'a source of a projected volume',
    type: 'object',
    additionalProperties: false,
    properties: {
      secret: { $ref: '#/definitions/projected-object' },
      configMap: { $ref: '#/definitions/projected-object' },
      downwardAPI: MAP,
      serviceAccountToken: {
        title: 'a serviceAccountToken source',
        type: 'object',
        additionalProperties: false,
        properties: { audience: TEXT, expirationSeconds: NUMBER, path: TEXT, user: NUMBER },
      },
      clusterTrustBundle: MAP,
      podCertificate: MAP,
    },
  },
  'projected-object': {
    title: 'a source of a projected volume',
    type: 'object',
    additionalProperties: false,
    properties: { name: TEXT, items: { $ref: '#/definitions/items' }, optional: FLAG },
    elsewhere: { defaultMode: 'defaultMode stands in projected, beside sources.' },
  },
}
