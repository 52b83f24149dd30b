/** Reasons why storage must not be exchanged for the owner. */
import { isPlain, type Located } from '../../core/located.ts'
import { containersIn } from '../../core/containers.ts'
import type { Container, Mount } from '../../core/ir.ts'
import type { FixRefusal } from '../../core/rule.ts'
import { baseName, holds } from '../../core/paths.ts'
import type { View } from '../../core/view.ts'
import { isFileLike } from './misplaced.ts'

/** Replicas that each had a place of their own would write to one volume. */
export function replicaRefusals(container: Container, view: View): readonly FixRefusal[] {
  const replicas = view.mostReplicas(view.workloadOf(container))
  if (replicas === undefined || (replicas.certainty !== 'unknown' && replicas.value < 2)) return []
  return [always('shared-source', 'several replicas run, and would share the one volume')]
}

/** Why a mount's source cannot be given up for the owner. */
export function sourceRefusals(mount: Mount, view: View): readonly FixRefusal[] {
  const isLabelled = mount.options.selinux !== undefined
  return [
    ...hostRefusals(mount, view),
    ...(isLabelled ? [always('selinux', 'an SELinux label is set on the mount')] : []),
  ]
}

function hostRefusals(mount: Mount, view: View): readonly FixRefusal[] {
  const { store } = mount
  if (store.kind !== 'host') return []
  const alike = unsettledTwin(mount, view)
  const twin = `${alike ?? ''} mounts ${baseName(store.path.value)} of a folder that is not settled, which may be the same`
  return [
    ...(alike === undefined ? [] : [always('shared-source', twin)]),
    ...sharedRefusals(mount, 'the host path', view),
    ...(view.contentsIn(store).length > 0
      ? [always('shared-source', 'a config or secret is a file of the host path')]
      : []),
    ...(readByTools(mount, view)
      ? [always('shared-source', 'the host path is also a build context or is watched')]
      : []),
    ...(isPlain(store.path) ? [] : [always('variable', `the host path ${whySettled(store.path)}`)]),
    ...(isFileLike(mount) ? [always('not-data', 'the source looks like a file')] : []),
  ]
}

/** Why a path is not just what is written. */
function whySettled({ shown: said, certainty }: Located<string>): string {
  const isMoved = certainty === 'literal' && said?.includes('$') === false
  return isMoved ? 'starts in another folder than that of its file' : 'is set by a variable'
}

/** Others would go on with what this mount leaves. */
export function sharedRefusals(mount: Mount, what: string, view: View): readonly FixRefusal[] {
  const other = view.usersOf(mount.store).find((user) => user.mount !== mount)
  return other === undefined ? [] : [always('shared-source', `${what} is also used by ${other.container.address}`)]
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

/** A refusal of every form of a fix. */
export function always(code: FixRefusal['code'], reason: string): FixRefusal {
  return { when: 'always', code, reason }
}
