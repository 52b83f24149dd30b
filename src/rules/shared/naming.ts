/** Names for volumes that do not exist yet. */
import { isPlain } from '../../core/located.ts'
import type { Container, Mount } from '../../core/ir.ts'
import type { View } from '../../core/view.ts'

/** Source folders whose name says nothing of what is in them. */
const GENERIC = new Set([
  '',
  '.',
  '..',
  'data',
  'db',
  'database',
  'volume',
  'volumes',
  'storage',
  'lib',
  'var',
  'mnt',
  'srv',
  'opt',
])

/** A free name for a volume that takes over from a mount: after its source where that is telling, else after the service. */
export function volumeNameFor(mount: Mount | undefined, container: Container, view: View): string {
  const source = mount?.store.kind === 'host' && isPlain(mount.store.path) ? mount.store.path.value : ''
  const last = slug(source.split('/').at(-1) ?? '')
  const wanted =
    GENERIC.has(last) || last.length < 3 ? [slug(container.address), 'data'].filter((w) => w !== '').join('-') : last
  return freeName(wanted, view)
}

/** The wanted name, or the first of `<name>-2`, `<name>-3`, … that no volume is called. */
export function freeName(wanted: string, view: View): string {
  const taken = new Set([...declaredNames(view), ...usedNames(view)])
  if (!taken.has(wanted)) return wanted
  let ordinal = 2
  while (taken.has(`${wanted}-${ordinal}`)) ordinal += 1
  return `${wanted}-${ordinal}`
}

/** Of every file of the project, also of those that are not run together. */
function declaredNames({ project }: View): readonly string[] {
  return [...project.fragments, ...(project.beside ?? [])].flatMap((f) => f.volumes.map((v) => v.key.value))
}

function usedNames({ project }: View): readonly string[] {
  const mounts = [...project.fragments, ...(project.beside ?? [])].flatMap((f) =>
    f.workloads.flatMap((w) => w.containers.flatMap((c) => c.mounts)),
  )
  return mounts.flatMap((m) => (m.store.kind === 'named' ? [m.store.name.value] : []))
}

/** Letters, digits, `_`, `.` and `-` only, beginning with a letter or digit, as volume names must. */
function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
}
