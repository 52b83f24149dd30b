import type { TextEdit } from '../../src/core/edit.ts'
import { applyEdits, isRefusal } from '../../src/core/edit.ts'
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../src/parser/tree.ts'
import type { Edited } from '../../src/emit/yaml-edit.ts'
import { plain, readAll, visit } from './support.ts'

/** The text after the edits, or the code of the refusal. */
export function outcome(text: string, edited: Edited): string {
  return isRefusal(edited) ? `refused: ${edited.code}` : applyEdits(text, edited)
}

export function mapsOf(document: YamlDocument): readonly YamlMap[] {
  const maps: YamlMap[] = []
  visit(document.root, (node) => {
    if (node.kind === 'map') maps.push(node)
  })
  return maps
}

export function seqsOf(document: YamlDocument): readonly YamlSeq[] {
  const seqs: YamlSeq[] = []
  visit(document.root, (node) => {
    if (node.kind === 'seq') seqs.push(node)
  })
  return seqs
}

/** The node at a path of keys and indices. */
export function at(document: YamlDocument, ...path: readonly (string | number)[]): YamlNode {
  const found = path.reduce<YamlNode | undefined>((node, step) => {
    if (node?.kind === 'map') return entryIn(node, String(step))?.value
    return node?.kind === 'seq' ? node.items[Number(step)]?.value : undefined
  }, document.root)
  if (found === undefined) throw new Error(`internal error: nothing at ${path.join('.')}`)
  return found
}

export function entryIn(map: YamlNode, name: string): YamlEntry | undefined {
  if (map.kind !== 'map') return undefined
  return map.entries.find(({ key }) => key.kind === 'scalar' && key.text.text === name)
}

/** The document's plain value with something more at the end of one of its nodes. */
export function plainWith(node: YamlNode | undefined, target: YamlNode, more: unknown): unknown {
  if (node?.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => [plain(key), plainWith(value, target, more)])
    return { map: node === target ? [...entries, more] : entries }
  }
  if (node?.kind !== 'seq') return plain(node)
  const items = node.items.map(({ value }) => plainWith(value, target, more))
  return node === target ? [...items, more] : items
}

/** What edits that only add lines, or text in a flow collection, have done wrong; nothing when all is well. */
export function additionFaults(
  old: readonly YamlDocument[],
  edits: readonly TextEdit[],
  index: number,
  expected: unknown,
): string[] {
  const text = old[0]?.source.text ?? ''
  const after = applyEdits(text, edits)
  const now = readAll(after)
  const faults: string[] = []
  if (now.some(({ problems }) => problems.length > 0) && old.every(({ problems }) => problems.length === 0))
    faults.push('broken')
  if (JSON.stringify(plain(now[index]?.root)) !== JSON.stringify(expected)) faults.push('value')
  old.forEach(({ root }, other) => {
    if (other !== index && JSON.stringify(plain(now[other]?.root)) !== JSON.stringify(plain(root)))
      faults.push('other document')
  })
  if (JSON.stringify(comments(old)) !== JSON.stringify(comments(now))) faults.push('comments')
  const first = edits[0]?.start ?? 0
  const isLine = first === text.length || text[first - 1] === '\n'
  const isFlow = edits.length === 1 && edits.every((edit) => edit.start === edit.end && /^, /.test(edit.text))
  if (edits.every(({ start, end }) => start === end) && !isLine && !isFlow) faults.push('inside a line')
  if (!/(?<!\r)\n/.test(text) && text.includes('\n') && /(?<!\r)\n/.test(after)) faults.push('line ends')
  if (text.endsWith('\n') !== after.endsWith('\n')) faults.push('last line end')
  if (text.startsWith('\uFEFF') !== after.startsWith('\uFEFF')) faults.push('byte-order mark')
  return faults
}

function comments(documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap((d) => d.comments.map(({ span }) => d.source.text.slice(span.start, span.end).trimEnd()))
}

/** The plain value without one entry; a block mapping that loses its last is nothing. */
export function plainWithout(node: YamlNode | undefined, gone: YamlEntry): unknown {
  if (node?.kind === 'seq') return node.items.map(({ value }) => plainWithout(value, gone))
  if (node?.kind !== 'map') return plain(node)
  const left = node.entries.filter((entry) => entry !== gone)
  if (left.length === 0 && node.entries.length > 0 && node.style === 'block') return null
  return { map: left.map(({ key, value }) => [plain(key), plainWithout(value, gone)]) }
}
