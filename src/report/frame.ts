/** A piece of source with a place underlined. */
import { contains, lineStarts, lineText, positionAt, type Span } from '../core/source.ts'
import { MASK, safeLine, spansIn, spelledOut } from './safe.ts'
import type { Style } from './style.ts'

/** What to draw: a place, a word about it, and the colour of its underline. */
export interface Frame {
  readonly span: Span
  readonly label?: string
  readonly paint: (text: string) => string
  /** Nobody knows which values of a text that could not be read are secrets: none is shown. */
  readonly keysOnly?: boolean
}

/** At most this many lines of a long place are shown, from its start. */
const MOST_LINES = 4

/** The lines of a frame: the place's address, its source lines, an underline. `secrets` are masked. */
export function frameLines(frame: Frame, secrets: readonly Span[], style: Style, arrow = '-->'): readonly string[] {
  const { source, start, end } = frame.span
  const first = positionAt(source, start)
  const last = positionAt(source, Math.max(start, end - 1))
  const shown = Math.min(last.line, first.line + MOST_LINES - 1)
  const width = String(shown).length
  const margin = ' '.repeat(width)
  const hidden = spansIn(secrets, source).filter((s) => !frame.keysOnly || !contains(s, frame.span))
  const body = range(first.line, shown).flatMap((line) => {
    const shownLine = safeLine(lineText(source, line), lineStarts(source)[line - 1] ?? 0, hidden)
    const written = frame.keysOnly === true ? withoutValues(shownLine) : shownLine
    const from = line === first.line ? first.column - 1 : indentOf(written)
    const to =
      line === last.line
        ? positionAt(source, end).line === line
          ? positionAt(source, end).column - 1
          : written.length
        : written.length
    const mark = '^'.repeat(Math.max(1, widthOf(written.slice(from, to))))
    const label = line === shown && frame.label !== undefined ? ` ${frame.label}` : ''
    return [
      `${style.dim(`${String(line).padStart(width)} |`)} ${written.replace(/\t/g, '    ')}`,
      `${style.dim(`${margin} |`)} ${blank(written.slice(0, from))}${frame.paint(mark + label)}`,
    ]
  })
  return [
    `${margin}${style.dim(arrow)} ${spelledOut(source.path)}:${first.line}:${first.column}`,
    style.dim(`${margin} |`),
    ...body,
  ]
}

/** The line up to the `:` or `=` behind its key; all else is masked, but for YAML's own signs. */
function withoutValues(line: string): string {
  const [head = ''] = KEY.exec(line) ?? MARKER.exec(line) ?? []
  return head + mask(line.slice(head.length))
}

const KEY = /^\s*(?:[-?] +)*["']?[\w.\/$<-]*["']?\s*[:=]/
/** What a line may begin with that is no text of its own. */
const MARKER = /^(?:---|\.\.\.)|^\s*(?:[-?](?= |$) *)*/

function mask(text: string): string {
  return text.replace(/[\p{L}\p{N}_.@%!$^+/~?*-]/gu, MASK)
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e][\udc00-\udfff]|[\ud840-\ud87f][\udc00-\udfff]/g

/** Columns that a terminal gives to a text. */
function widthOf(text: string): number {
  return text.replace(/\t/g, '    ').replace(WIDE, '  ').length
}

/** As many blank columns as a text takes. */
function blank(text: string): string {
  return ' '.repeat(widthOf(text))
}
