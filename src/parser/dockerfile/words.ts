/** The words of an instruction, before variables are expanded. */
import { opaqueText, sliceMapped, spanOf, type MappedText } from '../../core/located.ts'

/** Words between blanks, whatever their quotes. */
export function blankWords(line: MappedText): readonly MappedText[] {
  return Array.from(line.text.matchAll(/\S+/g), ({ 0: word, index }) => sliceMapped(line, index, index + word.length))
}

/** Words between blanks that stand in no quotes and behind no escape sign, with both. */
export function quotedWords(line: MappedText, escape: string): readonly MappedText[] {
  const sign = `\\${escape}`
  const word = new RegExp(
    `(?:[^\\s"'${sign}]|${sign}[^]|"(?:[^"${sign}]|${sign}[^])*(?:"|${sign}?$)|'[^']*(?:'|$)|${sign}$)+`,
    'g',
  )
  return Array.from(line.text.matchAll(word), ({ 0: text, index }) => sliceMapped(line, index, index + text.length))
}

/** What stands before the arguments: `--from=base`, and the rest. */
export function withoutFlags(line: MappedText): { readonly flags: readonly string[]; readonly rest: MappedText } {
  const [flags = ''] = /^(?:--\S*\s*)*/.exec(line.text) ?? []
  return { flags: flags.split(/\s+/).filter((f) => f !== ''), rest: sliceMapped(line, flags.length, line.text.length) }
}

/** The texts of a JSON list; undefined for anything else, which Docker then takes as plain words. */
export function jsonWords(line: MappedText): readonly MappedText[] | undefined {
  const texts = jsonTexts(line.text)
  if (texts === undefined) return undefined
  const written = [...line.text.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
  return texts.map((text, i) => {
    const inner = written[i]?.[1] ?? ''
    const start = (written[i]?.index ?? 0) + 1
    const end = start + inner.length
    return inner === text ? sliceMapped(line, start, end) : opaqueText(spanOf(line, start, end), text)
  })
}

function jsonTexts(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined
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
