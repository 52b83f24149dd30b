/** Takes quotes and escapes out of words and puts values in the place of variables: https://docs.docker.com/reference/dockerfile/#environment-replacement */
import {
  certaintyOf,
  concatMapped,
  opaqueText,
  sliceMapped,
  spanOf,
  UNKNOWN_CHAR,
  weaker,
  type Certainty,
  type MappedText,
} from '../../core/located.ts'

/** A variable as far as it is set. */
export interface Variable {
  readonly value: string
  readonly certainty: Certainty
}

export interface Scope {
  /** `\` or a backtick. */
  readonly escape: string
  /** Undefined: nothing in the file sets it; the image that it starts from, or the builder, may. */
  readonly lookup: (name: string) => Variable | undefined
  /** Told of what makes a build fail, whatever the variables are. */
  readonly onFault?: (message: string) => void
}

/** Longer values count as unknown: variables may double each other. */
const MOST_TEXT = 8192
/** Substitutions within substitutions. */
const MOST_DEPTH = 20

/**
 * What a word comes to. Of `${V:-d}`, `${V-d}`, `${V:+a}`, `${V+a}` and `${V:?e}` the meaning is the shell’s; patterns such
 * as `${V#p}`, an unset variable without a default, and a quote that never closes are one UNKNOWN_CHAR.
 */
