/** How the grammars are built: at their first use, once, and without Chevrotain's own checks, which the tests run. */
import type { ILexerConfig, IParserConfig, IToken } from 'chevrotain'
import type { Span } from '../../core/source.ts'
import { oneToken } from './lookahead.ts'

/** A range [start, end) of a text, in UTF-16 units. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Why a text is not what its grammar asks for; a value, never thrown. */
export interface GrammarProblem {
  readonly kind: 'problem'
  readonly code: 'invalid-variable' | 'too-deep' | 'empty' | 'empty-section' | 'too-many-colons' | 'nul'
  readonly span: Span
  /** A full clause without final period. */
  readonly message: string
}

/** How deep variables, quotes and substitutions may nest; what nests deeper is not read. */
export const MAX_DEPTH = 100

/** Settings for every lexer. Safe mode leaves out the first-character tables, which cost more to build than they save on short texts. */
export function lexerConfig(checked: boolean): ILexerConfig {
  return { positionTracking: 'onlyOffset', safeMode: true, skipValidations: !checked }
}

/** Settings for every parser; the grammars need one token of lookahead and recover from nothing. */
export function parserConfig(checked: boolean): IParserConfig {
  const config = { maxLookahead: 1, recoveryEnabled: false, skipValidations: !checked }
  return checked ? config : { ...config, lookaheadStrategy: oneToken }
}

/** Makes a value at the first call and gives the same one ever after. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Where a token stands; lexers that track offsets only do not record an end. */
export function rangeOf(token: IToken): Range {
  return { start: token.startOffset, end: token.startOffset + token.image.length }
}

/** Throws when a parser complained: the grammars accept every text, so that is a fault of ours. */
export function assertRead(grammar: string, errors: readonly Error[]): void {
  const first = errors[0]
  if (first !== undefined) throw new Error(`internal error: ${grammar} grammar: ${first.message}`)
}
