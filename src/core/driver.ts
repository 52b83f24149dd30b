/**
 * What the world is like: facts about storage drivers and volume types, each with its source. The files under
 * `knowledge/drivers/` and `knowledge/volume-types/` hold them, `scripts/gen/knowledge-drivers.ts` folds them into one module.
 */
import type { Evidence } from './facts.ts'

/** Kubernetes’ access modes, short: one node writes, many nodes read, many nodes write, one pod writes. */
export type AccessMode = 'RWO' | 'ROX' | 'RWX' | 'RWOP'

/** What a driver can do; `unknown` makes a rule silent. */
export type Ability = 'yes' | 'no' | 'unknown'

/** An ability to serve an access mode. `block-only`: with `volumeMode: Block`, never as a file system. */
export type Access = Ability | 'block-only'

/**
 * From where one volume can be used: its node, its zone, its region, or every node that reaches the storage (`any`).
 * A class parameter may widen it (regional disks); such a parameter stands in `notes`.
 */
export type Reach = 'node' | 'zone' | 'region' | 'any' | 'unknown'

/**
 * What a program sees: a disk file system (also when the disk is attached over a network), a network file system with its
 * own locks and owners, or memory.
 */
export type Medium = 'disk' | 'network' | 'memory' | 'unknown'

/** When a class makes its volume: with the claim, or with the first pod that uses it. */
export type BindingMode = 'Immediate' | 'WaitForFirstConsumer'

/**
 * When the kubelet gives a volume’s files to the pod’s `fsGroup`: always, only for ReadWriteOnce volumes with a file system
 * type, or never. {@link https://kubernetes-csi.github.io/docs/support-fsgroup.html}
 */
export type FsGroupPolicy = 'File' | 'ReadWriteOnceWithFSType' | 'None' | 'unknown'

/**
 * What stands behind a provisioner’s name. `in-tree` is gone from Kubernetes, and nothing provisions for it; `in-tree-alias` is
 * served by the CSI driver in `resolvesTo`; `external` provisions without CSI; `static` never provisions: volumes are made
 * by hand; `bucket` makes object buckets and never a volume.
 */
export type DriverKind = 'csi' | 'in-tree' | 'in-tree-alias' | 'external' | 'static' | 'bucket'

/** What a driver keeps data in. `object` has no locks, no appending and no atomic rename to rely on. */
export type StorageKind = 'block' | 'file' | 'object' | 'block-or-file' | 'secrets' | 'unknown'

/** How large a volume gets. Sizes are Kubernetes quantities (`10Gi`). */
export interface SizeFacts {
  /** A smaller claim gets, and pays for, this much. */
  readonly minimum?: string
  /** Sizes are rounded up to multiples of it. */
  readonly step?: string
  /** A volume is full at the size of its claim; `no`: the claim’s size is only a wish. */
  readonly enforced: Ability
}

/** A StorageClass name that people and products give to classes of a driver. It binds nobody: see `ClassConvention`. */
export interface ClassName {
  readonly name: string
  /** Who uses the name so: `EKS`, `chart default`. */
  readonly where: string
}

/** The facts that `DriverFacts.unverified` may name. */
export type DriverField =
  | 'storage'
  | 'reach'
  | 'medium'
  | 'access'
  | 'provisions'
  | 'inline'
  | 'expansion'
  | 'snapshots'
  | 'clones'
  | 'binding'
  | 'size'
  | 'fsGroup'
  | 'abandoned'
  | 'classes'

