/** Who uses a store. */
import type { Container, Mount, Store } from '../core/ir.ts'
import { cleanPath, joinPath } from '../core/paths.ts'
import type { Writer } from '../core/view.ts'

/**
 * Who uses the same bytes as a store, in written order: the same named volume or claim, or host paths that hold one
 * another. Unknown stores are nobody's. Every mount is filed under its place and those above it, once.
 */
export function userIndex(containers: () => readonly Container[]): (store: Store) => readonly Writer[] {
  let filed: Filed | undefined
  return (store) => {
    const place = placeOf(store)
    if (place === undefined) return []
    filed ??= file(containers())
    const { at, below, order } = filed
    const [own = '', ...above] = withParents(place)
    const found = [...(below.get(own) ?? []), ...above.flatMap((parent) => at.get(parent) ?? [])]
    return found.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  }
}

interface Filed {
  /** Users of exactly this place. */
  readonly at: ReadonlyMap<string, readonly Writer[]>
  /** Users of this place and of all below it. */
  readonly below: ReadonlyMap<string, readonly Writer[]>
  readonly order: ReadonlyMap<Writer, number>
}

function file(containers: readonly Container[]): Filed {
  const at = new Map<string, Writer[]>()
  const below = new Map<string, Writer[]>()
  const order = new Map<Writer, number>()
  for (const container of containers) {
    for (const mount of container.mounts) {
      const place = placeOf(mount.store)
      if (place === undefined) continue
      const writer = { container, mount }
      order.set(writer, order.size)
      put(at, place, writer)
      for (const outer of withParents(place)) put(below, outer, writer)
    }
  }
  return { at, below, order }
}

function put(lists: Map<string, Writer[]>, key: string, writer: Writer): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [writer])
  else list.push(writer)
}

/** A name for the place of a store: its host path, or a NUL, its kind and its name; undefined where it is not known. */
function placeOf(store: Store): string | undefined {
  if (store.kind === 'named' || store.kind === 'claim')
    return known(store.name) ? `\0${store.kind} ${store.name.value}` : undefined
  return store.kind === 'host' && known(store.path) ? hostPath(store) : undefined
}

/** A place and those that hold it, innermost first; of a relative path up to its first part. */
function withParents(place: string): readonly string[] {
  if (place.startsWith('\0')) return [place]
  const places = [place]
  for (let at = place.lastIndexOf('/'); at > 0; at = place.lastIndexOf('/', at - 1)) places.push(place.slice(0, at))
  return place.startsWith('/') && place !== '/' ? [...places, '/'] : places
}

const pathsOf = new WeakMap<Store, string>()

/** A host path relative to the working directory or absolute, cleaned; relative ones start at their file's folder. */
function hostPath(store: Store & { readonly kind: 'host' }): string {
  const known = pathsOf.get(store)
  if (known !== undefined) return known
  const file = store.path.span.source.path
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
  const { value } = store.path
  const path = /^[~/\\]|^[A-Za-z]:/.test(value) ? cleanPath(value) : joinPath(folder, value)
  pathsOf.set(store, path)
  return path
}

/** True when a mount may write; an unsettled access counts as writing. */
export function mayWrite(mount: Mount): boolean {
  return !(mount.readOnly.value && mount.readOnly.certainty !== 'unknown')
}

function known(value: { readonly certainty: string }): boolean {
  return value.certainty !== 'unknown'
}
