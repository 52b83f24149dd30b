/** Finds the nodes of a document that a place of the IR was read from. */
import { isRefusal, type Refusal } from '../core/edit.ts'
import { contains, type Span } from '../core/source.ts'
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlScalar } from '../parser/tree.ts'
import { entriesOf } from '../parser/yaml/tree-tools.ts'
import type { Edited } from './yaml-edit.ts'

export function notFound(): Refusal {
  return refuse('not-found', 'its place in the file is not clear')
}

export function refuse(code: Refusal['code'], reason: string): Refusal {
  return { code, reason }
}

/** Edits that only make sense together: all of them, or the first refusal. */
export function together(parts: readonly Edited[]): Edited {
  return parts.find((part) => isRefusal(part)) ?? parts.flatMap((part) => (isRefusal(part) ? [] : part))
}

/** The entry of a name at the top of a document, where it is written there itself. */
export function rootEntry({ root }: YamlDocument, name: string): YamlEntry | undefined {
  return root?.kind === 'map' ? entriesOf(root).find((e) => e.name === name && e.via === undefined)?.entry : undefined
}

/** The entry of a name that is written in a mapping itself. */
export function entryNamed({ entries }: YamlMap, name: string): YamlEntry | undefined {
  return entries.find((e) => keyOf(e) === name)
}

/** The mapping of a Kubernetes object by where it starts; a List may hold it. */
export function objectAt({ root }: YamlDocument, start: number): YamlMap | undefined {
  if (root?.kind !== 'map') return undefined
  if (root.span.start === start) return root
  const items = entryNamed(root, 'items')?.value
  const found = items?.kind === 'seq' ? items.items.find((i) => i.value?.span.start === start)?.value : undefined
  return found?.kind === 'map' ? found : undefined
}

/** The key of an entry, as text. */
export function keyOf({ key }: YamlEntry): string | undefined {
  return key.kind === 'scalar' ? key.text.text : undefined
}

/** The entry that has exactly this span. */
export function entryAt(node: YamlNode | undefined, span: Span): YamlEntry | undefined {
  for (const { entry } of childrenOf(node)) if (entry !== undefined && same(entry.span, span)) return entry
  return within(node, span, (child) => entryAt(child, span))
}

/** The innermost mapping that holds a span. */
export function mapAt(node: YamlNode | undefined, span: Span): YamlMap | undefined {
  return within(node, span, (child) => mapAt(child, span)) ?? (node?.kind === 'map' ? node : undefined)
}

/** The scalar that holds a span. */
export function scalarAt(node: YamlNode | undefined, span: Span): YamlScalar | undefined {
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
