/** Who uses a store. */
import type { Mount, Store } from '../core/ir.ts'
import { cleanPath, joinPath } from '../core/paths.ts'

/** True when two stores of one project are the same bytes, or one host path holds the other. Unknown ones are nobody's. */
export function sameStore(a: Store, b: Store): boolean {
  if (a.kind === 'named' && b.kind === 'named') return known(a.name) && a.name.value === b.name.value
  if (a.kind === 'claim' && b.kind === 'claim') return known(a.name) && a.name.value === b.name.value
  if (a.kind !== 'host' || b.kind !== 'host' || !known(a.path) || !known(b.path)) return false
  const [one, two] = [hostPath(a), hostPath(b)]
  return one === two || below(one, two) || below(two, one)
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

/** True when a cleaned path lies below another. */
function below(inner: string, outer: string): boolean {
  return inner.length > outer.length && inner.startsWith(outer) && (outer.endsWith('/') || inner[outer.length] === '/')
}

/** True when a mount may write; an unsettled access counts as writing. */
export function mayWrite(mount: Mount): boolean {
  return !(mount.readOnly.value && mount.readOnly.certainty !== 'unknown')
}

function known(value: { readonly certainty: string }): boolean {
  return value.certainty !== 'unknown'
}
