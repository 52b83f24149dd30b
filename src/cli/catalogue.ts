/** The rules that a command line asks for. */
import type { Finding, Run } from '../core/finding.ts'
import type { AnyRule } from '../core/rule.ts'
import { RESERVED, type FindingMeta } from '../core/suppression.ts'
import { RULES } from '../engine/rules.ts'
import { UsageError } from './exit.ts'

/**
 * The named rules, or all; all as well to judge what only the engine tells. Throws a UsageError for a name that is none.
 */
export function rulesNamed(names: readonly string[] | undefined): readonly AnyRule[] {
  if (names === undefined || names.some((name) => reservedNamed(name) !== undefined)) return RULES
  return names.map(ruleNamed)
}

/** A run with only the findings that were asked for; none named: all. */
export function onlyNamed(run: Run, names: readonly string[] | undefined): Run {
  if (names === undefined) return run
  const isNamed = ({ rule }: Finding): boolean => names.includes(rule)
  return { ...run, findings: run.findings.filter(isNamed), suppressed: run.suppressed.filter(isNamed) }
}

/** What is known of a name that is no rule's, where the engine tells findings of it. */
export function reservedNamed(name: string): FindingMeta | undefined {
  return RESERVED.find((r) => r.name === name)
}

export function ruleNamed(name: string): AnyRule {
  const rule = RULES.find((r) => r.meta.name === name)
  if (rule !== undefined) return rule
  throw new UsageError(`there is no rule ${JSON.stringify(name)}; \`storlint rules\` lists them`)
}

/** The choice of rules whose fixes are made; none given: all. */
export function onlyRules(names: readonly string[] | undefined): { readonly only?: ReadonlySet<string> } {
  return names === undefined ? {} : { only: new Set(names.map((name) => ruleNamed(name).meta.name)) }
}
