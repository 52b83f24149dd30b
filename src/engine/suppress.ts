/** What owners allow in comments and annotations: which findings that covers, and what is wrong with it. Pure. */
import type { Suppression } from '../core/ir.ts'
import { nearest } from '../core/nearest.ts'
import type { Report } from '../core/rule.ts'
import { contains, lineStarts, lineText, positionAt, textOf, type Source, type Span } from '../core/source.ts'
import { RESERVED } from '../core/suppression.ts'

/** One rule that is allowed somewhere, with the reason. */
export interface Directive {
  readonly rule: string
  /** The rule's name as written. */
  readonly at: Span
  readonly reason: string
  readonly scope: Scope
}

/** `line`: findings that start on a line, and those whose subject does. `span`: those that lie in it, or whose subject does. */
type Scope =
  | { readonly kind: 'line'; readonly source: Source; readonly line: number }
  | { readonly kind: 'span'; readonly span: Span }
  | { readonly kind: 'file'; readonly source: Source }

/** What one file allows, the narrowest first, and reports on what it says wrongly. */
export interface Directives {
  readonly directives: readonly Directive[]
  readonly faults: readonly Report[]
}

/** What is asked of a finding here. */
type Place = Pick<Report, 'at' | 'subject'>

const FORM = /^#+[ \t]*storlint-ignore(-file)?(?![\w-])([\s\S]*)$/
/** What was probably meant as one. */
const LIKE = /^#+[ \t]*(storlint[ \t]*[-:_][ \t]*(?:ignore|disable|allow|skip|suppress)[\w-]*)/i

const WIDTH: Readonly<Record<Scope['kind'], number>> = { line: 0, span: 1, file: 2 }

const HELP = 'Write `# storlint-ignore <rule>: why this is right here`.'

/** Reads the comments of one file, and what its dialect has said in data; `names` are those of all rules. */
export function directivesOf(
  comments: readonly Span[],
  suppressions: readonly Suppression[],
  names: readonly string[],
): Directives {
  const parts = [...comments.map((c) => commentPart(c, names)), ...suppressions.map((s) => dataPart(s, names))]
  const directives = parts.flatMap((p) => p.directives)
  return {
    directives: directives.sort((a, b) => WIDTH[a.scope.kind] - WIDTH[b.scope.kind]),
    faults: parts.flatMap((p) => p.faults),
  }
}

/** The directive that covers a finding of a rule; undefined where none does. */
export function covering(directives: readonly Directive[], rule: string, place: Place): Directive | undefined {
  return directives.find((d) => d.rule === rule && covers(d.scope, place))
}

/** The report on a directive that covers nothing. */
export function unusedReport({ rule, at, scope }: Directive): Report {
  const where = scope.kind === 'file' ? 'in this file' : 'here'
  return {
    ...reportAt(at, `${rule} ${scope.kind}`),
    message: `there is no finding of ${rule} ${where} to suppress`,
    help:
      scope.kind === 'line'
        ? 'Remove it, or move it to the line that is reported, or to one directly above that line or its node.'
        : 'Remove it.',
  }
}

function covers(scope: Scope, { at, subject }: Place): boolean {
  const { key, span } = subject.origin
  switch (scope.kind) {
    case 'file':
      return at.source === scope.source || key.source === scope.source
    case 'span':
      return contains(scope.span, at) || contains(scope.span, key)
    case 'line':
      return [at, key, span].some((s) => s.source === scope.source && positionAt(s.source, s.start).line === scope.line)
  }
}

function commentPart(comment: Span, names: readonly string[]): Directives {
  const text = textOf(comment)
  const [, file, body] = FORM.exec(text) ?? []
  if (body === undefined) {
    const like = LIKE.exec(text)?.[1]
    return like === undefined ? NOTHING : fault(comment, `"${like}" is not a comment that storlint knows`, HELP)
  }
  const scope: Scope = file === undefined ? lineScope(comment) : { kind: 'file', source: comment.source }
  const colon = body.indexOf(':')
  const reason = colon < 0 ? '' : body.slice(colon + 1).trim()
  const head = colon < 0 ? body : body.slice(0, colon)
  if (head.trim() === '') return fault(comment, 'a suppression names no rule', HELP)
  if (reason === '') return fault(comment, `a suppression of ${head.trim()} gives no reason`, HELP)
  const start = comment.end - body.length
  const places = namesIn({ source: comment.source, start, end: start + head.length })
  if (places.some((p) => p.start === p.end)) return fault(comment, 'a suppression has a comma too many', HELP)
  return joined(places, { reason, scope }, names)
}

const NOTHING: Directives = { directives: [], faults: [] }

/** The places of names between commas, without the white space around them. */
function namesIn({ source, start, end }: Span): readonly Span[] {
  let from = start
  return source.text
    .slice(start, end)
    .split(',')
    .map((part) => {
      const name = from + part.length - part.trimStart().length
      from += part.length + 1
      return { source, start: name, end: name + part.trim().length }
    })
}

function joined(
  places: readonly Span[],
  { reason, scope }: Pick<Directive, 'reason' | 'scope'>,
  names: readonly string[],
): Directives {
  const wrong = places.map((at) => ({ at, fault: nameFault(at, textOf(at), names) }))
  return {
    directives: wrong.flatMap(({ at, fault }) =>
      fault === undefined ? [{ rule: textOf(at), at, reason, scope }] : [],
    ),
    faults: wrong.flatMap(({ fault }) => fault?.faults ?? []),
  }
}

/** An entry of a dialect's own data, whose names and reason may stand in escapes. */
function dataPart({ rule, reason, span, scope }: Suppression, names: readonly string[]): Directives {
  const wrong = nameFault(rule.span, rule.value, names)
  if (wrong !== undefined) return wrong
  if (reason.value.trim() === '')
    return fault(span, `a suppression of ${rule.value} gives no reason`, 'Let its value say why this is right here.')
  return {
    directives: [
      { rule: rule.value, at: rule.span, reason: reason.value.trim(), scope: { kind: 'span', span: scope } },
    ],
    faults: [],
  }
}

function nameFault(at: Span, name: string, names: readonly string[]): Directives | undefined {
  if (RESERVED.some((r) => r.name === name))
    return fault(
      at,
      `${name} cannot be suppressed in a file`,
      `Mend what it reports, or set \`${name}: off\` in .storlint.yaml.`,
    )
  if (names.includes(name)) return undefined
  const meant = nearest(name, names)
  const help = meant === undefined ? '`storlint rules` lists all rules.' : `Did you mean ${meant}?`
  return fault(at, `there is no rule ${JSON.stringify(name)}`, help)
}

/** The line of a comment behind something; for one that stands alone, the next line that is no comment of its own. */
function lineScope({ source, start }: Span): Scope {
  const { line, column } = positionAt(source, start)
  if (
    lineText(source, line)
      .slice(0, column - 1)
      .trim() !== ''
  )
    return { kind: 'line', source, line }
  let next = line + 1
  while (next < lineStarts(source).length && lineText(source, next).trim().startsWith('#')) next += 1
  return { kind: 'line', source, line: next }
}

function fault(at: Span, message: string, help: string): Directives {
  return { directives: [], faults: [{ ...reportAt(at, textOf(at)), message, help }] }
}

function reportAt(at: Span, evidence: string): Pick<Report, 'subject' | 'at' | 'evidence'> {
  return { subject: { address: 'suppression', origin: { kind: 'written', key: at, span: at } }, at, evidence }
}
