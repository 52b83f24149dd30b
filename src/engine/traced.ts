/** Where variables of what is reported get their values. */
import { grouped } from '../core/grouped.ts'
import type { Project, Settled } from '../core/ir.ts'
import type { Label, Report } from '../core/rule.ts'
import { firstReached } from '../core/search.ts'
import { textOf, type Span } from '../core/source.ts'

/**
 * Gives reports a label for each value, in a file of variables, that settles a part of their place. One whose place is such a
 * value stands where the file is named.
 */
export function tracedReports({ fragments }: Project): (report: Report) => Report {
  const all = fragments.flatMap((fragment) => fragment.settled ?? [])
  if (all.length === 0) return (report) => report
  const byValue = new Map(all.map((settled) => [keyOf(settled.from), settled]))
  const parts = grouped(
    all.filter(({ name }) => name === undefined).map((each) => [each.at.source.path, each] as const),
  )
  const sorted = new Map([...parts].map(([path, some]) => [path, some.toSorted((a, b) => a.at.start - b.at.start)]))
  return (report) => {
    const set = byValue.get(keyOf(report.at))
    if (set !== undefined) return withLabels({ ...report, at: set.at }, [set])
    return withLabels(report, within(report.at, sorted.get(report.at.source.path) ?? []))
  }
}

/** What settles a part of a place, of parts in order. */
function within({ start, end }: Span, settled: readonly Settled[]): readonly Settled[] {
  const found: Settled[] = []
  for (let i = firstReached(settled, ({ at }) => at.end > start); i < settled.length; i++) {
    const each = settled[i]
    if (each === undefined || each.at.start >= end) break
    found.push(each)
  }
  return found
}

function withLabels(report: Report, settled: readonly Settled[]): Report {
  const all = settled.map(({ at, from, name }): Label => ({ span: from, text: `sets ${name ?? variableIn(at)}` }))
  // A frame needs a text to point at.
  const labels = new Map(all.filter(({ span }) => span.end > span.start).map((label) => [keyOf(label.span), label]))
  return labels.size === 0 ? report : { ...report, labels: [...(report.labels ?? []), ...labels.values()] }
}

/** The variable of `${DATA:-./data}`, as one without a default: that may be a secret. */
function variableIn(at: Span): string {
  const name = /^\$\{?(\w+)/.exec(textOf(at))?.[1]
  return name === undefined ? 'it' : `\${${name}}`
}

function keyOf({ source, start }: Span): string {
  return `${source.path}\0${start}`
}
