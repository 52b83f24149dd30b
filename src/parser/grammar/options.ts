/** Comma separated options, as `mount -o` and Docker's `--tmpfs` take them. */
import { createToken, EmbeddedActionsParser, type IToken, Lexer } from 'chevrotain'
import { type Located, locatedText, type MappedText, sliceMapped } from '../../core/located.ts'
import { assertRead, lexerConfig, once, parserConfig, type Range, rangeOf } from './build.ts'
import { plainMembers } from './shortcuts.ts'

export interface Option {
  readonly name: Located<string>
  /** What stands behind the first `=`; may be empty. */
  readonly value?: Located<string>
}

export interface TmpfsEntry {
  readonly target: Located<string>
  readonly options: readonly Option[]
}

/** Reads `key=value,flag,…`, e.g. the `o` of a local volume. Nothing is trimmed; empty members are left out. */
export function readOptionList(text: MappedText): readonly Option[] {
  return entriesIn(text).map(({ start, end, equals }) => {
    if (equals === undefined) return { name: locatedText(text, start, end) }
    return { name: locatedText(text, start, equals), value: locatedText(text, equals + 1, end) }
  })
}

/** Reads `/path[:options]`, an entry of Compose's `tmpfs`, which Compose splits at its first colon. */
export function readTmpfsEntry(text: MappedText): TmpfsEntry {
  if (plainMembers(text.text)?.length === 1) return { target: locatedText(text), options: [] }
  const { lexer, parser } = grammar()
  parser.input = lexer.tokenize(text.text).tokens
  const { end, options } = parser.tmpfs()
  assertRead('option', parser.errors)
  const list = sliceMapped(text, options, text.text.length)
  return { target: locatedText(text, 0, end), options: readOptionList(list) }
}

/** The members of a list as they stand, without the empty ones. */
export function readOptionWords(text: MappedText): readonly Located<string>[] {
  return entriesIn(text).map(({ start, end }) => locatedText(text, start, end))
}

interface Entry extends Range {
  /** Where the first `=` stands. */
  readonly equals?: number
}

function entriesIn({ text }: MappedText): readonly Entry[] {
  return plainMembers(text) ?? parseEntries(text)
}

/** The members of a list by the grammar, whatever the text. */
export function parseEntries(text: string): readonly Entry[] {
  const { lexer, parser } = grammar()
  parser.input = lexer.tokenize(text).tokens
  const entries = parser.list()
  assertRead('option', parser.errors)
  return entries
}

const grammar = once(() => buildOptions())

/** Builds lexer and parser; `checked` runs Chevrotain's validations of both. */
export function buildOptions(checked = false) {
  const Comma = createToken({ name: 'Comma', pattern: /,/ })
  const Piece = createToken({ name: 'Piece', pattern: Lexer.NA })
  const Equals = createToken({ name: 'Equals', pattern: /=/, categories: Piece })
  const Colon = createToken({ name: 'Colon', pattern: /:/, categories: Piece })
  const Text = createToken({ name: 'Text', pattern: /[^,=:]+/, categories: Piece, line_breaks: true })
  const tokens = [Comma, Piece, Equals, Colon, Text]

  class OptionParser extends EmbeddedActionsParser {
    readonly list = this.RULE('list', (): readonly Entry[] => {
      const entries: Entry[] = []
      this.MANY(() =>
        this.OR([{ ALT: () => this.CONSUME(Comma) }, { ALT: () => entries.push(this.SUBRULE(this.entry)) }]),
      )
      return entries
    })

    readonly entry = this.RULE('entry', (): Entry => {
      const ranges: Range[] = []
      let equals: number | undefined
      this.AT_LEAST_ONE(() => {
        const token = this.CONSUME(Piece)
        ranges.push(rangeOf(token))
        if (token.tokenType === Equals) equals ??= token.startOffset
      })
      const range = { start: ranges[0]?.start ?? 0, end: ranges.at(-1)?.end ?? 0 }
      return equals === undefined ? range : { ...range, equals }
    })

    /** Where the target ends and where the options begin. */
    readonly tmpfs = this.RULE('tmpfs', (): { readonly end: number; readonly options: number } => {
      const tokens: IToken[] = []
      this.MANY(() =>
        this.OR([{ ALT: () => tokens.push(this.CONSUME(Comma)) }, { ALT: () => tokens.push(this.CONSUME(Piece)) }]),
      )
      const colon = tokens.find((token) => token.tokenType === Colon)
      const end = colon?.startOffset ?? rangeEnd(tokens)
      return { end, options: colon === undefined ? end : end + 1 }
    })

    constructor() {
      super(tokens, parserConfig(checked))
      this.performSelfAnalysis()
    }
  }
  return { lexer: new Lexer(tokens, lexerConfig(checked)), parser: new OptionParser() }
}

function rangeEnd(tokens: readonly IToken[]): number {
  const last = tokens.at(-1)
  return last === undefined ? 0 : rangeOf(last).end
}
