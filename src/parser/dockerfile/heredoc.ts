/** Heredocs of an instruction: https://docs.docker.com/reference/dockerfile/#here-documents */
import type { MappedText } from '../../core/located.ts'
import { expandWord } from './expand.ts'
import { jsonWords, withoutFlags } from './words.ts'

/** What ends a heredoc, and whether tabs may stand before it. */
export interface Heredoc {
  readonly name: string
  readonly isIndented: boolean
}

/** The heredocs that the line of an instruction opens, in order. BuildKit sees none where the line is no shell’s. */
export function heredocsIn(line: MappedText): readonly Heredoc[] {
  if (!line.text.includes('<<') || !mayOpen(line) || isBroken(line)) return []
  // BuildKit loses what stands before `${A:-b}` and its like.
  const words = Array.from(line.text.matchAll(WORDS), ([word]) => word.replace(/^.*(?=\$\{\w*[^\w}])/, ''))
  return words.flatMap((word) => heredocOf(word) ?? [])
}

/** Words with their quotes and escape signs; blanks behind `<<` part none. */
const WORDS = /(?:<<[ \t\r]*|[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+/g

const OPENER = /^\d*<<(-?)\s*(?!\s)((?:[^<"'\\]|\\[^<]|"(?:[^<"\\]|\\[^<])*"|'[^<']*')*)$/

/** `EOF` of `3<<-"EOF"`; undefined for a word that opens none. */
export function heredocOf(word: string): Heredoc | undefined {
  const [, dash, quoted = ''] = OPENER.exec(word) ?? []
  const name = quoted.replace(/\\([^])|["']/g, '$1')
  return name === '' ? undefined : { name, isIndented: dash === '-' }
}

const OPENING = /^(?:onbuild\s+)?(?:add|copy|run)\s+/i

function mayOpen(line: MappedText): boolean {
  const [opening] = OPENING.exec(line.text) ?? []
  return opening !== undefined && jsonWords(withoutFlags(line, opening.length, '\\').rest) === undefined
}

function isBroken(line: MappedText): boolean {
  let isIt = false
  expandWord(line, { escape: '\\', lookup: () => undefined, onFault: () => (isIt = true) })
  return isIt
}
