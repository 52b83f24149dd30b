/** Manifests that use what readers know: every type of volume, every kind, every form of a file. */
export interface Manifest {
  readonly name: string
  readonly text: string
}

/** What the API server refuses in a manifest, and where storlint reports it. */
export interface RefusedManifest extends Manifest {
  readonly rule: string
  /** The text at the place of each report. */
  readonly at: readonly string[]
}

const CLAIM = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }'

/** Sources of volumes, each with what the API server asks for; `pod`, `cluster`: only there. */
const SOURCES: readonly (readonly [key: string, value: string, only?: 'pod' | 'cluster'])[] = [
  ['awsElasticBlockStore', '{ volumeID: vol-1, fsType: ext4 }'],
  ['azureDisk', '{ diskName: d, diskURI: "https://a.blob.core.windows.net/d.vhd" }'],
  ['azureFile', '{ secretName: s, shareName: share }'],
  ['cephfs', '{ monitors: ["192.0.2.1:6789"] }'],
  ['cinder', '{ volumeID: c-1 }'],
  ['configMap', '{ name: config, optional: true }', 'pod'],
  ['csi', '{ driver: csi.example.com }', 'pod'],
  ['csi', '{ driver: csi.example.com, volumeHandle: h }', 'cluster'],
  ['downwardAPI', '{ items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] }', 'pod'],
  ['emptyDir', '{ sizeLimit: 1024Mi }', 'pod'],
  ['emptyDir', '{ medium: Memory, sizeLimit: "0.5Gi" }', 'pod'],
  ['emptyDir', '{ medium: HugePages-2Mi }', 'pod'],
  ['ephemeral', `{ volumeClaimTemplate: { spec: { storageClassName: fast, ${CLAIM} } } }`, 'pod'],
  ['fc', '{ targetWWNs: ["50060e801049cfd1"], lun: 0 }'],
  ['flexVolume', '{ driver: example.com/lvm }'],
  ['flocker', '{ datasetName: d }'],
  ['gcePersistentDisk', '{ pdName: disk }'],
  ['gitRepo', '{ repository: "https://git.example.com/a.git" }', 'pod'],
  ['glusterfs', '{ endpoints: e, path: v }'],
  ['hostPath', '{ path: /srv/data, type: DirectoryOrCreate }'],
  ['hostPath', '{ path: /srv/data }'],
  ['image', '{ reference: "registry.example.com/model:1" }', 'pod'],
  ['iscsi', '{ targetPortal: "192.0.2.1:3260", iqn: "iqn.2001-04.com.example:disk", lun: 0 }'],
  ['local', '{ path: /mnt/disk }', 'cluster'],
  ['nfs', '{ server: nas.example.com, path: /export }'],
  ['persistentVolumeClaim', '{ claimName: data, readOnly: yes }', 'pod'],
  ['photonPersistentDisk', '{ pdID: p }'],
  ['portworxVolume', '{ volumeID: p }'],
  ['projected', '{ sources: [{ secret: { name: s } }] }', 'pod'],
  ['quobyte', '{ registry: "192.0.2.1:7861", volume: v }'],
  ['rbd', '{ monitors: ["192.0.2.1:6789"], image: i }'],
  ['scaleIO', '{ gateway: "https://g.example.com", system: s, volumeName: v, secretRef: { name: s } }'],
  ['secret', '{ secretName: s }', 'pod'],
  ['storageos', '{ volumeName: v }'],
  ['vsphereVolume', '{ volumePath: "[ds] v.vmdk" }'],
]

/** The keys of volumes above, each once. */
export const SOURCE_KEYS: readonly string[] = [...new Set(SOURCES.map(([key]) => key))]

const AFFINITY =
  'nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [a, b] }, { key: gpu, operator: Exists }] }] } }'

function podWith(source: string, mount = '{ name: data, mountPath: /data }'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts: [${mount}]
  volumes:
    - name: data
${source === '' ? '' : `      ${source}\n`}`
}

function volumeWith(source: string): string {
  return `apiVersion: v1
kind: PersistentVolume
metadata: { name: data, labels: { tier: slow } }
spec:
  ${source}
  accessModes: [ReadWriteOnce]
  capacity: { storage: 10Gi }
  ${AFFINITY}
`
}

function controller(kind: string, more: string, template: string): string {
  const version = kind === 'ReplicationController' ? 'v1' : 'apps/v1'
  const selector = kind === 'ReplicationController' ? '{ app: web }' : '{ matchLabels: { app: web } }'
  return `apiVersion: ${version}
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  selector: ${selector}
${more}  template:
    metadata: { labels: { app: web } }
    spec:
${template}`
}

const TEMPLATE = `      securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 2000, fsGroupChangePolicy: OnRootMismatch }
      nodeSelector: { disk: ssd }
      initContainers:
        - { name: fill, image: a, volumeMounts: [{ name: data, mountPath: /data }] }
        - { name: ship, image: b, restartPolicy: Always, volumeMounts: [{ name: data, mountPath: /data, readOnly: on }] }
      containers:
        - name: web
          image: registry.example.com/web:1
          securityContext: { runAsUser: 0, readOnlyRootFilesystem: true, privileged: yes }
          volumeMounts:
            - { name: data, mountPath: /data, subPath: web, mountPropagation: Bidirectional }
            - { name: data, mountPath: /own, subPathExpr: $(POD) }
          env: [{ name: POD, value: web }]
          volumeDevices: [{ name: disk, devicePath: /dev/xvda }]
      volumes:
        - { name: data, emptyDir: {} }
        - { name: disk, persistentVolumeClaim: { claimName: disk } }
