/** Questions to the located tree that need no library: aliases followed, merge keys resolved. */
import type { Span } from '../../core/source.ts'
import type { Reached, ReachedEntry, YamlAlias, YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../tree.ts'
import { isMergeKey } from './duplicates.ts'

/** Merge keys through merge keys; deeper ones are left out. */
const MAX_MERGE_DEPTH = 100
/** Entries that merge keys may bring into one mapping; further ones are left out. */
const MAX_MERGED = 1000

/** The end of the last thing written in a node: what stands behind it on the line, or below, is none of it. */
export function leafEnd(node: YamlNode): number {
  return node.span.end
}

/**
 * The node that an alias means, or the node itself. `via` is the alias as used at this place. An alias without an
 * anchor is given as it is.
 */
export function reach(node: YamlNode): Reached {
  if (node.kind !== 'alias') return { node }
  const target = aliased(node)
  return { node: target ?? node, via: node.span }
}

function aliased(alias: YamlAlias): Exclude<YamlNode, YamlAlias> | undefined {
  const seen = new Set<YamlNode>([alias])
  let target = alias.target
  while (target?.kind === 'alias' && !seen.has(target)) {
    seen.add(target)
    target = target.target
  }
  return target === undefined || target.kind === 'alias' ? undefined : target
}

const entriesOfMap = new WeakMap<YamlMap, readonly ReachedEntry[]>()
const namesOfMap = new WeakMap<YamlMap, ReadonlyMap<string, ReachedEntry>>()
const depthOfMap = new WeakMap<YamlMap, number>()

/** The entry of that name with merge keys resolved. */
export function entry(map: YamlMap, name: string): ReachedEntry | undefined {
  const known = namesOfMap.get(map)
  if (known !== undefined) return known.get(name)
  const names = new Map(entriesOf(map).map((reached) => [reached.name, reached]))
  namesOfMap.set(map, names)
  return names.get(name)
}

/**
 * The entries of a mapping with merge keys resolved (https://yaml.org/type/merge.html): its own first, as written, then
 * those merged in. Own keys win; of a list of merged mappings, the earlier. Of a repeated own key the first counts.
 * Keys that are no scalars are left out. A merged entry's `via`, and its value's, is what stands behind the `<<`.
 */
export function entriesOf(map: YamlMap): readonly ReachedEntry[] {
  const known = entriesOfMap.get(map)
  if (known !== undefined) return known
  const open: YamlMap[] = [map]
  const entered = new Set<YamlMap>()
  // Merged mappings before those that merge them, without recursion: a chain may be long.
  for (let top = open[open.length - 1]; top !== undefined; top = open[open.length - 1]) {
    const waits = entered.has(top) || entriesOfMap.has(top) ? [] : mergesOf(top).map(({ source }) => source)
    const unread = waits.filter((source) => !entered.has(source) && !entriesOfMap.has(source))
    entered.add(top)
    for (const source of unread) open.push(source)
    if (unread.length === 0) resolve(open.pop() ?? top)
  }
  return entriesOfMap.get(map) ?? []
}

function resolve(map: YamlMap): void {
  if (entriesOfMap.has(map)) return
  const own = ownEntries(map)
  const merges = mergesOf(map)
  const depth = 1 + merges.reduce((most, { source }) => Math.max(most, depthOfMap.get(source) ?? 0), 0)
  depthOfMap.set(map, depth)
  entriesOfMap.set(map, depth > MAX_MERGE_DEPTH || merges.length === 0 ? own : [...own, ...mergedEntries(own, merges)])
}

interface Merge {
  readonly source: YamlMap
  readonly via: Span
}

const NO_MERGES: readonly Merge[] = []

function mergesOf(map: YamlMap): readonly Merge[] {
  if (!map.entries.some(({ key }) => key.kind === 'scalar' && isMergeKey(key))) return NO_MERGES
  return map.entries.flatMap(({ key, value }): readonly Merge[] => {
    if (key.kind !== 'scalar' || !isMergeKey(key) || value === undefined) return []
    const { node, via } = reach(value)
    if (node.kind === 'map') return [{ source: node, via: via ?? value.span }]
    return node.kind === 'seq' ? listedMerges(node, via) : []
  })
}

function listedMerges(seq: YamlSeq, via: Span | undefined): readonly Merge[] {
  return seq.items.flatMap(({ value }): readonly Merge[] => {
    if (value === undefined) return []
    const reached = reach(value)
    return reached.node.kind === 'map' ? [{ source: reached.node, via: via ?? value.span }] : []
  })
}

function ownEntries(map: YamlMap): readonly ReachedEntry[] {
  const names = new Set<string>()
  return map.entries.flatMap((entry): readonly ReachedEntry[] => {
    const { node: key, via } = reach(entry.key)
    if (key.kind !== 'scalar' || isMergeKey(key) || names.has(key.text.text)) return []
    names.add(key.text.text)
    return [ownEntry(entry, key, via)]
  })
}

function ownEntry(entry: YamlEntry, key: YamlScalar, keyVia: Span | undefined): ReachedEntry {
  const value = entry.value === undefined ? undefined : reachedValue(entry.value)
  const via = keyVia ?? value?.via
  return {
    key,
    name: key.text.text,
    entry,
    ...(value === undefined ? {} : { value }),
    ...(via === undefined ? {} : { via }),
  }
}

function reachedValue(value: YamlNode): ReachedEntry['value'] {
  const { node, via } = reach(value)
  if (node.kind === 'alias') return undefined
  return via === undefined ? { node } : { node, via }
}

function mergedEntries(own: readonly ReachedEntry[], merges: readonly Merge[]): readonly ReachedEntry[] {
  const names = new Set(own.map(({ name }) => name))
  const merged: ReachedEntry[] = []
  for (const { source, via } of merges) {
    for (const inner of entriesOfMap.get(source) ?? []) {
      if (names.has(inner.name) || merged.length >= MAX_MERGED) continue
      names.add(inner.name)
      merged.push({ ...inner, ...(inner.value === undefined ? {} : { value: { ...inner.value, via } }), via })
    }
  }
  return merged
}
