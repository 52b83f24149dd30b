/** Fixes that several rules offer. */
import { isPlain, shown } from '../../core/located.ts'
import type { Container, Mount } from '../../core/ir.ts'
import type { DataMove, Fix, FixRefusal } from '../../core/rule.ts'
import { holds } from '../../core/paths.ts'
import type { DataPath, View } from '../../core/view.ts'
import type { Exposure } from './exposure.ts'
import { mountClaimFix } from './claim-fixes.ts'
import { freeName, volumeNameFor } from './naming.ts'
import { always, replicaRefusals, sharedRefusals, sourceRefusals } from './refusals.ts'

/** Puts a volume of its own where a data path has no mount: a named one, or a claim. */
export function addVolumeFix(container: Container, exposure: Exposure, view: View): Fix {
  const { mountAt, shown: said } = exposure.data
  if (view.workloadOf(container).dialect === 'kubernetes')
    return mountClaimFix({ container, image: exposure.image, path: mountAt }, view)
  const volume = volumeNameFor(undefined, container, view)
  const add = { op: 'add-mount', container: container.address, target: mountAt, volume } as const
  const kind = exposure.cover.kind === 'declared' ? 'anonymous' : 'layer'
  const moved = movedName(volume, view)
  return {
    title: `Mount a named volume at ${said.mountAt}`,
    applicability: 'migrate',
    changes: [add, { op: 'declare-volume', volume, pending: false }],
    failClosed: {
      changes: [
        { ...add, volume: moved },
        { op: 'declare-volume', volume: moved, pending: true },
      ],
      moves: [moveOf(container, view, said.mountAt, moved, kind)],
    },
    refusals: [
      ...pathRefusals(exposure.data),
      ...replicaRefusals(container, view),
      ...userRefusals(container, exposure.image.facts.user, view),
    ],
  }
}

/** Lets a mount use a named volume in place of a host path or an anonymous volume. */
export function nameVolumeFix(mount: Mount, view: View, user: string): Fix {
  const container = view.containerOf(mount)
  const volume = volumeNameFor(mount, container, view)
  const use = { op: 'mount-volume', mount: mount.address, volume } as const
  const kind = mount.store.kind === 'host' ? 'host' : mount.store.kind === 'memory' ? 'memory' : 'anonymous'
  const source = mount.store.kind === 'host' ? shown(mount.store.path) : undefined
  const moved = movedName(volume, view)
  return {
    title: `Mount a named volume at ${shown(mount.target)}`,
    applicability: 'migrate',
    changes: [use, { op: 'declare-volume', volume, pending: false }],
    failClosed: {
      changes: [
        { ...use, volume: moved },
        { op: 'declare-volume', volume: moved, pending: true },
      ],
      moves: [{ ...moveOf(container, view, shown(mount.target), moved, kind), ...(source && { source }) }],
    },
    refusals: [
      ...sourceRefusals(mount, view),
      ...replicaRefusals(container, view),
      ...userRefusals(container, user, view),
    ],
  }
}

/** Moves a mount onto the data that it misses; while that data is on its way, onto a volume of its own. */
export function retargetFix(mount: Mount, exposure: Exposure, view: View): Fix {
  const target = exposure.data.mountAt
  const retarget = { op: 'retarget-mount', mount: mount.address, target } as const
  const fix = {
    title: `Mount the volume where the data is, at ${exposure.data.shown.mountAt}`,
    applicability: 'migrate',
    changes: [retarget],
  } as const
  const hidden = pathRefusals(exposure.data)
  if (mount.store.kind !== 'named') return { ...fix, refusals: [...hidden, IN_PLACE] }
  if (holds(target, mount.target.value)) return { ...fix, refusals: [...hidden, INSIDE] }
  const container = view.containerOf(mount)
  const volume = movedName(mount.store.name.value, view)
  const kind = exposure.cover.kind === 'declared' ? 'anonymous' : 'layer'
  const changes = [
    { op: 'mount-volume', mount: mount.address, volume },
    retarget,
    { op: 'declare-volume', volume, pending: true },
  ] as const
  const moves = [moveOf(container, view, exposure.data.shown.mountAt, volume, kind)]
  const shared = sharedRefusals(mount, 'the volume', view).map((r): FixRefusal => ({ ...r, when: 'migrate' }))
  return { ...fix, failClosed: { changes, moves }, refusals: [...hidden, ...shared] }
}

/** A path from an environment stands in no file. */
export function pathRefusals({ mountAt, shown: said }: DataPath): readonly FixRefusal[] {
  return said.mountAt === mountAt ? [] : [always('variable', 'the path in the container is set by a variable')]
}

/**
 * A free name for a volume that data is on its way to. A machine may have one of the plain name left over from earlier, and
 * Compose would start on that, empty; one of this name only a migration has made.
 */
function movedName(volume: string, view: View): string {
  return freeName(`${volume}-moved`, view)
}

const IN_PLACE: FixRefusal = {
  when: 'migrate',
  code: 'unsupported',
  reason: 'the mount keeps its source, so nothing would stop a start on a directory without the data',
}

const INSIDE: FixRefusal = {
  when: 'migrate',
  code: 'unsupported',
  reason: 'the volume is mounted inside the data directory, so what is in both has to be put together by hand',
}

function moveOf(container: Container, view: View, path: string, volume: string, kind: DataMove['kind']): DataMove {
  const workload = view.workloadOf(container).name.value
  return { container: container.address, workload, from: path, to: path, volume, kind }
}

/** A fresh volume belongs to whom the image says; a process that runs as somebody else may not be able to write. */
function userRefusals(container: Container, imageUser: string, view: View): readonly FixRefusal[] {
  const user = container.user ?? view.image(container)?.builtFrom?.user
  if (user === undefined || /^(0|root)(:|$)/.test(user.value)) return []
  if (isPlain(user) && user.value.split(':')[0] === imageUser.split(':')[0]) return []
  const reason = `the service runs as user ${shown(user)}, who may not be able to write to a fresh volume`
  return [{ when: 'assume-new', code: 'user', reason }]
}
