/** Which declaration a named store points to. */
import { isPartial } from '../core/containers.ts'
import type { Content, Fragment, Project, Store, Volume } from '../core/ir.ts'
import { memo } from '../core/memo.ts'

/**
 * The declaration of a named store used in `fragment`. `unseen`: files that were not read, or overlays of other files,
 * may declare it, or the file is a part of something larger; `undeclared`: nothing can.
 */
export function volumeOf(store: Store, fragment: Fragment, project: Project): Volume | 'undeclared' | 'unseen' {
  if (store.kind !== 'named' || store.name.certainty === 'unknown') return 'unseen'
  const name = store.name.value
  const nearFirst = project.fragments.length === 1 ? project.fragments : [fragment, ...project.fragments]
  for (const each of nearFirst) {
    const found = volumesByName(each).get(name)
    if (found !== undefined) return found
  }
  return isSeenWhole(fragment, project) ? 'undeclared' : 'unseen'
}

/** The definition of a config or secret that is granted in `fragment`, found as volumes are. */
export function contentOf(store: Store, fragment: Fragment, project: Project): Content | 'undeclared' | 'unseen' {
  if (store.kind !== 'content' || store.name === undefined || store.name.certainty === 'unknown') return 'unseen'
  const { what, name } = store
  const found = project.fragments.flatMap((f) => f.contents).find((c) => c.what === what && c.key.value === name.value)
  return found ?? (isSeenWhole(fragment, project) ? 'undeclared' : 'unseen')
}

/** Nothing that was not read can declare anything for a fragment. */
function isSeenWhole(fragment: Fragment, { fragments, elsewhere = [] }: Project): boolean {
  if (fragment.platform?.declaresVolumes === true || elsewhere.some((path) => path !== fragment.source.path))
    return false
  if (fragments.some((f) => f.includes.length > 0)) return false
  return fragment.looseEnds.length === 0 && !fragment.workloads.some(isPartial)
}

const volumesByName = memo(
  ({ volumes }: Fragment): ReadonlyMap<string, Volume> => new Map(volumes.toReversed().map((v) => [v.key.value, v])),
)
