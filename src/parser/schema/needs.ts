/** Which keys a mapping must have and has not. */
import { entries, isNull, type Value } from '../reading.ts'
import type { ReachedEntry, YamlMap } from '../tree.ts'
import { dereferenced, partOf, type SchemaNode, type StorageSchema } from './node.ts'
import { isUnfilled } from './settled.ts'

/** A need of a mapping, as the schema has it, that is not met. */
export interface Unmet {
  readonly need: string
  readonly keys: readonly string[]
  /** What makes it a need, where that is written: `type=bind`. */
  readonly because?: string
  /** Of keys that exclude each other: those that are written, two or more. */
  readonly written: readonly string[]
}

/** None of what is no mapping, or where it holds a template or a directive of a patch: that may bring what is not written. */
export function unmetNeeds(schema: StorageSchema, wanted: SchemaNode, value: Value): readonly Unmet[] {
  if (wanted.needs === undefined || value.node.kind !== 'map' || isOpen(value.node)) return []
  const filled = entries(value).filter((e) => !isEmpty(schema, wanted, e))
  const names = new Map(filled.map((e) => [e.name, e]))
  return wanted.needs.flatMap((need) => unmet(need, names))
}

function unmet(need: string, names: ReadonlyMap<string, ReachedEntry>): readonly Unmet[] {
  const [wanted = '', condition] = need.split(' if ')
  const because = condition?.split('|').find((c) => holds(c, names))
  if (condition !== undefined && because === undefined) return []
  const keys = wanted.split(/[|^]/)
  const written = keys.filter((key) => names.has(key))
  const isMet = wanted.includes('^') ? written.length === 1 : written.length > 0
  return isMet ? [] : [{ need, keys, written, ...(because !== undefined && { because }) }]
}

function holds(condition: string, names: ReadonlyMap<string, ReachedEntry>): boolean {
  const [key = '', wanted] = condition.split('=')
  const node = names.get(key)?.value?.node
  return names.has(key) && (wanted === undefined || (node?.kind === 'scalar' && node.text.text === wanted))
}

/** To YAML, `{{ action }}` is a mapping, and may be a key. */
function isOpen({ entries: written }: YamlMap): boolean {
  return written.some(({ key }) => key.kind !== 'scalar' || isUnfilled(key.text.text))
}

/** Nothing, an empty text or list, or a mapping of free names without any. What has a tag may come to anything. */
function isEmpty(schema: StorageSchema, wanted: SchemaNode, { name, key, value }: ReachedEntry): boolean {
  if (key.tag !== undefined || value?.node.tag !== undefined) return false
  if (value === undefined || isNull(value)) return true
  const { node } = value
  const part = dereferenced(schema, partOf(wanted, name))
  if (node.kind === 'scalar') return node.text.text === '' && part?.blank === undefined
  return node.kind === 'seq' ? node.items.length === 0 : node.entries.length === 0 && isFree(part)
}

/** Whether the keys of a mapping are names that somebody chose. */
function isFree(part: SchemaNode | undefined): boolean {
  return part?.additionalProperties !== undefined && part.properties === undefined
}
