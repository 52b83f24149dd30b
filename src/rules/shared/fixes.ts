/** Fixes that several rules offer. */
import { containersIn } from '../../core/containers.ts'
import type { Container, Mount } from '../../core/ir.ts'
import type { DataMove, Fix, FixRefusal } from '../../core/rule.ts'
import { baseName, holds } from '../../core/paths.ts'
import type { View } from '../../core/view.ts'
import type { Exposure } from './exposure.ts'
import { isFileLike } from './misplaced.ts'
import { freeName, volumeNameFor } from './naming.ts'

/** Puts a named volume where a data path has no mount of its own. */
export function addVolumeFix(container: Container, exposure: Exposure, view: View): Fix {
  const { mountAt } = exposure.data
  const volume = volumeNameFor(undefined, container, view)
  const add = { op: 'add-mount', container: container.address, target: mountAt, volume } as const
  const kind = exposure.cover.kind === 'declared' ? 'anonymous' : 'layer'
  return {
    title: `Mount the named volume ${volume} at ${mountAt}`,
    applicability: 'migrate',
    changes: [add, { op: 'declare-volume', volume, pending: false }],
    failClosed: {
      changes: [add, { op: 'declare-volume', volume, pending: true }],
      moves: [moveOf(container, view, mountAt, volume, kind)],
    },
    refusals: [...replicaRefusals(container, view), ...userRefusals(container, exposure.image.facts.user)],
  }
}

/** Lets a mount use a named volume in place of a host path or an anonymous volume. */
export function nameVolumeFix(mount: Mount, view: View, user: string): Fix {
  const container = view.containerOf(mount)
  const volume = volumeNameFor(mount, container, view)
  const use = { op: 'mount-volume', mount: mount.address, volume } as const
  const kind = mount.store.kind === 'host' ? 'host' : mount.store.kind === 'memory' ? 'memory' : 'anonymous'
  const source = mount.store.kind === 'host' ? mount.store.path.value : undefined
  return {
    title: `Mount the named volume ${volume} at ${mount.target.value}`,
    applicability: 'migrate',
    changes: [use, { op: 'declare-volume', volume, pending: false }],
    failClosed: {
      changes: [use, { op: 'declare-volume', volume, pending: true }],
      moves: [{ ...moveOf(container, view, mount.target.value, volume, kind), ...(source && { source }) }],
    },
    refusals: [...sourceRefusals(mount, view), ...replicaRefusals(container, view), ...userRefusals(container, user)],
  }
}

/** Moves a mount onto the data that it misses; while that data is on its way, onto a volume of its own. */
export function retargetFix(mount: Mount, exposure: Exposure, view: View): Fix {
  const target = exposure.data.mountAt
  const retarget = { op: 'retarget-mount', mount: mount.address, target } as const
  const fix = {
    title: `Mount the volume where the data is, at ${target}`,
    applicability: 'migrate',
    changes: [retarget],
  } as const
  if (mount.store.kind !== 'named') return { ...fix, refusals: [IN_PLACE] }
  if (holds(target, mount.target.value)) return { ...fix, refusals: [INSIDE] }
  const container = view.containerOf(mount)
  const volume = freeName(`${mount.store.name.value}-moved`, view)
  const kind = exposure.cover.kind === 'declared' ? 'anonymous' : 'layer'
  const changes = [
    { op: 'mount-volume', mount: mount.address, volume },
    retarget,
    { op: 'declare-volume', volume, pending: true },
  ] as const
  return { ...fix, failClosed: { changes, moves: [moveOf(container, view, target, volume, kind)] } }
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

/** Replicas that each had a place of their own would write to one volume. */
function replicaRefusals(container: Container, view: View): readonly FixRefusal[] {
  const { replicas } = view.workloadOf(container)
  if (replicas === undefined || (replicas.certainty !== 'unknown' && replicas.value < 2)) return []
  return [always('shared-source', 'several replicas run, and would share the one volume')]
}

/** Why a mount's source cannot be given up for the owner. */
function sourceRefusals(mount: Mount, view: View): readonly FixRefusal[] {
  const found: FixRefusal[] = []
  if (mount.store.kind === 'host') {
    const others = view.usersOf(mount.store).filter((user) => user.mount !== mount)
    const other = others[0]
    const alike = unsettledTwin(mount, view)
    if (alike !== undefined)
      found.push(
        always(
          'shared-source',
          `${alike} mounts ${baseName(mount.store.path.value)} of a folder that is not settled, which may be the same`,
        ),
      )
    if (other !== undefined)
      found.push(always('shared-source', `the host path is also used by ${other.container.address}`))
    if (readByTools(mount, view))
      found.push(always('shared-source', 'the host path is also a build context or is watched'))
    if (mount.store.path.certainty !== 'literal') found.push(always('variable', 'the host path is set by a variable'))
    if (isFileLike(mount)) found.push(always('not-data', 'the source looks like a file'))
  }
  if (mount.options.selinux !== undefined) found.push(always('selinux', 'an SELinux label is set on the mount'))
  return found
}

/** A container that mounts a path of the same last name, whose beginning is a variable. */
function unsettledTwin(mount: Mount, view: View): string | undefined {
  if (mount.store.kind !== 'host') return undefined
  const name = baseName(mount.store.path.value)
  const containers = containersIn(view.project)
  const twin = containers.find((c) =>
    c.mounts.some(
      (m) =>
        m !== mount &&
        m.store.kind === 'host' &&
        m.store.path.certainty === 'unknown' &&
        baseName(m.store.path.value) === name,
    ),
  )
  return twin?.address
}

function readByTools(mount: Mount, view: View): boolean {
  const { store } = mount
  if (store.kind !== 'host') return false
  const containers = containersIn(view.project)
  const paths = containers.flatMap((c) => [...c.watches, ...(c.build?.context === undefined ? [] : [c.build.context])])
  return paths.some((p) => holds(relative(p.value), relative(store.path.value)) && relative(p.value) !== '.')
}

function relative(path: string): string {
  return path.replace(/^\.\/+/, '').replace(/^$/, '.')
}

/** A fresh volume belongs to whom the image says; a process that runs as somebody else may not be able to write. */
function userRefusals(container: Container, imageUser: string): readonly FixRefusal[] {
  const user = container.user
  if (user === undefined || /^(0|root)(:|$)/.test(user.value)) return []
  if (user.certainty === 'literal' && user.value.split(':')[0] === imageUser.split(':')[0]) return []
  const reason = `the service runs as user ${user.value}, who may not be able to write to a fresh volume`
  return [{ when: 'assume-new', code: 'user', reason }]
}

function always(code: FixRefusal['code'], reason: string): FixRefusal {
  return { when: 'always', code, reason }
}
