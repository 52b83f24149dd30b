/** How a run is judged: the same codes for every format and every front. */
import type { SettingsOf } from './config.ts'
import type { Finding, Run } from './finding.ts'
import { atLeast, type Severity } from './rule.ts'

export const CLEAN = 0
export const FINDINGS = 1
export const INCOMPLETE = 2

/** The severities that may fail a run, and `never`. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const

export type FailOn = Severity | 'never'

/** How grave a finding in a file (by its path) has to be to fail a run. */
export type FailOnFor = (path: string) => FailOn

/** `given`, what someone asked for this run, for all files; else what the owner of each file settled; else `warning`. */
export function failOnFor(given: FailOn | undefined, settings: SettingsOf | undefined): FailOnFor {
  return (path) => given ?? settings?.(path)?.failOn?.value ?? 'warning'
}

/** 2 when something could not be completed, 1 when a finding is as grave as `failOn`, else 0. */
export function exitCode(
  run: Pick<Run, 'errors'>,
  findings: readonly Pick<Finding, 'severity' | 'at'>[],
  failOn: FailOn | FailOnFor,
): number {
  if (run.errors.length > 0) return INCOMPLETE
  const fails = ({ severity, at }: Pick<Finding, 'severity' | 'at'>): boolean => {
    const least = typeof failOn === 'function' ? failOn(at.source.path) : failOn
    return least !== 'never' && atLeast(severity, least)
  }
  return findings.some(fails) ? FINDINGS : CLEAN
}
