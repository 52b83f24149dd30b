/** What every object says of itself: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
import type { LabelDemand, VolumeOption } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import { entries, flag, items, text, valueOf, type Reading, type Value } from '../reading.ts'
import type { ReachedEntry } from '../tree.ts'

export interface Metadata {
  /** Of `generateName` what its names begin with, unknown; where nothing is written, an empty one at the object. */
  readonly name: Located<string>
  readonly namespace?: Located<string>
}

export function metadata(reading: Reading, value: Value): Metadata {
  const meta = valueOf(value, 'metadata')
  const namespace = text(reading, valueOf(meta, 'namespace'))
  const name = text(reading, valueOf(meta, 'name')) ?? generated(reading, meta) ?? unnamed(value)
  return { name, ...(namespace && { namespace }) }
}

function generated(reading: Reading, meta: Value | undefined): Located<string> | undefined {
  const start = text(reading, valueOf(meta, 'generateName'))
  return start && { ...start, certainty: 'unknown' }
}

/** The name of what has none: empty and unknown, at its beginning. */
export function unnamed(value: Value): Located<string> {
  const span = entries(value)[0]?.key.span ?? value.node.span
  return { value: '', span, certainty: 'unknown' }
}

/** `namespace/`, or nothing where none is written. */
export function prefix(namespace: Located<string> | undefined): string {
  return namespace === undefined ? '' : `${namespace.value}/`
}

/** A mapping of texts as pairs; a key without a value is left out. */
export function readPairs(reading: Reading, value: Value | undefined): readonly VolumeOption[] {
  return entries(value).flatMap((e) => {
    const written = text(reading, e.value)
    return written === undefined ? [] : [{ name: named(e), value: written }]
  })
}

/** A list of texts; undefined where there is none. */
export function readTexts(reading: Reading, value: Value | undefined): readonly Located<string>[] | undefined {
  return value === undefined ? undefined : items(value).flatMap((item) => text(reading, item.value) ?? [])
}

const YES = /^(y|yes|on)$/i
const NO = /^(n|no|off)$/i

/** A flag as Kubernetes reads it, which is by YAML 1.1: `yes` and `on` are true. */
export function readFlag(reading: Reading, value: Value | undefined): Located<boolean> | undefined {
  const found = flag(reading, value)
  if (found === undefined || value?.node.kind !== 'scalar' || value.node.style !== 'plain') return found
  const word = value.node.text.text
  return YES.test(word) || NO.test(word) ? { ...found, value: YES.test(word), certainty: 'literal' } : found
}

/** A selector of labels, with `matchLabels` and `matchExpressions`. */
export function readSelector(reading: Reading, value: Value | undefined): readonly LabelDemand[] {
  return [
    ...readExactLabels(reading, valueOf(value, 'matchLabels')),
    ...readExpressions(reading, valueOf(value, 'matchExpressions')),
  ]
}

/** Labels that must have just these values. */
export function readExactLabels(reading: Reading, value: Value | undefined): readonly LabelDemand[] {
  return readPairs(reading, value).map(({ name, value: wanted }) => ({ key: name, values: [wanted] }))
}

/** Expressions on labels; of operators other than `In` only the key counts. */
export function readExpressions(reading: Reading, value: Value | undefined): readonly LabelDemand[] {
  return items(value).flatMap((item) => {
    const key = text(reading, valueOf(item.value, 'key'))
    const operator = text(reading, valueOf(item.value, 'operator'))
    const isOneOf = operator === undefined || operator.value === 'In'
    const values = isOneOf ? readTexts(reading, valueOf(item.value, 'values')) : undefined
    return key === undefined ? [] : [{ key, values: values ?? [] }]
  })
}

function named({ name, key }: ReachedEntry): Located<string> {
  return { value: name, span: key.span, certainty: 'literal' }
}
