/** Documents with one storage setting each, right and wrong ones, to hold what is reported against the engines. */

/** In the place of `%`, indented as it is. */
function filled(frame: string, parts: readonly string[]): readonly string[] {
  const indent = /( *)%/.exec(frame)?.[1] ?? ''
  return parts.map((part) => frame.replace(/ *%/, () => part.replace(/^/gm, indent)))
}

function lines(text: string): readonly string[] {
  return text.trim().split(/\n\s*/)
}

const SERVICE = 'services:\n  web:\n    image: x\n    %\n'
const MOUNT =
  'services:\n  web:\n    image: x\n    volumes:\n      - type: volume\n        source: data\n        target: /d\n        %\nvolumes:\n  data:\n'
const VOLUME = 'services:\n  web:\n    image: x\n    volumes: [data:/d]\nvolumes:\n  data: %\n'
const GRANT = 'services:\n  web:\n    image: x\n    configs: [%]\nconfigs:\n  site: { content: x }\n'

/** Compose files. */
export const COMPOSE_CASES: readonly string[] = [
  ...filled(
    SERVICE,
    lines(`
      volume: [/d]
      volumes: [/d]
      volumes: { a: /d }
      volumes: /d
      volumes: [3]
      volumes: [[/a]]
      volumes: [{ type: Bind, source: ., target: /d }]
      volumes: [{ type: bind, source: ., target: /d, bind: { create_host_path: "true" } }]
      volumes: [{ type: tmpfs, target: /d, tmpfs: { size: 64m, mode: 0755 } }]
      volumes_from: ["container:other:ro"]
      volumes_from: web
      tmpfs: /x
      tmpfs: [/x, "/y:size=1m"]
      tmpfs: { a: b }
      tmpfs: 3
      read_only: true
      read_only: yes
      read_only: "true"
      read_only: maybe
      read_only: 1
      read-only: true
      readonly: true
      x-readonly: true
      storage_opt: { size: 1g }
      storage_opt: [size=1g]
      storage_opts: { size: 1g }
      shm_size: 1g
      shm_size: 64000000
      shm_size: true
      volume_driver: local
      mounts: []
      driver_opts: {}
      configs: { a: b }
      secrets: x
      umask: 077
      annotations: [a=b]`),
  ),
  ...filled(
    MOUNT,
    lines(`
      read_only: true
      read_only: "false"
      read_only: on
      read_only: 1
      read_only: maybe
      readonly: true
      readOnly: true
      src: x
      dst: /x
      destination: /x
      name: x
      nocopy: true
      subpath: x
      consistency: cached
      x-note: 1
      volume: { nocopy: "true", subpath: a, labels: [a=b], x-note: 1 }
      volume: { nocopy: sure }
      volume: { noCopy: true }
      volume: { subpath: 3 }
      volume: { labels: { a: true } }
      volume: { labels: x }
      volume: []
      bind: { propagation: rslave, selinux: z, recursive: enabled }
      bind: { selinux: q }
      bind: { recursive: "yes" }
      bind: { createHostPath: true }
      bind: { create_host_path: maybe }
      bind: { propagation: 3 }
      tmpfs: { size: true }
      tmpfs: { mod: 1 }
      image: { subPath: /x }
      image: { subpath: x }`),
  ),
  ...filled(
    VOLUME,
    lines(`
      {}
      { driver: local, driver_opts: { type: none, size: 3, o: 1.5 }, labels: { a: 1 }, name: own, x-note: 1 }
      { external: true, name: own }
      { external: { name: own } }
      { external: "true" }
      { external: yes }
      { external: maybe }
      { external: 1 }
      { external: { nam: own } }
      { name: 3 }
      { driver: 3 }
      { drivers: local }
      { driver-opts: {} }
      { driver_opts: { a: true } }
      { driver_opts: [a=b] }
      { options: {} }
      { size: 1g }
      { labels: x }
      []
      local`),
  ),
  ...filled(
    GRANT,
    lines(`
      site
      { source: site, target: /x, uid: "3", gid: "3", mode: 0440 }
      { source: site, mode: "0440" }
      { source: site, mode: true }
      { source: site, uid: 3 }
      { src: site }
      { source: site, destination: /x }
      3`),
  ),
]

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - name: c\n      image: x\n      volumeMounts:\n        - name: d\n          mountPath: /d\n  volumes:\n    - name: d\n      %\n'
const CONTAINER =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  volumes: [{ name: d }]\n  containers:\n    - name: c\n      image: x\n      %\n'
const SPEC = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers: [{ name: c, image: x }]\n  %\n'
const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: q }\nspec:\n  %\n'
const MODES = 'accessModes: [ReadWriteOnce]'
const SIZE = 'resources: { requests: { storage: 1Gi } }'
const PERSISTENT =
  'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: q }\nspec:\n  accessModes: [ReadWriteOnce]\n  capacity: { storage: 1Gi }\n  %\n'
