/** Nodes that stand in no file: what is made of nodes of several files, each of which keeps its place. */
import { locatedText, type Located, type MappedText } from '../../../core/located.ts'
import type { Span } from '../../../core/source.ts'
import type { ReachedEntry, YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../tree.ts'
import { entriesOf, reach } from '../../yaml/tree-tools.ts'

/** A node behind aliases; undefined for nothing, and for an alias that leads nowhere. */
export function settled(node: YamlNode | undefined): YamlScalar | YamlMap | YamlSeq | undefined {
  const target = node === undefined ? undefined : reach(node).node
  return target?.kind === 'alias' ? undefined : target
}

/** A mapping of these entries, at the place of another. */
export function mapOf(entries: readonly YamlEntry[], span: Span): YamlMap {
  return { kind: 'map', style: 'block', span, entries }
}

export function seqOf(items: readonly YamlItem[], span: Span): YamlSeq {
  return { kind: 'seq', style: 'block', span, items }
}

/** A node as it looks from a place that brought it here: text edits there would change another thing. */
export function broughtBy(via: Span, node: YamlNode): YamlNode {
  const target = settled(node)
  return target === undefined ? node : { kind: 'alias', name: '', span: via, target }
}

/** The entries of a mapping with merge keys resolved, each as an entry of its own. */
export function plainEntries(map: YamlMap): readonly YamlEntry[] {
  return entriesOf(map).map(plainEntry)
}

function plainEntry({ entry, key, value, via }: ReachedEntry): YamlEntry {
  if (via === undefined || entry.value === undefined || value === undefined) return entry
  return { key, span: entry.span, value: broughtBy(via, value.node) }
}

/** The name of an entry whose key is a scalar. */
export function nameOf({ key }: YamlEntry): string | undefined {
  return key.kind === 'scalar' ? key.text.text : undefined
}

/** The value of a key of a mapping; undefined for any other node. */
export function memberOf(node: YamlNode | undefined, name: string): YamlNode | undefined {
  const map = settled(node)
  if (map?.kind !== 'map') return undefined
  return plainEntries(map).find((entry) => nameOf(entry) === name)?.value
}

/** The mapping with one entry exchanged, or added; without it where the value is undefined. */
export function withMember(map: YamlMap, name: string, value: YamlNode | undefined): YamlMap {
  const entries = plainEntries(map)
  const known = entries.find((entry) => nameOf(entry) === name)
  if (known === undefined) return map
  const changed = value === undefined ? [] : [{ key: known.key, span: known.span, value }]
  return mapOf(
    entries.flatMap((entry) => (entry === known ? changed : [entry])),
    map.span,
  )
}

/** True for `~`, `null` and nothing at all. */
export function isNothing(node: YamlNode | undefined): boolean {
  const target = settled(node)
  return target === undefined || (target.kind === 'scalar' && target.value === null && target.style === 'plain')
}

/** A node without what a tag takes out of it. */
export function withoutResets(node: YamlNode): YamlNode {
  const map = settled(node)
  if (map?.kind !== 'map' || node.kind === 'alias') return node
  const entries = plainEntries(map).flatMap((entry) => {
    if (entry.value?.tag === '!reset') return []
    const value = entry.value && withoutResets(entry.value)
    return value === entry.value || value === undefined ? [entry] : [{ key: entry.key, span: entry.span, value }]
  })
  return mapOf(entries, map.span)
}

/** What the text of a scalar comes to; undefined for anything else, for nothing, and where it is not known. */
export function wordOf(
  node: YamlNode | undefined,
  expand: (text: MappedText) => MappedText,
): Located<string> | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined
  const text = locatedText(expand(scalar.text))
  return text.certainty === 'unknown' ? undefined : text
}