`

const SET = `  serviceName: web
  replicas: 3
  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 2 } }
  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { storageClassName: fast, volumeAttributesClassName: gold, ${CLAIM} }
`

const CLAIMS = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: copy, namespace: shop }
spec:
  storageClassName: ""
  volumeName: data
  volumeMode: Block
  selector: { matchLabels: { tier: slow }, matchExpressions: [{ key: zone, operator: In, values: [a] }] }
  dataSource: { apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: yesterday }
  ${CLAIM.replace('], r', ']\n  r')}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { generateName: run- }
spec:
  dataSourceRef: { kind: PersistentVolumeClaim, name: copy }
  ${CLAIM.replace('], r', ']\n  r').replace('1Gi', '"1500M"')}
`

const CLASSES = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: { storageclass.kubernetes.io/is-default-class: "true" }
provisioner: ebs.csi.aws.com
parameters: { type: gp3, "csi.storage.k8s.io/fstype": ext4 }
reclaimPolicy: Retain
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
mountOptions: [noatime]
allowedTopologies: [{ matchLabelExpressions: [{ key: topology.kubernetes.io/zone, values: [a, b] }] }]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: plain }
provisioner: rancher.io/local-path
---
apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata: { name: gold }
driverName: ebs.csi.aws.com
parameters: { iops: "4000" }
---
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: { name: csi.example.com }
spec: { fsGroupPolicy: File, volumeLifecycleModes: [Persistent, Ephemeral] }
---
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: { name: plain.example.com }
spec: {}
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: kept }
driver: ebs.csi.aws.com
deletionPolicy: Retain
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: yesterday, namespace: shop }
spec: { volumeSnapshotClassName: kept, source: { persistentVolumeClaimName: copy } }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotContent
metadata: { name: old }
spec:
  driver: ebs.csi.aws.com
  deletionPolicy: Retain
  source: { snapshotHandle: snap-1 }
  volumeSnapshotRef: { name: yesterday, namespace: shop }
`

/** As `kubectl get -o yaml` prints it. */
const FROM_SERVER = `apiVersion: v1
items:
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    annotations:
      pv.kubernetes.io/bind-completed: "yes"
    creationTimestamp: "2026-11-20T10:00:00Z"
    finalizers:
    - kubernetes.io/pvc-protection
    managedFields:
    - apiVersion: v1
      fieldsType: FieldsV1
      fieldsV1:
        f:spec:
          f:accessModes: {}
      manager: kubectl
      operation: Update
      time: "2026-11-20T10:00:00Z"
    name: data
    namespace: shop
    resourceVersion: "812"
    uid: 6f0f3d1e-6a0c-4c58-a3a1-9c8e0d0b6c55
  spec:
    accessModes:
    - ReadWriteOnce
    resources:
      requests:
        storage: 1Gi
    storageClassName: fast
    volumeMode: Filesystem
    volumeName: pvc-6f0f3d1e
  status:
    accessModes:
    - ReadWriteOnce
    capacity:
      storage: 1Gi
    phase: Bound
kind: List
metadata:
  resourceVersion: ""
`

const JSON_MANIFEST = JSON.stringify(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      containers: [{ name: 'web', image: 'a', volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    },
  },
  undefined,
  2,
)

/** What the API server takes. */
export const MANIFESTS: readonly Manifest[] = [
  ...SOURCES.filter(([, , only]) => only !== 'cluster').map(([key, value], i) => ({
    name: `a volume of a pod: ${key} ${i}`,
    text: podWith(`${key}: ${value}`),
  })),
  ...SOURCES.filter(([, , only]) => only !== 'pod').map(([key, value], i) => ({
    name: `a persistent volume: ${key} ${i}`,
    text: volumeWith(`${key}: ${value}`),
  })),
  { name: 'a volume that says nothing', text: podWith('') },
  { name: 'a volume whose source is empty', text: podWith('configMap:') },
  { name: 'an empty source beside one', text: podWith('emptyDir: null\n      hostPath: { path: /srv }') },
  { name: 'a Deployment', text: controller('Deployment', '  replicas: 2\n', TEMPLATE) },
  {
    name: 'a Deployment that recreates',
    text: controller('Deployment', '  strategy: { type: Recreate }\n', TEMPLATE),
  },
  {
    name: 'a Deployment that surges',
    text: controller('Deployment', '  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }\n', TEMPLATE),
  },
  { name: 'a StatefulSet', text: controller('StatefulSet', SET, TEMPLATE) },
  { name: 'a DaemonSet', text: controller('DaemonSet', '  updateStrategy: { type: OnDelete }\n', TEMPLATE) },
  { name: 'a ReplicaSet', text: controller('ReplicaSet', '', TEMPLATE) },
  { name: 'a ReplicationController', text: controller('ReplicationController', '', TEMPLATE) },
  {
    name: 'a CronJob and a Job',
    text: `apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: backup, image: a, volumeMounts: [{ name: data, mountPath: /data }] }]
          volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
