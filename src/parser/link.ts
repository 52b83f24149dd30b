/** Puts fragments together that belong to one project. */
import type { Fragment, Project } from '../core/ir.ts'
import { isComposeName } from './dialect.ts'

/**
 * Projects of fragments. Compose files whose names say that they overlay each other (`compose.yaml`, `compose.prod.yaml`)
 * share one; any other Compose file is a project of its own, as is each stack in a folder of templates. All Kubernetes
 * manifests are one project: names are looked up near to far.
 */
export function link(fragments: readonly Fragment[]): readonly Project[] {
  const groups = new Map<string, Fragment[]>()
  for (const fragment of fragments) {
    const family = fragment.dialect === 'kubernetes' ? KUBERNETES : familyOf(fragment.source.path)
    const group = groups.get(family)
    if (group === undefined) groups.set(family, [fragment])
    else group.push(fragment)
  }
  return [...groups.values()].map((group) => ({ fragments: group }))
}

/** No path is empty. */
const KUBERNETES = ''

/** `a/compose.prod.yaml` → `a/compose`; a name without that form stands for itself. */
export function familyOf(path: string): string {
  const match = /^(.*\/)?((?:docker-)?compose[^./]*)\.(?:[^/]*\.)?ya?ml$/i.exec(path)
  return match === null || !isComposeName(path) ? path : `${match[1] ?? ''}${match[2] ?? ''}`
}
