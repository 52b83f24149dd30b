/**
 * How Compose splits a short mount at its colons:
 * https://github.com/compose-spec/compose-go/blob/v2.16.2/format/volume.go
 */
import { createToken, EmbeddedActionsParser, type IToken, Lexer } from 'chevrotain'
import { assertRead, lexerConfig, once, parserConfig, type Range } from './build.ts'
import { plainFields } from './shortcuts.ts'

export interface Field extends Range {
  /** The field begins with a letter and a colon that Compose takes for a Windows drive. */
  readonly drive: boolean
  /** False: a `${` in it never closes, so that it runs to the end and Compose assigns it to nothing. */
  readonly closed: boolean
}

/**
 * Splits a text at the colons that separate fields: not the one behind a field's only letter, not those within `${…}`.
 * Gives at least one field; fields may be empty.
 */
export function readFields(text: string): readonly Field[] {
  return plainFields(text) ?? parseFields(text)
}

/** The same by the grammar, whatever the text. */
export function parseFields(text: string): readonly Field[] {
  const { lexer, parser } = grammar()
  parser.input = lexer.tokenize(text).tokens
  const fields = parser.mount()
  assertRead('mount', parser.errors)
  return fields
}

const grammar = once(() => buildMount())

/** Builds lexer and parser; `checked` runs Chevrotain's validations of both. */
export function buildMount(checked = false) {
  const Piece = createToken({ name: 'Piece', pattern: Lexer.NA })
  const piece = (name: string, pattern: RegExp) => createToken({ name, pattern, categories: Piece, line_breaks: true })
  const Colon = createToken({ name: 'Colon', pattern: /:/ })
  const Drive = createToken({ name: 'Drive', pattern: matchDrive, categories: Piece, line_breaks: false })
  const VariableOpen = createToken({ name: 'VariableOpen', pattern: /\$\{/, categories: Piece, push_mode: 'variable' })
  const VariableClose = createToken({ name: 'VariableClose', pattern: /\}/, categories: Piece, pop_mode: true })
  const VariableText = piece('VariableText', /[^$}]+|\$/)
  const Text = piece('Text', /[^:$]+|\$/)
  const modes = {
    mount: [Drive, Colon, VariableOpen, Text],
    variable: [VariableOpen, VariableClose, VariableText],
  }
  const tokens = [Piece, Colon, Drive, VariableOpen, VariableClose, VariableText, Text]

  class MountParser extends EmbeddedActionsParser {
    readonly mount = this.RULE('mount', (): readonly Field[] => {
      const fields = [{ start: 0, pieces: this.SUBRULE(this.field) }]
      this.MANY(() => {
        const colon = this.CONSUME(Colon)
        fields.push({ start: colon.startOffset + 1, pieces: this.SUBRULE2(this.field) })
      })
      return this.ACTION(() => fields.map(fieldOf))
    })

    readonly field = this.RULE('field', (): readonly IToken[] => {
      const pieces: IToken[] = []
      this.MANY(() => pieces.push(this.CONSUME(Piece)))
      return pieces
    })

    constructor() {
      super(tokens, parserConfig(checked))
      this.performSelfAnalysis()
    }
  }
  const lexer = new Lexer({ modes, defaultMode: 'mount' }, lexerConfig(checked))
  return { lexer, parser: new MountParser() }
}

/** One letter of any script and a colon, where a field begins. */
function matchDrive(text: string, offset: number, before: readonly IToken[]): [string] | null {
  const last = before.at(-1)
  if (last !== undefined && last.tokenType.name !== 'Colon') return null
  const found = /^\p{L}:/u.exec(text.slice(offset, offset + 3))
  return found === null ? null : [found[0]]
}

function fieldOf({ start, pieces }: { readonly start: number; readonly pieces: readonly IToken[] }): Field {
  const count = (name: string) => pieces.filter((p) => p.tokenType.name === name).length
  return {
    start,
    end: start + pieces.reduce((sum, p) => sum + p.image.length, 0),
    drive: pieces[0]?.tokenType.name === 'Drive',
    closed: count('VariableOpen') === count('VariableClose'),
  }
}