---
apiVersion: batch/v1
kind: Job
metadata: { generateName: once- }
spec:
  template:
    spec:
      restartPolicy: Never
      nodeName: node-1
      containers: [{ name: once, image: a }]
`,
  },
  { name: 'claims', text: CLAIMS },
  { name: 'classes, drivers and snapshots', text: CLASSES },
  {
    name: 'a persistent volume that is kept for a claim',
    text: volumeWith(
      'claimRef: { name: a, namespace: b }\n  nfs: { server: s, path: /x }\n  mountOptions: [hard]\n  storageClassName: slow\n  persistentVolumeReclaimPolicy: Delete\n  volumeMode: Block',
    ),
  },
  { name: 'a list from a server', text: FROM_SERVER },
  { name: 'JSON', text: JSON_MANIFEST },
]

const TWO_CONTAINERS = (mounts: string, volumes: string): string =>
  controller(
    'StatefulSet',
    SET,
    `      containers:
        - { name: side, image: a, volumeMounts: [{ name: data, mountPath: /data }] }
        - name: web
          image: a
          ${mounts}
      volumes: ${volumes}
`,
  )

/** What the API server refuses. */
export const REFUSED: readonly RefusedManifest[] = [
  {
    name: 'a mount without a volume',
    text: podWith('emptyDir: {}', '{ name: dat, mountPath: /data }'),
    rule: 'mount-without-volume',
    at: ['dat'],
  },
  {
    name: 'a mount without a volume in a template',
    text: TWO_CONTAINERS('volumeMounts: [{ name: data, mountPath: /a }, { name: lost, mountPath: /b }]', '[]'),
    rule: 'mount-without-volume',
    at: ['lost'],
  },
  {
    name: 'a device without a volume',
    text: TWO_CONTAINERS('volumeDevices: [{ name: lost, devicePath: /b }]', '[]'),
    rule: 'mount-without-volume',
    at: ['lost'],
  },
  {
    name: 'a mount without a name',
    text: podWith('emptyDir: {}', '{ mountPath: /data }'),
    rule: 'mount-without-volume',
    at: ['/data'],
  },
  {
    name: 'a path that is mounted twice',
    text: podWith('emptyDir: {}', '{ name: data, mountPath: /data }, { name: data, mountPath: /data, subPath: a }'),
    rule: 'duplicate-mount-target',
    at: ['/data'],
  },
  {
    name: 'two sources',
    text: podWith('emptyDir: {}\n      hostPath: { path: /srv }\n      nfs: { server: s, path: /x }'),
    rule: 'volume-source-conflict',
    at: ['hostPath', 'nfs'],
  },
  {
    name: 'two sources of a persistent volume',
    text: volumeWith('csi: { driver: d.example.com, volumeHandle: h }\n  nfs: { server: s, path: /x }'),
    rule: 'volume-source-conflict',
    at: ['nfs'],
  },
  {
    name: 'no source of a persistent volume',
    text: volumeWith('persistentVolumeReclaimPolicy: Retain'),
    rule: 'volume-source-conflict',
    at: ['data'],
  },
  {
    name: 'two volumes of one name',
    text: podWith('emptyDir: {}\n    - name: data\n      hostPath: { path: /srv }'),
    rule: 'duplicate-volume-name',
    at: ['data'],
  },
  {
    name: 'two volumes of one name in a template',
    text: TWO_CONTAINERS('args: [a]', '[{ name: b, emptyDir: {} }, { name: b, emptyDir: {} }]'),
    rule: 'duplicate-volume-name',
    at: ['b'],
  },
  {
    name: 'a volume without a name',
    text: podWith('emptyDir: {}\n    - emptyDir: {}'),
    rule: 'volume-without-name',
    at: ['emptyDir'],
  },
  {
    name: 'a claim template without a name',
    text: controller(
      'StatefulSet',
      SET.replace('name: data', 'generateName: data-'),
      '      containers: [{ name: web, image: a }]\n',
    ),
    rule: 'volume-without-name',
    at: ['metadata'],
  },
  {
    name: 'an access mode that does not exist',
    text: CLAIMS.replaceAll('ReadWriteOnce', 'ReadWriteTwice'),
    rule: 'invalid-storage-value',
    at: ['ReadWriteTwice', 'ReadWriteTwice'],
  },
  {
    name: 'a source that does not exist',
    text: podWith('emptydir: {}'),
    rule: 'unknown-storage-key',
    at: ['emptydir'],
  },
]
