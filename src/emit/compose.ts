/** From changes in words to edits of a Compose file. */
import type { Change } from '../core/change.ts'
import { pendingName } from '../core/change.ts'
import { isRefusal, type Refusal, type Rewrite } from '../core/edit.ts'
import type { Fragment, Mount } from '../core/ir.ts'
import type { Span } from '../core/source.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { containersOf, retarget, withMount, writtenOnly } from './mounts.ts'
import { entryAt, keyOf, mapAt, notFound, refuse, rootEntry, scalarAt, together } from './locate.ts'
import {
  appendEntry,
  appendItem,
  insertEntry,
  removeEntry,
  replaceScalar,
  type Edited,
  type NewValue,
} from './yaml-edit.ts'

interface File {
  readonly document: YamlDocument
  readonly fragment: Fragment
}

/**
 * The edits that make all changes in the document that `fragment` was read from, or why one of them is refused. Changes
 * name nodes as they are now; none may need another's result.
 */
export function lowerCompose(
  document: YamlDocument,
  fragment: Fragment,
  changes: readonly Change[],
): Rewrite | Refusal {
  const edits = together(changes.map((change) => lower({ document, fragment }, change)))
  return isRefusal(edits) ? edits : { edits, created: [] }
}

function lower(file: File, change: Change): Edited {
  switch (change.op) {
    case 'declare-volume':
      return declareVolume(file, change.volume, change.pending)
    case 'mount-volume':
      return withMount(file.fragment, change.mount, (mount) => mountVolume(file.document, mount, change.volume))
    case 'retarget-mount':
      return withMount(file.fragment, change.mount, (mount) => retarget(file.document, mount, change.target))
    case 'add-mount':
      return addMount(file, change.container, `${change.volume}:${change.target}`)
    case 'set-strategy':
    case 'hold-rollout':
    case 'claim-volume':
    case 'mount-claim':
    case 'declare-claim':
    case 'retain-claims':
    case 'retain-volume':
      return refuse('unsupported', 'Compose has neither claims nor strategies')
  }
}

function declareVolume({ document, fragment }: File, volume: string, pending: boolean): Edited {
  if (fragment.volumes.some((v) => v.key.value === volume))
    return refuse('name-taken', `a volume ${volume} is declared already`)
  const value: NewValue = pending ? { external: true, name: pendingName(volume) } : null
  const section = rootEntry(document, 'volumes')
  if (section === undefined) return appendEntry(document, 'volumes', { [volume]: value })
  return insertEntry(document, section.value?.kind === 'map' ? section.value : section, { key: volume, value })
}

function addMount({ document, fragment }: File, address: string, mount: string): Edited {
  const container = containersOf(fragment).find((c) => c.address === address)
  const written = container === undefined ? notFound() : writtenOnly(container)
  if (isRefusal(written)) return written
  const service = entryAt(document.root, written.span)?.value
  if (service?.kind !== 'map') return refuse('alias', 'the service is written behind an alias')
  const section = service.entries.find((e) => keyOf(e) === 'volumes')
  if (section === undefined) return insertEntry(document, service, { key: 'volumes', value: [mount] })
  return appendItem(document, section.value?.kind === 'seq' ? section.value : section, mount)
}

/** Exchanges what stands behind a mount; the way it is written stays. */
function mountVolume(document: YamlDocument, mount: Mount, volume: string): Edited {
  if (mount.form === 'tmpfs') return refuse('unsupported', 'an entry of tmpfs cannot become a volume in place')
  if (mount.form === 'long') return mountVolumeLong(document, mount, volume)
  const scalar = scalarAt(document.root, mount.store.span)
  if (scalar === undefined) return notFound()
  if (mount.store.kind === 'anonymous') return replaceScalar(document, scalar, `${volume}:`, before(mount.target.span))
  return replaceScalar(document, scalar, volume, mount.store.span)
}

/** `type`, `source` and what belongs to the old kind only. */
function mountVolumeLong(document: YamlDocument, mount: Mount, volume: string): Edited {
  const map = mapAt(document.root, mount.target.span)
  const type = map?.entries.find((e) => keyOf(e) === 'type')
  if (map === undefined || type?.value?.kind !== 'scalar') return notFound()
  const source = map.entries.find((e) => keyOf(e) === 'source')
  const old = map.entries.filter((e) => ['bind', 'tmpfs', 'consistency'].includes(keyOf(e) ?? ''))
  const edits = [
    type.value.value === 'volume' ? [] : replaceScalar(document, type.value, 'volume'),
    source?.value?.kind === 'scalar'
      ? replaceScalar(document, source.value, volume)
      : insertEntry(document, map, { key: 'source', value: volume, after: type }),
    ...old.map((e) => removeEntry(document, map, e)),
  ]
  return together(edits)
}

/** The empty place right before a span. */
function before({ source, start }: Span): Span {
  return { source, start, end: start }
}
