/**
 * Compose's variable syntax, as its template package reads it:
 * https://github.com/compose-spec/compose-go/blob/v2.16.2/template/template.go
 */
import { createToken, EmbeddedActionsParser, type IToken, Lexer } from 'chevrotain'
import { assertRead, lexerConfig, once, parserConfig, type Range, rangeOf } from './build.ts'
import { plainTemplate } from './shortcuts.ts'

export type Operator = ':-' | '-' | ':?' | '?' | ':+' | '+'

/**
 * A part of a template. `body`, what stands between operator and closing brace, is a template of its own. `invalid` is
 * a `${` that Compose refuses; it reaches to the end of the text, for nothing behind it can be read.
 */
export type TemplatePart = Range &
  (
    | { readonly kind: 'text' }
    | { readonly kind: 'escape' }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'variable'; readonly name: string; readonly operator: Operator; readonly body: Range }
    | { readonly kind: 'invalid' }
  )

/** Splits a text into parts that follow each other without gap. Nested variables are left inside bodies. */
export function readTemplate(text: string): readonly TemplatePart[] {
  return plainTemplate(text) ?? parseTemplate(text)
}

/** The same by the grammar, whatever the text. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const { lexer, parser } = grammar()
  parser.input = lexer.tokenize(text).tokens
  const parts = parser.template()
  assertRead('interpolation', parser.errors)
  return parts.map((part) => (part.kind === 'invalid' ? { ...part, end: text.length } : part))
}

const grammar = once(() => buildInterpolation())

// Go's case-insensitive [a-z] holds the Kelvin sign and the long s too.
const NAME = '[A-Za-z_\u017F\u212A][A-Za-z0-9_\u017F\u212A]*'

/** Builds lexer and parser; `checked` runs Chevrotain's validations of both. */
export function buildInterpolation(checked = false) {
  const Inert = createToken({ name: 'Inert', pattern: Lexer.NA })
  const inert = (name: string, pattern: RegExp) => createToken({ name, pattern, categories: Inert, line_breaks: true })
  const Escape = createToken({ name: 'Escape', pattern: /\$\$/ })
  const Named = createToken({ name: 'Named', pattern: new RegExp(`\\$${NAME}|\\$\\{${NAME}\\}`) })
  const Open = createToken({ name: 'Open', pattern: new RegExp(`\\$\\{${NAME}:?[-?+]`) })
  // Compose counts braces and passes over the character behind each opening one.
  const Invalid = createToken({ name: 'Invalid', pattern: /\$\{[{}]?/ })
  const Left = inert('Left', /\{[{}]?/)
  const Right = inert('Right', /\}/)
  const LineEnd = inert('LineEnd', /\n/)
  const Text = inert('Text', /[^${}\n]+|\$/)
  const tokens = [Inert, Escape, Named, Open, Invalid, Left, Right, LineEnd, Text]

  class InterpolationParser extends EmbeddedActionsParser {
    readonly template = this.RULE('template', (): readonly TemplatePart[] => {
      const parts: TemplatePart[] = []
      this.MANY({ GATE: () => parts.at(-1)?.kind !== 'invalid', DEF: () => parts.push(this.SUBRULE(this.part)) })
      this.MANY2(() => this.SUBRULE(this.any))
      return parts
    })

    readonly part = this.RULE('part', (): TemplatePart =>
      this.OR<TemplatePart>([
        { ALT: () => this.SUBRULE(this.text) },
        { ALT: () => ({ kind: 'escape', ...rangeOf(this.CONSUME(Escape)) }) },
        { ALT: () => named(this.CONSUME(Named)) },
        { ALT: () => this.SUBRULE(this.substitution) },
        { ALT: () => ({ kind: 'invalid', ...rangeOf(this.CONSUME(Invalid)) }) },
      ]),
    )

    readonly text = this.RULE('text', (): TemplatePart => {
      const ranges: Range[] = []
      this.AT_LEAST_ONE(() => ranges.push(rangeOf(this.CONSUME(Inert))))
      return { kind: 'text', start: ranges[0]?.start ?? 0, end: ranges.at(-1)?.end ?? 0 }
    })

    readonly substitution = this.RULE('substitution', (): TemplatePart => {
      const open = this.CONSUME(Open)
      const length = this.ACTION(() => bodyLength((count) => this.LA(count)))
      let rest = length
      let last = open
      this.MANY({ GATE: () => rest-- > 0, DEF: () => (last = this.SUBRULE(this.any)) })
      return this.ACTION(() => (length === 0 ? { kind: 'invalid', ...rangeOf(open) } : substituted(open, last)))
    })

    readonly any = this.RULE('any', (): IToken =>
      this.OR([Inert, Escape, Named, Open, Invalid].map((type, at) => ({ ALT: () => this.consume(at, type) }))),
    )

    constructor() {
      super(tokens, parserConfig(checked))
      this.performSelfAnalysis()
    }
  }
  return { lexer: new Lexer(tokens, lexerConfig(checked)), parser: new InterpolationParser() }
}

/**
 * How many of the tokens ahead are the body of a substitution and its closing brace. The brace that balances closes it;
 * where none does, the last of the line. 0: the line has none.
 */
function bodyLength(ahead: (count: number) => IToken): number {
  let depth = 1
  let last = 0
  for (let count = 1; ; count++) {
    const { tokenType, image } = ahead(count)
    if (tokenType.name === 'EOF' || tokenType.name === 'LineEnd') return last
    if (image.endsWith('}')) last = count
    if (tokenType.name === 'Right') depth--
    else if (tokenType.name !== 'Named' && image.includes('{')) depth++
    if (depth === 0) return count
  }
}

/** `$NAME` or `${NAME}`. */
function named(token: IToken): TemplatePart {
  return { kind: 'variable', name: token.image.replace(/^\$\{?|\}$/g, ''), ...rangeOf(token) }
}

/** `${NAME:-` up to the token that ends in the closing brace. */
function substituted(open: IToken, last: IToken): TemplatePart {
  const { start, end: bodyStart } = rangeOf(open)
  const { end } = rangeOf(last)
  const operator = OPERATORS.find((o) => open.image.endsWith(o)) ?? '-'
  const name = open.image.slice(2, -operator.length)
  return { kind: 'variable', start, end, name, operator, body: { start: bodyStart, end: end - 1 } }
}

const OPERATORS: readonly Operator[] = [':-', ':?', ':+', '-', '?', '+']
