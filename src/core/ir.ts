/**
 * The storage IR: what someone wrote about storage, for every platform in the same words. It holds nothing derived:
 * lifetime, cover, data paths and the like are questions to a `View`.
 */
import type { Certainty, Located } from './located.ts'
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
  /** Of OpenShift. */
  | 'DeploymentConfig'
  /** Of Argo Rollouts. */
  | 'Rollout'
  /** A Service of Knative. */
  | 'KnativeService'

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
  /** When it does so: `Always` or `OnRootMismatch`. */
  readonly volumeGroupPolicy?: Located<string>
  /** Whether a scheduled run may begin before the last one ends: `Allow`, `Forbid`, `Replace`. */
  readonly overlap?: Located<string>
  /** Volumes of the pod, used or not. */
  readonly podVolumes: readonly PodVolume[]
  /** What ties the workload to nodes: a node's name, a selector on hostnames, a required affinity to them. */
  readonly pins: readonly Span[]
  /** Where its pods may run, where something is written. */
  readonly placement?: Placement
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

/** Where pods may run. What is only preferred is left out. */
export interface Placement {
  /** The one node, past the scheduler. */
  readonly node?: Located<string>
  /** Labels that a node must have. */
  readonly labels: readonly LabelDemand[]
  /** Topologies (`kubernetes.io/hostname`) that pods must have in common with others. */
  readonly together: readonly Located<string>[]
  /** Topologies over which pods must be spread. */
  readonly apart: readonly Located<string>[]
}

/** One of some values for a label; without values: the label, or its absence, counts. */
export interface LabelDemand {
  readonly key: Located<string>
  readonly values: readonly Located<string>[]
}

/** A volume of a pod, under the name that mounts use. The name of one that has none is empty, and unknown. */
export interface PodVolume extends Base {
  readonly name: Located<string>
  readonly store: Store
  /** What is said to stand behind it as well, which cannot be. */
  readonly otherSources?: readonly Located<string>[]
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
  /** The main group of its processes, where it is written by itself. */
  readonly group?: Located<string>
  /** The platform starts no process of it as root. */
  readonly nonRoot?: Located<boolean>
  /** It has all that the host may do. */
  readonly privileged?: Located<boolean>
  /** The most memory that it may take, memory mounts included, as it is written. */
  readonly memoryLimit?: Located<string>
  /** The most disk of its node that it may take for what goes with it, as it is written. */
  readonly diskLimit?: Located<string>
  readonly readOnlyRoot: boolean | 'unknown'
  readonly mounts: readonly Mount[]
  /** Volumes that it sees as block devices. */
  readonly devices?: readonly Device[]
  /** Containers whose mounts this one takes over (`volumes_from`). */
  readonly mountsFrom: readonly MountsFrom[]
  /** Host directories that tools synchronise into the container (`develop.watch`). */
  readonly watches: readonly Located<string>[]
  /** What this container takes from elsewhere, unread: `extends`, unreadable parts. Absent facts are then unknown. */
  readonly opaque: readonly Opaque[]
}

