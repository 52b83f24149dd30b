/**
 * Decodes scalars with a map back to the source (YAML 1.2.2, chapters 7.3 and 8.1: https://yaml.org/spec/1.2.2/).
 * Line ends are LF and CRLF, as in the YAML library; a lone CR is content.
 */
import type { MappedText, Segment } from '../../core/located.ts'
import { exactText, opaqueText } from '../../core/located.ts'
import type { Source, Span } from '../../core/source.ts'
import type { YamlScalar } from '../tree.ts'

type Style = YamlScalar['style']

/** What the library says of a scalar: its range without anchor and tag, and its decoded text. */
export interface WrittenScalar {
  readonly source: Source
  readonly style: Style
  readonly start: number
  readonly end: number
  readonly decoded: string
}

/** Decoded text, and the end of the scalar: of a block scalar, of its last content line without the line end. */
export interface ScalarText {
  readonly text: MappedText
  readonly end: number
}

/** Longer scalars, in UTF-16 units, map as a whole when they are not letter for letter: a segment takes 100 bytes. */
const MAX_MAPPED = 2 * 1024 * 1024

/** The text of a scalar. Where our decoding differs from the library's, the text maps to the scalar as a whole. */
export function scalarText(scalar: WrittenScalar): ScalarText {
  if (scalar.style === 'literal' || scalar.style === 'folded') return blockText(scalar)
  const inner = innerSpan(scalar)
  const raw = scalar.source.text.slice(inner.start, inner.end)
  if (raw === scalar.decoded) return { text: exactText(inner), end: scalar.end }
  if (raw.length > MAX_MAPPED) return { text: opaqueText(inner, scalar.decoded), end: scalar.end }
  return { text: finish(flowDraft(scalar.style, inner), inner, scalar.decoded), end: scalar.end }
}

function innerSpan({ source, style, start, end }: WrittenScalar): Span {
  if (style === 'plain') return { source, start, end }
  const closed = end - start > 1 && source.text[end - 1] === source.text[start]
  return { source, start: start + 1, end: closed ? end - 1 : Math.max(end, start + 1) }
}

/** Text in the making. */
interface Draft {
  readonly source: Source
  readonly segments: Segment[]
  text: string
}

function finish(draft: Draft, whole: Span, decoded: string): MappedText {
  if (draft.text !== decoded) return opaqueText(whole, decoded)
  return { source: whole.source, text: draft.text, segments: draft.segments, whole }
}

/** Adds source [start, end) letter for letter. */
function copy(draft: Draft, start: number, end: number): void {
  if (end <= start) return
  const last = draft.segments[draft.segments.length - 1]
  const joins = last !== undefined && last.exact && last.sourceEnd === start
  if (joins) draft.segments.pop()
  const textStart = joins ? last.textStart : draft.text.length
  const sourceStart = joins ? last.sourceStart : start
  draft.text += draft.source.text.slice(start, end)
  const textEnd = draft.text.length
  draft.segments.push({ textStart, textEnd, sourceStart, sourceEnd: end, exact: true, certainty: 'literal' })
}

/** Adds text that stands for source [start, end) as a whole. */
function put(draft: Draft, text: string, start: number, end: number): void {
  if (text === '') return
  if (text === draft.source.text.slice(start, end)) return copy(draft, start, end)
  const textStart = draft.text.length
  draft.text += text
  const textEnd = draft.text.length
  draft.segments.push({ textStart, textEnd, sourceStart: start, sourceEnd: end, exact: false, certainty: 'literal' })
}

function flowDraft(style: Style, inner: Span): Draft {
  const draft: Draft = { source: inner.source, segments: [], text: '' }
  if (style === 'double') readDouble(draft, inner)
  else readFolded(draft, inner, style === 'single' ? copySingle : copy)
  return draft
}

/** Plain and single-quoted: lines trimmed; one line break is a space, n are n - 1. */
function readFolded(draft: Draft, inner: Span, copyLine: typeof copy): void {
  const lines = linesOf(inner)
  let previousEnd = -1
  let breaks = 0
  lines.forEach((line, index) => {
    const start = index === 0 ? line.start : skipBlanks(inner.source.text, line.start, line.end)
    const end = index === lines.length - 1 ? line.end : trimBlanks(inner.source.text, start, line.end)
    const isBlank = start >= end && index > 0 && index < lines.length - 1
    if (previousEnd >= 0) breaks += 1
    if (isBlank) return
    if (previousEnd >= 0) put(draft, folded(breaks), previousEnd, start)
    copyLine(draft, start, end)
    previousEnd = Math.max(start, end)
    breaks = 0
  })
}

function folded(breaks: number): string {
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
}

function copySingle(draft: Draft, start: number, end: number): void {
  const { text } = draft.source
  let from = start
  for (let at = text.indexOf("''", from); at >= 0 && at < end; at = text.indexOf("''", from)) {
    copy(draft, from, at)
    put(draft, "'", at, at + 2)
    from = at + 2
  }
  copy(draft, from, end)
}

