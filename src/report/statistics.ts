/** How often each rule has spoken. */
import type { Finding, Run } from '../core/finding.ts'
import type { Severity } from '../core/rule.ts'

export interface RuleCount {
  readonly rule: string
  readonly severity: Severity
  readonly count: number
}

/** Findings counted by rule and severity, the most frequent first. */
export function ruleCounts(findings: readonly Finding[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>()
  for (const { rule, severity } of findings) {
    const key = `${rule} ${severity}`
    counts.set(key, { rule, severity, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
}

/** One line a rule and severity: the count, the severity, the rule; nothing where nothing was found. */
export function statisticsReport(run: Run): string {
  const counts = ruleCounts(run.findings)
  const width = String(counts[0]?.count ?? 0).length
  return counts
    .map(({ rule, severity, count }) => `${String(count).padStart(width)}  ${severity.padEnd(7)}  ${rule}\n`)
    .join('')
}
