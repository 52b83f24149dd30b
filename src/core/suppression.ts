/** Findings about suppressions themselves: names that no rule may have. */
import type { RuleMeta } from './rule.ts'

/** What is known of a name that may stand in a finding's `rule`. */
export type FindingMeta = Pick<RuleMeta, 'name' | 'summary' | 'category' | 'severity' | 'since'>

export const UNUSED_SUPPRESSION = {
  name: 'unused-suppression',
  summary: 'A suppression covers no finding.',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
} as const satisfies FindingMeta

export const BAD_SUPPRESSION = {
  name: 'bad-suppression',
  summary: 'A suppression has no reason, names no rule that there is, or is not written as one.',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
} as const satisfies FindingMeta

/** All reserved names. They are told by the engine, have a level in a configuration, and cannot be suppressed. */
export const RESERVED: readonly FindingMeta[] = [BAD_SUPPRESSION, UNUSED_SUPPRESSION]

/** The page of reserved names, from the project's root. */
export const SUPPRESSION_PAGE = 'docs/suppression.md'
