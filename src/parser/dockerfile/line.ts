/** The text of an instruction as one line. */
import { concatMapped, sliceMapped, spanOf, type MappedText } from '../../core/located.ts'

/** Lines between those of one instruction that say nothing: blank ones and comments. */
const SILENT = /(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*(?:[ \t]*#[^\r\n]*$)?/y

/**
 * Text [start, end) up to its first line end that no escape sign takes away (a heredoc stands behind it), joined to one
 * line without blanks around it.
 */
export function logicalLine(
  text: MappedText,
  { start, end }: { start: number; end: number },
  escape: string,
): MappedText {
  const sign = `\\${escape}`
  const ends = new RegExp(`((?<!${sign})${sign}[ \\t]*)?(?:\\r\\n|\\n|\\r)`, 'g')
  const parts: MappedText[] = []
  let from = start
  let isOpen = true
  while (isOpen) {
    ends.lastIndex = from
    const found = ends.exec(text.text)
    isOpen = found !== null && found.index < end && found[1] !== undefined
    const to = Math.min(found?.index ?? end, end)
    parts.push(sliceMapped(text, from, to))
    if (isOpen) from = behindSilent(text.text, ends.lastIndex)
  }
  return trimmed(concatMapped(parts, spanOf(text, start, end)))
}

function behindSilent(text: string, at: number): number {
  SILENT.lastIndex = at
  return SILENT.test(text) ? SILENT.lastIndex : at
}

/** A text without the blanks around it. */
export function trimmed(text: MappedText): MappedText {
  const start = text.text.length - text.text.trimStart().length
  return sliceMapped(text, start, Math.max(start, text.text.trimEnd().length))
}
