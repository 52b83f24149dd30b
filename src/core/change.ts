/**
 * Changes in words: what a fix does to storage, without a word of syntax. Each has its meaning on the Shape here, and
 * its lowering to text in `emit/`; the two must agree (the square of ARCHITECTURE.md).
 */
import type { Claim, Fragment, Mount, PodVolume, Volume, Workload } from './ir.ts'
import type { Shape } from './shape.ts'

/** A claim to be made: `name` in `namespace`, where one is written, of a class, with a size as a Kubernetes quantity. */
export interface NewClaim {
  readonly name: string
  readonly namespace?: string
  readonly className: string
  readonly size: string
}

/** A claim of this mode serves one node, which is what every class can do. */
export const NEW_CLAIM_MODE = 'ReadWriteOnce'

export type Change =
  /** Declares a named volume in its plain form, or `pending`: one that nothing but the migration plan creates. */
  | { readonly op: 'declare-volume'; readonly volume: string; readonly pending: boolean }
  /** Lets a mount use a named volume in place of what stands behind it. */
  | { readonly op: 'mount-volume'; readonly mount: string; readonly volume: string }
  /** Gives a container a mount of a named volume. */
  | { readonly op: 'add-mount'; readonly container: string; readonly target: string; readonly volume: string }
  /** Moves a mount to another path in the container. */
  | { readonly op: 'retarget-mount'; readonly mount: string; readonly target: string }
  /** Lets a volume of a pod be a claim in place of what it is. */
  | { readonly op: 'claim-volume'; readonly volume: string; readonly claim: string }
  /** Gives a container a mount of a claim, through a new volume of its pod. */
  | {
      readonly op: 'mount-claim'
      readonly container: string
      readonly target: string
      readonly volume: string
      readonly claim: string
    }
  /** Makes a claim, in a file of its own beside the one that needs it. */
  | { readonly op: 'declare-claim'; readonly claim: NewClaim }
  /** Says how a controller replaces its pods; settings of another strategy go with it. */
  | { readonly op: 'set-strategy'; readonly workload: string; readonly type: 'Recreate' | 'RollingUpdate' }
  /** Lets the first pod of a StatefulSet stay as it is when a new version comes. */
  | { readonly op: 'hold-rollout'; readonly workload: string }
  /** Lets the claims of a controller outlive it, and its replicas. */
  | { readonly op: 'retain-claims'; readonly workload: string }
  /** Lets what lies on a volume, or on the volumes of a class, outlive its claim. */
  | { readonly op: 'retain-volume'; readonly node: string }

export type FragmentShape = Shape<Fragment>
type MountShape = Shape<Mount>
type WorkloadShape = Shape<Workload>
type ContainerShape = WorkloadShape['containers'][number]

/** The text that an external volume's name has until its migration is done; Compose sets the variable itself. */
export function pendingName(volume: string): string {
  return '${COMPOSE_PROJECT_NAME}_' + volume
}

/** What a change means. Nodes that it names and that are not there are left alone: the square then fails. */
export function applyChange(shape: FragmentShape, change: Change): FragmentShape {
  switch (change.op) {
    case 'declare-volume':
      return { ...shape, volumes: [...shape.volumes, volumeShape(change.volume, change.pending)] }
    case 'mount-volume':
      return mapMounts(shape, change.mount, (mount) => ({
        ...mount,
        ...sourceOptions(mount),
        store: namedStore(change.volume),
      }))
    case 'add-mount':
      return mapContainers(shape, (c) =>
        c.address === change.container ? withMount(c, change.target, change.volume) : c,
      )
    case 'set-strategy':
      return {
        ...shape,
        workloads: shape.workloads.map((w) =>
          w.address === change.workload ? { ...w, strategy: { type: literal(change.type) } } : w,
        ),
      }
    case 'hold-rollout':
      return {
        ...shape,
        workloads: shape.workloads.map((w) =>
          w.address === change.workload
            ? { ...w, strategy: { ...(w.strategy ?? { type: literal('RollingUpdate') }), partition: literal('1') } }
            : w,
        ),
      }
    case 'retarget-mount':
      return mapMounts(shape, change.mount, (mount) => ({
        ...mount,
        address: change.mount.slice(0, change.mount.indexOf('/mount:')) + `/mount:${change.target}`,
        target: literal(change.target),
      }))
    case 'claim-volume':
      return { ...shape, workloads: shape.workloads.map((w) => claimVolume(w, change.volume, change.claim)) }
    case 'mount-claim':
      return { ...shape, workloads: shape.workloads.map((w) => mountClaim(w, change)) }
    case 'declare-claim':
      return { ...shape, claims: [...shape.claims, claimShape(change.claim)] }
    case 'retain-claims':
      return {
        ...shape,
        workloads: shape.workloads.map((w) => (w.address === change.workload ? retainingClaims(w) : w)),
      }
    case 'retain-volume': {
      const retained = <T extends { readonly address: string }>(node: T): T =>
        node.address === change.node ? { ...node, reclaimPolicy: literal('Retain') } : node
      return {
        ...shape,
        persistentVolumes: shape.persistentVolumes.map(retained),
        classes: shape.classes.map(retained),
      }
    }
  }
}

