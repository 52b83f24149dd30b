/** The IR as JSON: every value with its certainty and its place, without secrets. */
import type { Fragment, Recipe } from '../core/ir.ts'
import { positionAt, type Span } from '../core/source.ts'

/** Fragments and Dockerfiles in the order given. A place is `{ path, start, end }` with 1-based lines and columns. */
export function irReport(fragments: readonly (Fragment | Recipe)[]): string {
  const shown = fragments.map((fragment) => ({ path: fragment.span.source.path, ...fragment }))
  return JSON.stringify(shown, (key, value: unknown) => shownValue(key, value), 2) + '\n'
}

/** Places as such, and values as they may be shown; neither whole texts, nor where secrets are, nor what is told elsewhere. */
function shownValue(key: string, value: unknown): unknown {
  if (key === 'source' || key === 'secrets' || key === 'errors') return undefined
  if (isHidden(value)) return { ...value, value: value.shown, shown: undefined }
  return isSpan(value) ? placeOf(value) : value
}

function isHidden(value: unknown): value is { readonly shown: string } {
  return (
    typeof value === 'object' && value !== null && 'certainty' in value && 'shown' in value && value.shown !== undefined
  )
}

function placeOf({ source, start, end }: Span): object {
  return { path: source.path, start: positionAt(source, start), end: positionAt(source, end) }
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'source' in value && 'start' in value && 'end' in value
}
