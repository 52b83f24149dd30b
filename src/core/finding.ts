import type { TextEdit } from './edit.ts'
import type { InputError } from './ir.ts'
import type { Source, Span } from './source.ts'
import type { Applicability, Category, Move, Placeholder, Report, Severity } from './rule.ts'

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
  readonly moves: readonly Move[]
  /** Verified edits, or null when refused. For `migrate`, the fail-closed form. */
  readonly edits: readonly TextEdit[] | null
  /** Files that come with the edits. */
  readonly created: readonly Source[]
  readonly refused: string | null
}

/** A finding that the owner allows, and why; its fixes are left out. */
export interface SuppressedFinding extends Finding {
  readonly suppressed: { readonly reason: string }
}

/** A file that was looked at and left alone. */
export interface Skipped {
  readonly path: string
  readonly reason: string
  /** `ignored`: its owner wants that; `unsettled`: its configuration has errors. Absent: it is nothing that storlint reads. */
  readonly kind?: 'ignored' | 'unsettled'
}

/** All that one run has to say. */
export interface Run {
  readonly findings: readonly Finding[]
  /** Findings that count for nothing, as a comment or an annotation allows them. */
  readonly suppressed: readonly SuppressedFinding[]
  readonly errors: readonly InputError[]
  readonly skipped: readonly Skipped[]
  readonly files: number
  readonly documents: number
  /** Places whose text no output may show. */
  readonly secrets: readonly Span[]
}

/** A fix that a fixing run made, or that it withheld. */
export interface FixNote {
  readonly rule: string
  readonly address: string
  /** Where the fault was when it was found; earlier fixes may have moved it. */
  readonly at: Span
  readonly title: string
  readonly applicability: Applicability
}

export interface AppliedFix extends FixNote {
  /** The data to move before the result may start. */
  readonly moves: readonly Move[]
  /** The Compose files that are run together, in their order, where Compose has to be told. */
  readonly stack?: readonly string[]
}

export interface WithheldFix extends FixNote {
  readonly reason: string
}

/** What a fixing run did, and what remains. */
export interface FixRun {
  /** Files that changed, as they were and as they are. */
  readonly changed: readonly { readonly before: Source; readonly after: Source }[]
  /** Files that are new. */
  readonly created: readonly Source[]
  readonly applied: readonly AppliedFix[]
  readonly withheld: readonly WithheldFix[]
  /** All that is to be said of the result; its secrets hold for old and new texts. */
  readonly run: Run
}