/** Nothing written is Retain too. */
function retainingClaims(workload: WorkloadShape): WorkloadShape {
  const { whenDeleted, whenScaled } = workload.claimRetention ?? {}
  const retain = literal('Retain')
  return {
    ...workload,
    claimRetention: { ...(whenDeleted && { whenDeleted: retain }), ...(whenScaled && { whenScaled: retain }) },
  }
}

function claimStore(claim: string): MountShape['store'] {
  return { kind: 'claim', name: literal(claim), readOnly: false }
}

/** The volume, and all mounts that name it. */
function claimVolume(workload: WorkloadShape, address: string, claim: string): WorkloadShape {
  const volume = workload.podVolumes.find((v) => v.address === address)
  if (volume === undefined) return workload
  const store = claimStore(claim)
  return {
    ...workload,
    podVolumes: workload.podVolumes.map((v) => (v === volume ? { ...v, store } : v)),
    containers: workload.containers.map((c) => ({
      ...c,
      mounts: c.mounts.map((m) => (m.volume?.value === volume.name.value ? { ...m, store } : m)),
    })),
  }
}

function mountClaim(workload: WorkloadShape, change: Change & { readonly op: 'mount-claim' }): WorkloadShape {
  if (!workload.containers.some((c) => c.address === change.container)) return workload
  const name = literal(change.volume)
  const store = claimStore(change.claim)
  const volume: Shape<PodVolume> = { address: `${workload.address}/volume:${change.volume}`, name, store }
  const mount: MountShape = {
    address: `${change.container}/mount:${change.target}`,
    form: 'reference',
    target: literal(change.target),
    readOnly: literal(false),
    options: {},
    volume: name,
    store,
  }
  return {
    ...workload,
    podVolumes: [...workload.podVolumes, volume],
    containers: workload.containers.map((c) =>
      c.address === change.container ? { ...c, mounts: [...c.mounts, mount] } : c,
    ),
  }
}

function claimShape({ name, namespace, className, size }: NewClaim): Shape<Claim> {
  return {
    address: `claim:${namespace === undefined ? '' : `${namespace}/`}${name}`,
    name: literal(name),
    ...(namespace !== undefined && { namespace: literal(namespace) }),
    accessModes: [literal(NEW_CLAIM_MODE)],
    className: literal(className),
    size: literal(size),
  }
}

function literal<T>(value: T): { value: T; certainty: 'literal' } {
  return { value, certainty: 'literal' }
}

function namedStore(volume: string): MountShape['store'] {
  return { kind: 'named', name: literal(volume) }
}

/** Options that only a host path can have go with it. */
function sourceOptions(mount: MountShape): Pick<MountShape, 'options'> {
  const { createHostPath: _h, recursive: _r, consistency: _c, ...kept } = mount.options
  return { options: kept }
}

function volumeShape(volume: string, pending: boolean): Shape<Volume> {
  const plain = { address: `volume:${volume}`, key: literal(volume), external: pending, driverOptions: [] }
  return pending ? { ...plain, physicalName: { value: pendingName(volume), certainty: 'unknown' as const } } : plain
}

function withMount(container: ContainerShape, target: string, volume: string): ContainerShape {
  const mount: MountShape = {
    address: `${container.address}/mount:${target}`,
    form: 'short',
    target: literal(target),
    readOnly: literal(false),
    options: {},
    store: namedStore(volume),
  }
  const isApart = ({ form }: MountShape): boolean => form === 'tmpfs' || form === 'grant'
  const [apart, others] = [true, false].map((is) => container.mounts.filter((m) => isApart(m) === is))
  return { ...container, mounts: [...(others ?? []), mount, ...(apart ?? [])] }
}

function mapContainers(shape: FragmentShape, change: (container: ContainerShape) => ContainerShape): FragmentShape {
  return { ...shape, workloads: shape.workloads.map((w) => ({ ...w, containers: w.containers.map(change) })) }
}

function mapMounts(shape: FragmentShape, address: string, change: (mount: MountShape) => MountShape): FragmentShape {
  return mapContainers(shape, (container) => ({
    ...container,
    mounts: container.mounts.map((mount) => (mount.address === address ? change(mount) : mount)),
  }))
}
