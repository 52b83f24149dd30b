/** What a schema complains of, in words. */
import { nearest } from '../../core/nearest.ts'
import type { Span } from '../../core/source.ts'
import type { PlacedValue } from './tree.ts'

/** `doubt`: something that storlint does not know and passes over. */
export interface ConfigProblem {
  readonly weight: 'error' | 'doubt'
  readonly span: Span
  readonly message: string
}

/** What the compiled validator says of one value: an error object of ajv. https://ajv.js.org/api.html#error-objects */
export interface Complaint {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  /** The schema that the keyword stands in. */
  readonly parentSchema: Readonly<Record<string, unknown>>
}

/** The compiled validator: `errors` are those of its last call. */
export interface Validate {
  (value: unknown): boolean
  readonly errors?: readonly Complaint[] | null
}

/** The problems behind the complaints of a validator. Of a value that has none of several forms, only that is told. */
export function problemsOf(complaints: readonly Complaint[], placed: PlacedValue): readonly ConfigProblem[] {
  const formless = complaints.filter((c) => c.keyword === 'anyOf').map((c) => c.instancePath)
  const isEcho = ({ keyword, instancePath }: Complaint): boolean =>
    formless.some((p) => (instancePath === p && keyword !== 'anyOf') || instancePath.startsWith(`${p}/`))
  return complaints.filter((c) => !isEcho(c)).map((c) => problemOf(c, placed))
}

function problemOf(complaint: Complaint, placed: PlacedValue): ConfigProblem {
  const { keyword, instancePath, params, parentSchema } = complaint
  if (keyword !== 'additionalProperties')
    return { weight: 'error', span: placed.at(instancePath), message: words(complaint, placed) }
  const key = String(params['additionalProperty'])
  const known = Object.keys((parentSchema['properties'] ?? {}) as object)
  return { weight: 'doubt', span: placed.keyAt(instancePath, key), message: unknownName('key', key, known) }
}

/** `there is no key "rulez"; did you mean "rules"?` */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  return `there is no ${what} ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`}`
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
}

function words(complaint: Complaint, placed: PlacedValue): string {
  const { keyword, instancePath, params } = complaint
  const label = labelOf(instancePath)
  switch (keyword) {
    case 'type':
      return `${label} must be ${TYPES[String(params['type'])] ?? String(params['type'])}`
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String)
      const written = String(valueAt(placed.value, instancePath))
      const meant = nearest(written, allowed)
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`
      return `${label} must be one of ${allowed.join(', ')}, not ${JSON.stringify(written)}${hint}`
    }
    case 'const':
      return `${label} must be ${String(params['allowedValue'])}`
    case 'required':
      return `${label} needs a key ${JSON.stringify(params['missingProperty'])}`
    case 'minItems':
    case 'minLength':
      return `${label} must not be empty`
    case 'uniqueItems':
      return `${label} names something twice`
    default: {
      const { title, pattern } = complaint.parentSchema
      return `${label} must be ${title === undefined ? `a text that matches ${String(pattern)}` : String(title)}`
    }
  }
}

/** The key of a value, or what it is in the list of that key. */
function labelOf(pointer: string): string {
  const keys = keysOf(pointer)
  const last = keys.pop()
  if (last === undefined) return 'the configuration'
  return /^\d+$/.test(last) ? `an entry of ${keys.findLast((key) => !/^\d+$/.test(key)) ?? 'the list'}` : last
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function valueAt(value: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    value,
  )
}
