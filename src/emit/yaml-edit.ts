/**
 * Edits of YAML text, placed by the located tree: what they do not name stays as it is, byte for byte, and no comment is
 * lost. Every function takes the document that its nodes come from, and refuses what it cannot do for certain: a broken
 * document, text that an alias uses elsewhere (so also what was reached through an alias or merge key), flow style over
 * several lines, explicit keys. New lines stand behind the line on which the last leaf ends, so a comment on that line
 * keeps to it, and comments below keep to what they precede. Callers read the result again (ARCHITECTURE.md, the square).
 */
import type { Refusal, TextEdit } from '../core/edit.ts'
import { isRefusal } from '../core/edit.ts'
import type { MappedText } from '../core/located.ts'
import type { Source, Span } from '../core/source.ts'
import { contains, lineText, positionAt } from '../core/source.ts'
import type { YamlDocument, YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../parser/tree.ts'
import { closedPlace, columnOf, conventions, linePrefix, placeOf, startsLine, usedInside } from './yaml-edit/place.ts'
import { doubleInner, fitsPlain, fitsSingle, plainKind, quoted, singleInner } from './yaml-edit/quote.ts'
import type { Conventions, NewValue } from './yaml-edit/render.ts'
import { entryLines, flowEntry, flowSource, indented, itemLines, valueLines } from './yaml-edit/render.ts'

export type { NewMap, NewValue } from './yaml-edit/render.ts'

/** Edits that belong together, or why there are none. */
export type Edited = readonly TextEdit[] | Refusal

/**
 * Writes `text` (decoded) in place of a scalar, or of `part` of it: a source range inside it, not cutting an escape.
 * Plain stays plain where that is safe, a quoted scalar keeps its quotes; a number or boolean may be given as text.
 */
export function replaceScalar(document: YamlDocument, scalar: YamlScalar, text: string, part?: Span): Edited {
  const place = placeOf(document, scalar)
  const closed = closedPlace(document, place)
  if (closed !== undefined) return closed
  const range = part === undefined ? { start: 0, end: scalar.text.text.length } : decodedRange(scalar.text, part)
  if (range === undefined) return refuse('shape', 'the text to replace begins or ends inside an escape')
  const all = scalar.text.text.slice(0, range.start) + text + scalar.text.text.slice(range.end)
  const where = part ?? scalar.text.whole
  const { quote } = conventions(document)
  switch (scalar.style) {
    case 'plain':
      return replacePlain(scalar, { all, text, where, quote, inFlow: place.inFlow })
    case 'single':
    case 'double':
      return replaceQuoted(scalar, { all, text, where })
    case 'literal':
    case 'folded':
      return replaceInBlock(scalar, { text, where: part })
  }
}

/** Adds an item to a list, behind its last; an entry without a value, or with `[]`, gets a list. */
export function appendItem(document: YamlDocument, at: YamlSeq | YamlEntry, value: NewValue): Edited {
  const held = holdingOf(document, at)
  if (isRefusal(held)) return held
  const how = conventions(document)
  if (held.kind === 'seq' && held.node.items.length > 0) return appendToSeq(document, held.node, value)
  if (held.kind === 'map') return refuse('shape', 'a mapping stands where a list is expected')
  if (held.kind === 'seq' && (held.node.anchor ?? held.node.tag) !== undefined) return notPlainEmpty()
  const entry = held.kind === 'nothing' ? held.entry : placeOf(document, held.node).entry
  if (isBlockEntry(document, entry)) return fillEntry(document, entry, indented(itemLines(value, how), how.dashIndent))
  if (held.kind === 'nothing') return flowRefusal()
  return [replacing(held.node.span, `[${flowSource(value, how.quote, isJsonAround(document, held.node))}]`)]
}

/** Adds `key: value` to a mapping, last or behind `after`; an entry without a value, or with `{}`, gets a mapping. */
export function insertEntry(
  document: YamlDocument,
  at: YamlMap | YamlEntry,
  addition: { readonly key: string; readonly value: NewValue; readonly after?: YamlEntry },
): Edited {
  const held = holdingOf(document, at)
  if (isRefusal(held)) return held
  const how = conventions(document)
  if (held.kind === 'seq') return refuse('shape', 'a list stands where a mapping is expected')
  if (held.kind === 'map' && held.node.entries.length > 0) return insertInMap(document, held.node, addition)
  if (held.kind === 'map' && (held.node.anchor ?? held.node.tag) !== undefined) return notPlainEmpty()
  const lines = entryLines(addition.key, addition.value, how)
  const entry = held.kind === 'nothing' ? held.entry : placeOf(document, held.node).entry
  if (isBlockEntry(document, entry)) return fillEntry(document, entry, indented(lines, how.indent))
  if (held.kind === 'nothing') return flowRefusal()
  return [replacing(held.node.span, `{${flowEntry(addition.key, addition.value, flowHow(document, held.node))}}`)]
}

/**
 * Adds `key: value` to the document's root mapping, last; an empty document gets one. A blank line goes before it where
 * the root's entries have one.
 */
export function appendEntry(document: YamlDocument, key: string, value: NewValue): Edited {
  const { root, source } = document
  if (root === undefined) return appendToEmpty(document, entryLines(key, value, conventions(document)))
  if (root.kind !== 'map') return refuse('shape', 'the document is no mapping')
  if (root.entries.length > 0) return insertEntry(document, root, { key, value })
  const closed = closedPlace(document, placeOf(document, root))
  if (closed !== undefined) return closed
  if ((root.anchor ?? root.tag) !== undefined || !startsLine(source, root.span.start)) return notPlainEmpty()
  const how = conventions(document)
  return [replacing(root.span, entryLines(key, value, how).join(how.lineEnd))]
}

/** Writes a new value in place of a list's item. A comment on the item's line stays on the line. */
export function replaceItem(document: YamlDocument, seq: YamlSeq, item: YamlItem, value: NewValue): Edited {
  const closed = closedPlace(document, placeOf(document, item.value ?? seq))
  if (closed !== undefined) return closed
  if (item.value === undefined) return refuse('shape', 'the item is empty')
  const used = usedInside(document, item.value)
  if (used !== undefined) return used
  const { span } = item.value
  if (hasComment(document, span)) return refuse('shape', 'a comment stands inside the text to replace')
  const how = conventions(document)
  if (seq.style === 'flow') return [replacing(span, flowSource(value, how.quote, isJsonAround(document, seq)))]
  if (!isOnOneLine(span.source, item.span.start, span.start)) return refuse('shape', 'the item stands below its "-"')
  const [first = '', ...rest] = valueLines(value, how)
  const column = columnOf(span.source, span.start)
  const here = replacing(span, first)
  return rest.length === 0 ? [here] : [here, linesBelow(document, span.end, indented(rest, column))]
}

/** Takes an entry out with its lines; comments on them stay, each on a line of its own. */
export function removeEntry(document: YamlDocument, map: YamlMap, entry: YamlEntry): Edited {
  const closed = closedPlace(document, placeOf(document, map)) ?? usedInEntry(document, entry)
  if (closed !== undefined) return closed
  if (map.style === 'flow') return removeFromFlow(map, entry)
  if (!isBlockKey(entry)) return explicitKey()
  const { source } = document
  if (map === document.root && map.entries.length === 1) return refuse('shape', 'the entry is all there is')
  const previous = map.entries[map.entries.indexOf(entry) - 1]
  if (previous !== undefined && keepsBlankLines(previous) && !isFollowedByText(entry))
    return refuse('shape', 'the block of text above would change with it')
  if (linePrefix(source, entry.span.start).trim() === '') return [removedLines(document, entry)]
  const next = map.entries[map.entries.indexOf(entry) + 1]
  if (next === undefined) return refuse('shape', 'the entry is the only one of a list item')
  const gap = { source, start: entry.span.start, end: next.span.start }
  if (hasComment(document, gap)) return refuse('shape', 'a comment stands between the entry and the next')
  return [replacing(gap, '')]
}

function refuse(code: Refusal['code'], reason: string): Refusal {
  return { code, reason }
}

function flowRefusal(): Refusal {
  return refuse('flow-style', 'the place is written in { } or [ ] in a form that is left alone')
}

function notPlainEmpty(): Refusal {
  return refuse('shape', 'the empty value has an anchor, a tag or a place of its own')
}

function explicitKey(): Refusal {
  return refuse('shape', 'a key is not written as "key:" at the start of its line')
}

function replacing({ source, start, end }: Span, text: string): TextEdit {
  return { source, start, end, text }
}

// Scalars

interface ScalarChange {
  /** The whole new decoded text. */
  readonly all: string
  /** What goes in at `where`. */
  readonly text: string
  readonly where: Span
}

/** The decoded range that a source range stands for; nothing when it cuts an escape or lies outside. */
function decodedRange(mapped: MappedText, part: Span): { start: number; end: number } | undefined {
  if (!contains(mapped.whole, part)) return undefined
  if (mapped.text === '') return { start: 0, end: 0 }
  const start = decodedOffset(mapped, part.start)
  const end = decodedOffset(mapped, part.end)
  return start === undefined || end === undefined || end < start ? undefined : { start, end }
}

function decodedOffset({ segments }: MappedText, at: number): number | undefined {
  for (const { textStart, textEnd, sourceStart, sourceEnd, exact } of segments) {
    if (exact && sourceStart <= at && at <= sourceEnd) return textStart + at - sourceStart
    if (at === sourceStart) return textStart
    if (at === sourceEnd) return textEnd
  }
  return undefined
}

function replacePlain(
  scalar: YamlScalar,
  change: ScalarChange & { readonly quote: 'single' | 'double'; readonly inFlow: boolean },
): Edited {
  const { all, text, where, quote, inFlow } = change
  const isString = typeof scalar.value === 'string'
  const keepsKind = plainKind(all) === (isString ? 'string' : plainKind(scalar.text.text))
  if (fitsPlain(all, inFlow) && keepsKind) return [replacing(where, text)]
  return [replacing(scalar.text.whole, quoted(all, quote))]
}

function replaceQuoted(scalar: YamlScalar, { all, text, where }: ScalarChange): Edited {
  const { source, start, end } = scalar.text.whole
  const isSingle = scalar.style === 'single'
  const isOneLine = isOnOneLine(source, start, end)
  if (isOneLine && (!isSingle || fitsSingle(text))) return [replacing(where, inner(text, isSingle))]
  return [replacing({ source, start: start - 1, end: end + 1 }, quoted(all, isSingle ? 'single' : 'double'))]
}

function inner(text: string, isSingle: boolean): string {
  return isSingle ? singleInner(text) : doubleInner(text)
}

/** Only a part of one line may change, and no line may begin or end otherwise than before. */
function replaceInBlock(scalar: YamlScalar, { text, where }: { text: string; where: Span | undefined }): Edited {
  if (where === undefined) return refuse('shape', 'the value is a block of text (| or >)')
  const { source, start, end } = where
  const line = lineText(source, positionAt(source, start).line)
  const before = linePrefix(source, start).trim()
  const isInside = isOnOneLine(source, start, end) && fitsSingle(text)
  const keepsEnds = (before !== '' || /^[^\s#]/.test(text)) && text === text.trimEnd() && line.trim() !== ''
  const isWhole = scalar.text.segments.some((s) => s.exact && s.sourceStart <= start && end <= s.sourceEnd)
  if (isInside && keepsEnds && isWhole) return [replacing(where, text)]
  return refuse('shape', 'the text to replace is more than a part of a line of a block of text')
}

// Lists and mappings

/** What a call is about: a list, a mapping, or an entry with nothing in it. */
type Holding =
  | { readonly kind: 'seq'; readonly node: YamlSeq }
  | { readonly kind: 'map'; readonly node: YamlMap }
  | { readonly kind: 'nothing'; readonly entry: YamlEntry }

function holdingOf(document: YamlDocument, at: YamlSeq | YamlMap | YamlEntry): Holding | Refusal {
  const node = 'kind' in at ? at : (at.value ?? at.key)
  const closed = closedPlace(document, placeOf(document, node))
  if (closed !== undefined) return closed
  if ('kind' in at) return held(at)
  const { value } = at
  if (value === undefined || isWrittenNull(value)) return { kind: 'nothing', entry: at }
  if (value.kind === 'alias') return refuse('alias', `the value is the alias *${value.name}`)
  return value.kind === 'scalar' ? refuse('shape', 'a single value stands here') : held(value)
}

function held(node: YamlSeq | YamlMap): Holding {
  return node.kind === 'seq' ? { kind: 'seq', node } : { kind: 'map', node }
}

function isWrittenNull(value: YamlNode): boolean {
  return value.kind === 'scalar' && value.value === null && (value.anchor ?? value.tag) === undefined
}

function appendToSeq(document: YamlDocument, seq: YamlSeq, value: NewValue): Edited {
  const { source } = document
  const last = seq.items[seq.items.length - 1]
  if (last === undefined) return refuse('shape', 'the list is empty')
  const how = conventions(document)
  if (seq.style === 'flow') return inFlow(seq, last.span.end, flowSource(value, how.quote, isJsonAround(document, seq)))
  if (!startsLine(source, last.span.start)) return refuse('shape', 'the list does not stand on lines of its own')
  const lines = itemLines(value, { ...how, dashGap: gapOf(last) ?? how.dashGap })
  return [linesBelow(document, last.span.end, indented(lines, columnOf(source, last.span.start)))]
}

/** The spaces behind an item's `-`. */
function gapOf({ value, span }: YamlItem): number | undefined {
  const gap = span.source.text.slice(span.start + 1, value?.span.start ?? span.start + 1)
  return /^ +$/.test(gap) ? gap.length : undefined
}

function insertInMap(
  document: YamlDocument,
  map: YamlMap,
  { key, value, after }: { readonly key: string; readonly value: NewValue; readonly after?: YamlEntry },
): Edited {
  const { source } = document
  const [first] = map.entries
  const before = after ?? map.entries[map.entries.length - 1]
  if (first === undefined || before === undefined) return refuse('shape', 'the mapping is empty')
  if (map.style === 'flow') return inFlow(map, before.span.end, flowEntry(key, value, flowHow(document, map)))
  if (!isBlockKey(first) || !isBlockKey(before)) return explicitKey()
  const lines = indented(entryLines(key, value, conventions(document)), columnOf(source, first.span.start))
  const spaced = map === document.root && after === undefined && isSpaced(map) && !keepsBlankLines(before)
  return [linesBelow(document, before.span.end, spaced ? ['', ...lines] : lines)]
}

/** True when an entry is written `key:` on its line, with at most `-` before it. */
function isBlockKey({ key, span }: YamlEntry): boolean {
  const { text } = span.source
  return startsLine(span.source, span.start) && /^[ \t]*:/.test(text.slice(key.span.end, key.span.end + 100))
}

function isBlockEntry(document: YamlDocument, entry: YamlEntry | undefined): entry is YamlEntry {
  if (entry === undefined) return false
  const { holder, inFlow } = placeOf(document, entry.key)
  return holder?.kind === 'map' && holder.style === 'block' && !inFlow && isBlockKey(entry)
}

/** Adds to a collection in flow style that stands on one line and has content. */
function inFlow({ span }: YamlMap | YamlSeq, at: number, text: string): Edited {
  if (!isOnOneLine(span.source, span.start, span.end)) return flowRefusal()
  // Behind "key:" without a value a comma would be read as part of the key.
  const gap = span.source.text[at - 1] === ':' ? ' ' : ''
  return [{ source: span.source, start: at, end: at, text: `${gap}, ${text}` }]
}

/** Gives an entry that has nothing, `null`, `{}` or `[]` the lines, moved to the key's column. */
function fillEntry(document: YamlDocument, entry: YamlEntry, lines: readonly string[]): Edited {
  const { source } = document
  const colon = source.text.indexOf(':', entry.key.span.end) + 1
  const { value } = entry
  if (value !== undefined && !isOnOneLine(source, colon, value.span.end)) return flowRefusal()
  const below = linesBelow(document, value?.span.end ?? colon, indented(lines, columnOf(source, entry.key.span.start)))
  return value === undefined ? [below] : [replacing({ source, start: colon, end: value.span.end }, ''), below]
}

/** New lines behind the line on which `offset` stands; a text without a last line end stays without. */
/**
 * Where the line behind an offset begins, and behind comments below it that are indented deeper than the new line: they
 * belong to what stands above them. Negative at the end of a text without a last line end.
 */
function lineBehind(text: string, offset: number, newLine: string): number {
  const column = newLine.length - newLine.trimStart().length
  let at = nextLine(text, offset)
  for (let probe = at; probe >= 0 && probe < text.length; probe = nextLine(text, probe)) {
    const { length } = /^ */.exec(text.slice(probe, probe + 200))?.[0] ?? ''
    const sign = text[probe + length]
    if (sign === '#' && length > column) at = nextLine(text, probe)
    else if (sign !== '\n' && sign !== '\r') break
  }
  return at
}

/** The offset behind the next line end; -1 where there is none. */
function nextLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  return found < 0 ? -1 : found + 1
}

function linesBelow(document: YamlDocument, offset: number, lines: readonly string[]): TextEdit {
  const { source } = document
  const { lineEnd } = conventions(document)
  const found = lineBehind(source.text, offset, lines.find((line) => line !== '') ?? '')
  const at = found < 0 ? source.text.length : found
  const text = found < 0 ? lineEnd + lines.join(lineEnd) : lines.join(lineEnd) + lineEnd
  return { source, start: at, end: at, text }
}

/** New lines at the end of a document that holds nothing but comments. */
function appendToEmpty(document: YamlDocument, lines: readonly string[]): Edited {
  if (document.problems.length > 0) return refuse('unsupported', 'the document has syntax problems')
  const { source, span } = document
  const { lineEnd } = conventions(document)
  const startsLine = span.end === 0 || /[\n\uFEFF]/.test(source.text[span.end - 1] ?? '')
  const text = (startsLine ? '' : lineEnd) + lines.join(lineEnd) + lineEnd
  return [{ source, start: span.end, end: span.end, text }]
}

/** True when a blank line stands between entries, or, of a single entry, between those below it. */
function isSpaced(map: YamlMap): boolean {
  const only = map.entries.length === 1 ? map.entries[0]?.value : undefined
  const { entries } = only?.kind === 'map' ? only : map
  return entries.some((entry, index) => {
    const previous = entries[index - 1]
    if (previous === undefined) return false
    return /\n[ \t]*\r?\n/.test(entry.span.source.text.slice(previous.span.end, entry.span.start))
  })
}

/** True when an entry ends with a block of text that counts the blank lines behind it (`|+`). */
function keepsBlankLines({ key, value }: YamlEntry): boolean {
  let leaf = value ?? key
  for (let inner = lastInside(leaf); inner !== undefined; inner = lastInside(leaf)) leaf = inner
  if (leaf.kind !== 'scalar' || (leaf.style !== 'literal' && leaf.style !== 'folded')) return false
  return /[|>][0-9]*\+/.test(lineText(leaf.span.source, positionAt(leaf.span.source, leaf.span.start).line))
}

/** False when a blank line stands behind an entry's lines, or the text ends without a line end. */
function isFollowedByText({ span }: YamlEntry): boolean {
  const { text } = span.source
  const found = text.indexOf('\n', span.end)
  return found >= 0 && !/^[ \t]*\r?\n/.test(text.slice(found + 1, found + 1000))
}

function lastInside(node: YamlNode): YamlNode | undefined {
  if (node.kind === 'seq') return node.items[node.items.length - 1]?.value
  if (node.kind !== 'map') return undefined
  const last = node.entries[node.entries.length - 1]
  return last?.value ?? last?.key
}

function isOnOneLine(source: Source, start: number, end: number): boolean {
  const found = source.text.indexOf('\n', start)
  return found < 0 || found >= end
}

function isJsonAround(document: YamlDocument, node: YamlNode): boolean {
  const outer = placeOf(document, node).chain[0]
  if (outer?.kind === 'scalar' || outer?.kind === 'alias' || outer?.style !== 'flow') return false
  const first = outer.kind === 'map' ? outer.entries[0]?.key : outer.items[0]?.value
  return first === undefined || first.kind !== 'scalar' || first.style === 'double'
}

function flowHow(document: YamlDocument, node: YamlNode): { quote: Conventions['quote']; isJson: boolean } {
  return { quote: conventions(document).quote, isJson: isJsonAround(document, node) }
}

// Removal

function usedInEntry(document: YamlDocument, { key, value }: YamlEntry): Refusal | undefined {
  return usedInside(document, key) ?? (value === undefined ? undefined : usedInside(document, value))
}

function hasComment({ comments }: YamlDocument, within: Span): boolean {
  return comments.some(({ span }) => contains(within, span))
}

function removeFromFlow({ entries, span }: YamlMap, entry: YamlEntry): Edited {
  if (!isOnOneLine(span.source, span.start, span.end)) return flowRefusal()
  const index = entries.indexOf(entry)
  const next = entries[index + 1]
  const previous = entries[index - 1]
  if (next !== undefined) return [replacing({ ...entry.span, end: next.span.start }, '')]
  return [replacing({ ...entry.span, start: previous?.span.end ?? entry.span.start }, '')]
}

/** The lines of an entry go, but for their comments, which move to the entry's column. */
function removedLines(document: YamlDocument, { span }: YamlEntry): TextEdit {
  const { source } = document
  const prefix = linePrefix(source, span.start)
  const found = source.text.indexOf('\n', span.end)
  const atEnd = found < 0
  const start = span.start - prefix.length
  const whole = { source, start, end: atEnd ? source.text.length : found + 1 }
  const { lineEnd } = conventions(document)
  const kept = document.comments.filter((comment) => contains(whole, comment.span))
  const lines = kept.map((comment) => prefix + source.text.slice(comment.span.start, comment.span.end))
  if (!atEnd) return replacing(whole, lines.map((line) => line + lineEnd).join(''))
  return lines.length > 0
    ? replacing(whole, lines.join(lineEnd))
    : replacing({ ...whole, start: lastBreak(source, start) }, '')
}

/** Where the line end before a line's start begins, so that a text without a last line end stays without. */
function lastBreak({ text }: Source, lineStart: number): number {
  if (text[lineStart - 1] !== '\n') return lineStart
  return text[lineStart - 2] === '\r' ? lineStart - 2 : lineStart - 1
}
