/** Of list entries with the same key the last one counts, at the place of the first: compose-go’s override/uncity.go. */
import type { MappedText } from '../../../core/located.ts'
import { certaintyOf } from '../../../core/located.ts'
import { cleanPath, joinPath } from '../../../core/paths.ts'
import type { Source } from '../../../core/source.ts'
import type { YamlItem, YamlMap, YamlNode, YamlScalar } from '../../tree.ts'
import { readShortMount } from '../short-mount.ts'
import { mapOf, memberOf, nameOf, plainEntries, seqOf, settled } from './nodes.ts'

/** What a text comes to once its variables are expanded. */
export type Expand = (text: MappedText) => MappedText

/** What items are compared with. */
export interface Comparing {
  readonly expand: Expand
  /** Short mounts that have become long ones before. */
  readonly cleaned: WeakSet<YamlNode>
  /** The folder that relative paths of a source start at. */
  readonly homeOf: (source: Source) => string
}

/** What a list is made unique with. */
export interface Uniqueness extends Comparing {
  /** A file is laid over those before it, and its short mounts have become long ones with a cleaned target. */
  readonly whole: boolean
}

/**
 * What an item is, as a text: two items with the same one are written alike, and both are long or both still short. What hangs
 * on a variable that nothing settles is the same where it is written alike. Undefined for what is like nothing else.
 */
export function identityOf(item: YamlNode, how: Comparing): string | undefined {
  const node = settled(item)
  if (node === undefined) return undefined
  if (node.kind === 'scalar') return identityOfText(node, how)
  const parts =
    node.kind === 'seq'
      ? node.items.map(({ value }) => value && identityOf(value, how))
      : plainEntries(node).map((entry) => member(nameOf(entry), entry.value && identityOf(entry.value, how)))
  if (parts.includes(undefined)) return undefined
  return JSON.stringify([node.kind, ...(node.kind === 'seq' ? parts : parts.toSorted())])
}

function member(name: string | undefined, identity: string | undefined): string | undefined {
  return identity === undefined ? undefined : JSON.stringify([name, identity])
}

function identityOfText(node: YamlScalar, { expand, cleaned, homeOf }: Comparing): string {
  const known = textOf(node, expand)
  // A relative path of another folder means another place by then.
  const home = known === undefined || known.startsWith('.') ? homeOf(node.span.source) : ''
  const isLong = cleaned.has(node)
  return JSON.stringify([isLong, known === undefined, home, known ?? node.text.text])
}

/** The root with the lists of its services made unique. */
export function uniqueRoot(root: YamlMap, how: Uniqueness): YamlMap {
  return mapped(root, (name, value) => (name === 'services' ? eachEntry(value, (s) => uniqueService(s, how)) : value))
}

/** A service with its lists made unique. */
function uniqueService(service: YamlNode | undefined, how: Uniqueness): YamlNode | undefined {
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
  configs: (item, how) => grantTarget(item, how, '/'),
  secrets: (item, how) => grantTarget(item, how, '/run/secrets/'),
  environment: variableName,
  env_file: variablesFile,
}

function uniqueList(node: YamlNode | undefined, keyOf: (item: YamlNode) => string | undefined): YamlNode | undefined {
  const seq = settled(node)
  if (seq?.kind !== 'seq') return node
  const items = lastOfEach(seq.items, keyOf)
  return items === seq.items ? node : seqOf(items, seq.span)
}

/** Lists whose entries take the place of those with the same key as soon as they are laid over each other. */
const KEYED: Readonly<Record<string, (item: YamlNode, how: Comparing) => string | undefined>> = {
  environment: variableName,
  env_file: variablesFile,
}

/** Two lists of a service as one, by the keys of their entries; undefined where entries of such lists have none. */
export function joinedByKey(
  name: string | undefined,
  items: readonly YamlItem[],
  how: Comparing,
): readonly YamlItem[] | undefined {
  const keyOf = KEYED[name ?? '']
  return keyOf && lastOfEach(items, (item) => keyOf(item, how))
}

/** Entries without a key that is known stay as they are. */
function lastOfEach(all: readonly YamlItem[], keyOf: (item: YamlNode) => string | undefined): readonly YamlItem[] {
  const last = new Map<string, YamlItem>()
  const keys = all.map((item) => (item.value === undefined ? undefined : keyOf(item.value)))
  for (const [i, item] of all.entries()) if (keys[i] !== undefined) last.set(keys[i], item)
  if (last.size === keys.filter((k) => k !== undefined).length) return all
  const seen = new Set<string>()
  return all.flatMap((item, i) => {
    const key = keys[i]
    if (key === undefined) return [item]
    if (seen.has(key)) return []
    seen.add(key)
    return [last.get(key) ?? item]
  })
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

/** The name of a variable: of `NAME=value`, or of the one entry of a mapping. */
function variableName(item: YamlNode, { expand }: Comparing): string | undefined {
  const node = settled(item)
  if (node?.kind !== 'map') return textOf(item, expand)?.split('=')[0]
  const [entry] = plainEntries(node)
  return entry && nameOf(entry)
}

/** Where a file of variables is. */
function variablesFile(item: YamlNode, { expand, homeOf }: Comparing): string | undefined {
  const node = settled(settled(item)?.kind === 'map' ? memberOf(item, 'path') : item)
  const path = textOf(node, expand)
  return path === undefined || node === undefined ? undefined : joinPath(homeOf(node.span.source), path)
}

/** The target as it is written; of one without, what it is by default. A name alone becomes a long form, too. */
function grantTarget(item: YamlNode, { expand, whole, cleaned }: Uniqueness, folder: string): string | undefined {
  const node = settled(item)
  const target = memberOf(item, 'target')
  if (target !== undefined) return textOf(target, expand)
  if (whole && node?.kind === 'scalar') cleaned.add(node)
  const name = textOf(node?.kind === 'map' ? memberOf(node, 'source') : item, expand)
  return name === undefined ? undefined : folder + name
}

function textOf(node: YamlNode | undefined, expand: Expand): string | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar') return undefined
  const text = expand(scalar.text)
  return certaintyOf(text) === 'unknown' ? undefined : text.text
}