const CLASS =
  'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: q }\nprovisioner: a.example.com\n%\n'
const SNAPSHOT = 'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: { name: q }\nspec:\n  %\n'
const CONTENT =
  'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotContent\nmetadata: { name: q }\nspec:\n  driver: a.example.com\n  deletionPolicy: Retain\n  volumeSnapshotRef: { name: q, namespace: r }\n  %\n'
const SNAPSHOT_CLASS =
  'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata: { name: q }\ndriver: a.example.com\ndeletionPolicy: Retain\n%\n'
const SET =
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: q }\nspec:\n  serviceName: q\n  selector: { matchLabels: { a: b } }\n  template:\n    metadata: { labels: { a: b } }\n    spec: { containers: [{ name: c, image: x }] }\n  %\n'

/** Kubernetes objects. */
export const KUBERNETES_CASES: readonly string[] = [
  ...filled(
    POD,
    lines(`
      emptyDir: {}
      emptyDir:
      emptyDir: { medium: Memory, sizeLimit: 1.5e9 }
      emptyDir: { medium: HugePages-2Mi }
      emptyDir: { medium: memory }
      emptyDir: { sizeLimit: 1 }
      emptyDir: { sizeLimit: 1GB }
      emptyDir: { sizelimit: 1Gi }
      emptyDir: []
      emptyDir: ""
      emptydir: {}
      hostPath: { path: /x, type: "" }
      hostPath: { path: /x, type: DirectoryOrCreate }
      hostPath: { path: /x, type: directory }
      hostPath: { path: 3 }
      hostPath: /x
      hostpath: { path: /x }
      persistentVolumeClaim: { claimName: q, readOnly: yes }
      persistentVolumeClaim: { claimName: q, readOnly: "true" }
      persistentVolumeClaim: { claimName: q, readonly: true }
      persistentVolumeClaim: { claim: q }
      persistentVolumeClaim: q
      configMap: { name: q, defaultMode: 0644, optional: true, items: [{ key: a, path: b, mode: 0o400 }] }
      configMap: { name: q, defaultMode: "0644" }
      configMap: { name: q, items: { key: a, path: b } }
      configMap: { configMapName: q }
      secret: { secretName: q, items: [{ key: a, path: b }] }
      secret: { name: q }
      projected: { sources: [{ secret: { name: q } }] }
      projected: { sources: [{ secret: { secretName: q } }] }
      projected: { source: [] }
      downwardAPI: { items: [{ path: l, fieldRef: { fieldPath: metadata.labels } }] }
      downwardApi: { items: [] }
      csi: { driver: a.example.com, readOnly: true, volumeAttributes: { a: b }, nodePublishSecretRef: { name: q } }
      csi: { driver: a.example.com, volumeAttributes: { a: 1 } }
      csi: { driver: a.example.com, volumeattributes: { a: b } }
      nfs: { server: s, path: /x, readOnly: true }
      nfs: { host: s, path: /x }
      image: { reference: x, pullPolicy: Always }
      image: { reference: x, pullPolicy: always }
      ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: b } }, spec: { ${MODES}, ${SIZE} } } }
      ephemeral: { volumeClaimTemplates: {} }
      gitRepo: { repository: q }
      flexVolume: { driver: a/b }
      claimName: q
      mountPath: /x
      readOnly: true
      local: { path: /x }`),
  ),
  ...filled(
    CONTAINER,
    lines(`
      volumeMounts: [{ name: d, mountPath: /x, readOnly: true, recursiveReadOnly: IfPossible, subPath: a }]
      volumeMounts: [{ name: d, mountPath: /x, mountPropagation: HostToContainer, subPathExpr: $(A) }]
      volumeMounts: [{ name: d, mountPath: /x, readOnly: , subPath: ~ }]
      volumeMounts: [{ name: d, mountPath: /x, readOnly: y }]
      volumeMounts: [{ name: d, mountPath: /x, readOnly: "true" }]
      volumeMounts: [{ name: d, mountPath: /x, readonly: true }]
      volumeMounts: [{ name: d, mountPath: /x, subPath: 3 }]
      volumeMounts: [{ name: d, mountPath: /x, subpath: a }]
      volumeMounts: [{ name: d, mountPath: /x, mountPropagation: bidirectional }]
      volumeMounts: [{ name: d, mountPath: /x, recursiveReadOnly: true }]
      volumeMounts: [{ name: d, mountpath: /x }]
      volumeMounts: [{ name: d, path: /x }]
      volumeMounts: { name: d, mountPath: /x }
      volumeMount: []
      volumemounts: []
      volumes: []
      mounts: []`),
  ),
  ...filled(
    SPEC,
    lines(`
      volumes:
      volumes: []
      volumes: { name: d }
      volumes: [d]
      volume: []
      Volumes: []
      volumeMounts: []
      volumeClaimTemplates: []`),
  ),
  ...filled(
    CLAIM,
    lines(`
      ${SIZE}
      storageClassName: ""
      storageClassName: fast
      storageClassName: 3
      storageClassName:
      storageClass: fast
      storageclass: fast
      volumeMode: Block
      volumeMode: block
      volumeName: v
      volumename: v
      selector: { matchLabels: { a: b } }
      dataSource: { kind: PersistentVolumeClaim, name: v }
      dataSource: v
      accessmodes: []
      accessMode: ReadWriteOnce
      size: 1Gi
      reclaimPolicy: Retain
      mountOptions: [hard]`).map((line) => (line === SIZE ? `${MODES}\n${SIZE}` : `${line}\n${MODES}\n${SIZE}`)),
  ),
  ...filled(
    CLAIM,
    ['[ReadWriteOncePod]', '[ReadWriteTwice]', '[RWO]', '[readWriteOnce]', '[3]', 'ReadWriteOnce', '{}'].map(
      (modes) => `accessModes: ${modes}\n${SIZE}`,
    ),
  ),
  ...filled(
    CLAIM,
    [
      ...['{ requests: { storage: 10 } }', '{ requests: { storage: "1.5Ti" } }', '{ requests: { storage: 1e9 } }'],
      ...['{ requests: { storage: 1G }, limits: { storage: 2Gi } }', '{ requests: { storage: .5Gi } }'],
      ...['{ requests: { storage: 1GB } }', '{ requests: { storage: 1K } }', '{ requests: { storage: 1 Gi } }'],
      ...['{ requests: { storage: true } }', '{ requests: 1Gi }', '{ request: { storage: 1Gi } }', '{ storage: 1Gi }'],
    ].map((size) => `${MODES}\nresources: ${size}`),
  ),
  ...filled(
    PERSISTENT,
    lines(`
      nfs: { server: s, path: /x, readOnly: true }
      nfs: { server: s, path: /x, readonly: true }
      csi: { driver: a.example.com, volumeHandle: h, fsType: ext4, nodeStageSecretRef: { name: q, namespace: r } }
      csi: { driver: a.example.com, volumeHandle: 3 }
      csi: { driver: a.example.com, volumeHandel: h }
      csi: { driver: a.example.com, volumeHandle: h, volumeAttributes: { a: true } }
      hostPath: { path: /x }`),
  ),
  ...filled(
    PERSISTENT,
    lines(`
      persistentVolumeReclaimPolicy: Recycle
      persistentVolumeReclaimPolicy: retain
      persistentVolumeReclaimPolicy: Keep
      reclaimPolicy: Retain
      storageClassName: fast
      storageClass: fast
      volumeMode: filesystem
      mountOptions: [hard]
      mountOptions: hard
      claimRef: { name: q, namespace: r }
      claimRef: { claimName: q }
      resources: {}
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }] }] } }
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} }`).map(
      (line) => `hostPath: { path: /x }\n${line}`,
    ),
  ),
  ...filled(
    CLASS,
    lines(`
      reclaimPolicy: Retain
      reclaimPolicy: Recycle
      volumeBindingMode: WaitForFirstConsumer
      volumeBindingMode: WaitForConsumer
      bindingMode: Immediate
      allowVolumeExpansion: yes
      allowVolumeExpansion: "true"
      allowVolumeexpansion: true
      parameters: { a: b, c: , d: "3" }
      parameters: { a: 3 }
      parameters: { a: true }
      parameters: [a]
      parameter: {}
      mountOptions: [hard]
      mountOptions: hard
      allowedTopologies: [{ matchLabelExpressions: [{ key: a, values: [b] }] }]
      allowedTopologies: {}
      spec: {}`),
  ),
  // Of snapshots the oracle knows the keys and the kinds of values, and neither words nor what must be there.
  ...filled(
    SNAPSHOT,
    lines(`
      source: { persistentVolumeClaimName: q }
      source: { persistentVolumeClaimName: 3 }
      source: { claimName: q }
      source: { name: q, kind: PersistentVolumeClaim }
      source: { volumeSnapshotContentName: q }
      source: q
      persistentVolumeClaimName: q`),
  ),
  ...filled(
    SNAPSHOT,
    lines(`
      volumeSnapshotClassName: q
      snapshotClassName: q
      deletionPolicy: Retain`).map((line) => `source: { persistentVolumeClaimName: q }\n${line}`),
  ),
  ...filled(
    CONTENT,
    lines(`
      source: { snapshotHandle: h }
      source: { volumeHandle: h }
      source: { handle: h }
      volumeHandle: h`),
  ),
  ...filled(
    CONTENT,
    lines(`
      sourceVolumeMode: Block
      volumeSnapshotClassName: 3
      volumeSnapshotRefs: {}`).map((line) => `source: { snapshotHandle: h }\n${line}`),
  ),
  ...filled(
    SNAPSHOT_CLASS,
    lines(`
      parameters: { a: b }
      parameters: { a: 3 }
      parameter: {}
      snapshotter: a.example.com
      spec: {}`),
  ),
  ...filled(
    SET,
    lines(`
      volumeClaimTemplates:
      volumeClaimTemplates: [{ metadata: { name: d }, spec: { ${MODES}, ${SIZE} } }]
      volumeClaimTemplates: [{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: d }, spec: { ${MODES}, ${SIZE} } }]
      volumeClaimTemplates: [{ name: d, spec: { ${MODES}, ${SIZE} } }]
      volumeClaimTemplates: [{ metadata: { name: d }, ${MODES} }]
      volumeClaimTemplates: { metadata: { name: d } }
      volumeClaimTemplate: []
      persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Delete }
      persistentVolumeClaimRetentionPolicy: { whenDeleted: Keep }
      persistentVolumeClaimRetentionPolicy: { whenDelete: Retain }
      persistentVolumeClaimRetentionPolicy: Retain
      volumes: []
      volumeMounts: []`),
  ),
]