export interface Opaque {
  /** `provider`: a program makes what it needs. */
  readonly what: 'extends' | 'alias' | 'shape' | 'provider'
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

/** How an image is built: https://docs.docker.com/reference/compose-file/build/ */
export interface Build {
  /** The key that says so. */
  readonly span: Span
  /** A folder relative to the file, or an address; absent: the file's own folder. */
  readonly context?: Located<string>
  /** Relative to the context; absent: `Dockerfile`. */
  readonly dockerfile?: Located<string>
  /** A Dockerfile that stands in the file itself. */
  readonly inline?: Recipe
  /** The name or number of the stage that is wanted; absent: the last. */
  readonly target?: Located<string>
  readonly args?: readonly BuildArgument[]
  /** Names that stand for something else in `FROM`. */
  readonly contexts?: readonly Located<string>[]
}

/** A build argument. The IR holds no value, as any may be a secret. */
export interface BuildArgument {
  readonly name: Located<string>
  /** Where the value stands letter for letter, and how sure it is; absent: it is not in the files. */
  readonly place?: { readonly span: Span; readonly certainty: Certainty }
}

/** What a Dockerfile says, its variables expanded with the build arguments that it was read for. */
export interface Recipe {
  readonly dialect: 'dockerfile'
  readonly span: Span
  readonly stages: readonly Stage[]
  /** Values that no output may show. */
  readonly secrets: readonly Span[]
  readonly errors: readonly InputError[]
}

/** What instructions set in an image. Of a variable, path or user that is set twice the last counts. */
export interface ImageSettings {
  readonly env: readonly EnvVar[]
  readonly volumes: readonly Located<string>[]
  readonly user?: Located<string>
  readonly workdir?: Located<string>
  readonly entrypoint?: Command
  readonly command?: Command
  /** Absolute paths that are copied to, and files of settings that a `RUN` names. */
  readonly writes: readonly Located<string>[]
}

/** A stage of a Dockerfile: https://docs.docker.com/build/building/multi-stage/ */
export interface Stage extends ImageSettings {
  /** The `FROM` instruction. */
  readonly span: Span
  readonly name?: Located<string>
  readonly from: Located<string>
  /** The number of the stage that `from` names, where it is none of an image. */
  readonly parent?: number
}

/** An image that is built here: the one it starts from, and what the stages on the way to it set, in order. */
export interface BuiltImage extends ImageSettings {
  readonly base: Located<string>
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
  /** How it was written: one string, a mapping, an entry of a memory-mount list, or one of `configs` or `secrets`. */
  readonly form: 'short' | 'long' | 'tmpfs' | 'reference' | 'grant'
  /** The path in the container. */
  readonly target: Located<string>
  readonly readOnly: Located<boolean>
  readonly subPath?: Located<string>
  readonly options: MountOptions
  /** The volume of the pod that it names, where mounts name one (`reference`). */
  readonly volume?: Located<string>
  readonly store: Store
  /** What is odd about how it is written, in the order of places. */
  readonly notes?: readonly MountNote[]
}

/** A volume of the pod as a block device. */
export interface Device extends Base {
  /** The path in the container. */
  readonly path: Located<string>
  readonly volume?: Located<string>
  readonly store: Store
}

/**
 * What an engine takes without a word although it hardly means what it says:
 * - `one-letter-name`: a first field such as `v:/data`; its letter and colon are read as a drive. At the letter. A path
 *   of Docker Desktop (`c:/data:/data`) looks the same: whether a volume of that name is declared tells them apart.
 * - `path-like-name`: a volume name with a slash or backslash; no volume can be declared under it. At the source.
 * - `mode-as-target`: two fields, of which the second is made of mount options. At the target.
 * - `relative-target`: the engine refuses it. At the target.
 * - `unknown-option`: ignored; `upper-case-option`: ignored, but known in lower case; `consistency-option`: `cached`,
 *   `delegated` or `consistent`, ignored in the short form. At the option.
 * - `uninterpolated-variable`: a `$` that is left decides the type or stands in an option. At the source or option.
 * - `unterminated-variable`: a `${` that never closes; its field and all behind it is dropped. At the field.
 */
export type MountNoteCode =
  | 'one-letter-name'
  | 'path-like-name'
  | 'mode-as-target'
  | 'relative-target'
  | 'unknown-option'
  | 'upper-case-option'
  | 'consistency-option'
  | 'uninterpolated-variable'
  | 'unterminated-variable'

export interface MountNote {
  readonly code: MountNoteCode
  readonly span: Span
}

export interface MountOptions {
  readonly nocopy?: Located<boolean>
  readonly selinux?: Located<'z' | 'Z'>
  readonly propagation?: Located<string>
  readonly createHostPath?: Located<boolean>
  /** Whether mounts below the source come along: `enabled`, `disabled`, `writable`, `readonly`. */
  readonly recursive?: Located<string>
  /** A word for Docker Desktop of old, of the long form. */
  readonly consistency?: Located<string>
}

/** What stands behind a mount. `span` is the place that names it: the source of a mount, else the mount. */
export type Store =
  | { readonly kind: 'host'; readonly path: Located<string>; readonly type?: Located<string>; readonly span: Span }
  | { readonly kind: 'named'; readonly name: Located<string>; readonly span: Span }
  | { readonly kind: 'anonymous'; readonly span: Span }
  | {
      readonly kind: 'memory'
      readonly size?: Located<string>
      /** Its permissions, as they are written. */
      readonly mode?: Located<string>
      readonly span: Span
    }
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
  | { readonly kind: 'ephemeral-claim'; readonly claim?: Claim; readonly span: Span }
  | { readonly kind: 'csi'; readonly driver?: Located<string>; readonly span: Span }
  | {
      readonly kind: 'network'
      readonly protocol: 'nfs' | 'iscsi' | 'fc'
      readonly server?: Located<string>
      readonly path?: Located<string>
      readonly span: Span
    }
  /** A directory or disk of a node, offered as a volume. */
  | { readonly kind: 'local'; readonly path?: Located<string>; readonly span: Span }
  /** A plugin built into Kubernetes, by the key that names it (`glusterfs`, `awsElasticBlockStore`). */
  | { readonly kind: 'in-tree'; readonly plugin: string; readonly span: Span }
  /** Files that the platform writes: configMap, secret, projected, downwardAPI; `configs` and `secrets` of Compose, by name. */
  | {
      readonly kind: 'content'
      readonly what?: Content['what']
      readonly name?: Located<string>
      readonly span: Span
    }
  /** Nothing: no source is written, and there is no default. */
  | { readonly kind: 'none'; readonly span: Span }
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
  readonly labels?: readonly VolumeOption[]
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
  /** The class of attributes of its volume. */
  readonly attributesClass?: Located<string>
  /** What its volume begins as a copy of. */
  readonly dataSource?: DataSource
  /** Labels that a volume must have to be bound. */
  readonly selector?: readonly LabelDemand[]
  readonly labels?: readonly VolumeOption[]
  /** Annotations by which tools decide whether they may delete it. */
  readonly annotations?: readonly VolumeOption[]
}

