/** The rules that a command line asks for. */
import type { AnyRule } from '../core/rule.ts'
import { RULES } from '../engine/rules.ts'
import { UsageError } from './exit.ts'

/** The named rules, or all. Throws a UsageError for a name that is none. */
export function rulesNamed(names: readonly string[] | undefined): readonly AnyRule[] {
  if (names === undefined) return RULES
  return names.map(ruleNamed)
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
