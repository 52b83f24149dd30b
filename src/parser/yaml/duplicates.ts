/** Keys that stand twice in one mapping. */
import { positionAt } from '../../core/source.ts'
import type { YamlEntry, YamlProblem, YamlScalar } from '../tree.ts'
import { printable } from './message.ts'

/**
 * The repeated keys of a mapping, compared as text like go-yaml, which Compose and Kubernetes read with. `<<` may stand
 * more than once; keys that are no scalars are not compared.
 */
export function duplicateKeys(entries: readonly YamlEntry[]): readonly YamlProblem[] {
  if (entries.length < 2) return []
  const firsts = new Map<string, YamlScalar>()
  const problems: YamlProblem[] = []
  for (const entry of entries) {
    const { key } = entry
    if (key.kind !== 'scalar' || isMergeKey(key) || entry.span.start === entry.span.end) continue
    const first = firsts.get(key.text.text)
    if (first === undefined) firsts.set(key.text.text, key)
    else problems.push(duplicate(key, first, entry))
  }
  return problems
}

/** True for a plain `<<`: https://yaml.org/type/merge.html */
export function isMergeKey(key: YamlScalar): boolean {
  return key.style === 'plain' && key.text.text === '<<' && (key.tag === undefined || key.tag === '!!merge')
}

function duplicate(key: YamlScalar, first: YamlScalar, entry: YamlEntry): YamlProblem {
  const { line } = positionAt(first.span.source, first.span.start)
  // A pair at the place of a key may hold a secret: `{ PASSWORD=… }`.
  const name = key.text.text.replace(/=[^]*/, '=…')
  const message = `the key "${printable(name)}" stands twice in this mapping, first on line ${line}`
  // An empty key has no place of its own.
  return { kind: 'syntax', message, span: key.span.start === key.span.end ? entry.span : key.span }
}
