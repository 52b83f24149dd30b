/** Where variables of what is reported get their values. */
import type { Project } from '../core/ir.ts'
import type { Label, Report } from '../core/rule.ts'
import { contains, textOf, type Span } from '../core/source.ts'

/** Gives reports a label for each value, in a file of variables, that settles a part of their place. */
export function tracedReports({ fragments }: Project): (report: Report) => Report {
  const settled = fragments.flatMap((fragment) => fragment.settled ?? [])
  if (settled.length === 0) return (report) => report
  return (report) => {
    const own = settled.filter(({ at }) => contains(report.at, at) || contains(at, report.at))
    const labels = new Map(
      own.map(({ at, from }) => [keyOf(from), { span: from, text: `sets ${textOf(at)}` }] as const),
    )
    return labels.size === 0
      ? report
      : { ...report, labels: [...(report.labels ?? []), ...visible([...labels.values()])] }
  }
}

/** A frame needs a text to point at. */
function visible(labels: readonly Label[]): readonly Label[] {
  return labels.filter(({ span }) => span.end > span.start)
}

function keyOf({ source, start }: Span): string {
  return `${source.path}\0${start}`
}
