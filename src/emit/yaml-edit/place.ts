/** Where a node stands in its document, and how the document is written. */
import type { Refusal } from '../../core/edit.ts'
import type { Source } from '../../core/source.ts'
import { positionAt } from '../../core/source.ts'
import type { YamlAlias, YamlDocument, YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from '../../parser/tree.ts'
import type { Conventions } from './render.ts'

/** A node's way down from the root. */
export interface Place {
  /** From the root to the node itself. */
  readonly chain: readonly YamlNode[]
  /** The entry that has the node as its key or value, when a mapping holds it. */
  readonly entry?: YamlEntry
  /** The mapping or list that holds the node. */
  readonly holder?: YamlMap | YamlSeq
  /** True inside `{ }` or `[ ]`. */
  readonly inFlow: boolean
  /** True inside a key that is itself a mapping or a list. */
  readonly inKey: boolean
}

/** The place of a node; throws for a node of another document, which is a fault of the caller. */
export function placeOf(document: YamlDocument, node: YamlNode): Place {
  const chain = document.root === undefined ? undefined : chainTo(document.root, node)
  if (chain === undefined) throw new Error(`internal error: a node is not of this document of ${document.source.path}`)
  const holder = chain[chain.length - 2]
  const inFlow = chain.slice(0, -1).some((above) => 'style' in above && above.style === 'flow')
  const inKey = chain.some((each, depth) => each.kind !== 'scalar' && isKeyOf(chain[depth - 1], each))
  if (holder?.kind === 'seq') return { chain, holder, inFlow, inKey }
  if (holder?.kind !== 'map') return { chain, inFlow, inKey }
  const entry = holder.entries.find(({ key, value }) => key === node || value === node)
  return { chain, holder, inFlow, inKey, ...(entry === undefined ? {} : { entry }) }
}

/** The mapping or list that holds a node. */
export function holderOf(document: YamlDocument, node: YamlNode): YamlMap | YamlSeq | undefined {
  return placeOf(document, node).holder
}

function isKeyOf(map: YamlNode | undefined, node: YamlNode): boolean {
  return map?.kind === 'map' && map.entries.some(({ key }) => key === node)
}

function chainTo(from: YamlNode, node: YamlNode): readonly YamlNode[] | undefined {
  if (from === node) return [from]
  for (const child of childrenOf(from)) {
    if (child !== node && (child.span.start > node.span.start || child.span.end < node.span.end)) continue
    const rest = chainTo(child, node)
    if (rest !== undefined) return [from, ...rest]
  }
  return undefined
}

function childrenOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'map') return node.entries.flatMap(({ key, value }) => (value === undefined ? [key] : [key, value]))
  if (node.kind === 'seq') return node.items.flatMap(({ value }) => (value === undefined ? [] : [value]))
  return []
}

/** Why nothing may be edited at a place: a broken document, or a node that aliases use elsewhere too. */
export function closedPlace(document: YamlDocument, place: Place): Refusal | undefined {
  if (document.problems.length > 0) return { code: 'unsupported', reason: 'the document has syntax problems' }
  if (place.inKey) return { code: 'shape', reason: 'the text is part of a key' }
  const uses = aliasUses(document)
  const used = place.chain.map((node) => uses.get(node)).find((alias) => alias !== undefined)
  return used === undefined ? undefined : usedElsewhere(used)
}

