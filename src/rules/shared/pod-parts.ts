/** What can be said of the parts of a pod that is written as a whole. */
import type { Container, Mount, Workload } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'

/** An object that stands for itself: the API server takes no container without an image, a patch has none. */
export function isWhole({ containers }: Workload): boolean {
  return containers.length > 0 && containers.every((c) => c.image !== undefined && c.opaque.length === 0)
}

/** A name that is written out. */
export function isNamed(name: Located<string>): boolean {
  return name.certainty !== 'unknown' && name.value !== ''
}

/** Names of the volumes that containers of a pod may mount; undefined where one of them is not settled. */
export function volumeNames({ podVolumes, claimTemplates }: Workload): readonly string[] | undefined {
  const names = [...podVolumes, ...claimTemplates].map((v) => v.name)
  return names.some((name) => name.certainty === 'unknown' && name.value !== '') ? undefined : names.map((n) => n.value)
}

/** A place in a container where a volume is seen. */
export interface Seen {
  readonly node: Mount | NonNullable<Container['devices']>[number]
  readonly path: Located<string>
}

/** The mounts and devices of a container, in written order. */
export function seenIn({ mounts, devices = [] }: Container): readonly Seen[] {
  return [
    ...mounts.map((mount): Seen => ({ node: mount, path: mount.target })),
    ...devices.map((device): Seen => ({ node: device, path: device.path })),
  ]
}
