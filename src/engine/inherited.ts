/** One place that several services have from one another is told once. */
import { grouped } from '../core/grouped.ts'
import type { Label } from '../core/rule.ts'
import { contains } from '../core/source.ts'
import type { RawFinding } from './lint.ts'

/**
 * Findings in their order. Of those of one rule at one place, the one whose subject has the place in it stays, and names those
 * that have it from there; where none has, all stay.
 */
export function toldOnce(findings: readonly RawFinding[]): readonly RawFinding[] {
  const groups = grouped(findings.map((finding) => [keyOf(finding), finding] as const))
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group : withoutHeirs(group)))
}

function keyOf({ rule, at }: RawFinding): string {
  return [rule, at.source.path, at.start, at.end].join('\0')
}

function withoutHeirs(group: readonly RawFinding[]): readonly RawFinding[] {
  const owners = group.filter(({ subject: { origin }, at }) => origin.kind === 'written' && contains(origin.span, at))
  const [owner] = owners
  if (owner === undefined || owners.length === group.length) return group
  const heirs = group.filter((f) => !owners.includes(f))
  const more = heirs.map(({ subject: { origin } }): Label => {
    const span = origin.kind === 'inherited' ? origin.via : origin.key
    return { span, text: 'has it from there' }
  })
  return owners.map((f) => (f === owner ? { ...f, labels: [...(f.labels ?? []), ...more] } : f))
}
