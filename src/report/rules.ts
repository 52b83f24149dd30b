/** The catalogue of rules. */
import { ruleDocs } from '../core/about.ts'
import type { RuleMeta } from '../core/rule.ts'
import type { FindingMeta } from '../core/suppression.ts'

/** A rule, or a name of which only the engine tells findings. */
type Told = FindingMeta & Partial<RuleMeta>

/** All rules, as aligned lines or as JSON with their full metadata. */
export function rulesReport(rules: readonly Told[], format: 'text' | 'json'): string {
  if (format === 'json') return JSON.stringify(rules.map(ruleJson), null, 2) + '\n'
  const width = Math.max(...rules.map((r) => r.name.length))
  const fixes = Math.max(...rules.map((r) => fixWord(r).length))
  const lines = rules.map(
    (r) => `${r.name.padEnd(width)}  ${r.severity.padEnd(7)}  ${fixWord(r).padEnd(fixes)}  ${r.summary}`,
  )
  return lines.join('\n') + '\n'
}

function ruleJson(rule: Told): object {
  const { name, summary, category, severity, visits = null, dialects = [], fix = [], since, sources = [] } = rule
  return { name, summary, category, severity, visits, dialects, fix, since, sources, docs: ruleDocs(name) }
}

/** `no fix`, or the classes of the fixes that a rule may offer. */
export function fixWord({ fix = [] }: Partial<Pick<RuleMeta, 'fix'>>): string {
  return fix.length === 0 ? 'no fix' : `fix: ${fix.join(', ')}`
}
