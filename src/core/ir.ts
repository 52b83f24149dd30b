/**
 * The storage IR: what someone wrote about storage, for every platform in the same words. It holds nothing derived:
 * lifetime, cover, data paths and the like are questions to a `View`.
 */
import type { Located } from './located.ts'
import type { Source, Span } from './source.ts'

export type Dialect = 'compose' | 'kubernetes'

/**
 * Where a node was written: `key` is its name or first token, `span` the whole of it. `inherited`: it reached this
 * place through `via` (an alias or a merge key), so text edits there would change other places too.
 */
export type Origin =
  | { readonly kind: 'written'; readonly key: Span; readonly span: Span }
  | { readonly kind: 'inherited'; readonly key: Span; readonly span: Span; readonly via: Span }

export interface Base {
  /** Names the node within its project, stable under edits elsewhere: `db/mount:/var/lib/postgresql/data`. */
  readonly address: string
  readonly origin: Origin
}

/** What starts and replaces the containers of a workload. */
export type Controller =
  | 'service'
  | 'Pod'
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'ReplicationController'
  | 'Job'
  | 'CronJob'

/** A unit that the platform starts and replaces as a whole. */
export interface Workload extends Base {
  readonly dialect: Dialect
  readonly name: Located<string>
  /** Absent: that of whoever applies the file. Names of other objects are looked up in the same one. */
  readonly namespace?: Located<string>
  readonly controller: Controller
  readonly containers: readonly Container[]
  /** How a new version takes over, where it is written. */
  readonly strategy?: Strategy
  /** Claims that the controller makes for each replica. */
  readonly claimTemplates: readonly Claim[]
  /** What becomes of those claims, where it is written. */
  readonly claimRetention?: ClaimRetention
  /** The group that the platform gives the files of fresh volumes to. */
  readonly volumeGroup?: Located<string>
  /** Volumes of the pod, used or not. */
  readonly podVolumes: readonly PodVolume[]
  /** What ties the workload to nodes: a node's name, a selector on hostnames, a required affinity to them. */
  readonly pins: readonly Span[]
  /** Compose profiles; empty: always on. */
  readonly profiles: readonly Located<string>[]
  /** How many run at most, where it is written. */
  readonly replicas?: Located<number>
  /** Ports are published to the host or beyond. */
  readonly publishes: boolean
  /** Names of the workloads that this one waits for to complete, or needs. */
  readonly dependsOn: readonly string[]
}

/** How a controller replaces its pods. Surge and unavailable are counts or percentages, as written. */
export interface Strategy {
  readonly span: Span
  readonly type?: Located<string>
  /** Pods of a StatefulSet with a lower ordinal stay as they are. */
  readonly partition?: Located<string>
  readonly maxSurge?: Located<string>
  readonly maxUnavailable?: Located<string>
}

/** What becomes of the claims of templates when their controller, or a replica, goes: `Retain` or `Delete`. */
export interface ClaimRetention {
  readonly whenDeleted?: Located<string>
  readonly whenScaled?: Located<string>
}

/** A volume of a pod, under the name that mounts use. */
export interface PodVolume extends Base {
  readonly name: Located<string>
  readonly store: Store
}

export interface Container extends Base {
  readonly role: 'main' | 'init' | 'sidecar'
  readonly image?: Located<string>
  /** The image is built from a context of the project. */
  readonly build?: Build
  readonly entrypoint?: Command
  readonly command?: Command
  readonly env: readonly EnvVar[]
  /** Environment comes from files that are not read, so an absent key may still be set. */
  readonly envFiles: readonly Span[]
  readonly user?: Located<string>
  readonly readOnlyRoot: boolean | 'unknown'
  readonly mounts: readonly Mount[]
  /** Containers whose mounts this one takes over (`volumes_from`). */
  readonly mountsFrom: readonly MountsFrom[]
  /** Host directories that tools synchronise into the container (`develop.watch`). */
  readonly watches: readonly Located<string>[]
  /** What this container takes from elsewhere, unread: `extends`, unreadable parts. Absent facts are then unknown. */
  readonly opaque: readonly Opaque[]
}

export interface Opaque {
  readonly what: 'extends' | 'alias' | 'shape'
  readonly span: Span
  /** What it takes over, of `extends`. */
  readonly base?: ServiceBase
}

/** A service that another one starts from. */
export interface ServiceBase {
  readonly service: Located<string>
  /** The file that has it, relative to this one; absent: this one. */
  readonly file?: Located<string>
}

export interface Build {
  readonly span: Span
  readonly context?: Located<string>
}

