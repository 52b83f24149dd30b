/** Storage nodes of the located tree as plain values for a validator, each with its place. */
import type { Span } from '../../core/source.ts'
import { entries, items, type Value } from '../reading.ts'
import type { ReachedEntry } from '../tree.ts'
import { dereferenced, partOf, type SchemaNode, type SchemaPart, type StorageSchema } from './node.ts'
import { isPlainKey, isSettled } from './settled.ts'

/** Where a value stands, and what the schema wants there. */
export interface Place {
  readonly wanted: SchemaNode
  readonly node: Value['node']
  /** The key that holds it, or holds the list that it is an entry of; absent at the root. */
  readonly key?: ReachedEntry
  readonly isEntry: boolean
  /** The key of the mapping around it, where that mapping's keys are names that somebody chose. */
  readonly among?: string
  readonly via?: Span
  /** The keys of a mapping. */
  readonly keys: ReadonlyMap<string, ReachedEntry>
}

export interface PlainValue {
  readonly value: unknown
  /** By JSON pointer. A value without a place is not settled, or no matter of storage. */
  readonly places: ReadonlyMap<string, Place>
}

/** The most values that aliases may make of a document. */
const MOST_VALUES = 50_000

interface Making {
  readonly schema: StorageSchema
  readonly places: Map<string, Place>
}

interface At {
  readonly pointer: string
  readonly key?: ReachedEntry
  readonly isEntry: boolean
  readonly among?: string
}

/** The value of a part of a schema; undefined when aliases make too much of it. What is not looked at becomes `null`. */
export function plainValue(schema: StorageSchema, part: SchemaPart, value: Value): PlainValue | undefined {
  const making: Making = { schema, places: new Map() }
  const made = plain(making, part, value, { pointer: '', isEntry: false })
  return making.places.size > MOST_VALUES ? undefined : { value: made, places: making.places }
}

/** The JSON pointer of a key or an index below another: https://www.rfc-editor.org/rfc/rfc6901 */
function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`
}

function plain(making: Making, part: SchemaPart | false | undefined, value: Value, at: At): unknown {
  const wanted = dereferenced(making.schema, part)
  const { node, via } = value
  if (wanted === undefined || !isSettled(node) || making.places.size > MOST_VALUES) return null
  const known = node.kind === 'map' ? entries(value).filter(isKnown) : []
  making.places.set(at.pointer, {
    wanted,
    node,
    ...(at.key && { key: at.key }),
    isEntry: at.isEntry,
    ...(at.among !== undefined && { among: at.among }),
    ...(via && { via }),
    keys: new Map(known.map((e) => [e.name, e])),
  })
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'seq':
      return items(value).map((item, i) =>
        plain(making, wanted.items, item.value, { ...at, pointer: below(at.pointer, i), isEntry: true }),
      )
    case 'map':
      return Object.fromEntries(known.map((e) => [e.name, plainEntry(making, wanted, e, at)]))
  }
}

/** Of a key whose value has a tag (`!reset`), nobody knows what becomes. */
function isKnown({ name, key, value }: ReachedEntry): boolean {
  return isPlainKey(name) && key.tag === undefined && value?.node.tag === undefined
}

function plainEntry(making: Making, wanted: SchemaNode, key: ReachedEntry, around: At): unknown {
  if (key.value === undefined) return null
  const among = wanted.properties === undefined ? around.key?.name : undefined
  const pointer = below(around.pointer, key.name)
  const at: At = { pointer, key, isEntry: false, ...(among !== undefined && { among }) }
  return plain(making, partOf(wanted, key.name), key.value, at)
}
