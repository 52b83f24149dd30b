/** What every part of the Dockerfile reader needs. */
import type { InputError } from '../../core/ir.ts'
import { locatedText, spanOf, type Located, type MappedText } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { expandWord, type Scope, type Variable } from './expand.ts'
import type { Instruction } from './instructions.ts'
import { variable, type Variables } from './scope.ts'
import { withoutFlags } from './words.ts'

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

/** An instruction in its parts. */
export interface Line {
  /** In upper case. */
  readonly keyword: string
  /** All of it, heredocs included. */
  readonly span: Span
  /** Options, as `--from=base`. */
  readonly flags: MappedText
  /** The arguments behind them, as one line. */
  readonly text: MappedText
}

/** Takes an instruction apart. */
export function lineOf({ escape }: Reading, { line, span }: Pick<Instruction, 'line' | 'span'>): Line {
  const [keyword = ''] = /^[^\t\v\f\r ]*/.exec(line.text) ?? []
  const { flags, rest } = withoutFlags(line, keyword.length, escape)
  return { keyword: keyword.toUpperCase(), span, flags, text: rest }
}

/** Notes what is wrong with an instruction. */
export function complain({ errors }: Reading, { span }: Pick<Line, 'span'>, message: string): void {
  errors.push({ kind: 'syntax', path: span.source.path, span, message })
}

/** Expands words of an instruction with the variables of a stage; what is wrong with them is noted once. */
export function scopeOf(reading: Reading, line: Line, variables: Variables): Scope {
  let isTold = false
  const onFault = (message: string): void => {
    if (!isTold) complain(reading, line, message)
    isTold = true
  }
  return { escape: reading.escape, lookup: (name) => variable(variables, name), onFault }
}

/** A word, expanded, as a located string; with variables in it, all of the word is its place. */
export function expanded(word: MappedText, scope: Scope): Located<string> {
  const found = locatedText(expandWord(word, scope))
  return word.text.includes('$') ? { ...found, span: spanOf(word, 0, word.text.length) } : found
}
