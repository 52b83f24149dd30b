import { firstReached } from './search.ts'
import type { Source, Span } from './source.ts'

/**
 * How sure a value is: `literal` as written, `default` of a `${NAME:-default}`, or `unknown`, because it hangs on a
 * variable or a template that the files do not settle.
 */
export type Certainty = 'literal' | 'default' | 'unknown'

/** A value, where it was written, and how sure it is. An unknown value holds the text as written. */
export interface Located<T> {
  readonly value: T
  readonly span: Span
  readonly certainty: Certainty
  /** What outputs show in its place: it holds parts that none may show, or is written otherwise. */
  readonly shown?: string
}

/** A value as outputs may show it. */
export function shown<T extends string | number | boolean>({ value, shown }: Located<T>): string {
  return shown ?? String(value)
}

/** The value stands in the file as it is: nothing else has a part in it. */
export function isPlain({ certainty, shown }: Located<unknown>): boolean {
  return certainty === 'literal' && shown === undefined
}

/**
 * A run of decoded text and the source range it came from. An `exact` run maps unit by unit; any other (an escape, a
 * folded line end, `$$`, an expanded variable) maps as a whole.
 */
export interface Segment {
  readonly textStart: number
  readonly textEnd: number
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly exact: boolean
  readonly certainty: Certainty
  /** Its text comes from an environment, and is shown as it is written. */
  readonly hidden?: Hidden
}

/** What no output may show. */
export interface Hidden {
  /** The value in the file that sets it; absent: the environment of the process does. */
  readonly from?: Span
}

/** Decoded text that knows where each part of it was written. Segments are in order, without gap or overlap in `text`. */
export interface MappedText {
  readonly source: Source
  readonly text: string
  readonly segments: readonly Segment[]
  /** The whole written scalar's content, for text that is empty or outside every segment. */
  readonly whole: Span
}

/** Stands in mapped text for a value that is not known; one unit, from the private use area. */
export const UNKNOWN_CHAR = '\uE000'

/** The less sure of two. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  if (a === 'unknown' || b === 'unknown') return 'unknown'
  return a === 'default' || b === 'default' ? 'default' : 'literal'
}

/** Text that stands in its source letter for letter. */
export function exactText(span: Span): MappedText {
  const { source, start, end } = span
  const segment: Segment = {
    textStart: 0,
    textEnd: end - start,
    sourceStart: start,
    sourceEnd: end,
    exact: true,
    certainty: 'literal',
  }
  return { source, text: source.text.slice(start, end), segments: end > start ? [segment] : [], whole: span }
}

/** Text whose parts have no place of their own: all of it maps to the whole span. */
export function opaqueText(span: Span, text: string, certainty: Certainty = 'literal'): MappedText {
  const segment: Segment = {
    textStart: 0,
    textEnd: text.length,
    sourceStart: span.start,
    sourceEnd: span.end,
    exact: false,
    certainty,
  }
  return { source: span.source, text, segments: text === '' ? [] : [segment], whole: span }
}

/** The part [start, end) of a mapped text, as a mapped text of its own; segments that map as a whole keep their whole range. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const segments = sliceSegments(mapped, start, end).map((s): Segment => {
    const from = Math.max(s.textStart, start)
    const to = Math.min(s.textEnd, end)
    const moved = { ...s, textStart: from - start, textEnd: to - start }
    if (!s.exact) return moved
    return { ...moved, sourceStart: s.sourceStart + from - s.textStart, sourceEnd: s.sourceStart + to - s.textStart }
  })
  return { source: mapped.source, text: mapped.text.slice(start, end), segments, whole: spanOf(mapped, start, end) }
}

/** The source range of text [start, end): the smallest that holds every segment touched; for no text, the place where it would stand. */
export function spanOf(mapped: MappedText, start: number, end: number): Span {
  return spanOfAll(mapped, sliceSegments(mapped, start, end), start, end)
}

function spanOfAll(mapped: MappedText, touched: readonly Segment[], start: number, end: number): Span {
  const first = touched[0]
  const last = touched[touched.length - 1]
  if (first === undefined || last === undefined) return pointIn(mapped, start)
  return { source: mapped.source, start: sourceStart(first, start), end: sourceEnd(last, end) }
}

/** The certainty of text [start, end): that of its least sure part. */
export function certaintyOf(mapped: MappedText, start = 0, end: number = mapped.text.length): Certainty {
  return leastSure(sliceSegments(mapped, start, end))
}

function leastSure(segments: readonly Segment[]): Certainty {
  return segments.reduce<Certainty>((sum, s) => weaker(sum, s.certainty), 'literal')
}

/** Text [start, end) as a located string; an unknown one holds the text as written. */
export function locatedText(mapped: MappedText, start = 0, end: number = mapped.text.length): Located<string> {
  const touched = sliceSegments(mapped, start, end)
  const span = spanOfAll(mapped, touched, start, end)
  const certainty = leastSure(touched)
  if (certainty === 'unknown') return { value: writtenText(mapped, start, end), span, certainty }
  const value = mapped.text.slice(start, end)
  const isHidden = touched.some((s) => s.hidden !== undefined)
  return isHidden ? { value, span, certainty, shown: writtenText(mapped, start, end) } : { value, span, certainty }
}

/** Text [start, end) with unknown and hidden parts as they were written; other parts decoded. */
export function writtenText(mapped: MappedText, start: number, end: number): string {
  const parts = sliceSegments(mapped, start, end).map((s) => {
    if (s.certainty === 'unknown' || s.hidden !== undefined) return mapped.source.text.slice(s.sourceStart, s.sourceEnd)
    return mapped.text.slice(Math.max(s.textStart, start), Math.min(s.textEnd, end))
  })
  return parts.join('')
}

/** Joins texts of one source that follow each other; `whole` spans them all. */
export function concatMapped(parts: readonly MappedText[], whole: Span): MappedText {
  let offset = 0
  const segments = parts.flatMap((part) => {
    const shift = offset
    offset += part.text.length
    return part.segments.map((s) => ({ ...s, textStart: s.textStart + shift, textEnd: s.textEnd + shift }))
  })
  return { source: whole.source, text: parts.map((p) => p.text).join(''), segments, whole }
}

/** The segments that have text in [start, end), and those without text that stand in it or at its ends. */
function sliceSegments({ segments }: MappedText, start: number, end: number): readonly Segment[] {
  const touched: Segment[] = []
  for (let at = firstReached(segments, (s) => s.textEnd >= start); at < segments.length; at++) {
    const s = segments[at]
    if (s === undefined || s.textStart > end) break
    if (s.textStart === s.textEnd || (s.textStart < end && s.textEnd > start)) touched.push(s)
  }
  return touched
}

function pointIn(mapped: MappedText, at: number): Span {
  const before = mapped.segments.findLast((s) => s.textEnd <= at)
  const point = before === undefined ? mapped.whole.start : before.sourceEnd
  return mapped.text === '' ? mapped.whole : { source: mapped.source, start: point, end: point }
}

function sourceStart(segment: Segment, textStart: number): number {
  return segment.exact ? segment.sourceStart + Math.max(0, textStart - segment.textStart) : segment.sourceStart
}

function sourceEnd(segment: Segment, textEnd: number): number {
  return segment.exact ? segment.sourceEnd - Math.max(0, segment.textEnd - textEnd) : segment.sourceEnd
}
