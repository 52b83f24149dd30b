import type { TextEdit } from './edit.ts'
import type { InputError } from './ir.ts'
import type { Applicability, Category, DataMove, Placeholder, Report, Severity } from './rule.ts'

/** A report that the engine has taken: its rule, its identity, and what its fixes come to. */
export interface Finding extends Omit<Report, 'fixes' | 'severity'> {
  readonly rule: string
  readonly category: Category
  readonly severity: Severity
  /** Stable identity: rule, path from the project root, address, evidence, ordinal. No line, no prose. */
  readonly fingerprint: string
  /** The rule's page. */
  readonly docs: string
  readonly fixes: readonly ResolvedFix[]
}

/** A fix as a reader may take it: its text edits, or why there are none. */
export interface ResolvedFix {
  readonly title: string
  readonly applicability: Applicability
  readonly needs: readonly Placeholder[]
  readonly moves: readonly DataMove[]
  /** Verified edits, or null when refused. For `migrate`, the fail-closed form. */
  readonly edits: readonly TextEdit[] | null
  readonly refused: string | null
}

/** A file that was looked at and left alone. */
export interface Skipped {
  readonly path: string
  readonly reason: string
}

/** All that one run has to say. */
export interface Run {
  readonly findings: readonly Finding[]
  readonly errors: readonly InputError[]
  readonly skipped: readonly Skipped[]
  readonly files: number
  readonly documents: number
}