/** Why a node may not go: an alias uses it, or something in it. */
export function usedInside(document: YamlDocument, node: YamlNode): Refusal | undefined {
  const used = aliasUses(document).get(node)
  if (used !== undefined) return usedElsewhere(used)
  for (const child of childrenOf(node)) {
    const refusal = usedInside(document, child)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function usedElsewhere({ name, span }: YamlAlias): Refusal {
  const { line } = positionAt(span.source, span.start)
  return { code: 'alias', reason: `the text is also used through the alias *${name} on line ${line}` }
}

const usesOf = new WeakMap<YamlDocument, ReadonlyMap<YamlNode, YamlAlias>>()

/** The first alias of each node that has one. */
function aliasUses(document: YamlDocument): ReadonlyMap<YamlNode, YamlAlias> {
  const known = usesOf.get(document)
  if (known !== undefined) return known
  const uses = new Map<YamlNode, YamlAlias>()
  eachNode(document.root, (node) => {
    if (node.kind === 'alias' && node.target !== undefined && !uses.has(node.target)) uses.set(node.target, node)
  })
  usesOf.set(document, uses)
  return uses
}

function eachNode(node: YamlNode | undefined, see: (node: YamlNode) => void): void {
  if (node === undefined) return
  see(node)
  for (const child of childrenOf(node)) eachNode(child, see)
}

/** 0-based column; a byte-order mark takes none. */
export function columnOf(source: Source, offset: number): number {
  const { line, column } = positionAt(source, offset)
  return column - 1 - (line === 1 && source.text.startsWith('\uFEFF') ? 1 : 0)
}

/** What stands before an offset on its line, without a byte-order mark. */
export function linePrefix(source: Source, offset: number): string {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1
  return source.text.slice(start, offset).replace(/^\uFEFF/, '')
}

/** True when a block key or `-` has nothing but indentation and other `-` before it on its line. */
export function startsLine(source: Source, offset: number): boolean {
  return /^ *(?:- +)*$/.test(linePrefix(source, offset))
}

const conventionsOf = new WeakMap<YamlDocument, Conventions>()

/** How a document is written; where it shows nothing, two columns, lists indented under their key, and LF. */
export function conventions(document: YamlDocument): Conventions {
  const known = conventionsOf.get(document)
  if (known !== undefined) return known
  const read = readConventions(document)
  conventionsOf.set(document, read)
  return read
}

function readConventions(document: YamlDocument): Conventions {
  const { source, root } = document
  const seen = {
    indents: new Map<number, number>(),
    dashes: new Map<number, number>(),
    gaps: new Map<number, number>(),
  }
  const quotes = new Map<'single' | 'double', number>()
  eachNode(root, (node) => {
    if (node.kind === 'map' && node.style === 'block') node.entries.forEach((entry) => countIndent(source, entry, seen))
    if (node.kind === 'seq' && node.style === 'block') node.items.forEach((item) => countGap(item, seen.gaps))
    if (node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) count(quotes, node.style)
  })
  const indent = mostCommon(seen.indents) ?? 2
  return {
    indent,
    dashIndent: mostCommon(seen.dashes) ?? indent,
    dashGap: mostCommon(seen.gaps) ?? 1,
    lineEnd: source.text[source.text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n',
    quote: mostCommon(quotes) ?? 'double',
  }
}

interface Counts {
  readonly indents: Map<number, number>
  readonly dashes: Map<number, number>
}

function countIndent(source: Source, { key, value }: YamlEntry, { indents, dashes }: Counts): void {
  if (value === undefined || value.kind === 'scalar' || value.kind === 'alias' || value.style === 'flow') return
  const first = value.kind === 'map' ? value.entries[0] : value.items[0]
  if (first === undefined) return
  const step = columnOf(source, first.span.start) - columnOf(source, key.span.start)
  if (value.kind === 'map' && step > 0) count(indents, step)
  if (value.kind === 'seq' && step >= 0) count(dashes, step)
}

function countGap({ value, span }: YamlItem, gaps: Map<number, number>): void {
  if (value === undefined) return
  const gap = span.source.text.slice(span.start + 1, value.span.start)
  if (/^ +$/.test(gap)) count(gaps, gap.length)
}

function count<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function mostCommon<T>(counts: ReadonlyMap<T, number>): T | undefined {
  return [...counts].reduce<readonly [T | undefined, number]>(
    (best, [key, n]) => (n > best[1] ? [key, n] : best),
    [undefined, 0],
  )[0]
}
