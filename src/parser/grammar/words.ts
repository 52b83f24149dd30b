/**
 * Words of command lines: of POSIX shell scripts (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html)
 * and of Compose's one-line commands, which go-shellwords splits (https://github.com/mattn/go-shellwords).
 */
import {
  createToken,
  EmbeddedActionsParser,
  type IToken,
  type ITokenConfig,
  Lexer,
  type ParserMethod,
  type TokenPattern,
  type TokenType,
} from 'chevrotain'
import {
  certaintyOf,
  concatMapped,
  type Located,
  locatedText,
  type MappedText,
  opaqueText,
  sliceMapped,
  spanOf,
  UNKNOWN_CHAR,
  writtenText,
} from '../../core/located.ts'
import { assertRead, lexerConfig, MAX_DEPTH, once, parserConfig, type Range, rangeOf } from './build.ts'
import { plainWords } from './shortcuts.ts'

/** A word without its quotes and escapes. */
export interface Word {
  /** `whole` is the word as it was written, with its quotes. */
  readonly text: MappedText
  /** The word as a value; it is unknown when the shell would expand it, and then holds the text as written. */
  readonly located: Located<string>
}

/**
 * The simple commands of a shell script: what stands between `&&`, `||`, `;`, `|`, `&`, parentheses and line ends. Left
 * out are comments, redirections with their files, here-documents and reserved words such as `if` and `then`; patterns
 * (`*`) and assignments (`A=b cmd`) stay as they are written. `$X`, `$(…)` and backticks make a word unknown; with an
 * unbalanced quote, all from its word on is one unknown word.
 */
export function readWords(text: MappedText): readonly (readonly Located<string>[])[] {
  return readScript(text).map((command) => command.map((word) => word.located))
}

/** `readWords` with words that can be read again. */
export function readScript(text: MappedText): readonly (readonly Word[])[] {
  const read = readTokens(text, 'script')
  if (read === undefined) return [[unreadWord(text)]]
  const commands = read.map((command) => simpleCommand(text, command)).filter((command) => command.length > 0)
  return commands.map((command) => command.map((raw) => wordOf(text, raw)))
}

/**
 * The words of a command that Compose has as one string. No shell is involved: `$X` and `#` are ordinary, and from the
 * first unquoted `;`, `&`, `|`, `<` or `>` on Compose drops the rest without a word. What Compose refuses (an unbalanced
 * quote, an unquoted parenthesis) is one unknown word to the end.
 */
export function readLine(text: MappedText): readonly Word[] {
  const plain = plainWords(text.text)?.map((range) => plainWord(text, range))
  return plain ?? parseLine(text)
}

/** The same by the grammar, whatever the text. */
export function parseLine(text: MappedText): readonly Word[] {
  const read = readTokens(text, 'line')?.flat()
  if (read === undefined) return [unreadWord(text)]
  const words = read.map((raw) => wordOf(text, raw))
  // A word that begins with a digit counts as the file descriptor of a `>` that touches it.
  const redirects = text.text[read.at(-1)?.end ?? 0] === '>' && /^\d/.test(words.at(-1)?.text.text ?? '')
  return redirects ? words.slice(0, -1) : words
}

/** A word as the parser sees it. */
interface RawWord extends Range {
  /** What is left of it without quotes and escapes. */
  readonly parts: readonly Range[]
  readonly expands: boolean
  /** A quote or bracket in it never closes. */
  readonly broken: boolean
  /** Nothing but line ends that a backslash takes away. */
  readonly joins: boolean
}

type Mode = 'script' | 'line'

/** The words of each command; undefined for what nests too deep. */
function readTokens(text: MappedText, mode: Mode): readonly (readonly RawWord[])[] | undefined {
  const { lexer, parser } = grammar()
  const { tokens } = lexer.tokenize(text.text, mode)
  if (depthOf(tokens) > MAX_DEPTH) return undefined
  parser.input = tokens
  const commands = parser[mode]()
  assertRead('word', parser.errors)
  return commands
}

function depthOf(tokens: readonly IToken[]): number {
  let depth = 0
  let deepest = 0
  for (const { tokenType } of tokens) {
    if (tokenType.PUSH_MODE !== undefined) deepest = Math.max(deepest, ++depth)
    else if (tokenType.POP_MODE === true) depth--
  }
  return deepest
}

