/** How a command line ends: the same codes for every format. */
import type { Finding, Run } from '../core/finding.ts'
import { atLeast, type Severity } from '../core/rule.ts'

export const CLEAN = 0
export const FINDINGS = 1
export const INCOMPLETE = 2

/** What the user asked for wrongly: one line, exit 2. */
export class UsageError extends Error {}

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