export interface MountsFrom {
  /** The workload or container named. */
  readonly from: Located<string>
  readonly readOnly: boolean
}

/** Command words, shells seen through: each inner list is one simple command of `a && b; c`. */
export interface Command {
  readonly span: Span
  readonly commands: readonly (readonly Located<string>[])[]
}

/** An environment variable. Its value is kept only when a fact names the key: any other may be a secret. */
export interface EnvVar {
  readonly name: Located<string>
  readonly value?: Located<string>
}

export interface Mount extends Base {
  /** How it was written: one string, a mapping, or an entry of a memory-mount list. */
  readonly form: 'short' | 'long' | 'tmpfs' | 'reference'
  /** The path in the container. */
  readonly target: Located<string>
  readonly readOnly: Located<boolean>
  readonly subPath?: Located<string>
  readonly options: MountOptions
  /** The volume of the pod that it names, where mounts name one (`reference`). */
  readonly volume?: Located<string>
  readonly store: Store
}

export interface MountOptions {
  readonly nocopy?: Located<boolean>
  readonly selinux?: Located<'z' | 'Z'>
  readonly propagation?: Located<string>
  readonly createHostPath?: Located<boolean>
}

/** What stands behind a mount. `span` is the place that names it: the source of a mount, else the mount. */
export type Store =
  | { readonly kind: 'host'; readonly path: Located<string>; readonly span: Span }
  | { readonly kind: 'named'; readonly name: Located<string>; readonly span: Span }
  | { readonly kind: 'anonymous'; readonly span: Span }
  | { readonly kind: 'memory'; readonly size?: Located<string>; readonly span: Span }
  | { readonly kind: 'image'; readonly image?: Located<string>; readonly span: Span }
  | { readonly kind: 'cluster'; readonly name?: Located<string>; readonly span: Span }
  | { readonly kind: 'pipe'; readonly path?: Located<string>; readonly span: Span }
  /** Disk of the node that lives as long as the pod (emptyDir). */
  | { readonly kind: 'scratch'; readonly size?: Located<string>; readonly span: Span }
  /** Where nobody can tell whether it is read only, the store is `unknown`. */
  | { readonly kind: 'claim'; readonly name: Located<string>; readonly readOnly: boolean; readonly span: Span }
  /** A claim that the controller makes for each replica, by the template's name. */
  | { readonly kind: 'claim-template'; readonly name: Located<string>; readonly span: Span }
  /** A claim that is made with the pod and goes with it. */
  | { readonly kind: 'ephemeral-claim'; readonly span: Span }
  | { readonly kind: 'csi'; readonly driver?: Located<string>; readonly span: Span }
  | { readonly kind: 'network'; readonly protocol: 'nfs' | 'iscsi' | 'fc'; readonly span: Span }
  /** A directory or disk of a node, offered as a volume. */
  | { readonly kind: 'local'; readonly path?: Located<string>; readonly span: Span }
  /** A plugin built into Kubernetes, by the key that names it (`glusterfs`, `awsElasticBlockStore`). */
  | { readonly kind: 'in-tree'; readonly plugin: string; readonly span: Span }
  /** Files that the platform writes: configMap, secret, projected, downwardAPI. */
  | { readonly kind: 'content'; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span }

/** A named volume as its platform declares it: an entry of Compose's top-level `volumes`. */
export interface Volume extends Base {
  readonly key: Located<string>
  /** The name that the engine uses, where it is written. */
  readonly physicalName?: Located<string>
  /** Somebody else makes it, and looks after it. */
  readonly external: boolean | 'unknown'
  readonly driver?: Located<string>
  readonly driverOptions: readonly VolumeOption[]
}

export interface VolumeOption {
  readonly name: Located<string>
  readonly value: Located<string>
}

/** A request for storage, of its own or as a template of a controller. */
export interface Claim extends Base {
  readonly name: Located<string>
  readonly namespace?: Located<string>
  readonly accessModes: readonly Located<string>[]
  /** Absent: the cluster's default class; empty: no class. */
  readonly className?: Located<string>
  readonly size?: Located<string>
  readonly volumeName?: Located<string>
  readonly volumeMode?: Located<string>
}

/** A volume of the cluster, made by hand. */
export interface PersistentVolume extends Base {
  readonly name: Located<string>
  readonly store: Store
  readonly accessModes: readonly Located<string>[]
  readonly className?: Located<string>
  readonly reclaimPolicy?: Located<string>
  /** The claim that it is kept for: `namespace/name`, or `name` where no namespace is written. */
  readonly claimRef?: Located<string>
  readonly hasNodeAffinity: boolean
}

