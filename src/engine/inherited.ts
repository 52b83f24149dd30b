/** One place that several services have from one another is told once. */
import { grouped } from '../core/grouped.ts'
import type { Label } from '../core/rule.ts'
import { contains, type Span } from '../core/source.ts'
import type { RawFinding } from './lint.ts'

/**
 * Findings in their order. Of those of one rule at one place, the one whose subject has the place in it stays, and names those
 * that have it from there; where none has, and all say the same, the first stays.
 */
export function toldOnce(findings: readonly RawFinding[]): readonly RawFinding[] {
  const groups = grouped(findings.map((finding) => [keyOf(finding), finding] as const))
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group.map(traced) : withoutHeirs(group)))
}

function keyOf({ rule, at }: RawFinding): string {
  return [rule, at.source.path, at.start, at.end].join('\0')
}

function withoutHeirs(group: readonly RawFinding[]): readonly RawFinding[] {
  const owners = group.filter(({ subject: { origin }, at }) => origin.kind === 'written' && contains(origin.span, at))
  const heirs = group.filter((f) => !owners.includes(f)).map(traced)
  const [owner, ...others] = owners
  const [first, ...rest] = heirs
  if (first === undefined) return group
  if (owner !== undefined) return [withHeirs(owner, heirs), ...others]
  return rest.every((f) => f.message === first.message) ? [withHeirs(first, rest)] : heirs
}

function withHeirs(finding: RawFinding, heirs: readonly RawFinding[]): RawFinding {
  const more = heirs.map((heir): Label => ({ span: wayInto(heir), text: 'has it from there' }))
  return { ...finding, labels: [...(finding.labels ?? []), ...more] }
}

/** A finding in another file than what it is about names the place that brought it there. */
function traced(finding: RawFinding): RawFinding {
  const { at, project, labels = [] } = finding
  const span = wayInto(finding)
  const isBrought = span.source !== at.source && project.fragments.some((f) => f.dialect === 'compose')
  return isBrought ? { ...finding, labels: [...labels, { span, text: 'has it from there' }] } : finding
}

/** What brought the subject of a finding to its place; else its name. */
function wayInto({ subject: { origin } }: RawFinding): Span {
  return origin.kind === 'inherited' ? origin.via : origin.key
}