/** All that is known about one provisioner or CSI driver. */
export interface DriverFacts extends Evidence {
  /** The name as it stands in `provisioner` of a class and in `driver` of a volume. */
  readonly name: string
  readonly product: string
  readonly aliases: readonly string[]
  /** A regular expression for names that installers choose, e.g. Rook’s `<namespace>.rbd.csi.ceph.com`. */
  readonly pattern?: string
  readonly kind: DriverKind
  /** The CSI driver that serves an `in-tree-alias`; the abilities here are its own. */
  readonly resolvesTo?: string
  /** The Kubernetes volume type whose fate an in-tree name shares: ask `volumeTypeFacts('kubernetes', …)`. */
  readonly volumeType?: string
  readonly storage: StorageKind
  readonly reach: Reach
  readonly medium: Medium
  /** The medium of volumes that many nodes write, where it differs: RWX over a file server in front of the disk. */
  readonly sharedMedium?: Medium
  readonly access: Readonly<Record<AccessMode, Access>>
  /** Makes volumes for claims. */
  readonly provisions: Ability
  /** Serves `csi` volumes written into a pod, which die with it. */
  readonly inline: Ability
  readonly expansion: Ability
  readonly snapshots: Ability
  readonly clones: Ability
  /** The binding mode of the classes that the driver’s own manifests or documents show. A class that names none is Immediate. */
  readonly binding?: BindingMode
  readonly size: SizeFacts
  readonly fsGroup: FsGroupPolicy
  /** The node label that a volume’s place is told by. */
  readonly topologyKey?: string
  /** Archived, or given up by its makers. */
  readonly abandoned: boolean
  readonly classes: readonly ClassName[]
  readonly notes: readonly string[]
  /** Fields that `source` does not show although it shows the rest; on them findings are at most warnings. */
  readonly unverified: readonly DriverField[]
}

/**
 * How a volume type of Kubernetes fares. `migrated`: its plugin is gone, a CSI driver serves it where one is installed;
 * `removed`: nothing serves it, the API server still takes it and the pod fails to mount; `disabled`: off unless a gate is set.
 */
export type VolumeTypeStatus = 'current' | 'deprecated' | 'migrated' | 'removed' | 'disabled'

/** All that is known about a key of a pod’s `volumes`, or of a PersistentVolume’s source. */
export interface KubernetesVolumeType extends Evidence {
  readonly platform: 'kubernetes'
  /** The key: `awsElasticBlockStore`. */
  readonly name: string
  readonly where: readonly ('pod' | 'persistent-volume')[]
  readonly status: VolumeTypeStatus
  /** The Kubernetes minor (`1.27`) from which `status` holds; absent for `current`, or where no source tells. */
  readonly since?: string
  /** The minor in which it was deprecated. */
  readonly deprecated?: string
  /** The CSI driver that takes over: by itself for `migrated`, by rewriting the manifest for `removed`. It may be abandoned too. */
  readonly replacement?: string
  /** What it means for whoever uses the type, in one sentence. */
  readonly meaning: string
  /** `content`: read-only files from an API object or an image; `data`: what programs write. */
  readonly holds: 'data' | 'content'
  /** Outlives its pod; `unknown` where a driver or claim decides. */
  readonly persistent: Ability
  readonly reach: Reach | 'pod'
  readonly medium: Medium
  readonly access: Readonly<Record<AccessMode, Access>>
  readonly notes: readonly string[]
  readonly unverified: readonly string[]
}

/** All that is known about a name in `driver` of a Compose volume. */
export interface DockerVolumeDriver extends Evidence {
  readonly platform: 'docker'
  readonly name: string
  readonly aliases: readonly string[]
  readonly project: string
  /** Part of the engine; any other has to be installed on every host that may run the service. */
  readonly builtIn: boolean
  readonly abandoned: Ability
  /** Whether Swarm makes the volume once for all nodes or once a node. */
  readonly scope: 'local' | 'global' | 'unknown'
  /** Containers on several hosts may write to one volume. */
  readonly shared: Ability
  readonly medium: Medium
  /** Names of the options that it takes. */
  readonly options: readonly string[]
  readonly notes: readonly string[]
  readonly unverified: readonly string[]
}

export type VolumeTypeFacts = KubernetesVolumeType | DockerVolumeDriver

/** A class name read by custom. Any administrator may give any name to any provisioner: an object in the files goes first. */
export interface ClassConvention {
  readonly name: string
  readonly certainty: 'convention'
  /** Several where products disagree, as on `standard`. */
  readonly meanings: readonly { readonly provisioner: string; readonly where: string }[]
}

const MODES: ReadonlyMap<string, AccessMode> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
])

/** The access mode that a manifest’s word stands for, long or short; undefined for any other word. */
export function accessModeOf(word: string): AccessMode | undefined {
  return MODES.get(word) ?? [...MODES.values()].find((mode) => mode === word)
}

/** Whether the source shows this fact, so that an error may rest on it. */
export function isSeen({ certainty, unverified }: DriverFacts, field: DriverField): boolean {
  return certainty === 'seen' && !unverified.includes(field)
}
