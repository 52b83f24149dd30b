/** What input may do to a terminal: nothing. */
import { grouped } from '../core/grouped.ts'
import { memo } from '../core/memo.ts'
import type { Source, Span } from '../core/source.ts'

// Control characters, and those that turn the direction of text around.
const UNSAFE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Text with every unsafe character spelt out, e.g. `\u001b`. Tabs become spaces. */
export function spelledOut(text: string): string {
  return text.replace(/\t/g, ' ').replace(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A source line of the same length, each unsafe character and each secret one exchanged for a mark. */
export function safeLine(line: string, lineStart: number, secrets: readonly Span[]): string {
  const chars = [...line.replace(UNSAFE, '\ufffd').matchAll(/[\s\S]/g)].map((m) => m[0])
  for (const { start, end } of secrets) {
    for (let i = Math.max(0, start - lineStart); i < Math.min(chars.length, end - lineStart); i++) chars[i] = MASK
  }
  return chars.join('')
}

const bySource = memo((spans: readonly Span[]) => grouped(spans.map((span) => [span.source, span] as const)))

/** Those of the spans that lie in a source. */
export function spansIn(spans: readonly Span[], source: Source): readonly Span[] {
  return bySource(spans).get(source) ?? []
}

/** Stands for each character of a secret. */
export const MASK = '\u2022'
