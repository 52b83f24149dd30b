/**
 * The plain forms of each grammar, read without building it: building costs more than all else that a small file needs.
 * A shortcut answers what its grammar would, or nothing; the tests hold each against its grammar.
 */
import type { Range } from './build.ts'
import type { Operator, TemplatePart } from './interpolation.ts'
import type { Field } from './mount.ts'

const VARIABLE = /\$\$|\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:-|:\?|:\+|-|\?|\+)([^${}\n]*))?\})/g

/** Letters that Go takes for `s` and `k` where case does not count, so that they may be part of a name. */
const FOLDED = /[\u017F\u212A]/

/** Parts of a template whose variables do not nest, and in which no other `$` stands. */
export function plainTemplate(text: string): readonly TemplatePart[] | undefined {
  if (FOLDED.test(text)) return undefined
  const parts: TemplatePart[] = []
  let at = 0
  for (const found of text.matchAll(VARIABLE)) {
    if (found.index > at) parts.push({ kind: 'text', start: at, end: found.index })
    at = found.index + found[0].length
    parts.push(partOf(found, found.index, at))
  }
  if (at < text.length) parts.push({ kind: 'text', start: at, end: text.length })
  return parts.some((p) => p.kind === 'text' && text.slice(p.start, p.end).includes('$')) ? undefined : parts
}

function partOf([written, short, long, operator, body]: RegExpExecArray, start: number, end: number): TemplatePart {
  if (written === '$$') return { kind: 'escape', start, end }
  const name = short ?? long ?? ''
  if (body === undefined || !isOperator(operator)) return { kind: 'variable', name, start, end }
  return { kind: 'variable', start, end, name, operator, body: { start: end - 1 - body.length, end: end - 1 } }
}

function isOperator(text: string | undefined): text is Operator {
  return text !== undefined
}

/** Fields of a mount without variables, each but the last longer than a letter, so that none can be a drive. */
export function plainFields(text: string): readonly Field[] | undefined {
  if (!/^[^:$]{2,}(?::[^:$]{2,})*(?::[^:$]?)?$/u.test(text)) return undefined
  let start = 0
  return text.split(':').map((part) => {
    const field = { start, end: start + part.length, drive: false, closed: true }
    start = field.end + 1
    return field
  })
}

/** Members of a list of flags: no `=` and no `:`. */
export function plainMembers(text: string): readonly Range[] | undefined {
  if (/[=:]/.test(text)) return undefined
  return [...text.matchAll(/[^,]+/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }))
}

/** Words of one line in which nothing is quoted, escaped, expanded or an operator. */
export function plainWords(text: string): readonly Range[] | undefined {
  if (!/^[A-Za-z0-9_./:=@%+,\- ]*$/.test(text)) return undefined
  return [...text.matchAll(/[^ ]+/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }))
}
