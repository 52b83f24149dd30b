/** Where variables of what is reported get their values. */
import type { Project, Settled } from '../core/ir.ts'
import type { Label, Report } from '../core/rule.ts'
import { contains, textOf, type Span } from '../core/source.ts'

/**
 * Gives reports a label for each value, in a file of variables, that settles a part of their place. One whose place is such a
 * value stands where the file is named.
 */
export function tracedReports({ fragments }: Project): (report: Report) => Report {
  const settled = fragments.flatMap((fragment) => fragment.settled ?? [])
  if (settled.length === 0) return (report) => report
  return (report) => {
    const set = settled.find(({ from }) => keyOf(from) === keyOf(report.at))
    if (set !== undefined) return withLabels({ ...report, at: set.at }, [set])
    return withLabels(
      report,
      settled.filter(({ at, name }) => name === undefined && (contains(report.at, at) || contains(at, report.at))),
    )
  }
}

function withLabels(report: Report, settled: readonly Settled[]): Report {
  const all = settled.map(({ at, from, name }): Label => ({ span: from, text: `sets ${name ?? textOf(at)}` }))
  // A frame needs a text to point at.
  const labels = new Map(all.filter(({ span }) => span.end > span.start).map((label) => [keyOf(label.span), label]))
  return labels.size === 0 ? report : { ...report, labels: [...(report.labels ?? []), ...labels.values()] }
}

function keyOf({ source, start }: Span): string {
  return `${source.path}\0${start}`
}