/** What a claim is filled from: a snapshot, or another claim. */
export interface DataSource {
  readonly span: Span
  readonly group?: Located<string>
  readonly kind?: Located<string>
  readonly name?: Located<string>
  readonly namespace?: Located<string>
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
  /** What is said to stand behind it as well, which cannot be. */
  readonly otherSources?: readonly Located<string>[]
  readonly size?: Located<string>
  readonly volumeMode?: Located<string>
  readonly mountOptions?: readonly Located<string>[]
  /** Its labels, which claims may ask for. */
  readonly labels?: readonly VolumeOption[]
  /** Labels of the nodes that reach it. */
  readonly nodes?: readonly LabelDemand[]
}

export interface StorageClass extends Base {
  readonly name: Located<string>
  readonly provisioner?: Located<string>
  readonly reclaimPolicy?: Located<string>
  readonly bindingMode?: Located<string>
  readonly isDefault: boolean
  readonly parameters?: readonly VolumeOption[]
  readonly allowsExpansion?: Located<boolean>
  readonly mountOptions?: readonly Located<string>[]
  /** Labels of the places in which volumes may be made. */
  readonly topologies?: readonly LabelDemand[]
}

/** A copy of a volume at one moment, as somebody asks for it. */
export interface Snapshot extends Base {
  readonly name: Located<string>
  readonly namespace?: Located<string>
  /** Absent: the default class of the driver. */
  readonly className?: Located<string>
  /** The claim that is copied, in the same namespace. */
  readonly claim?: Located<string>
  /** The content that exists already. */
  readonly content?: Located<string>
}

/** A snapshot as the cluster has it. */
export interface SnapshotContent extends Base {
  readonly name: Located<string>
  readonly driver?: Located<string>
  /** What becomes of the copy when its snapshot goes: `Retain` or `Delete`. */
  readonly deletionPolicy?: Located<string>
  readonly className?: Located<string>
}

export interface SnapshotClass extends Base {
  readonly name: Located<string>
  readonly driver?: Located<string>
  readonly deletionPolicy?: Located<string>
  readonly isDefault: boolean
}

/** Attributes of volumes that may change while they are in use. */
export interface AttributesClass extends Base {
  readonly name: Located<string>
  readonly driver?: Located<string>
  readonly parameters: readonly VolumeOption[]
}

/** What a CSI driver says of itself to the cluster. */
export interface DriverInfo extends Base {
  readonly name: Located<string>
  /** How it takes the group of a pod: `ReadWriteOnceWithFSType`, `File` or `None`. */
  readonly groupPolicy?: Located<string>
  /** `Persistent`, `Ephemeral`. */
  readonly lifecycleModes: readonly Located<string>[]
}

/** How many pods may be stopped at a time by what can wait, such as a node that is emptied. Counts or percentages, as written. */
export interface DisruptionBudget extends Base {
  readonly name: Located<string>
  readonly namespace?: Located<string>
  /** Labels of the pods that it is for. Absent: it is for none; empty: for all of the namespace. */
  readonly selector?: readonly LabelDemand[]
  readonly minAvailable?: Located<string>
  readonly maxUnavailable?: Located<string>
}

/** What changes how many replicas of a workload run. */
export interface Autoscaler extends Base {
  readonly namespace?: Located<string>
  readonly kind?: Located<string>
  readonly target?: Located<string>
  readonly least?: Located<number>
  readonly most?: Located<number>
}

/** A layer over manifests: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export interface Kustomization extends Base {
  /** Files and folders that it takes in, relative to its own folder. */
  readonly resources: readonly Located<string>[]
  /** Folders whose patches it takes over. */
  readonly components: readonly Located<string>[]
  readonly patches: readonly KustomizePatch[]
}

