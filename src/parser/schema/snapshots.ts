/** Snapshots: https://github.com/kubernetes-csi/external-snapshotter/tree/client/v8.7.0/client/config/crd */
import { needing, type SchemaNode } from './node.ts'
import { OBJECT_KEYS, TEXT, TEXT_MAP } from './values.ts'

/** The types of snapshots take an empty text. */
const NAME = { type: 'string', blank: true } as const
const DELETION = { type: 'string', enum: ['Delete', 'Retain'] } as const
const POLICY = 'what becomes of the copy when its snapshot goes, Delete or Retain'
const CLASS = 'A snapshot names its class in spec.volumeSnapshotClassName.'

export const SNAPSHOT_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  VolumeSnapshot: {
    title: 'a snapshot',
    type: 'object',
    additionalProperties: false,
    storage: ['spec'],
    ...needing({ spec: 'its source says what is copied' }),
    properties: {
      ...OBJECT_KEYS,
      spec: {
        title: 'the spec of a snapshot',
        type: 'object',
        additionalProperties: false,
        ...needing({ source: 'the claim that is copied, or the content that exists already' }),
        properties: {
          volumeSnapshotClassName: TEXT,
          source: {
            title: 'the source of a snapshot',
            type: 'object',
            additionalProperties: false,
            ...needing({
              'persistentVolumeClaimName^volumeSnapshotContentName': 'the first is copied, the second exists already',
            }),
            properties: { persistentVolumeClaimName: NAME, volumeSnapshotContentName: NAME },
            hints: {
              claimName: 'persistentVolumeClaimName',
              pvcName: 'persistentVolumeClaimName',
              name: 'persistentVolumeClaimName',
            },
            elsewhere: {
              kind: 'A source has no kind: a claim is named in persistentVolumeClaimName.',
              volumeSnapshotClassName: 'volumeSnapshotClassName stands one level higher, in spec.',
            },
          },
        },
        hints: {
          snapshotClassName: 'volumeSnapshotClassName',
          className: 'volumeSnapshotClassName',
          storageClassName: 'volumeSnapshotClassName',
        },
        elsewhere: {
          persistentVolumeClaimName: 'persistentVolumeClaimName stands one level deeper, in source.',
          volumeSnapshotContentName: 'volumeSnapshotContentName stands one level deeper, in source.',
          deletionPolicy: 'deletionPolicy is a matter of the snapshot class, or of the snapshot content.',
          driver: 'driver is a matter of the snapshot class, or of the snapshot content.',
        },
      },
    },
    elsewhere: { volumeSnapshotClassName: CLASS, source: 'source stands one level deeper, in spec.' },
  },
  VolumeSnapshotContent: {
    title: 'a snapshot content',
    type: 'object',
    additionalProperties: false,
    storage: ['spec'],
    ...needing({ spec: 'driver, source, deletionPolicy and volumeSnapshotRef stand in it' }),
    properties: {
      ...OBJECT_KEYS,
      spec: {
        title: 'the spec of a snapshot content',
        type: 'object',
        additionalProperties: false,
        ...needing({
          volumeSnapshotRef: 'its name and namespace say which snapshot it belongs to',
          deletionPolicy: POLICY,
          driver: 'the driver that has the copy',
          source: 'the volume that is copied, or the copy that exists already',
        }),
        properties: {
          volumeSnapshotRef: {
            title: 'a volumeSnapshotRef',
            type: 'object',
            additionalProperties: false,
            ...needing({ name: 'the name of the snapshot', namespace: 'the namespace of the snapshot' }),
            properties: {
              kind: TEXT,
              namespace: NAME,
              name: NAME,
              uid: TEXT,
              apiVersion: TEXT,
              resourceVersion: TEXT,
              fieldPath: TEXT,
            },
          },
          deletionPolicy: DELETION,
          driver: NAME,
          volumeSnapshotClassName: TEXT,
          source: {
            title: 'the source of a snapshot content',
            type: 'object',
            additionalProperties: false,
            ...needing({ 'volumeHandle^snapshotHandle': 'names that the driver knows, of a volume or of a copy' }),
            properties: { volumeHandle: NAME, snapshotHandle: NAME },
          },
          sourceVolumeMode: TEXT,
        },
        hints: { snapshotRef: 'volumeSnapshotRef', reclaimPolicy: 'deletionPolicy', snapshotter: 'driver' },
        elsewhere: {
          volumeHandle: 'volumeHandle stands one level deeper, in source.',
          snapshotHandle: 'snapshotHandle stands one level deeper, in source.',
        },
      },
    },
  },
  VolumeSnapshotClass: {
    title: 'a snapshot class',
    type: 'object',
    additionalProperties: false,
    storage: ['driver', 'deletionPolicy', 'parameters'],
    ...needing({ driver: 'the driver that makes the copies', deletionPolicy: POLICY }),
    properties: { ...OBJECT_KEYS, driver: NAME, deletionPolicy: DELETION, parameters: TEXT_MAP },
    hints: {
      snapshotter: 'driver',
      provisioner: 'driver',
      driverName: 'driver',
      reclaimPolicy: 'deletionPolicy',
      params: 'parameters',
    },
    elsewhere: { spec: 'A snapshot class has no spec: its keys stand at the top.' },
  },
}
