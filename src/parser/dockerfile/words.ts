/** The words of an instruction, before variables are expanded. */
import { certaintyOf, opaqueText, sliceMapped, spanOf, type MappedText } from '../../core/located.ts'

/** A text without the blanks around it. */
export function trimmed(text: MappedText): MappedText {
  const start = text.text.length - text.text.trimStart().length
  return sliceMapped(text, start, Math.max(start, text.text.trimEnd().length))
}

/** Words between blanks, whatever their quotes. */
export function blankWords(line: MappedText): readonly MappedText[] {
  const words = line.text.matchAll(/[^\t\v\f\r ]+/g)
  return Array.from(words, ({ 0: word, index }) => sliceMapped(line, index, index + word.length))
}

/** Words between blanks that stand in no quotes and behind no escape sign, with both. */
export function quotedWords(line: MappedText, escape: string): readonly MappedText[] {
  const words = line.text.matchAll(new RegExp(quotedWord(escape), 'g'))
  return Array.from(words, ({ 0: text, index }) => sliceMapped(line, index, index + text.length))
}

function quotedWord(escape: string): string {
  const sign = `\\${escape}`
  return `(?:[^\\s"'${sign}]|${sign}[^]|"(?:[^"${sign}]|${sign}[^])*(?:"|${sign}?$)|'[^']*(?:'|$)|${sign}$)+`
}

/** The options that stand at an offset, as `--from=base`, and what is behind them. */
export function withoutFlags(
  line: MappedText,
  start: number,
  escape: string,
): { readonly flags: MappedText; readonly rest: MappedText } {
  const flags = new RegExp(`(?:\\s*--(?:${quotedWord(escape)})?(?=\\s|$))*\\s*`, 'y')
  flags.lastIndex = start
  flags.test(line.text)
  const end = flags.lastIndex
  return { flags: sliceMapped(line, start, end), rest: sliceMapped(line, end, line.text.length) }
}

/** The texts of a JSON list; undefined for anything else, which Docker then takes as plain words. */
export function jsonWords(line: MappedText): readonly MappedText[] | undefined {
  const texts = jsonList(line.text)
  if (!texts?.every((text) => typeof text === 'string')) return undefined
  const written = [...line.text.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
  return texts.map((text, i) => {
    const inner = written[i]?.[1] ?? ''
    const start = (written[i]?.index ?? 0) + 1
    const end = start + inner.length
    if (inner === text) return sliceMapped(line, start, end)
    return opaqueText(spanOf(line, start, end), text, certaintyOf(line, start, end))
  })
}

/** True for a JSON list that holds more than texts: Docker refuses it. */
export function isMixedList(text: string): boolean {
  return jsonList(text)?.some((item) => typeof item !== 'string') === true
}

function jsonList(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

/** A `NAME=value` pair in its halves; undefined where there is no `=`. */
export function pairOf(word: MappedText): { readonly name: MappedText; readonly value: MappedText } | undefined {
  const at = word.text.indexOf('=')
  if (at < 0) return undefined
  return { name: sliceMapped(word, 0, at), value: sliceMapped(word, at + 1, word.text.length) }
}
