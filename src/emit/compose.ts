/** From changes in words to edits of a Compose file. */
import type { Change } from '../core/change.ts'
import { pendingName } from '../core/change.ts'
import { isRefusal, type Refusal, type TextEdit } from '../core/edit.ts'
import type { Base, Container, Fragment, Mount } from '../core/ir.ts'
import { contains, type Span } from '../core/source.ts'
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlScalar } from '../parser/tree.ts'
import { entriesOf } from '../parser/yaml.ts'
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
): readonly TextEdit[] | Refusal {
  const edits: TextEdit[] = []
  for (const change of changes) {
    const lowered = lower({ document, fragment }, change)
    if (isRefusal(lowered)) return lowered
    edits.push(...lowered)
  }
  return edits
}

function lower(file: File, change: Change): Edited {
  switch (change.op) {
    case 'declare-volume':
      return declareVolume(file, change.volume, change.pending)
    case 'mount-volume':
      return withMount(file, change.mount, (mount) => mountVolume(file.document, mount, change.volume))
    case 'retarget-mount':
      return withMount(file, change.mount, (mount) => retarget(file.document, mount, change.target))
    case 'add-mount':
      return addMount(file, change.container, `${change.volume}:${change.target}`)
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
  return edits.find((e) => isRefusal(e)) ?? edits.flatMap((e) => (isRefusal(e) ? [] : e))
}

function retarget(document: YamlDocument, mount: Mount, target: string): Edited {
  const scalar = scalarAt(document.root, mount.target.span)
  return scalar === undefined ? notFound() : replaceScalar(document, scalar, target, mount.target.span)
}

function withMount({ fragment }: File, address: string, edit: (mount: Mount) => Edited): Edited {
  const mount = containersOf(fragment)
    .flatMap((c) => c.mounts)
    .find((m) => m.address === address)
  if (mount === undefined) return notFound()
  const written = writtenOnly(mount)
  if (isRefusal(written)) return written
  if (mount.target.certainty !== 'literal') return refuse('variable', 'the path in the container is set by a variable')
  return edit(mount)
}

function containersOf(fragment: Fragment): readonly Container[] {
  return fragment.workloads.flatMap((w) => w.containers)
}

function writtenOnly({ origin }: Base): { readonly span: Span } | Refusal {
  return origin.kind === 'written'
    ? { span: origin.span }
    : refuse('alias', 'it is written behind an alias or a merge key')
}

function notFound(): Refusal {
  return refuse('not-found', 'its place in the file is not clear')
}

function refuse(code: Refusal['code'], reason: string): Refusal {
  return { code, reason }
}

/** The empty place right before a span. */
function before({ source, start }: Span): Span {
  return { source, start, end: start }
}

function rootEntry({ root }: YamlDocument, name: string): YamlEntry | undefined {
  return root?.kind === 'map' ? entriesOf(root).find((e) => e.name === name && e.via === undefined)?.entry : undefined
}

function keyOf({ key }: YamlEntry): string | undefined {
  return key.kind === 'scalar' ? key.text.text : undefined
}

/** The entry that has exactly this span. */
function entryAt(node: YamlNode | undefined, span: Span): YamlEntry | undefined {
  for (const { entry } of childrenOf(node)) if (entry !== undefined && same(entry.span, span)) return entry
  return within(node, span, (child) => entryAt(child, span))
}

/** The innermost mapping that holds a span. */
function mapAt(node: YamlNode | undefined, span: Span): YamlMap | undefined {
  return within(node, span, (child) => mapAt(child, span)) ?? (node?.kind === 'map' ? node : undefined)
}

/** The scalar that holds a span. */
function scalarAt(node: YamlNode | undefined, span: Span): YamlScalar | undefined {
  if (node?.kind === 'scalar') return node
  return within(node, span, (child) => scalarAt(child, span))
}

function within<T>(node: YamlNode | undefined, span: Span, look: (child: YamlNode) => T | undefined): T | undefined {
  const child = childrenOf(node).find((c) => c.node !== undefined && contains(c.node.span, span))
  return child?.node === undefined ? undefined : look(child.node)
}

interface Child {
  readonly node?: YamlNode
  readonly entry?: YamlEntry
}

function childrenOf(node: YamlNode | undefined): readonly Child[] {
  if (node?.kind === 'map') return node.entries.map((entry) => ({ entry, ...(entry.value && { node: entry.value }) }))
  if (node?.kind === 'seq') return node.items.map((item) => (item.value === undefined ? {} : { node: item.value }))
  return []
}

function same(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}
