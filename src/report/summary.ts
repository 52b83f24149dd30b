/** The line that closes a run. */
import type { Finding, Run, Skipped } from '../core/finding.ts'
import type { Applicability, Severity } from '../core/rule.ts'

/** How many findings of each severity there are. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((f) => f.severity === severity).length
  return { error: count('error'), warning: count('warning'), info: count('info') }
}

/** `2 errors and 1 warning in 3 files, …`, or, after fixes, `2 errors left in …`; what can be fixed, and by which option. */
export function summaryLines(run: Run, afterFixes = false): readonly string[] {
  const counts = countBySeverity(run.findings)
  const parts = (['error', 'warning', 'info'] as const)
    .filter((s) => counts[s] > 0)
    .map((s) => plural(counts[s], NOUN[s]))
  if (run.errors.length > 0) parts.push(plural(run.errors.length, 'input error'))
  const checked = run.files - run.skipped.filter((s) => s.path !== '').length
  const found = (parts.length === 0 ? 'No findings' : listed(parts)) + (afterFixes ? ' left' : '')
  const asides = [...skippedParts(run.skipped), ...suppressedPart(run)].map((part) => `, ${part}`)
  return [`${found} in ${plural(Math.max(0, checked), 'file')}${asides.join('')}.`, ...fixLine(run.findings)]
}

function skippedParts(skipped: readonly Skipped[]): readonly string[] {
  const count = (kind: Skipped['kind']): number => skipped.filter((s) => s.kind === kind).length
  const [others, ignored, unsettled] = [count(undefined), count('ignored'), count('unsettled')]
  return [
    ...(others > 0 ? [`${plural(others, 'file')} of other kinds skipped`] : []),
    ...(ignored > 0 ? [`${plural(ignored, 'file')} ignored`] : []),
    ...(unsettled > 0 ? [`${plural(unsettled, 'file')} not checked`] : []),
  ]
}

function suppressedPart({ suppressed }: Run): readonly string[] {
  return suppressed.length > 0 ? [`${plural(suppressed.length, 'finding')} suppressed`] : []
}

const NOUN: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'hint' }

const OPTION: Readonly<Record<Applicability, string>> = {
  safe: 'storlint fix',
  unsafe: 'storlint fix --unsafe',
  migrate: 'storlint fix --migrate',
}

function fixLine(findings: readonly Finding[]): readonly string[] {
  const count = (a: Applicability): number =>
    findings.filter((f) => f.fixes.some((x) => x.applicability === a && x.edits !== null)).length
  const parts = (['safe', 'unsafe', 'migrate'] as const)
    .filter((a) => count(a) > 0)
    .map((a) => `${count(a)} with \`${OPTION[a]}\``)
  if (parts.length === 0) return []
  const fresh =
    count('migrate') > 0
      ? ['If nothing was ever started from these files, --assume-new writes the fixes that move data without a plan.']
      : []
  return [`Fixable: ${listed(parts)}. Add --diff to look first.`, ...fresh]
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
