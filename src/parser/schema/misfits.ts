/** What does not fit in the storage nodes of a document. */
import type { Dialect, InputError, Misfit, MissingKey, UnknownKey, ValueKind, WrongValue } from '../../core/ir.ts'
import { nearest } from '../../core/nearest.ts'
import { contains, type Span } from '../../core/source.ts'
import { originOf, type Value } from '../reading.ts'
import type { YamlNode } from '../tree.ts'
import type { Complaint, Root } from './complaint.ts'
import { fits } from './fits.ts'
import { beginning, isEcho, missingAt, wrongAt } from './missing.ts'
import type { SchemaNode } from './node.ts'
import { plainValue, type Place, type PlainValue } from './plain.ts'
import { SCHEMAS, validators } from './standards.ts'

export interface Standard {
  readonly dialect: Dialect
  /** The schema of the dialect, without its words, in JSON. */
  readonly shape: string
  /** The definition that the value is held against. */
  readonly root: Root
  /** Begins the addresses of what is found. */
  readonly owner: string
  /** The place of the value as a whole. */
  readonly at?: Span
  /** It is laid over something else, which may have what is missing here. */
  readonly isPart?: boolean
}

/** All that does not fit in a value. What stands below a key that does not fit is not looked at. */
export function misfitsIn(standard: Standard, value: Value): readonly Misfit[] {
  const { shape, root, isPart } = standard
  return fits(shape, { $ref: `#/definitions/${root}` }, value, isPart) ? [] : judged(standard, value)
}

/** The same without a first look: the word of the validator alone. */
export function judged(standard: Standard, value: Value): readonly Misfit[] {
  const { dialect, root, isPart } = standard
  const plain = plainValue(SCHEMAS[dialect], { $ref: `#/definitions/${root}` }, value)
  if (plain === undefined) return []
  const written = validators[root](plain.value) ? [] : complaints(standard, plain)
  const misplaced = written.flatMap(({ pointer, misfit }) => (misfit.kind === 'unknown-key' ? { pointer, misfit } : []))
  const missing = isPart === true ? [] : lacking(standard, plain)
  const heard = missing.filter(
    ({ pointer, misfit }) => misfit.kind !== 'missing-key' || !isEcho(misfit, pointer, misplaced),
  )
  return distinct([...written, ...heard].map(({ misfit }) => misfit))
}

/** A misfit, and the pointer of the value that it was found in. */
interface Found {
  readonly pointer: string
  readonly misfit: Misfit
}

/** What the validator says, in its order. */
function complaints({ dialect, root, owner }: Standard, { places }: PlainValue): readonly Found[] {
  return (validators[root].errors ?? []).flatMap((complaint): readonly Found[] => {
    const pointer = complaint.instancePath
    const place = places.get(pointer)
    if (place === undefined) return []
    const about = { dialect, address: `${owner}${withoutIndexes(pointer)}` }
    const misfits = complaint.keyword === 'additionalProperties' ? unknownKey : wrongValue
    return misfits(about, complaint, place).map((misfit) => ({ pointer, misfit }))
  })
}

/** What mappings lack. */
function lacking({ dialect, owner, at }: Standard, { places }: PlainValue): readonly Found[] {
  return [...places].flatMap(([pointer, place]): readonly Found[] => {
    const address = `${owner}${withoutIndexes(pointer)}`
    return missingAt(SCHEMAS[dialect], place, { address, dialect, root: at }).map((misfit) => ({ pointer, misfit }))
  })
}

function withoutIndexes(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '')
}

/** What is written once and reached through several aliases is told once. */
function distinct(misfits: readonly Misfit[]): readonly Misfit[] {
  const placed = misfits.map((m): [string, Misfit] => [
    `${placeOf(m).start} ${isMissing(m) ? m.keys.join(' ') : ''}`,
    m,
  ])
  return [...new Map(placed.toReversed()).values()].reverse()
}

function placeOf(misfit: Misfit): Span {
  return misfit.kind === 'unknown-key' ? misfit.key.span : misfit.span
}

function isMissing(misfit: Misfit): misfit is MissingKey {
  return misfit.kind === 'missing-key'
}

/** Errors without those that only say that a key is missing which is told of, or which is misspelt. */
export function withoutEchoes(errors: readonly InputError[], misfits: readonly Misfit[]): readonly InputError[] {
  const told = misfits.filter((m) => isMissing(m) || (m.kind === 'unknown-key' && m.meant !== undefined)).map(placeOf)
  return errors.filter(({ span }) => span === undefined || !told.some((place) => contains(span, place)))
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

function wrongValue(about: About, { keyword }: Complaint, place: Place): readonly WrongValue[] {
  const { key, node, wanted, isEntry, among } = place
  const word = keyword !== 'type' && node.kind === 'scalar' ? node.text.text : undefined
  const meant = word === undefined ? undefined : meantBy(word, wanted, wanted.enum ?? [])
  if (key === undefined || (word !== undefined && !WORD.test(word))) return []
  return [
    {
      ...wrongAt(key, place, about),
      ...(among !== undefined && { among }),
      span: node.kind === 'scalar' || isEntry ? beginning(node) : key.key.span,
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
