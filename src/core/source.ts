/** A text that storlint reads, and places in it. All offsets count UTF-16 code units; ranges are [start, end). */

/** One file as it was read. `text` is exact: byte-order mark and line ends are kept. */
export interface Source {
  /** Relative to the working directory, with `/`; what people and reports see. */
  readonly path: string
  /** Relative to the project root, with `/`; what fingerprints are made of. */
  readonly rootPath: string
  readonly text: string
}

/** A range of one source. */
export interface Span {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** 1-based line, and 1-based column in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** Makes a source whose project root is the working directory. */
export function sourceOf(path: string, text: string, rootPath: string = path): Source {
  return { path, rootPath, text }
}

/** The written text of a span. */
export function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end)
}

/** True when `inner` lies within `outer`, both of one source. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end
}

const lineStartsOf = new WeakMap<Source, readonly number[]>()

/** Offsets at which lines begin; a line ends with LF, CRLF or CR. */
export function lineStarts(source: Source): readonly number[] {
  const known = lineStartsOf.get(source)
  if (known !== undefined) return known
  const starts = [0]
  for (const end of source.text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length)
  lineStartsOf.set(source, starts)
  return starts
}

/** Where an offset stands; an offset past the end is the end. */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source)
  const at = Math.max(0, Math.min(offset, source.text.length))
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1, offset: at }
}

/** The text of a 1-based line without its line end; empty for a line that does not exist. */
export function lineText(source: Source, line: number): string {
  const starts = lineStarts(source)
  const start = starts[line - 1]
  if (start === undefined) return ''
  return source.text.slice(start, starts[line] ?? source.text.length).replace(/[\r\n]+$/, '')
}
