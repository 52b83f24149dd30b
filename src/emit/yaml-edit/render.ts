/** Writes new values in the conventions of the file they go into. Nothing that a user wrote passes through here. */
import type { Quote } from './quote.ts'
import { quoted, scalarSource } from './quote.ts'

/** A value to write. `null` is written as nothing (`pgdata:`), in flow style as `null`. Key order is kept. */
export type NewValue = string | number | boolean | null | readonly NewValue[] | NewMap
export interface NewMap {
  readonly [key: string]: NewValue
}

/** How a file writes YAML. */
export interface Conventions {
  /** Columns from a key to the keys of its mapping. */
  readonly indent: number
  /** Columns from a key to the `-` of its list. */
  readonly dashIndent: number
  /** Spaces behind a `-`. */
  readonly dashGap: number
  readonly lineEnd: '\n' | '\r\n'
  readonly quote: Quote
}

export function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value)
}

export function isNewMap(value: NewValue): value is NewMap {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** `key: value` in block style, from column 0, without line ends. */
export function entryLines(key: string, value: NewValue, conventions: Conventions): readonly string[] {
  const name = scalarSource(key, false, conventions.quote)
  if (value === null) return [`${name}:`]
  if (isInline(value)) return [`${name}: ${inlineSource(value, conventions.quote)}`]
  const step = isList(value) ? conventions.dashIndent : conventions.indent
  return [`${name}:`, ...indented(blockLines(value, conventions), step)]
}

/** `- value` in block style, from column 0, without line ends. */
export function itemLines(value: NewValue, conventions: Conventions): readonly string[] {
  if (value === null) return ['-']
  const step = 1 + conventions.dashGap
  const [first = '', ...rest] = valueLines(value, conventions)
  return [`-${' '.repeat(conventions.dashGap)}${first}`, ...indented(rest, step)]
}

/** The value in block style, from column 0. */
export function valueLines(value: NewValue, conventions: Conventions): readonly string[] {
  return isInline(value) ? [inlineSource(value, conventions.quote)] : blockLines(value, conventions)
}

function blockLines(value: NewValue, conventions: Conventions): readonly string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, conventions))
  if (!isNewMap(value)) return [inlineSource(value, conventions.quote)]
  return Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner, conventions))
}

/** True for what has no block form: scalars, and mappings and lists without content. */
function isInline(value: NewValue): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

function inlineSource(value: NewValue, quote: Quote): string {
  if (typeof value === 'string') return scalarSource(value, false, quote)
  if (typeof value !== 'object' || value === null) return String(value)
  return isList(value) ? '[]' : '{}'
}

/** The value in flow style on one line; as JSON where the place is JSON. */
export function flowSource(value: NewValue, quote: Quote, isJson: boolean): string {
  if (isJson) return jsonSource(value)
  if (typeof value === 'string') return scalarSource(value, true, quote)
  if (isList(value)) return `[${value.map((item) => flowSource(item, quote, false)).join(', ')}]`
  return isNewMap(value) ? flowMap(value, quote) : String(value)
}

function flowMap(value: NewMap, quote: Quote): string {
  const entries = Object.entries(value).map(([key, inner]) => flowEntry(key, inner, { quote, isJson: false }))
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** `key: value` in flow style. */
export function flowEntry(key: string, value: NewValue, how: { quote: Quote; isJson: boolean }): string {
  const name = how.isJson ? quoted(key, 'double') : scalarSource(key, true, how.quote)
  return `${name}: ${flowSource(value, how.quote, how.isJson)}`
}

function jsonSource(value: NewValue): string {
  if (typeof value === 'string') return quoted(value, 'double')
  if (isList(value)) return `[${value.map(jsonSource).join(', ')}]`
  if (!isNewMap(value)) return String(value)
  return `{${Object.entries(value)
    .map(([key, inner]) => flowEntry(key, inner, { quote: 'double', isJson: true }))
    .join(', ')}}`
}

/** The lines moved right; blank ones stay blank. */
export function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line))
}