interface Line {
  readonly start: number
  readonly end: number
}

/** Lines of a range without their line ends; at least one. */
function linesOf({ source, start, end }: Span): readonly Line[] {
  const lines: Line[] = []
  let from = start
  for (let at = source.text.indexOf('\n', from); at >= 0 && at < end; at = source.text.indexOf('\n', from)) {
    lines.push({ start: from, end: at > from && source.text[at - 1] === '\r' ? at - 1 : at })
    from = at + 1
  }
  lines.push({ start: from, end })
  return lines
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start
  while (at < end && isBlank(text[at])) at += 1
  return at
}

function trimBlanks(text: string, start: number, end: number): number {
  let at = end
  while (at > start && isBlank(text[at - 1])) at -= 1
  return at
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\t', '\t'],
])
const CODE_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

function readDouble(draft: Draft, { source: { text }, start, end }: Span): void {
  const special = /[\\\n]/g
  let from = start
  special.lastIndex = from
  for (let hit = special.exec(text); hit !== null && hit.index < end; hit = special.exec(text)) {
    const isBreak = hit[0] === '\n'
    const lineEnd = isBreak && text[hit.index - 1] === '\r' ? hit.index - 1 : hit.index
    const at = isBreak ? trimBlanks(text, from, Math.max(from, lineEnd)) : hit.index
    copy(draft, from, at)
    from = isBreak ? readBreaks(draft, at, end) : readEscape(draft, at, end)
    special.lastIndex = from
  }
  copy(draft, from, end)
}

/** Reads white space with line breaks at `at`; gives the place behind it. */
function readBreaks(draft: Draft, at: number, end: number): number {
  const { text } = draft.source
  let next = at
  let breaks = 0
  while (next < end && /[ \t\r\n]/.test(text[next] ?? '')) {
    if (text[next] === '\r' && text[next + 1] !== '\n') break
    if (text[next] === '\n') breaks += 1
    next += 1
  }
  put(draft, folded(breaks), at, next)
  return next
}

/** Reads the escape at `at`; gives the place behind it. */
function readEscape(draft: Draft, at: number, end: number): number {
  const { text } = draft.source
  const char = text[at + 1] ?? ''
  const lineEnd = char === '\n' ? at + 2 : text.startsWith('\r\n', at + 1) ? at + 3 : -1
  if (lineEnd > 0) return skipBlanks(text, lineEnd, end)
  const length = CODE_LENGTHS.get(char)
  const next = Math.min(end, at + 2 + (length ?? 0))
  put(draft, length === undefined ? (ESCAPES.get(char) ?? '\\' + char) : codePoint(text.slice(at, next)), at, next)
  return next
}

/** The character of `\x41`, `\u0041`, `\U00000041`; the text as written where there is none. */
function codePoint(written: string): string {
  const code = Number.parseInt(written.slice(2), 16)
  const isCode = /^..[0-9a-fA-F]+$/.test(written) && code <= 0x10ffff
  return isCode ? String.fromCodePoint(code) : written
}

interface BlockLine extends Line {
  /** Where the text behind the leading spaces starts. */
  readonly content: number
}

function blockText(scalar: WrittenScalar): ScalarText {
  const { source, start, decoded } = scalar
  const headerEnd = headerEndOf(scalar)
  const lines = blockLines(scalar)
  const last = lines.findLastIndex((line) => line.content < line.end)
  const keeps = source.text.slice(start, headerEnd).includes('+')
  const end = blockEnd(lines, keeps ? lines.length - 1 : last, headerEnd)
  const first = lines.find((line) => line.content < line.end)
  if (first === undefined) return { text: opaqueText({ source, start, end }, decoded), end }
  const indent = first.content - first.start - leadingSpaces(decoded)
  const whole = { source, start: Math.min(first.start + indent, end), end }
  if (end - start > MAX_MAPPED) return { text: opaqueText(whole, decoded), end }
  return { text: finish(blockDraft({ ...scalar, end }, lines, indent), whole, decoded), end }
}

/** Where the header's indicators (`|2-`) end. */
function headerEndOf({ source, start }: WrittenScalar): number {
  const header = /[|>][-+0-9]*/y
  header.lastIndex = start
  return header.test(source.text) ? header.lastIndex : start + 1
}

function blockEnd(lines: readonly BlockLine[], last: number, headerEnd: number): number {
  return Math.max(headerEnd, lines[last]?.end ?? headerEnd)
}

/** The lines behind the header line; the nothing behind the last line end, or a CR alone there, is no line. */
function blockLines({ source, start, end }: WrittenScalar): readonly BlockLine[] {
  const headerBreak = source.text.indexOf('\n', start)
  if (headerBreak < 0 || headerBreak + 1 >= end) return []
  const lines = linesOf({ source, start: headerBreak + 1, end })
  const last = lines[lines.length - 1]
  const isNothing = last !== undefined && /^\r?$/.test(source.text.slice(last.start, last.end))
  const whole = isNothing ? lines.slice(0, -1) : lines
  return whole.map((line) => {
    // A CR at the end of the text counts as a line end here, unlike elsewhere.
    const isCut = line.end === end && line.end > line.start && source.text[line.end - 1] === '\r'
    const lineEnd = isCut ? line.end - 1 : line.end
    return { start: line.start, end: lineEnd, content: skipSpaces(source.text, { start: line.start, end: lineEnd }) }
  })
}

