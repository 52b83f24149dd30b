/** What does not fit in the storage nodes of a document. */
import type { Dialect, InputError, Misfit, UnknownKey, ValueKind, WrongValue } from '../../core/ir.ts'
import { nearest } from '../../core/nearest.ts'
import { contains, type Span } from '../../core/source.ts'
import { originOf, type Value } from '../reading.ts'
import type { YamlNode } from '../tree.ts'
import type { Complaint, Root } from './complaint.ts'
import { fits } from './fits.ts'
import type { SchemaNode } from './node.ts'
import { plainValue, type Place } from './plain.ts'
import { SCHEMAS, validators } from './standards.ts'

export interface Standard {
  readonly dialect: Dialect
  /** The definition that the value is held against. */
  readonly root: Root
  /** Begins the addresses of what is found. */
  readonly owner: string
}

/** All that does not fit in a value. What stands below a key that does not fit is not looked at. */
export function misfitsIn(standard: Standard, value: Value): readonly Misfit[] {
  const { dialect, root } = standard
  return fits(dialect, { $ref: `#/definitions/${root}` }, value) ? [] : judged(standard, value)
}

/** The same without a first look: the word of the validator alone. */
export function judged({ dialect, root, owner }: Standard, value: Value): readonly Misfit[] {
  const plain = plainValue(SCHEMAS[dialect], { $ref: `#/definitions/${root}` }, value)
  const validate = validators[root]
  if (plain === undefined || validate(plain.value)) return []
  const found = (validate.errors ?? []).flatMap((complaint): readonly Misfit[] => {
    const place = plain.places.get(complaint.instancePath)
    if (place === undefined) return []
    const about = { dialect, address: `${owner}${complaint.instancePath.replace(/\/\d+(?=\/|$)/g, '')}` }
    return complaint.keyword === 'additionalProperties'
      ? unknownKey(about, complaint, place)
      : wrongValue(about, complaint, place)
  })
  return distinct(found)
}

/** What is written once and reached through several aliases is told once. */
function distinct(misfits: readonly Misfit[]): readonly Misfit[] {
  const placed = misfits.map((m): [number, Misfit] => [m.kind === 'unknown-key' ? m.key.span.start : m.span.start, m])
  return [...new Map(placed.toReversed()).values()].reverse()
}

/** Errors without those that only say what follows from a misspelt key: that the key it stands for is missing. */
export function withoutEchoes(errors: readonly InputError[], misfits: readonly Misfit[]): readonly InputError[] {
  const keys = misfits.flatMap((m) => (m.kind === 'unknown-key' && m.meant !== undefined ? [m.key.span] : []))
  return errors.filter(({ span }) => span === undefined || !keys.some((key) => contains(span, key)))
}

type About = Pick<Misfit, 'dialect' | 'address'>

function unknownKey({ dialect, address }: About, { params }: Complaint, place: Place): readonly UnknownKey[] {
  const { wanted, keys, via } = place
  const entry = keys.get(String(params['additionalProperty']))
  if (entry === undefined) return []
  const { name, key } = entry
  const belongs = alike(wanted.elsewhere, name)
  const meant = belongs === undefined ? meantBy(name, wanted, Object.keys(wanted.properties ?? {})) : undefined
  const isOpen = wanted.storage !== undefined
  if (isOpen && belongs === undefined && !wanted.storage.includes(meant ?? '')) return []
  return [
    {
      kind: 'unknown-key',
      address: `${address}/${name}`,
      origin: originOf(key.span, entry.entry.span, entry.via ?? via),
      dialect,
      holder: wanted.title ?? 'this mapping',
      key: { value: name, span: key.span, certainty: 'literal' },
      ...(meant !== undefined && { meant }),
      ...(belongs !== undefined && { belongs }),
    },
  ]
}

/** The one of some words that was probably meant by another. */
function meantBy(word: string, { hints }: SchemaNode, words: readonly string[]): string | undefined {
  return alike(hints, word) ?? nearest(word, words)
}

/** What stands under a word, however that is spelt: with capitals or without, with dashes or without. */
function alike(words: Readonly<Record<string, string>> = {}, word: string): string | undefined {
  return Object.entries(words).find(([known]) => letters(known) === letters(word))?.[1]
}

function letters(word: string): string {
  return word.replace(/[-_]/g, '').toLowerCase()
}

/** A text that is no plain word may be somebody's placeholder: nothing is said of it. */
const WORD = /^[\w. +-]+$/

function wrongValue({ dialect, address }: About, { keyword }: Complaint, place: Place): readonly WrongValue[] {
  const { key, node, wanted, isEntry, among, via } = place
  const word = keyword !== 'type' && node.kind === 'scalar' ? node.text.text : undefined
  const meant = word === undefined ? undefined : meantBy(word, wanted, wanted.enum ?? [])
  if (key === undefined || (word !== undefined && !WORD.test(word))) return []
  return [
    {
      kind: 'wrong-value',
      address,
      origin: originOf(key.key.span, key.entry.span, key.via ?? via),
      dialect,
      name: { value: key.name, span: key.key.span, certainty: 'literal' },
      isEntry,
      ...(among !== undefined && { among }),
      span: beginning(node, isEntry ? undefined : key.key.span),
      given: kindOf(node),
      kinds: kindsOf(wanted),
      ...(word !== undefined && { word }),
      ...(meant !== undefined && { meant }),
      ...(wanted.enum && { words: wanted.enum }),
      ...(wanted.form !== undefined && { form: wanted.form }),
      ...(wanted.refusedBy && { refusedBy: wanted.refusedBy }),
    },
  ]
}

/** A scalar itself; for anything larger its key, or what it begins with. */
function beginning(node: YamlNode, key: Span | undefined): Span {
  if (node.kind === 'scalar') return node.span
  if (key !== undefined) return key
  const first = node.kind === 'map' ? node.entries[0]?.key : node.kind === 'seq' ? node.items[0]?.value : undefined
  return first === undefined ? node.span : beginning(first, undefined)
}

const KINDS: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'flag',
  array: 'list',
  object: 'mapping',
}

function kindsOf({ type = [] }: SchemaNode): readonly ValueKind[] {
  return [type].flat().flatMap((name) => KINDS[name] ?? [])
}

function kindOf(node: YamlNode): ValueKind {
  if (node.kind === 'scalar') return KINDS[typeof node.value] ?? 'text'
  return node.kind === 'seq' ? 'list' : 'mapping'
}
