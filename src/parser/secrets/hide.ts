/** Notes places of a document that no output may show. */
import { spanOf } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import type { YamlAlias, YamlEntry, YamlNode, YamlScalar } from '../tree.ts'
import { reach } from '../yaml/tree-tools.ts'
import { secretRanges, type TextRange } from './text.ts'

/** A walk through the tree of a document. */
export interface Walk {
  readonly keepsEnv: (key: string) => boolean
  readonly found: Span[]
  /** Collections that were hidden, or read as an environment, by way of an alias: it may lead in a circle. */
  readonly followed: Set<YamlNode>
  /** Environments, with their keys. */
  readonly environments: Span[]
}

/** All that is written in a node, and what its aliases stand for. */
export function hideAll(walk: Walk, node: YamlNode): void {
  if (node.kind === 'alias') return follow(walk, node, (target) => hideAll(walk, target))
  if (node.kind === 'scalar') return hideText(walk, node, [{ start: 0, end: node.text.text.length }])
  walk.found.push(node.span)
  const inner = node.kind === 'seq' ? node.items.map((i) => i.value) : node.entries.flatMap((e) => [e.key, e.value])
  for (const each of inner) if (each !== undefined && each.kind !== 'scalar') hideAll(walk, each)
}

/** Goes on with what an alias stands for; with a collection once only. */
export function follow({ followed }: Walk, alias: YamlAlias, go: (target: YamlNode) => void): void {
  const { node: target } = reach(alias)
  if (target.kind === 'alias' || (target.kind !== 'scalar' && followed.has(target))) return
  followed.add(target)
  go(target)
}

/** What gives itself away in a text that is otherwise shown. */
export function hideSigns(walk: Walk, scalar: YamlScalar): void {
  hideText(walk, scalar, secretRanges(scalar.text.text))
}

/** Hides parts of the decoded text of a scalar. */
export function hideText({ found }: Walk, { text }: YamlScalar, ranges: readonly TextRange[]): void {
  for (const { start, end } of ranges) if (end > start) found.push(spanOf(text, start, end))
}

/** Hides parts of a piece of source, counted from its start. */
export function hideRanges({ found }: Walk, { source, start }: Span, ranges: readonly TextRange[]): void {
  for (const range of ranges) found.push({ source, start: start + range.start, end: start + range.end })
}

/** True for an entry with this key. */
export function isNamed({ key }: YamlEntry, name: string): boolean {
  return key.kind === 'scalar' && key.text.text === name
}
