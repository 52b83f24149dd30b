/** Edits that put a claim behind the volumes of a pod. */
import { isRefusal } from '../../core/edit.ts'
import type { Container, PodVolume } from '../../core/ir.ts'
import type { YamlDocument, YamlMap } from '../../parser/tree.ts'
import { entryNamed, mapAt, notFound, refuse, together } from '../locate.ts'
import { writtenOnly } from '../mounts.ts'
import { appendItem, insertEntry, removeEntry, type Edited, type NewMap } from '../yaml-edit.ts'
import { holderOf } from '../yaml-edit/place.ts'

/** Exchanges the source of a volume for a claim; its name, and so every mount of it, stays. */
export function claimVolume(document: YamlDocument, volume: PodVolume, claim: string): Edited {
  const written = writtenOnly(volume)
  if (isRefusal(written)) return written
  const map = mapAt(document.root, volume.name.span)
  const name = map === undefined ? undefined : entryNamed(map, 'name')
  const source = map?.entries.find((entry) => entry !== name)
  if (map === undefined || name === undefined || source === undefined) return notFound()
  if (map.entries.length > 2) return refuse('unsupported', 'the volume has more than a name and a source')
  const [key, value] = Object.entries(claimSource(claim))[0] ?? ['', null]
  return together([removeEntry(document, map, source), insertEntry(document, map, { key, value, after: name })])
}

/** A new volume of the pod, and a mount of it in the container. */
export function mountClaim(
  document: YamlDocument,
  container: Container,
  { volume, claim, target }: { readonly volume: string; readonly claim: string; readonly target: string },
): Edited {
  const written = writtenOnly(container)
  if (isRefusal(written)) return written
  const map = mapAt(document.root, container.origin.key)
  const list = map === undefined ? undefined : holderOf(document, map)
  const pod = list === undefined ? undefined : holderOf(document, list)
  if (map === undefined || pod?.kind !== 'map') return notFound()
  return together([
    addItem(document, map, 'volumeMounts', { name: volume, mountPath: target }),
    addItem(document, pod, 'volumes', { name: volume, ...claimSource(claim) }),
  ])
}

function claimSource(claim: string): NewMap {
  return { persistentVolumeClaim: { claimName: claim } }
}

/** An item of a list that a mapping has under a key; the list is made where there is none. */
function addItem(document: YamlDocument, map: YamlMap, key: string, item: NewMap): Edited {
  const section = entryNamed(map, key)
  if (section === undefined) return insertEntry(document, map, { key, value: [item] })
  return appendItem(document, section.value?.kind === 'seq' ? section.value : section, item)
}
