/** Puts values and defaults in the place of Compose variables: https://docs.docker.com/reference/compose-file/interpolation/ */
import {
  type Certainty,
  certaintyOf,
  concatMapped,
  type Hidden,
  type MappedText,
  sliceMapped,
  spanOf,
  UNKNOWN_CHAR,
  weaker,
} from '../../core/located.ts'
import { type GrammarProblem, MAX_DEPTH, type Range } from '../grammar/build.ts'
import { type Operator, readTemplate, type TemplatePart } from '../grammar/interpolation.ts'

/** What is known of a variable. Undefined: nothing, so that the environment may or may not set it. */
export type Lookup = (name: string) => Setting | undefined

/** The value of a variable; where it comes from an environment, no output may show it. */
export interface Setting {
  readonly value: string
  readonly certainty: Certainty
  readonly hidden?: Hidden
}

export interface Interpolated {
  readonly text: MappedText
  /** What makes Compose refuse the text; what could not be read is unknown in it. */
  readonly problems: readonly GrammarProblem[]
}

type Variable = Extract<TemplatePart, { kind: 'variable' }>
type Substitution = Extract<Variable, { operator: Operator }>

interface Scope {
  readonly lookup: Lookup
  readonly depth: number
  readonly problems: GrammarProblem[]
  /** Bodies are read again at each level: what may still be read keeps hostile texts from taking quadratic time. */
  readonly work: { left: number }
}

/**
 * Expands `$V`, `${V}`, `${V:-d}`, `${V-d}`, `${V:?e}`, `${V?e}`, `${V:+a}`, `${V+a}` and `$$`. Text that stays keeps its
 * place; defaults keep theirs, with certainty `default`; a value maps to its whole `${V}`. What hangs on a variable that
 * nothing sets, and has no default, is one UNKNOWN_CHAR. An empty value leaves a segment without text.
 */
export function interpolate(text: MappedText, lookup: Lookup): Interpolated {
  const problems: GrammarProblem[] = []
  const work = { left: MAX_WORK + text.text.length * READINGS }
  return { text: expand(text, { lookup, depth: 0, problems, work }), problems }
}

/** How many characters may be read for one text: so many, and each of its own so many times. */
const MAX_WORK = 100_000
const READINGS = 3

function expand(text: MappedText, scope: Scope): MappedText {
  if (!text.text.includes('$')) return text
  scope.work.left -= text.text.length
  const parts = readTemplate(text.text).map((part) => expandPart(text, part, scope))
  return concatMapped(parts, text.whole)
}

function expandPart(text: MappedText, part: TemplatePart, scope: Scope): MappedText {
  switch (part.kind) {
    case 'text':
      return sliceMapped(text, part.start, part.end)
    case 'escape':
      return standIn(text, part, { value: '$', certainty: 'literal' })
    case 'invalid':
      return refuse(
        text,
        part,
        scope,
        'invalid-variable',
        'Compose refuses this variable; a plain dollar is written $$',
      )
    case 'variable':
      return 'operator' in part ? substitute(text, part, scope) : plain(text, part, scope)
    default:
      return part satisfies never
  }
}

function plain(text: MappedText, part: Variable, { lookup }: Scope): MappedText {
  const set = lookup(part.name)
  return set === undefined ? unknown(text, part) : standIn(text, part, set)
}

/** A variable with an operator, as withDefaultWhenAbsence, withDefaultWhenPresence and withRequired of compose-go have it. */
function substitute(text: MappedText, part: Substitution, scope: Scope): MappedText {
  const set = scope.lookup(part.name)
  const given = set !== undefined && (set.value !== '' || !part.operator.startsWith(':'))
  if (set?.certainty === 'unknown') return unknown(text, part)
  switch (part.operator) {
    case ':-':
    case '-':
      return given ? standIn(text, part, set) : bodyOf(text, part, scope, 'default')
    case ':?':
    case '?':
      return given ? standIn(text, part, set) : unknown(text, part)
    case ':+':
    case '+':
      if (set === undefined) return unknown(text, part)
      return given ? bodyOf(text, part, scope, set.certainty) : standIn(text, part, { ...set, value: '' })
    default:
      return part.operator satisfies never
  }
}

/** The expanded body, no surer than `certainty`. An empty one maps to the whole variable. */
function bodyOf(text: MappedText, part: Substitution, scope: Scope, certainty: Certainty): MappedText {
  const depth = scope.depth + 1
  if (depth > MAX_DEPTH || scope.work.left < 0) return refuse(text, part, scope, 'too-deep', 'variables nest too deep')
  const body = expand(sliceMapped(text, part.body.start, part.body.end), { ...scope, depth })
  if (body.text === '') return standIn(text, part, { value: '', certainty })
  return { ...body, segments: body.segments.map((s) => ({ ...s, certainty: weaker(s.certainty, certainty) })) }
}

function refuse(text: MappedText, at: Range, scope: Scope, code: GrammarProblem['code'], message: string): MappedText {
  scope.problems.push({ kind: 'problem', code, span: spanOf(text, at.start, at.end), message })
  return unknown(text, at)
}

function unknown(text: MappedText, at: Range): MappedText {
  return standIn(text, at, { value: UNKNOWN_CHAR, certainty: 'unknown' })
}

/** A value in the place of a range: all of it maps to all of the range. */
function standIn(text: MappedText, { start, end }: Range, { value, certainty, hidden }: Setting): MappedText {
  const span = spanOf(text, start, end)
  const sure = weaker(certainty, certaintyOf(text, start, end))
  const known = sure === 'unknown' ? UNKNOWN_CHAR : value
  const place = { sourceStart: span.start, sourceEnd: span.end, exact: false, certainty: sure }
  const segment = { textStart: 0, textEnd: known.length, ...place, ...(hidden && { hidden }) }
  return { source: span.source, text: known, segments: [segment], whole: span }
}
