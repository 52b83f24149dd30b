/** The questions that a rule may ask. Answers are derived from the project and the facts, and memoised. */
import type { AccessMode, DriverFacts, KubernetesVolumeType } from './driver.ts'
import type { DataKind, ImageFacts } from './facts.ts'
import type {
  Claim,
  Container,
  Content,
  Mount,
  MountsFrom,
  PersistentVolume,
  Platform,
  Project,
  StorageClass,
  Store,
  Volume,
  Workload,
} from './ir.ts'
import type { Certainty, Located } from './located.ts'
import type { Span } from './source.ts'

/** What an image reference says of its version: `floating` is `latest`, no tag, or a bare variant such as `alpine`. */
export type ImageVersion =
  | { readonly kind: 'exact'; readonly version: readonly [number, number, number] }
  | { readonly kind: 'floating'; readonly version?: readonly [number, number, number] }
  | { readonly kind: 'unknown' }

/** A known image in use: its facts and the version that its reference names. */
export interface KnownImage {
  /** The repository as it is written. */
  readonly name: string
  readonly facts: ImageFacts
  readonly version: ImageVersion
  readonly tag?: string
  /** The container runs an image that is built from this one. */
  readonly builtFrom?: BuiltFrom
}

/** How a Dockerfile names the image that it starts from, and who its processes run as, where it says so. */
export interface BuiltFrom {
  readonly base: Located<string>
  readonly user?: Located<string>
}

/** A directory in which a container keeps something, after environment, flags and version are taken into account. */
export interface DataPath {
  readonly path: string
  /** Where a volume for it belongs: `path`, or the parent that the image declares as its volume. */
  readonly mountAt: string
  /** Both as outputs may show them; where they differ, nothing may be written with them. */
  readonly shown: { readonly path: string; readonly mountAt: string }
  readonly kind: DataKind
  readonly required: boolean
  /** What set the path, when it is not the image's default. */
  readonly setBy?: Span
  /** The least sure thing it rests on: an unverified fact, a default, a floating tag give `default`. */
  readonly certainty: Certainty
}

/**
 * The data paths of a container. `none`: it keeps nothing, with the reason; `unknown`: nobody can tell, so no path
 * rule may speak; `known`: `variants` holds one list a layout, more than one where the version is not known; the
 * first is that of the newest version. `use`: what the container is asked to do with its data, where it says so: keep
 * everything, or drop what it has no room for.
 */
export type DataPaths =
  | { readonly state: 'none'; readonly why: 'no-image' | 'stateless' | 'ephemeral' | 'client' | 'elsewhere' }
  | { readonly state: 'unknown'; readonly why: 'image' | 'version' | 'setting' | 'command' | 'opaque' }
  | {
      readonly state: 'known'
      readonly image: KnownImage
      readonly variants: readonly (readonly DataPath[])[]
      readonly use?: 'kept' | 'evicted'
    }

/**
 * What stands behind a path of a container: the mount with the longest target that holds it (`through` says that it was
 * taken over from another container), a `VOLUME` of the image (kept as an anonymous volume, or as scratch that dies with
 * the container), or the writable layer. `layer` with `declares: unknown`:
 * the image may declare a volume there. `unknown`: a mount whose target is not known, or an unread part, may cover it.
 */
export type Cover =
  | { readonly kind: 'mount'; readonly mount: Mount; readonly through?: MountsFrom }
  | {
      readonly kind: 'declared'
      readonly path: string
      /** The `VOLUME` of a Dockerfile that declares it; absent: an image of a registry does. */
      readonly at?: Span
      readonly keeps: 'anonymous' | 'scratch'
      readonly through?: MountsFrom
    }
  | { readonly kind: 'layer'; readonly declares: 'none' | 'unknown' }
  | { readonly kind: 'unknown' }

/** How long data outlives its writer, in rising order; `unknown` where nothing says. */
export type Lifetime = 'memory' | 'container' | 'pod' | 'project' | 'host' | 'claim' | 'external' | 'unknown'

/** What a file or service is for. */
export type Context = 'production' | 'development' | 'throwaway'

/** A class of the cluster that claims may name, as far as somebody says. */
export interface ClassOffer {
  readonly name: string
  /** Claims without a class get this one. */
  readonly default: boolean
  /** Absent: not known. */
  readonly accessModes?: readonly AccessMode[]
  /** A Kubernetes quantity: a smaller claim gets, and pays for, this much. */
  readonly minimumSize?: string
}

/** What a new claim may ask for; what nobody says is absent. */
export interface NewVolume {
  readonly className?: string
  /** A Kubernetes quantity: storlint’s own value to start with, or the least that the class gives. */
  readonly size?: string
  readonly isLeast?: boolean
}

export interface Writer {
  readonly container: Container
  readonly mount: Mount
}

export interface View {
  readonly project: Project
  /** The facts of a container's image, or of the one that it is built from; undefined where that is unknown or not settled. */
  image(container: Container): KnownImage | undefined
  dataPaths(container: Container): DataPaths
  cover(container: Container, path: string): Cover
  lifetime(store: Store): Lifetime
  /** Mounts that share a store and may write to it, of all workloads of the project. */
  writers(store: Store): readonly Writer[]
  /**
   * All mounts that use the same store: the same volume, or host paths that hold one another. A service that extends
   * another one has the mounts of that as its own; it may be a service of another project.
   */
  usersOf(store: Store): readonly Writer[]
  /** Configs and secrets whose file lies at or below a host path. */
  contentsIn(store: Store): readonly Content[]
  context(workload: Workload): Context
  workloadOf(container: Container): Workload
  /** How many of a workload run at most, with what an autoscaler may make of it; absent where nothing is written. */
  mostReplicas(workload: Workload): Located<number> | undefined
  containerOf(mount: Mount): Container
  volumes(): readonly Volume[]
  contents(): readonly Content[]
  /** The declaration that a store names; `unseen` when other files that are not read may hold it. */
  volumeOf(store: Store): Volume | 'undeclared' | 'unseen'
  /** The definition of the config or secret that a store names, likewise. */
  contentOf(store: Store): Content | 'undeclared' | 'unseen'
  /** The claim that a store names, in the workload's namespace; undefined where it is not seen. */
  claimOf(store: Store): Claim | undefined
  /** The volume that a claim is bound to, where the files say so. */
  boundVolume(claim: Claim): PersistentVolume | undefined
  /** The class that a claim names, where its definition is seen. */
  classOf(claim: Claim): StorageClass | undefined
  /** What a new claim for the data of a container's image may ask for. */
  newVolume(container: Container, image: KnownImage): NewVolume
  /** The cluster has one node, its owner says: what is on a node reaches everything. */
  isSingleNode(workload: Workload): boolean
  /** What is known of a provisioner or CSI driver. */
  driver(name: string): DriverFacts | undefined
  /** What is known of a kind of volume that Kubernetes has or had, by its key. */
  volumeType(key: string): KubernetesVolumeType | undefined
  /** The platform that the file of a container is written for, where it is one. */
  platformOf(container: Container): Platform | undefined
  /** What the file tree holds, relative to the file of the project. Informs findings, never rewrites. */
  readonly tree: { has(path: string): boolean }
}