function skipSpaces(text: string, { start, end }: Line): number {
  let at = start
  while (at < end && text[at] === ' ') at += 1
  return at
}

/** Spaces before the first character that is neither a space nor a line end, on its line. */
function leadingSpaces(decoded: string): number {
  return /^(?: *\n)*( *)/.exec(decoded)?.[1]?.length ?? 0
}

/** What stands between two lines of a folded scalar. */
interface Separator {
  text: string
  moreIndented: boolean
}

/** Mirrors the folding of `yaml` (resolve-block-scalar): https://yaml.org/spec/1.2.2/#813-folded-style */
function blockDraft(scalar: WrittenScalar, lines: readonly BlockLine[], indent: number): Draft {
  const draft: Draft = { source: scalar.source, segments: [], text: '' }
  const contentEnd = contentCount(lines, indent)
  const firstContent = lines.findIndex((line) => line.content < line.end)
  const separator: Separator = { text: '', moreIndented: false }
  lines.slice(0, contentEnd).forEach((line, index) => {
    const previous = lines[index - 1]
    if (index < firstContent) return addLeadingBlank(draft, line, indent)
    const breakStart = previous === undefined || index === firstContent ? line.start : previous.end
    if (scalar.style === 'literal') addLiteral(draft, line, { indent, breakStart, separator })
    else addFolded(draft, line, { indent, breakStart, separator })
  })
  addChomped(draft, scalar, lines.slice(contentEnd), indent)
  return draft
}

/** Lines before the chomped tail: blank lines with more spaces than the indentation are content. */
function contentCount(lines: readonly BlockLine[], indent: number): number {
  return 1 + lines.findLastIndex((line) => line.content < line.end || line.content - line.start > indent)
}

interface LinePlace {
  readonly indent: number
  /** Where the line break before this line stands. */
  readonly breakStart: number
  readonly separator: Separator
}

function addLeadingBlank(draft: Draft, line: BlockLine, indent: number): void {
  copy(draft, Math.min(line.start + indent, line.end), line.end)
  addBreak(draft, line.end)
}

/** Adds `\n` for the line break at `at`. */
function addBreak(draft: Draft, at: number): void {
  const { text } = draft.source
  const end = text[at] === '\r' ? at + 2 : at + 1
  if (end <= text.length) put(draft, '\n', at, end)
  else put(draft, '\n', at, at)
}

function addLiteral(draft: Draft, line: BlockLine, { indent, breakStart, separator }: LinePlace): void {
  if (separator.text !== '') addBreak(draft, breakStart)
  copy(draft, Math.min(line.start + indent, line.end), line.end)
  separator.text = '\n'
}

function addFolded(draft: Draft, line: BlockLine, place: LinePlace): void {
  const { indent, breakStart, separator } = place
  const start = Math.min(line.start + indent, line.end)
  if (line.content - line.start > indent || draft.source.text[line.content] === '\t') {
    if (separator.text === ' ') separator.text = '\n'
    else if (!separator.moreIndented && separator.text === '\n') separator.text = '\n\n'
    addSeparated(draft, separator.text, { start, end: line.end })
    Object.assign(separator, { text: '\n', moreIndented: true })
    return
  }
  if (line.content === line.end) {
    if (separator.text === '\n') addBreak(draft, breakStart)
    else separator.text = '\n'
    return
  }
  addSeparated(draft, separator.text, { start, end: line.end })
  Object.assign(separator, { text: ' ', moreIndented: false })
}

/** Adds a line's content; the separator stands for all between it and what is written before. */
function addSeparated(draft: Draft, separator: string, line: Line): void {
  const last = draft.segments[draft.segments.length - 1]
  put(draft, separator, last?.sourceEnd ?? line.start, line.start)
  copy(draft, line.start, line.end)
}

/** The line ends behind the last content line. They stand behind the scalar's end, so they map to that point. */
function addChomped(draft: Draft, scalar: WrittenScalar, tail: readonly BlockLine[], indent: number): void {
  const header = scalar.source.text.slice(scalar.start, headerEndOf(scalar))
  if (header.includes('-')) return
  const last = draft.segments[draft.segments.length - 1]
  const end = last?.sourceEnd ?? scalar.end
  if (!header.includes('+')) return put(draft, '\n', end, end)
  const kept = tail.map((line) => '\n' + draft.source.text.slice(Math.min(line.start + indent, line.end), line.end))
  const lastLine = tail[tail.length - 1]
  const atTextEnd = lastLine !== undefined && lastLine.end === draft.source.text.length
  put(draft, kept.join('') + (atTextEnd ? '' : '\n'), end, scalar.end)
}
