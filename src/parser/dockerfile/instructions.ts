/** Where the instructions of a Dockerfile stand, found as BuildKit’s parser does: https://docs.docker.com/reference/dockerfile/#format */
import { concatMapped, sliceMapped, spanOf, type MappedText } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { heredocsIn, type Heredoc } from './heredoc.ts'
import { trimmed } from './words.ts'

/** One instruction; any word that begins a line counts as one. */
export interface Instruction {
  /** All of it, heredocs included. */
  readonly span: Span
  /** Its lines as one, without the blanks around it, comments and blank lines between them, and heredocs. */
  readonly line: MappedText
  /** One of its heredocs never ends. */
  readonly isOpen: boolean
}

export interface Instructions {
  /** What takes a line end away: `\` or, by a directive, a backtick. */
  readonly escape: string
  readonly list: readonly Instruction[]
  /** Parser directives that there may not be. */
  readonly wrong: readonly Span[]
}

/** A line of the file in offsets into the text: [start, end), its line end left out. */
interface Row {
  readonly start: number
  readonly end: number
  readonly text: string
}

const END: Row = { start: 0, end: 0, text: '' }

/** The instructions of a text, in order. */
export function instructionsIn(text: MappedText): Instructions {
  const rows = rowsOf(text.text)
  const { escape, wrong } = directivesIn(rows)
  const continued = new RegExp(`(?<!\\${escape})\\${escape}[ \\t]*$`)
  const list: Instruction[] = []
  for (let at = 0; at < rows.length;) {
    const { parts, next } = partsFrom(rows, at, continued)
    const pieces = parts.map(({ start, end }) => sliceMapped(text, start, end))
    const line = trimmed(concatMapped(pieces, whole(text, parts)))
    const { behind, isOpen } = behindHeredocs(rows, next, heredocsIn(line))
    const span = spanOf(line, 0, line.text.length)
    const { start } = whole(text, parts.slice(0, 1).map(withoutIndent))
    const end = behind === next ? span.end : whole(text, rows.slice(behind - 1, behind)).end
    if (parts.length > 0) list.push({ span: { ...span, start, end }, line, isOpen })
    at = behind
  }
  return { escape, list, wrong: wrong.map((row) => whole(text, [row])) }
}

function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = []
  let start = text.startsWith('\ufeff') ? 1 : 0
  for (const row of text.slice(start).split('\n')) {
    let length = row.length
    while (row[length - 1] === '\r') length -= 1
    rows.push({ start, end: start + length, text: row.slice(0, length) })
    start += row.length + 1
  }
  return rows
}

function withoutIndent({ start, text, end }: Row): Row {
  return { start: start + text.length - text.trimStart().length, text, end }
}

function whole(text: MappedText, rows: readonly Pick<Row, 'start' | 'end'>[]): Span {
  return spanOf(text, rows[0]?.start ?? 0, rows.at(-1)?.end ?? 0)
}

const DIRECTIVE = /^\s*#\s*(syntax|check|escape)\s*=(.*\S)/i

/** https://docs.docker.com/reference/dockerfile/#parser-directives */
function directivesIn(rows: readonly Row[]): { readonly escape: string; readonly wrong: readonly Row[] } {
  const found = new Map<string, string>()
  const wrong: Row[] = []
  for (const row of rows) {
    const [, written, value = ''] = DIRECTIVE.exec(row.text) ?? []
    const name = written?.toLowerCase()
    if (name === undefined) break
    const isWrong = found.has(name) || (name === 'escape' && !/^[\\`]$/.test(value.trim()))
    if (isWrong) wrong.push(row)
    else found.set(name, value.trim())
  }
  return { escape: found.get('escape') ?? '\\', wrong }
}

interface Parts {
  readonly parts: readonly Row[]
  /** The row behind them. */
  readonly next: number
}

/** The instruction that begins in a row; nothing where that is blank or a comment. Within one, such rows say nothing. */
function partsFrom(rows: readonly Row[], from: number, continued: RegExp): Parts {
  const parts: Row[] = []
  for (let at = from; at < rows.length; at++) {
    const row = rows[at] ?? END
    const isSilent = /^\s*(?:#|$)/.test(row.text)
    const sign = isSilent ? 0 : row.text.search(continued)
    if (!isSilent) parts.push(sign < 0 ? row : { ...row, end: row.start + sign })
    if (sign < 0 || (isSilent && at === from)) return { parts, next: at + 1 }
  }
  return { parts, next: rows.length }
}

interface Behind {
  readonly behind: number
  readonly isOpen: boolean
}

/** The row behind heredocs whose text begins in a row. One that never ends takes all rows. */
function behindHeredocs(rows: readonly Row[], from: number, heredocs: readonly Heredoc[]): Behind {
  let at = from
  for (const { name, isIndented } of heredocs) {
    const isEnd = ({ text }: Row): boolean => (isIndented ? text.replace(/^\t+/, '') : text) === name
    while (at < rows.length && !isEnd(rows[at] ?? END)) at += 1
    if (at === rows.length) return { behind: at, isOpen: true }
    at += 1
  }
  return { behind: at, isOpen: false }
}
