import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MappedText } from '../../src/core/located.ts'
import { sourceOf } from '../../src/core/source.ts'
import type { YamlDocument, YamlNode, YamlScalar } from '../../src/parser/tree.ts'
import { readYaml } from '../../src/parser/yaml.ts'

export const CORPUS = '/work/shared/corpus'
export const hasCorpus = existsSync(CORPUS)

export interface CorpusFile {
  readonly path: string
  readonly text: string
}

/** Every YAML file of the development corpus; none where it is absent. */
export function corpusFiles(): readonly CorpusFile[] {
  if (!hasCorpus) return []
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name))
  return names.sort().map((path) => ({ path, text: readFileSync(join(CORPUS, path), 'utf8') }))
}

export function readAll(text: string): readonly YamlDocument[] {
  return readYaml(sourceOf('a.yaml', text))
}

/** The first document. */
export function readOne(text: string): YamlDocument {
  const document = readAll(text)[0]
  if (document === undefined) throw new Error('internal error: no document')
  return document
}

/** The plain value of a node; mappings as lists of pairs, so that nothing is lost. */
export function plain(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return null
    case 'scalar':
      return node.value
    case 'map':
      return { map: node.entries.map(({ key, value }) => [plain(key), plain(value)]) }
    case 'seq':
      return node.items.map(({ value }) => plain(value))
    case 'alias':
      return { alias: node.name }
  }
}

/** Each scalar below a node, keys too; aliases are not followed. */
export function scalarsOf(node: YamlNode | undefined): readonly YamlScalar[] {
  const found: YamlScalar[] = []
  visit(node, (each) => {
    if (each.kind === 'scalar') found.push(each)
  })
  return found
}

export function visit(node: YamlNode | undefined, see: (node: YamlNode) => void): void {
  if (node === undefined) return
  see(node)
  if (node.kind === 'map')
    for (const { key, value } of node.entries) {
      visit(key, see)
      visit(value, see)
    }
  if (node.kind === 'seq') for (const { value } of node.items) visit(value, see)
}

/** What is wrong with a text's map: gaps, overlaps, places outside, exact runs that differ from the source. */
export function mappingFaults(text: MappedText): readonly string[] {
  const faults: string[] = []
  let at = 0
  let sourceAt = 0
  for (const segment of text.segments) {
    if (segment.textStart !== at) faults.push(`gap at ${at}`)
    if (segment.textEnd <= segment.textStart) faults.push(`empty segment at ${at}`)
    if (segment.sourceStart < sourceAt || segment.sourceEnd < segment.sourceStart) faults.push(`order at ${at}`)
    const written = text.source.text.slice(segment.sourceStart, segment.sourceEnd)
    if (segment.exact && written !== text.text.slice(segment.textStart, segment.textEnd)) faults.push(`text at ${at}`)
    at = segment.textEnd
    sourceAt = segment.sourceEnd
  }
  if (at !== text.text.length) faults.push('end')
  return faults
}

/** True for a text that our decoder gave up on; one of line ends only has no place to map to. */
export function isOpaque({ text, segments, whole }: MappedText): boolean {
  const only = segments[0]
  if (segments.length !== 1 || only === undefined || only.exact || /^.?$|^\n*$/.test(text)) return false
  const written = whole.source.text.slice(only.sourceStart, only.sourceEnd)
  const isEscape = /^(\\U[0-9a-fA-F]{8}|\s+)$/.test(written)
  return only.sourceStart === whole.start && only.sourceEnd === whole.end && !isEscape
}
