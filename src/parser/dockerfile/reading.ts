/** What every part of the Dockerfile reader needs. */
import type { InputError } from '../../core/ir.ts'
import { locatedText, spanOf, type Located, type MappedText } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { expandWord, type Scope, type Variable } from './expand.ts'
import type { Instruction } from './instructions.ts'
import { logicalLine } from './line.ts'
import { variable, type Variables } from './scope.ts'

export interface RecipeOptions {
  /** Whether a fact names this environment key, so that its value may be kept. */
  readonly keepsEnv: (key: string) => boolean
  /** Build arguments by name, as the service gives them; a value that is not known is `unknown`. */
  readonly args?: ReadonlyMap<string, Variable>
}

export interface Reading extends RecipeOptions {
  readonly text: MappedText
  readonly escape: string
  readonly errors: InputError[]
  readonly secrets: Span[]
}

/** An instruction with its arguments as one line. */
export interface Line {
  readonly keyword: string
  /** All of it, heredocs included. */
  readonly span: Span
  readonly text: MappedText
}

/** The arguments of an instruction. */
export function lineOf({ text, escape }: Reading, { keyword, start, keywordEnd, end }: Instruction): Line {
  return { keyword, span: spanOf(text, start, end), text: logicalLine(text, { start: keywordEnd, end }, escape) }
}

/** Notes what is wrong with an instruction. */
export function complain({ errors }: Reading, { span }: Line, message: string): void {
  errors.push({ kind: 'syntax', path: span.source.path, span, message })
}

/** Expands words with the variables of a stage. */
export function scopeOf({ escape }: Reading, variables: Variables): Scope {
  return { escape, lookup: (name) => variable(variables, name) }
}

/** A word, expanded, as a located string; with variables in it, all of the word is its place. */
export function expanded(word: MappedText, scope: Scope): Located<string> {
  const found = locatedText(expandWord(word, scope))
  return word.text.includes('$') ? { ...found, span: spanOf(word, 0, word.text.length) } : found
}