export function expandWord(word: MappedText, scope: Scope): MappedText {
  return word.text.search(/["'$\\`]/) < 0 ? word : expand(word, scope, MOST_DEPTH)
}

interface Work {
  readonly word: MappedText
  readonly scope: Scope
  readonly depth: number
  readonly parts: MappedText[]
}

function expand(word: MappedText, scope: Scope, depth: number): MappedText {
  const work: Work = { word, scope, depth, parts: [] }
  let isQuoted = false
  let length = 0
  for (let at = 0; at < word.text.length;) {
    const sign = word.text[at] ?? ''
    const before = work.parts.length
    if (sign === '"') {
      isQuoted = !isQuoted
      at += 1
    } else if (sign === "'" && !isQuoted) at = addSingle(work, at)
    else if (sign === scope.escape) at = addEscaped(work, at, isQuoted)
    else if (sign === '$') at = addVariable(work, at)
    else at = addPlain(work, at)
    length += work.parts.slice(before).reduce((sum, part) => sum + part.text.length, 0)
    if (length > MOST_TEXT) return unknown(word, 0, word.text.length)
  }
  if (isQuoted) return faulty(work, 0, word.text.length, OPEN_QUOTE)
  return concatMapped(work.parts, spanOf(word, 0, word.text.length))
}

const OPEN_QUOTE = 'its quote never ends'
const OPEN_BRACE = 'its ${ never ends'

function faulty({ word, scope }: Work, start: number, end: number, message: string): MappedText {
  scope.onFault?.(message)
  return unknown(word, start, end)
}

function unknown(word: MappedText, start: number, end: number): MappedText {
  return opaqueText(spanOf(word, start, end), UNKNOWN_CHAR, 'unknown')
}

function addPlain({ word, scope, parts }: Work, at: number): number {
  const stop = new RegExp(`["'$\\${scope.escape}]`, 'g')
  stop.lastIndex = at + 1
  const end = stop.exec(word.text)?.index ?? word.text.length
  parts.push(sliceMapped(word, at, end))
  return end
}

function addSingle(work: Work, at: number): number {
  const { word, parts } = work
  const close = word.text.indexOf("'", at + 1)
  const end = close < 0 ? word.text.length : close
  parts.push(close < 0 ? faulty(work, at, end, OPEN_QUOTE) : sliceMapped(word, at + 1, end))
  return end + 1
}

/** Between double quotes only these are escaped: a quote, a dollar, the escape sign itself. At the end it goes. */
function addEscaped({ word, scope, parts }: Work, at: number, isQuoted: boolean): number {
  const next = word.text[at + 1]
  if (next === undefined) return at + 1
  const isEscaped = !isQuoted || next === '"' || next === '$' || next === scope.escape
  parts.push(sliceMapped(word, isEscaped ? at + 1 : at, isEscaped ? at + 2 : at + 1))
  return isEscaped ? at + 2 : at + 1
}

const NAME = /\$(?:([\p{L}_][\p{L}\p{Nd}_]*)|(\{)|\p{Nd}+|[@*#?!$-])/uy
const BRACED = /\$\{([\p{L}_][\p{L}\p{Nd}_]*|\p{Nd}+|[@*#?!$-])?(:?[-+?]|[#%/]|\})/uy

function addVariable(work: Work, at: number): number {
  const { word, parts } = work
  NAME.lastIndex = at
  const found = NAME.exec(word.text)
  if (found === null) {
    parts.push(sliceMapped(word, at, at + 1))
    return at + 1
  }
  if (found[2] !== undefined) return addBraced(work, at)
  const end = at + found[0].length
  parts.push(valueOf(work, at, end, found[1]))
  return end
}

function valueOf({ word, scope }: Work, start: number, end: number, name: string | undefined): MappedText {
  const set = name === undefined ? undefined : scope.lookup(name)
  return set === undefined ? unknown(word, start, end) : standIn(word, start, end, set)
}

/** A value in the place of a range: all of it maps to all of the range. */
function standIn(word: MappedText, start: number, end: number, { value, certainty }: Variable): MappedText {
  const sure = weaker(certainty, certaintyOf(word, start, end))
  return opaqueText(spanOf(word, start, end), sure === 'unknown' ? UNKNOWN_CHAR : value, sure)
}

function addBraced(work: Work, at: number): number {
  const { word, parts, depth } = work
  BRACED.lastIndex = at
  const [opening = '${', name, operator = ''] = BRACED.exec(word.text) ?? []
  const close = operator === '}' ? at + opening.length - 1 : closingBrace(work, at + opening.length, operator)
  const end = close < 0 ? word.text.length : close + 1
  const isNone = operator === '' || (operator === '}' && name === undefined)
  if (isNone || close < 0) parts.push(faulty(work, at, end, isNone ? 'there is no such substitution' : OPEN_BRACE))
  else if (name === undefined || depth === 0 || /[#%/]/.test(operator)) parts.push(unknown(word, at, end))
  else if (operator === '}') parts.push(valueOf(work, at, end, name))
  else parts.push(substituted(work, { start: at, end, name, operator }))
  return end
}

interface Substitution {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly operator: string
}

function substituted(work: Work, { start, end, name, operator }: Substitution): MappedText {
  const { word, scope, depth } = work
  const set = scope.lookup(name)
  const isGiven = set !== undefined && (set.value !== '' || !operator.startsWith(':'))
  const from = start + 2 + name.length + operator.length
  const body = expand(sliceMapped(word, from, end - 1), scope, depth - 1)
  if (set?.certainty === 'unknown' || operator.endsWith('?')) return valueOf(work, start, end, name)
  if (operator.endsWith('+')) {
    if (set === undefined) return unknown(word, start, end)
    return isGiven ? noSurer(body, set.certainty) : standIn(word, start, end, { ...set, value: '' })
  }
  return isGiven ? standIn(word, start, end, set) : noSurer(body, 'default')
}

function noSurer(text: MappedText, certainty: Certainty): MappedText {
  return { ...text, segments: text.segments.map((s) => ({ ...s, certainty: weaker(s.certainty, certainty) })) }
}

/** The `}` for a `${` whose operator ends at an offset; -1 where there is none. A pattern to replace ends at a slash. */
function closingBrace({ word: { text }, scope: { escape } }: Work, from: number, operator: string): number {
  if (operator !== '/') return closing(text, from, escape, '}')
  const slash = closing(text, text[from] === '/' ? from + 1 : from, escape, '/')
  return slash < 0 ? -1 : closing(text, slash + 1, escape, '}')
}

/** Where a sign stands outside of quotes and of `${…}`; -1 where it stands nowhere. */
function closing(text: string, from: number, escape: string, end: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const sign = text[at]
    if (sign === escape) at += 1
    else if (sign === "'" || sign === '"') at = closingQuote(text, at, sign === '"' ? escape : '')
    else if (sign === '$' && text[at + 1] === '{') depth += 1
    else if (depth === 0 && sign === end) return at
    else if (sign === '}' && depth > 0) depth -= 1
  }
  return -1
}

function closingQuote(text: string, from: number, escape: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === escape) at += 1
    else if (text[at] === text[from]) return at
  }
  return text.length
}