export interface StorageClass extends Base {
  readonly name: Located<string>
  readonly provisioner?: Located<string>
  readonly reclaimPolicy?: Located<string>
  readonly bindingMode?: Located<string>
  readonly isDefault: boolean
}

/** Content that the platform mounts from a definition: Compose `configs` and `secrets`. */
export interface Content extends Base {
  readonly what: 'config' | 'secret'
  readonly key: Located<string>
  readonly file?: Located<string>
}

/** What a platform does not take in the storage nodes of a document, and so refuses or drops. */
export type Misfit = UnknownKey | WrongValue

/** A key of a storage node that has no such key. */
export interface UnknownKey extends Base {
  readonly kind: 'unknown-key'
  readonly dialect: Dialect
  /** What the node is, in words: `a mount`. */
  readonly holder: string
  readonly key: Located<string>
  /** The key that was probably meant. */
  readonly meant?: string
  /** A sentence on where this key belongs instead. */
  readonly belongs?: string
}

export type ValueKind = 'text' | 'number' | 'flag' | 'list' | 'mapping'

/** A value that its key cannot have. */
export interface WrongValue extends Base {
  readonly kind: 'wrong-value'
  readonly dialect: Dialect
  /** The key that it belongs to: as its value, or as an entry of its list. */
  readonly name: Located<string>
  readonly isEntry: boolean
  /** Where keys are names that somebody chose: the key above them, as `driver_opts`. */
  readonly among?: string
  /** Where it is written: a scalar itself, of anything larger what it begins with. */
  readonly span: Span
  readonly given: ValueKind
  readonly kinds: readonly ValueKind[]
  /** The word itself, where its kind is right. */
  readonly word?: string
  /** The word that was probably meant. */
  readonly meant?: string
  /** The words that may stand there. */
  readonly words?: readonly string[]
  /** What it must look like: `a quantity such as 10Gi`. */
  readonly form?: string
  /** Who refuses it; absent: what reads the file. */
  readonly refusedBy?: 'kubelet'
}

/** A problem with the input itself; a value, never thrown. */
export interface InputError {
  readonly kind: 'syntax' | 'unreadable' | 'limit' | 'config' | 'internal'
  readonly path: string
  readonly span?: Span
  readonly message: string
}

/**
 * What an owner allows in the data itself, in a place that a dialect has for such words: the annotation
 * `storlint.dev/ignore.<rule>: reason` of Kubernetes. Comments are no part of the IR; the engine reads them.
 */
export interface Suppression {
  /** The rule as written, whether there is one of that name or not. */
  readonly rule: Located<string>
  /** Empty where none is given. */
  readonly reason: Located<string>
  /** All of the entry. */
  readonly span: Span
  /** Findings are covered that lie in it, or whose subject's name does: the workload, or its pod template. */
  readonly scope: Span
}

/** What one document says, before names are joined. */
export interface Fragment {
  readonly dialect: Dialect
  readonly source: Source
  /** The document's part of the source. */
  readonly span: Span
  readonly workloads: readonly Workload[]
  readonly volumes: readonly Volume[]
  readonly contents: readonly Content[]
  readonly claims: readonly Claim[]
  readonly persistentVolumes: readonly PersistentVolume[]
  readonly classes: readonly StorageClass[]
  /** Other files that belong to this one and were not read (`include`): names missing here may be there. */
  readonly includes: readonly Located<string>[]
  /** Networks that are used and not declared: a sign that the file is a part of something larger. */
  readonly looseEnds: readonly Span[]
  readonly projectName?: Located<string>
  /** A platform that reads this file in a way of its own: it declares volumes itself, or owns a folder of the host. */
  readonly platform?: Platform
  readonly misfits: readonly Misfit[]
  readonly suppressions?: readonly Suppression[]
  /** Values that no output may show: environment values whose key no fact names. */
  readonly secrets: readonly Span[]
  readonly errors: readonly InputError[]
}

export interface Platform {
  readonly name: string
  /** It adds the declarations of named volumes. */
  readonly declaresVolumes: boolean
  /** Host folders that it makes and looks after. */
  readonly folders: readonly string[]
}

/** Fragments whose names belong together: one Compose project, one folder of manifests. */
export interface Project {
  readonly fragments: readonly Fragment[]
  /** Paths of files that may declare more for it: those of its own that could not be read in full, and those that take it in. */
  readonly elsewhere?: readonly string[]
  /** Fragments of other projects whose services start from services of this one. */
  readonly extendedBy?: readonly Fragment[]
}
