/** Of list entries with the same key the last one counts, at the place of the first: compose-go’s override/uncity.go. */
import type { MappedText } from '../../../core/located.ts'
import { certaintyOf } from '../../../core/located.ts'
import { cleanPath } from '../../../core/paths.ts'
import type { YamlItem, YamlMap, YamlNode } from '../../tree.ts'
import { readShortMount } from '../short-mount.ts'
import { mapOf, memberOf, nameOf, plainEntries, seqOf, settled } from './nodes.ts'

/** What a text comes to once its variables are expanded. */
export type Expand = (text: MappedText) => MappedText

/** What a list is made unique with. */
export interface Uniqueness {
  readonly expand: Expand
  /** A file is laid over those before it, and its short mounts have become long ones with a cleaned target. */
  readonly whole: boolean
  /** Short mounts that have become long ones before. */
  readonly cleaned: WeakSet<YamlNode>
}

/** Whether two items are written alike, and both are long or both still short. */
export function isSame(a: YamlNode, b: YamlNode, how: Pick<Uniqueness, 'expand' | 'cleaned'>): boolean {
  const [one, two] = [settled(a), settled(b)]
  if (one?.kind === 'scalar' && two?.kind === 'scalar') {
    const known = textOf(one, how.expand)
    // A relative path of another file means another place by then.
    if (known?.startsWith('.') === true && one.span.source !== two.span.source) return false
    return how.cleaned.has(one) === how.cleaned.has(two) && known !== undefined && known === textOf(two, how.expand)
  }
  if (one?.kind === 'seq' && two?.kind === 'seq')
    return allSame(
      one.items.map((i) => i.value),
      two.items.map((i) => i.value),
      how,
    )
  if (one?.kind !== 'map' || two?.kind !== 'map') return false
  const [left, right] = [plainEntries(one), plainEntries(two)]
  const others = left.map((e) => right.find((o) => nameOf(o) === nameOf(e))?.value)
  return (
    left.length === right.length &&
    allSame(
      left.map((e) => e.value),
      others,
      how,
    )
  )
}

function allSame(
  a: readonly (YamlNode | undefined)[],
  b: readonly (YamlNode | undefined)[],
  how: Pick<Uniqueness, 'expand' | 'cleaned'>,
): boolean {
  return a.length === b.length && a.every((x, i) => x !== undefined && b[i] !== undefined && isSame(x, b[i], how))
}

/** The root with the lists of its services made unique. */
export function uniqueRoot(root: YamlMap, how: Uniqueness): YamlMap {
  return mapped(root, (name, value) => (name === 'services' ? eachEntry(value, (s) => uniqueService(s, how)) : value))
}

/** A service with its lists made unique. */
export function uniqueService(service: YamlNode | undefined, how: Uniqueness): YamlNode | undefined {
  const map = settled(service)
  if (map?.kind !== 'map') return service
  return mapped(map, (name, value) => {
    const keyOf = KEYS[name]
    return keyOf === undefined ? value : uniqueList(value, (item) => keyOf(item, how))
  })
}

function eachEntry(
  node: YamlNode | undefined,
  change: (value: YamlNode | undefined) => YamlNode | undefined,
): YamlNode | undefined {
  const map = settled(node)
  return map?.kind === 'map' ? mapped(map, (_, value) => change(value)) : node
}

function mapped(map: YamlMap, change: (name: string, value: YamlNode | undefined) => YamlNode | undefined): YamlMap {
  const entries = plainEntries(map).map((entry) => {
    const value = change(nameOf(entry) ?? '', entry.value)
    return value === entry.value || value === undefined ? entry : { key: entry.key, span: entry.span, value }
  })
  return mapOf(entries, map.span)
}

type KeyOf = (item: YamlNode, how: Uniqueness) => string | undefined

const KEYS: Readonly<Record<string, KeyOf>> = {
  volumes: mountTarget,
  tmpfs: (item, { expand }) => textOf(item, expand)?.split('=')[0],
  configs: (item, { expand }) => grantTarget(item, expand, '/'),
  secrets: (item, { expand }) => grantTarget(item, expand, '/run/secrets/'),
}

/** Entries without a key that is known stay as they are. */
function uniqueList(node: YamlNode | undefined, keyOf: (item: YamlNode) => string | undefined): YamlNode | undefined {
  const seq = settled(node)
  if (seq?.kind !== 'seq') return node
  const last = new Map<string, YamlItem>()
  const keys = seq.items.map((item) => (item.value === undefined ? undefined : keyOf(item.value)))
  for (const [i, item] of seq.items.entries()) if (keys[i] !== undefined) last.set(keys[i], item)
  if (last.size === keys.filter((k) => k !== undefined).length) return node
  const seen = new Set<string>()
  const items = seq.items.flatMap((item, i) => {
    const key = keys[i]
    if (key === undefined) return [item]
    if (seen.has(key)) return []
    seen.add(key)
    return [last.get(key) ?? item]
  })
  return seqOf(items, seq.span)
}

/** The target as it is written; of a short mount that has become a long one it is cleaned. */
function mountTarget(item: YamlNode, { expand, whole, cleaned }: Uniqueness): string | undefined {
  const node = settled(item)
  if (node?.kind === 'map') return textOf(memberOf(node, 'target'), expand)
  if (node?.kind !== 'scalar') return undefined
  const short = readShortMount(expand(node.text))
  if ('message' in short || short.target.certainty === 'unknown') return undefined
  if (whole) cleaned.add(node)
  return cleaned.has(node) ? cleanPath(short.target.value) : short.target.value
}

function grantTarget(item: YamlNode, expand: Expand, folder: string): string | undefined {
  const node = settled(item)
  if (node?.kind !== 'map') {
    const name = textOf(item, expand)
    return name === undefined ? undefined : folder + name
  }
  const target = textOf(memberOf(node, 'target') ?? memberOf(node, 'source'), expand)
  return target === undefined || target.startsWith('/') ? target : folder + target
}

function textOf(node: YamlNode | undefined, expand: Expand): string | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar') return undefined
  const text = expand(scalar.text)
  return certaintyOf(text) === 'unknown' ? undefined : text.text
}
