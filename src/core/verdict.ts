/** How a run is judged: the same codes for every format and every front. */
import type { Finding, Run } from './finding.ts'
import { atLeast, type Severity } from './rule.ts'

export const CLEAN = 0
export const FINDINGS = 1
export const INCOMPLETE = 2

/** The severities that may fail a run, and `never`. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const

export type FailOn = Severity | 'never'

/** 2 when something could not be completed, 1 when a finding is as grave as `failOn`, else 0. */
export function exitCode(
  run: Pick<Run, 'errors'>,
  findings: readonly Pick<Finding, 'severity'>[],
  failOn: FailOn,
): number {
  if (run.errors.length > 0) return INCOMPLETE
  return failOn !== 'never' && findings.some((f) => atLeast(f.severity, failOn)) ? FINDINGS : CLEAN
}
