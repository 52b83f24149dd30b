import { exactText, type Located, type MappedText } from '../../src/core/located.ts'
import { sourceOf, type Span, textOf } from '../../src/core/source.ts'

/** A text that stands letter for letter in a source, behind `before`. */
export function plain(text: string, before = ''): MappedText {
  const source = sourceOf('compose.yaml', before + text + before)
  return exactText({ source, start: before.length, end: before.length + text.length })
}

/** A located value as `[value, written text, certainty]`. */
export function seen<T>(located: Located<T>): readonly [T, string, string] {
  return [located.value, textOf(located.span), located.certainty]
}

/** The certainty and place of each run of a text. */
export function runs(text: MappedText): readonly (readonly [string, string, string, boolean])[] {
  return text.segments.map((s) => [
    text.text.slice(s.textStart, s.textEnd),
    text.source.text.slice(s.sourceStart, s.sourceEnd),
    s.certainty,
    s.exact,
  ])
}

/** True when a span lies within its source and does not run backwards. */
export function isInside({ source, start, end }: Span): boolean {
  return start >= 0 && start <= end && end <= source.text.length
}
