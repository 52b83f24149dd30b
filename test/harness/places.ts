/** Every value of the IR has a place in its file; cut out, it is what was written. */
import { expect } from 'vitest'
import type { Fragment } from '../../src/core/ir.ts'
import type { Located } from '../../src/core/located.ts'
import { textOf, type Source, type Span } from '../../src/core/source.ts'

export interface SeenPlaces {
  spans: number
  values: number
  cut: number
}

/** Holds every span and value of fragments against their source; counts them. */
export function checkPlaces(fragments: readonly Fragment[]): SeenPlaces {
  const seen: SeenPlaces = { spans: 0, values: 0, cut: 0 }
  const known = new Set<unknown>()
  const visit = (value: unknown, key: string): void => {
    if (typeof value !== 'object' || value === null || known.has(value) || isSource(value)) return
    known.add(value)
    if (isSpan(value)) checkSpan(value, seen)
    else if (isLocated(value)) checkValue(value, key, seen)
    // What is granted is read only without being written so.
    const skipped = 'form' in value && value.form === 'grant' ? 'readOnly' : ''
    for (const [name, inner] of Object.entries(value))
      if (name !== skipped) visit(inner, Array.isArray(value) ? key : name)
  }
  for (const fragment of fragments) visit(fragment, '')
  return seen
}

function checkSpan({ source, start, end }: Span, seen: SeenPlaces): void {
  seen.spans += 1
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(source.text.length)
}

/** Made of two places, or of a part of one: all else is written as it is read. */
const COMPOSED = new Set(['claimRef', 'rule'])

function checkValue({ value, span, certainty, shown }: Located<unknown>, key: string, seen: SeenPlaces): void {
  seen.values += 1
  if (value === '' || value === false) return
  expect(span.end, `${key} is written somewhere`).toBeGreaterThan(span.start)
  if (certainty !== 'literal' || COMPOSED.has(key) || !isPlain(span)) return
  seen.cut += 1
  // What comes from an environment is shown as it is written, or stands there; some of it is a part of what is shown.
  if (shown !== undefined) expect([shown, String(value)].some((text) => text.includes(textOf(span)))).toBe(true)
  else if (typeof value === 'boolean') expect(textOf(span)).toMatch(/^(true|yes|on|y|ro|nocopy)$/i)
  else expect(textOf(span)).toBe(String(value))
}

/** On one line, with neither quotes nor escapes around or in it, nor what a file of variables expands. */
function isPlain(span: Span): boolean {
  const isExpanded = span.source.path.endsWith('.env') && textOf(span).includes('$')
  if (isExpanded || textOf(span).includes('$$')) return false
  const around = span.source.text.slice(Math.max(0, span.start - 1), span.end + 1)
  return !/["'\\\n\r]/.test(around.trim())
}

function isSource(value: object): value is Source {
  return 'rootPath' in value && 'text' in value
}

function isSpan(value: object): value is Span {
  return 'source' in value && 'start' in value && 'end' in value
}

function isLocated(value: object): value is Located<unknown> {
  return 'value' in value && 'span' in value && 'certainty' in value
}
