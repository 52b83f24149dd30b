/** What a rule is: metadata and a pure function from a node to reports. */
import type { Change, NewClaim } from './change.ts'
import type { Refusal } from './edit.ts'
import type {
  Base,
  Claim,
  Container,
  Controller,
  Dialect,
  Misfit,
  Mount,
  PersistentVolume,
  PodVolume,
  StorageClass,
  Volume,
  Workload,
} from './ir.ts'
import type { Span } from './source.ts'
import type { View } from './view.ts'

export type Severity = 'error' | 'warning' | 'info'

export type Category =
  'ephemeral-data' | 'portability' | 'sharing' | 'topology' | 'lifecycle' | 'security' | 'drivers' | 'correctness'

/**
 * What applying a fix can do: `safe`: same bytes, same path, same access, nothing stops; `unsafe`: the data stays but
 * behaviour may change; `migrate`: bytes have to move.
 */
export type Applicability = 'safe' | 'unsafe' | 'migrate'

/** The node kinds that a rule can ask for. */
export interface NodeOf {
  workload: Workload
  container: Container
  mount: Mount
  volume: Volume
  claim: Claim
  'persistent-volume': PersistentVolume
  'storage-class': StorageClass
  'pod-volume': PodVolume
  /** Whatever names what storage is made of: a volume of a pod, a persistent volume, a class. */
  backing: PodVolume | PersistentVolume | StorageClass
  misfit: Misfit
}

export type NodeKind = keyof NodeOf

export interface RuleMeta<K extends NodeKind = NodeKind> {
  /** After the problem, so that "allow <name>" reads well. */
  readonly name: string
  readonly summary: string
  readonly category: Category
  /** The most that the rule reports; a report may lower it. */
  readonly severity: Severity
  readonly visits: K
  readonly dialects: readonly Dialect[]
  /** The applicability of the fixes that it may offer. */
  readonly fix: readonly Applicability[]
  readonly since: string
  readonly sources: readonly string[]
  /** Reports on one subject that name the same fault are one fault: the lowest rank stays. */
  readonly fault?: { readonly name: string; readonly rank: number }
}

/** A value that only the owner knows; a fix with one is shown, never applied. */
export interface Placeholder {
  readonly name: string
  readonly why: string
}

export interface Fix {
  /** Imperative, e.g. `Mount the named volume "pgdata"`. */
  readonly title: string
  readonly applicability: Applicability
  /** The final form: what is written where nothing has to move, or where nothing was ever deployed. */
  readonly changes: readonly Change[]
  /** For `migrate`: the form that cannot start empty, and the bytes to move before it starts. Absent: nobody can do it for the owner. */
  readonly failClosed?: { readonly changes: readonly Change[]; readonly moves: readonly Move[] }
  readonly needs?: readonly Placeholder[]
  /** Reasons known to the rule why this must not be done for the owner. */
  readonly refusals?: readonly FixRefusal[]
}

/** `migrate`: only the fail-closed form is refused; `assume-new`: only the final form of a `migrate` fix; `always`: both. */
export interface FixRefusal extends Refusal {
  readonly when: 'always' | 'migrate' | 'assume-new'
}

/** Bytes that a `migrate` fix moves: what `container` holds at `from` goes to `volume`, there seen at `to`. */
export interface DataMove {
  readonly container: string
  readonly workload: string
  /** Path in the container today. */
  readonly from: string
  /** Path in the container afterwards: where the volume is mounted. */
  readonly to: string
  readonly volume: string
  /** What the file names as the place of the bytes, where it does: a host path, or the key of a volume. */
  readonly source?: string
  /** Where the bytes are today. */
  readonly kind: 'host' | 'anonymous' | 'layer' | 'memory' | 'named'
}

/** Bytes that a `migrate` fix moves from a pod, or from the node that it runs on, to a claim that the plan makes. */
export interface ClaimMove {
  readonly claim: NewClaim
  readonly workload: string
  readonly controller: Controller
  readonly container: string
  /** The directory in the container. */
  readonly from: string
  /** Where the bytes are today: a directory of the node, or what goes with the pod. */
  readonly kind: 'host' | 'scratch' | 'memory' | 'layer'
  /** The directory of the node, for `host`. */
  readonly source?: string
}

export type Move = DataMove | ClaimMove

/** True for bytes that go to a claim. */
export function isClaimMove(move: Move): move is ClaimMove {
  return 'claim' in move
}

/** True for bytes that go to a named volume. */
export function isVolumeMove(move: Move): move is DataMove {
  return !isClaimMove(move)
}

export interface Label {
  readonly span: Span
  readonly text: string
}

export interface Report {
  readonly subject: Base
  readonly at: Span
  readonly message: string
  readonly help: string
  /** Only ever lower than the rule's own. */
  readonly severity?: Severity
  /** What tells this fault from another on the same subject, e.g. a path; part of the fingerprint. */
  readonly evidence?: string
  readonly labels?: readonly Label[]
  /** Keys that, written elsewhere in the same object, take the fault away: a patch that sets one may do so. */
  readonly restsOn?: readonly string[]
  /** Worked out when somebody asks. */
  readonly fixes?: () => readonly Fix[]
}

export interface Rule<K extends NodeKind = NodeKind> {
  readonly meta: RuleMeta<K>
  readonly check: (node: NodeOf[K], view: View) => readonly Report[]
}

/** Any rule, whatever it visits. */
export type AnyRule = { [K in NodeKind]: Rule<K> }[NodeKind]

/** Ties metadata to a check of the node kind that it visits. */
export function defineRule<const K extends NodeKind>(
  meta: RuleMeta<K>,
  check: (node: NodeOf[K], view: View) => readonly Report[],
): Rule<K> {
  return { meta, check }
}

const WEIGHT: Record<Severity, number> = { info: 0, warning: 1, error: 2 }

/** The milder of two severities. */
export function milder(a: Severity, b: Severity): Severity {
  return WEIGHT[a] <= WEIGHT[b] ? a : b
}

/** True when `a` is at least as grave as `b`. */
export function atLeast(a: Severity, b: Severity): boolean {
  return WEIGHT[a] >= WEIGHT[b]
}

/** One step milder; info stays. */
export function oneStepDown(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : 'info'
}