/** What a kustomization changes in objects. */
export interface KustomizePatch {
  /** Where the kustomization says so. */
  readonly span: Span
  /** The file with the patch, relative to the folder; absent: it is written in place. */
  readonly file?: Located<string>
  /** Patterns of the objects that are meant; absent: those that the patch itself names. */
  readonly kind?: Located<string>
  readonly name?: Located<string>
  /** Fields that it changes, where it is written in place. */
  readonly touches?: readonly Touch[]
}

/** A field that a patch may change. */
export interface Touch {
  /** Of the object, where the patch names it. */
  readonly kind?: string
  readonly name?: string
  /** Keys from the top of the object; for an entry of a list `=` and its name, or `*` for any. */
  readonly path: readonly string[]
  /** Only where the written value begins with this. */
  readonly begins?: string
}

/** Content that the platform mounts from a definition: Compose `configs` and `secrets`. */
export interface Content extends Base {
  readonly what: 'config' | 'secret'
  readonly key: Located<string>
  readonly file?: Located<string>
}

/** What a platform does not take in the storage nodes of a document, and so refuses or drops. */
export type Misfit = UnknownKey | WrongValue | MissingKey

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

/** A key that a storage node must have, and that is not written, or is empty. */
export interface MissingKey extends Base {
  readonly kind: 'missing-key'
  readonly dialect: Dialect
  /** What the node is, in words: `an nfs volume`. */
  readonly holder: string
  /** The key, or several of which one must be there. */
  readonly keys: readonly string[]
  /** What is written beside, and makes it a need: `type bind`. */
  readonly because?: string
  /** What the key says: `how much is asked for, such as 10Gi`. */
  readonly says: string
  /** The key is written, and has no value. */
  readonly isEmpty: boolean
  /** Such a key, else that of the mapping without it; of an entry what it begins with, of an object its name. */
  readonly span: Span
}

/** A problem with the input itself; a value, never thrown. */
export interface InputError {
  readonly kind: 'syntax' | 'unreadable' | 'limit' | 'config' | 'internal'
  readonly path: string
  readonly span?: Span
  readonly message: string
  /** The document could be read, so that its secrets are known. */
  readonly wasRead?: true
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
  readonly snapshots?: readonly Snapshot[]
  readonly snapshotContents?: readonly SnapshotContent[]
  readonly snapshotClasses?: readonly SnapshotClass[]
  readonly attributesClasses?: readonly AttributesClass[]
  readonly drivers?: readonly DriverInfo[]
  readonly autoscalers?: readonly Autoscaler[]
  readonly disruptionBudgets?: readonly DisruptionBudget[]
  readonly kustomizations?: readonly Kustomization[]
  /** Other files that belong to this one and were not read (`include`): names missing here may be there. */
  readonly includes: readonly Located<string>[]
  /** Networks that are used and not declared: a sign that the file is a part of something larger. */
  readonly looseEnds: readonly Span[]
  readonly projectName?: Located<string>
  /** A platform that reads this file in a way of its own: it declares volumes itself, or owns a folder of the host. */
  readonly platform?: Platform
  readonly misfits: readonly Misfit[]
  readonly suppressions?: readonly Suppression[]
  /** What files of variables settle. */
  readonly settled?: readonly Settled[]
  /** Values that no output may show: environment values whose key no fact names. */
  readonly secrets: readonly Span[]
  readonly errors: readonly InputError[]
}

/** What a file of variables settles, and the value there. */
export interface Settled {
  /** A part of a text, or what names the file. */
  readonly at: Span
  readonly from: Span
  /** The variable, where the text does not have it. */
  readonly name?: string
}

export interface Platform {
  readonly name: string
  /** It adds the declarations of named volumes. */
  readonly declaresVolumes: boolean
  /** Host folders that it makes and looks after. */
  readonly folders: readonly string[]
}

/** Compose files that are run together, in their order; the last one lies on top. */
export interface Stack {
  /** Paths as sources have them. */
  readonly files: readonly string[]
  /** A folder whose `.env` settles variables first. Absent: that of the first file. */
  readonly home?: string
}

/** Fragments whose names belong together: one Compose project, one folder of manifests. */
export interface Project {
  readonly fragments: readonly Fragment[]
  /** How Compose is told to run it. Absent: what the names of its files say. */
  readonly stack?: Stack
  /** Paths of files that may declare more for it: those of its own that could not be read in full, and those that take it in. */
  readonly elsewhere?: readonly string[]
  /** Paths of files of other projects that include one of its files, or extend services of it. */
  readonly takers?: readonly string[]
  /** Fragments of files of the project that are not run together with the others: they still use what those use. */
  readonly beside?: readonly Fragment[]
  /** Fragments of other projects whose services start from services of this one. */
  readonly extendedBy?: readonly Fragment[]
}
