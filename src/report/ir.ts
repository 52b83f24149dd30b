/** The IR as JSON: every value with its certainty and its place, without secrets. */
import type { Fragment } from '../core/ir.ts'
import { positionAt, type Span } from '../core/source.ts'

/** Fragments in the order given. A place is `{ path, start, end }` with 1-based lines and columns. */
export function irReport(fragments: readonly Fragment[]): string {
  const shown = fragments.map(({ source, secrets: _secrets, errors: _errors, ...rest }) => ({
    path: source.path,
    ...rest,
  }))
  return JSON.stringify(shown, (_key, value: unknown) => (isSpan(value) ? placeOf(value) : value), 2) + '\n'
}

function placeOf({ source, start, end }: Span): object {
  return { path: source.path, start: positionAt(source, start), end: positionAt(source, end) }
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'source' in value && 'start' in value && 'end' in value
}