const LEADING = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time', '!', '{'])
const CLOSING = new Set(['fi', 'done', 'esac', '}'])

/** A command without the reserved words around it. */
function simpleCommand(text: MappedText, words: readonly RawWord[]): readonly RawWord[] {
  const first = words.findIndex((raw) => !LEADING.has(bareText(text, raw)))
  const rest = first < 0 ? [] : words.slice(first)
  return rest[0] !== undefined && CLOSING.has(bareText(text, rest[0])) ? [] : rest
}

/** The text of a word that has no quotes and no escapes, else nothing. */
function bareText(text: MappedText, { start, end, parts, expands }: RawWord): string {
  const bare = !expands && parts.length === 1 && parts[0]?.start === start && parts[0].end === end
  return bare ? text.text.slice(start, end) : ''
}

function wordOf(text: MappedText, raw: RawWord): Word {
  const span = spanOf(text, raw.start, raw.end)
  const parts = raw.parts.map((part) => sliceMapped(text, part.start, part.end))
  const whole = raw.broken ? opaqueText(span, UNKNOWN_CHAR, 'unknown') : concatMapped(parts, span)
  const known = !raw.broken && !raw.expands && certaintyOf(whole) !== 'unknown'
  if (known) return { text: whole, located: { ...locatedText(whole), span } }
  const written = writtenText(text, raw.start, raw.end)
  return { text: whole, located: { value: written, span, certainty: 'unknown' } }
}

/** A word that stands as it is. */
function plainWord(text: MappedText, { start, end }: Range): Word {
  return wordOf(text, { start, end, parts: [{ start, end }], expands: false, broken: false, joins: false })
}

/** All of a text that could not be read. */
function unreadWord(text: MappedText): Word {
  return wordOf(text, { start: 0, end: text.text.length, parts: [], expands: false, broken: true, joins: false })
}

const grammar = once(() => buildWords())

/** Builds lexer and parser; `checked` runs Chevrotain's validations of both. */
export function buildWords(checked = false) {
  const { types: t, modes, all } = wordTokens()
  const config = parserConfig(checked)

  class WordParser extends EmbeddedActionsParser {
    readonly script = this.RULE('script', (): readonly (readonly RawWord[])[] => {
      const commands: RawWord[][] = [[]]
      this.MANY(() =>
        this.OR([
          { ALT: () => this.CONSUME(t.Blank) },
          { ALT: () => this.CONSUME(t.Separator) && commands.push([]) },
          { ALT: () => this.SUBRULE(this.redirection) },
          { ALT: () => commands.at(-1)?.push(this.SUBRULE(this.word)) },
        ]),
      )
      return this.ACTION(() => commands.map((words) => words.filter(isWritten)))
    })

    readonly redirection = this.RULE('redirection', () => {
      this.CONSUME(t.Redirect)
      this.OPTION(() => this.CONSUME(t.Blank))
      this.OPTION2(() => this.SUBRULE(this.word))
    })

    readonly line = this.RULE('line', (): readonly (readonly RawWord[])[] => {
      const words: RawWord[] = []
      this.MANY(() =>
        this.OR([{ ALT: () => this.CONSUME(t.Blank) }, { ALT: () => words.push(this.SUBRULE(this.word)) }]),
      )
      this.OPTION(() => this.CONSUME(t.Stop))
      return [words]
    })

    readonly word = this.RULE('word', (): RawWord => {
      const pieces: RawWord[] = []
      this.AT_LEAST_ONE(() =>
        this.OR([
          { ALT: () => pieces.push(pieceOf(this.CONSUME(t.Piece))) },
          { ALT: () => pieces.push(this.SUBRULE(this.quoted)) },
          { ALT: () => pieces.push(this.SUBRULE(this.expansion)) },
        ]),
      )
      return joined(pieces)
    })

    readonly quoted = this.RULE('quoted', (): RawWord => {
      const pieces: RawWord[] = [bracket(this.CONSUME(t.QuoteOpen))]
      this.MANY(() =>
        this.OR([
          { ALT: () => pieces.push(pieceOf(this.CONSUME(t.Piece))) },
          { ALT: () => pieces.push(this.SUBRULE(this.expansion)) },
        ]),
      )
      const close = this.OPTION(() => this.CONSUME(t.QuoteClose))
      return this.ACTION(() => closedBy(pieces, close))
    })

    readonly expansion: ParserMethod<[], RawWord> = this.RULE('expansion', (): RawWord => {
      const pieces: RawWord[] = [bracket(this.CONSUME(t.Open))]
      this.MANY(() =>
        this.OR([
          { ALT: () => pieces.push(pieceOf(this.CONSUME(t.Piece))) },
          { ALT: () => pieces.push(this.SUBRULE(this.quoted)) },
          { ALT: () => pieces.push(this.SUBRULE(this.expansion)) },
        ]),
      )
      const close = this.OPTION(() => this.CONSUME(t.Close))
      return this.ACTION(() => ({ ...closedBy(pieces, close), expands: true }))
    })

    constructor() {
      super(all, config)
      this.performSelfAnalysis()
    }
  }
  const lexer = new Lexer({ modes, defaultMode: 'script' }, lexerConfig(checked))
  return { lexer, parser: new WordParser() }
}

/** What a token gives to its word. */
function pieceOf(token: IToken): RawWord {
  const range = rangeOf(token)
  const piece = { ...range, parts: [range], expands: false, broken: false, joins: false }
  switch (token.tokenType.name) {
    case 'LineJoin':
      return { ...piece, parts: [], joins: true }
    case 'Single':
      return { ...piece, parts: [{ start: range.start + 1, end: range.end - 1 }] }
    case 'Escape':
      return { ...piece, parts: [{ start: range.start + 1, end: range.end }] }
    case 'Variable':
      return { ...piece, expands: true }
    case 'Broken':
      return { ...piece, broken: true }
    default:
      return piece
  }
}

/** False for a joined line end that touches no word. */
function isWritten(raw: RawWord): boolean {
  return !raw.joins
}

/** A quote or bracket: it belongs to the word and not to its value. */
function bracket(token: IToken): RawWord {
  return { ...rangeOf(token), parts: [], expands: false, broken: false, joins: false }
}

/** Pieces and the token that ends them; without one they are broken. */
function closedBy(pieces: readonly RawWord[], close: IToken | undefined): RawWord {
  return close === undefined ? { ...joined(pieces), broken: true } : joined([...pieces, bracket(close)])
}

/** Pieces that touch, as one. */
function joined(pieces: readonly RawWord[]): RawWord {
  return {
    start: pieces[0]?.start ?? 0,
    end: pieces.at(-1)?.end ?? 0,
    parts: pieces.flatMap((p) => p.parts),
    expands: pieces.some((p) => p.expands),
    broken: pieces.some((p) => p.broken),
    joins: pieces.every((p) => p.joins),
  }
}

/** The tokens by mode: `script` and `line` are where reading begins, the others stand within quotes and brackets. */
function wordTokens() {
  const category = (name: string) => createToken({ name, pattern: Lexer.NA })
  const [Piece, Blank, Separator] = [category('Piece'), category('Blank'), category('Separator')]
  const [QuoteOpen, QuoteClose] = [category('QuoteOpen'), category('QuoteClose')]
  const [Open, Close] = [category('Open'), category('Close')]
  const token = (name: string, pattern: TokenPattern, categories: TokenType, mode: Partial<ITokenConfig> = {}) =>
    createToken({ name, pattern, categories, line_breaks: true, ...mode })
  const opening = (name: string, pattern: RegExp, categories: TokenType, mode: string) =>
    token(name, pattern, categories, { push_mode: mode })
  const closing = (name: string, pattern: RegExp, categories: TokenType) =>
    token(name, pattern, categories, { pop_mode: true })

  const Single = token('Single', /'[^']*'/, Piece)
  const Broken = token('Broken', /['`()$\\][^]*/, Piece)
  const Escape = token('Escape', /\\[^]/, Piece)
  const LineJoin = token('LineJoin', /\\\n/, Piece)
  const Variable = token('Variable', /\$(?:[A-Za-z_]\w*|[0-9@*#?!$-]|'(?:[^'\\]|\\[^])*')/, Piece)
  const Quote = opening('Quote', /"/, QuoteOpen, 'quote')
  const QuoteEnd = closing('QuoteEnd', /"/, QuoteClose)
  const Substitution = opening('Substitution', /\$\(/, Open, 'substitution')
  const Parameter = opening('Parameter', /\$\{/, Open, 'parameter')
  const Backtick = opening('Backtick', /`/, Open, 'backtick')
  const Group = opening('Group', /\(/, Open, 'substitution')
  const expansions = [Substitution, Parameter, Backtick]
  const Redirect = createToken({ name: 'Redirect', pattern: /\d*(?:&>>?|<<<|<<-?|<[>&]?|>[>&|]?)/ })
  const Stop = createToken({ name: 'Stop', pattern: /[;&|<>][^]*/, line_breaks: true })
  const modes = {
    script: [
      token('LineEnd', matchLineEnd, Separator),
      LineJoin,
      token('Space', /[ \t\r]+/, Blank),
      token('Comment', matchComment, Blank),
      token('Heredoc', /\d*<<-?[ \t]*(?:'[^'\n]+'|"[^"\n]+"|\\?[\w.+-]+)/, Blank),
      Redirect,
      token('Operator', /&&|\|\||;;&?|;&|\|&|[;&|()]/, Separator),
      ...[Single, Quote, ...expansions, Variable, Escape],
      token('ScriptText', /[^ \t\r\n'"\\$`;&|()<>]+|\$|\\/, Piece),
      Broken,
    ],
    quote: [
      ...[LineJoin, QuoteEnd, ...expansions, Variable],
      token('Escape', /\\[$`"\\]/, Piece),
      token('QuoteText', /(?:[^"\\$`]|\\(?![$`"\\\n]))+|\$/, Piece),
    ],
    substitution: [
      ...[Single, Quote, ...expansions, Group, Escape],
      closing('SubstitutionEnd', /\)/, Close),
      token('SubstitutionText', /[^'"\\$`()]+|\$|\\/, Piece),
      Broken,
    ],
    parameter: [
      ...[Quote, ...expansions, Escape],
      closing('ParameterEnd', /\}/, Close),
      token('ParameterText', /[^"\\$`}]+|\$|\\/, Piece),
    ],
    backtick: [Escape, closing('BacktickEnd', /`/, Close), token('BacktickText', /[^`\\]+|\\/, Piece)],
    line: [
      token('LineSpace', /[ \t\r\n]+/, Blank),
      Stop,
      ...[Single, Escape],
      opening('LineQuote', /"/, QuoteOpen, 'lineQuote'),
      token('LineText', /(?:[^ \t\r\n'"\\`();&|<>$]|\$(?!\()|`[^`'"\\]*`|\$\([^()'"\\`]*\))+/, Piece),
      Broken,
    ],
    lineQuote: [Escape, QuoteEnd, token('LineQuoteText', /[^"\\]+|\\/, Piece)],
  }
  const types = { Piece, Blank, Separator, QuoteOpen, QuoteClose, Open, Close, Redirect, Stop }
  return { types, modes, all: [...new Set([...Object.values(types), ...Object.values(modes).flat()])] }
}

/** A `#` at the beginning of a word, to the end of the line. */
function matchComment(text: string, offset: number, before: readonly IToken[]): [string] | null {
  if (text[offset] !== '#') return null
  const last = before.at(-1)?.tokenType.name ?? 'LineEnd'
  if (!['Space', 'Operator', 'LineEnd'].includes(last)) return null
  const end = text.indexOf('\n', offset)
  return [text.slice(offset, end < 0 ? undefined : end)]
}

/** A line end, with the here-documents that its line announces. */
function matchLineEnd(text: string, offset: number, before: readonly IToken[]): [string] | null {
  if (text[offset] !== '\n') return null
  const line = before.slice(before.findLastIndex((token) => token.tokenType.name === 'LineEnd') + 1)
  const announced = line.filter((token) => token.tokenType.name === 'Heredoc')
  const end = announced.reduce((from, { image }) => heredocEnd(text, from, image), offset + 1)
  return [text.slice(offset, end)]
}

/** Where the here-document that begins at an offset ends; one that never ends takes the rest. */
function heredocEnd(text: string, from: number, announcement: string): number {
  const delimiter = announcement.replace(/^\d*<<-?[ \t]*/, '').replace(/['"\\]/g, '')
  const lines = text.slice(from).split('\n')
  const last = lines.findIndex((line) => line.replace(/^\t+/, '') === delimiter)
  return last < 0 ? text.length : from + lines.slice(0, last + 1).join('\n').length
}
