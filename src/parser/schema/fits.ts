/**
 * A first look at storage nodes, without the compiled validators: whether everything in them is plainly right, as it is in
 * nearly all files. Where it says yes the validators find nothing; test/schema holds it to that.
 */
import { entries, items, type Value } from '../reading.ts'
import type { YamlNode, YamlScalar } from '../tree.ts'
import { dereferenced, partOf, type SchemaNode, type SchemaPart, type StorageSchema } from './node.ts'
import { unmetNeeds } from './needs.ts'
import { isSettled } from './settled.ts'

interface Looking {
  readonly schema: StorageSchema
  readonly isPart: boolean
  /** Nodes that were found right, and as what: aliases may lead to them again and again. */
  readonly right: Map<YamlNode, SchemaNode>
}

const schemas = new Map<string, StorageSchema>()

/** Whether a value is certainly what a part of a schema (without its words, in JSON) describes; in a part of an object nothing is missing. */
export function fits(shape: string, part: SchemaPart, value: Value, isPart = false): boolean {
  const schema = schemas.get(shape) ?? (JSON.parse(shape) as StorageSchema)
  schemas.set(shape, schema)
  return fitsPart({ schema, isPart, right: new Map() }, part, value)
}

function fitsPart(looking: Looking, part: SchemaPart | undefined | false, value: Value): boolean {
  const wanted = dereferenced(looking.schema, part)
  const { node } = value
  if (wanted === undefined || looking.right.get(node) === wanted) return part !== false
  const isRight = fitsNode(looking, wanted, value)
  if (isRight) looking.right.set(node, wanted)
  return isRight
}

function fitsNode(looking: Looking, wanted: SchemaNode, value: Value): boolean {
  const { node } = value
  if (!isSettled(node)) return true
  switch (node.kind) {
    case 'scalar':
      return fitsScalar(wanted, node)
    case 'seq':
      return takes(wanted, 'array') && items(value).every((item) => fitsPart(looking, wanted.items, item.value))
    case 'map':
      return takes(wanted, 'object') && fitsEntries(looking, wanted, value)
  }
}

function fitsEntries(looking: Looking, wanted: SchemaNode, value: Value): boolean {
  if (!looking.isPart && unmetNeeds(looking.schema, wanted, value).length > 0) return false
  return entries(value).every((e) => {
    const part = partOf(wanted, e.name)
    return part !== false && (e.value === undefined || fitsPart(looking, part, e.value))
  })
}

function fitsScalar(wanted: SchemaNode, { value }: YamlScalar): boolean {
  const isNumber = typeof value === 'number'
  if (isNumber && !Number.isFinite(value)) return false
  if (!takes(wanted, typeof value) && !(isNumber && Number.isInteger(value) && takes(wanted, 'integer'))) return false
  if (typeof value !== 'string') return true
  return (
    (wanted.enum?.includes(value) ?? true) && (wanted.pattern === undefined || new RegExp(wanted.pattern).test(value))
  )
}

function takes({ type }: SchemaNode, kind: string): boolean {
  return typeof type === 'string' ? type === kind : (type?.includes(kind) ?? true)
}
