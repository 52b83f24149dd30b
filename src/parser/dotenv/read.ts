/**
 * Files of variables, `.env` and those of `env_file`, as Compose reads them:
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
import { certaintyOf, opaqueText, type Certainty } from '../../core/located.ts'
import type { Source, Span } from '../../core/source.ts'
import { interpolate, type Lookup, type Setting } from '../compose/interpolate.ts'

/** A file of variables. */
export interface EnvFile {
  readonly source: Source
  /** Others have it too; what an untracked file says holds here, and perhaps nowhere else. */
  readonly isTracked: boolean
}

/** A variable that a file sets. */
export interface Variable extends Setting {
  readonly name: Span
}

export interface Dotenv {
  /** By their names; of one that is set twice the last counts. */
  readonly variables: ReadonlyMap<string, Variable>
  /** Every value that stands in the file; of one that Compose refuses, all of it. */
  readonly secrets: readonly Span[]
  /** Why Compose refuses the file; then no variable is known. The message holds no value. */
  readonly problem?: { readonly span: Span; readonly message: string }
}

/**
 * Reads a file of variables, on top of those of files `before` it. `outer` goes before what the files say; a name alone
 * takes its value from there.
 */
export function readDotenv(file: EnvFile, outer: Lookup, before: Dotenv['variables'] = new Map()): Dotenv {
  const { source, isTracked } = file
  const sure = isTracked ? 'literal' : 'default'
  const scan: Scan = { source, outer, at: 0, sure, variables: new Map(before), secrets: [] }
  const problem = readAll(scan)
  const { variables, secrets } = scan
  const whole = { source, start: 0, end: source.text.length }
  return problem === undefined ? { variables, secrets } : { variables: new Map(), secrets: [whole], problem }
}

interface Scan {
  readonly source: Source
  readonly outer: Lookup
  readonly sure: Certainty
  readonly variables: Map<string, Variable>
  readonly secrets: Span[]
  at: number
}

/** Longer values are not known: a few lines that double each other would fill the memory. */
const MOST_TEXT = 8192

type Problem = NonNullable<Dotenv['problem']>

const BLANK = /(?:[\s\u0085]+|#[^\n]*)*/y
const EXPORT = /export[\t\v\f\r \u0085\u00a0]+/y
const NAME = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00a0]*/uy
const SPACE = /[\t\v\f\r \u0085\u00a0]*/y
const SINGLE = /'([^'\\]*(?:\\[^][^'\\]*)*)'/y
const DOUBLE = /"([^"\\]*(?:\\[^][^"\\]*)*)"/y
const LINE = /[^\n]*/y

function readAll(scan: Scan): Problem | undefined {
  for (;;) {
    take(scan, BLANK)
    if (scan.at >= scan.source.text.length) return undefined
    const problem = readStatement(scan)
    if (problem !== undefined) return problem
  }
}

/** What a pattern matches at the place of a scan, which goes on behind it; undefined where it does not. */
function take(scan: Scan, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.source.text)
  if (found !== null) scan.at += found[0].length
  return found ?? undefined
}

function readStatement(scan: Scan): Problem | undefined {
  take(scan, EXPORT)
  const start = scan.at
  const written = take(scan, NAME)?.[0] ?? ''
  const name = withoutEnd(written)
  const span = { source: scan.source, start, end: start + name.length }
  const next = scan.source.text[scan.at]
  if (next === undefined) return undefined
  if (next !== '=' && next !== ':' && next !== '\n')
    return problemAt(scan, scan.at, 'a name of a variable cannot hold this character')
  if (name.includes(' ')) return problemAt(scan, start, 'a name of a variable cannot hold a space')
  scan.at++
  return next === '\n' ? inherit(scan, name, span) : readValue(scan, name, span)
}

function inherit({ outer, variables }: Scan, key: string, name: Span): undefined {
  const set = outer(key) ?? variables.get(key)
  variables.set(key, { ...(set ?? { value: '', certainty: 'unknown' }), name })
}

function readValue(scan: Scan, key: string, name: Span): Problem | undefined {
  take(scan, SPACE)
  const quote = scan.source.text[scan.at]
  if (quote !== '"' && quote !== "'") return readBare(scan, key, name)
  const start = scan.at
  const body = take(scan, quote === '"' ? DOUBLE : SINGLE)?.[1]
  if (body === undefined) return problemAt(scan, start, 'the quote is never closed')
  const span = { source: scan.source, start: start + 1, end: scan.at - 1 }
  scan.secrets.push(span)
  const text = body.replaceAll(`\\${quote}`, quote)
  if (quote === '"') return settle(scan, { key, name, span, text: unescaped(text) })
  scan.variables.set(key, { value: text, certainty: scan.sure, name, hidden: { from: span } })
  return undefined
}

/** A value without quotes ends before a comment, or with its line. */
function readBare(scan: Scan, key: string, name: Span): Problem | undefined {
  const start = scan.at
  const line = take(scan, LINE)?.[0] ?? ''
  const text = withoutEnd(line.split(' #')[0] ?? '')
  const span = { source: scan.source, start, end: start + text.length }
  if (text !== '') scan.secrets.push(span)
  return settle(scan, { key, name, span, text })
}

/** Without the blanks at its end. */
function withoutEnd(text: string): string {
  const short = text.trimEnd()
  return short.endsWith('\u0085') ? withoutEnd(short.slice(0, -1)) : short
}

interface Written {
  readonly key: string
  readonly name: Span
  readonly span: Span
  readonly text: string
}

/** Sets a variable to a text in which others may stand. */
function settle(scan: Scan, { key, name, span, text }: Written): Problem | undefined {
  const { variables, sure } = scan
  const found = interpolate(opaqueText(span, text, sure), (other) => scan.outer(other) ?? variables.get(other))
  const [problem] = found.problems
  if (problem !== undefined) return { span, message: problem.message }
  const from = span.end > span.start ? span : name
  const { text: whole } = found.text
  const certainty = whole.length > MOST_TEXT ? 'unknown' : certaintyOf(found.text)
  variables.set(key, { value: certainty === 'unknown' ? '' : whole, certainty, name, hidden: { from } })
  return undefined
}

/** The escapes that Compose knows in double quotes; `\$` becomes `$$`, which stands for a dollar. */
function unescaped(text: string): string {
  return text.replace(/\\([abcfnrtv$"\\]|0\d{0,3})/g, (whole, code: string) => {
    if (code === '$') return '$$'
    if (!code.startsWith('0')) return ESCAPES[code] ?? whole
    return /^0[0-3][0-7]{2}$/.test(code) ? String.fromCharCode(parseInt(code, 8)) : `\\${code.slice(1)}`
  })
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
}

function problemAt({ source }: Scan, start: number, message: string): Problem {
  return { span: { source, start, end: Math.min(start + 1, source.text.length) }, message }
}
