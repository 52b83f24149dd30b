/**
 * Changes in words: what a fix does to storage, without a word of syntax. Each has its meaning on the Shape here, and
 * its lowering to text in `emit/`; the two must agree (the square of ARCHITECTURE.md).
 */
import type { Fragment, Mount, Volume, Workload } from './ir.ts'
import type { Shape } from './shape.ts'

export type Change =
  /** Declares a named volume in its plain form, or `pending`: one that nothing but the migration plan creates. */
  | { readonly op: 'declare-volume'; readonly volume: string; readonly pending: boolean }
  /** Lets a mount use a named volume in place of what stands behind it. */
  | { readonly op: 'mount-volume'; readonly mount: string; readonly volume: string }
  /** Gives a container a mount of a named volume. */
  | { readonly op: 'add-mount'; readonly container: string; readonly target: string; readonly volume: string }
  /** Moves a mount to another path in the container. */
  | { readonly op: 'retarget-mount'; readonly mount: string; readonly target: string }
  /** Says how a controller replaces its pods; settings of another strategy go with it. */
  | { readonly op: 'set-strategy'; readonly workload: string; readonly type: 'Recreate' }

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
    case 'retarget-mount':
      return mapMounts(shape, change.mount, (mount) => ({
        ...mount,
        address: change.mount.slice(0, change.mount.indexOf('/mount:')) + `/mount:${change.target}`,
        target: literal(change.target),
      }))
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
  const { createHostPath: _, ...kept } = mount.options
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
  const [memory, others] = [true, false].map((is) => container.mounts.filter((m) => (m.form === 'tmpfs') === is))
  return { ...container, mounts: [...(others ?? []), mount, ...(memory ?? [])] }
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
