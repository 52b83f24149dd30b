/** Who uses a store. */
import type { Container, Content, Mount, Store } from '../core/ir.ts'
import { grouped } from '../core/grouped.ts'
import type { Writer } from '../core/view.ts'
import { pathsOf, withHolders } from './places.ts'

/**
 * Who of `users` uses the same bytes as a store, in their order: the same named volume or claim, or host paths that hold
 * one another. Unknown stores are nobody's. Every user is filed under its places and those that hold them, once.
 */
export function userIndex(
  users: () => readonly Writer[],
  placesOf: (store: Store) => readonly string[],
): (store: Store) => readonly Writer[] {
  let filed: Filed | undefined
  return (store) => {
    const places = placesOf(store)
    if (places.length === 0) return []
    filed ??= file(users(), placesOf)
    const { at, below, order } = filed
    const found = places.flatMap((place) => {
      const [own = '', ...above] = withHolders(place)
      return [...(below.get(own) ?? []), ...above.flatMap((holder) => at.get(holder) ?? [])]
    })
    return [...new Set(found)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  }
}

interface Filed {
  /** Users of exactly this place. */
  readonly at: ReadonlyMap<string, readonly Writer[]>
  /** Users of this place and of all below it. */
  readonly below: ReadonlyMap<string, readonly Writer[]>
  readonly order: ReadonlyMap<Writer, number>
}

function file(users: readonly Writer[], placesOf: (store: Store) => readonly string[]): Filed {
  const placed = users.flatMap((writer) => placesOf(writer.mount.store).map((place) => [place, writer] as const))
  return {
    at: grouped(placed),
    below: grouped(placed.flatMap(([place, writer]) => withHolders(place).map((outer) => [outer, writer] as const))),
    order: new Map(users.map((writer, index) => [writer, index])),
  }
}

/** Every mount with its container. */
export function mountsOf(containers: readonly Container[]): readonly Writer[] {
  return containers.flatMap((container) => container.mounts.map((mount) => ({ container, mount })))
}

/** Of `contents` those whose file lies at or below a host path. */
export function contentsIn(store: Store, contents: readonly Content[]): readonly Content[] {
  if (store.kind !== 'host') return []
  const [path] = pathsOf(store.path)
  if (path === undefined) return []
  return contents.filter((c) => pathsOf(c.file).some((file) => withHolders(file).includes(path)))
}

/** True when a mount may write; an unsettled access counts as writing. */
export function mayWrite(mount: Mount): boolean {
  return !(mount.readOnly.value && mount.readOnly.certainty !== 'unknown')
}
