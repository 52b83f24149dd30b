import type { Certainty, Located } from './located.ts'
import type { Span } from './source.ts'

/**
 * A value of the IR without spans and origins: what was said, not where. A `Located` keeps value and certainty.
 */
export type Shape<T> =
  T extends Located<infer V>
    ? { readonly value: V; readonly certainty: Certainty }
    : T extends Span
      ? never
      : T extends readonly (infer E)[]
        ? readonly Shape<E>[]
        : T extends object
          ? {
              readonly [
                K in keyof T as K extends 'span' | 'origin' | 'source' | 'via' | 'settled' | 'shown' ? never : K
              ]: Shape<T[K]>
            }
          : T

const PLACES = new Set(['span', 'origin', 'source', 'via', 'settled', 'shown'])

/** Takes the places out of a value of the IR. Spans in lists go; keys whose value is undefined go. */
export function shapeOf<T>(value: T): Shape<T> {
  return strip(value) as Shape<T>
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isSpan(item)).map(strip)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, v]) => !PLACES.has(key) && v !== undefined && !isSpan(v))
  return Object.fromEntries(kept.map(([key, v]) => [key, strip(v)]))
}

function isSpan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value && 'source' in value
}
