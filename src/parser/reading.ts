/** What every part of a reader needs: the file, what its variables come to, and where notes go. */
import type { Located } from '../core/located.ts'
import { locatedText, type MappedText } from '../core/located.ts'
import type { InputError, Origin, Settled } from '../core/ir.ts'
import { folderOf, isElsewhere, joinPath, pathFrom } from '../core/paths.ts'
import type { Source, Span } from '../core/source.ts'
import { withoutPlaces, type PlacesIn } from './secrets/words.ts'
import type { Reached, ReachedEntry, YamlDocument, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './tree.ts'
import { entriesOf, entry, reach } from './yaml/tree-tools.ts'

export interface Reading {
  readonly source: Source
  /** What a decoded text comes to: variables expanded, templates unknown. */
  readonly expand: (text: MappedText, reading: Reading) => MappedText
  /** Whether a fact names this environment key, so that its value may be kept. */
  readonly keepsEnv: (key: string) => boolean
  readonly errors: InputError[]
  /** Where a source holds secrets, as `secretSpans` has them. */
  readonly places: PlacesIn
  /** All places that no output may show: those, and what readers find beside. */
  readonly secrets: Span[]
  /** Parts of the text that a file of variables settled. Absent: nobody asks. */
  readonly settled?: Settled[]
  /** Reads a text that stands in another. Absent: none is read. */
  readonly parse?: (source: Source) => readonly YamlDocument[]
  /** The folder that relative paths of a source start at. Absent: its own. */
  readonly homeOf?: (source: Source) => string
}

/** A node resolved through aliases and merge keys; `via` is the place through which it came, the outermost first. */
export type Value = Reached<YamlScalar | YamlMap | YamlSeq>

/** Notes what is wrong with the input, at its place. */
export function complain(reading: Reading, span: Span, message: string): void {
  reading.errors.push({ kind: 'syntax', path: span.source.path, span, message, wasRead: true })
}

/** The entries of a value that is a map, each knowing the outermost place through which it came; none for any other value. */
export function entries(value: Value | undefined): readonly ReachedEntry[] {
  if (value?.node.kind !== 'map') return []
  const { node, via } = value
  const own = entriesOf(node)
  return via === undefined ? own : own.map((e) => ({ ...e, via, ...(e.value && { value: { ...e.value, via } }) }))
}

/** The value of a key of a map; undefined where the key is absent or empty. */
export function valueOf(value: Value | undefined, name: string): Value | undefined {
  if (value?.node.kind !== 'map') return undefined
  const found = entry(value.node, name)?.value
  return found === undefined || value.via === undefined ? found : { ...found, via: value.via }
}

/** The items of a list, resolved; none for any other value. Items without a value are left out. */
export function items(value: Value | undefined): readonly { readonly item: YamlItem; readonly value: Value }[] {
  if (value?.node.kind !== 'seq') return []
  const { node, via } = value
  return node.items.flatMap((item) => {
    const reached = item.value === undefined ? undefined : resolved(item.value, via)
    return reached === undefined ? [] : [{ item, value: reached }]
  })
}

/** A node with aliases followed; undefined for an alias that leads nowhere. */
export function resolved(node: YamlNode, outer?: Span): Value | undefined {
  const { node: target, via } = reach(node)
  if (target.kind === 'alias') return undefined
  const through = outer ?? via
  return through === undefined ? { node: target } : { node: target, via: through }
}

/** The text of a scalar, its variables expanded; undefined for any other value. */
export function mapped(reading: Reading, value: Value | undefined): MappedText | undefined {
  return value?.node.kind === 'scalar' ? reading.expand(value.node.text, reading) : undefined
}

/** A scalar as a located string, without what is a secret; undefined for null, a list or a map. */
export function text(reading: Reading, value: Value | undefined): Located<string> | undefined {
  if (value?.node.kind === 'scalar' && value.node.value === null && value.node.style === 'plain') return undefined
  const found = mapped(reading, value)
  return found === undefined ? undefined : withoutPlaces(locatedText(found), reading.places)
}

/**
 * A path of the host. Where paths of its file start in another folder, it becomes what would be written there for the same
 * place, and is shown as it is written.
 */
export function hostPath(reading: Reading, value: Value | undefined): Located<string> | undefined {
  const found = text(reading, value)
  return found && fromHome(reading, found)
}

/** The same of a path that was read before. */
export function fromHome({ homeOf }: Reading, path: Located<string>): Located<string> {
  const own = folderOf(path.span.source.path)
  const home = homeOf?.(path.span.source) ?? own
  if (home === own || path.certainty === 'unknown' || !isRelative(path.value)) return path
  const value = pathFrom(own, joinPath(home, path.value))
  const said = path.shown ?? path.value
  return value === undefined ? { ...path, value: said, certainty: 'unknown' } : { ...path, value, shown: said }
}

/** Neither absolute, of Windows, at home, nor an address. */
function isRelative(path: string): boolean {
  return !/^[~/]/.test(path) && !isElsewhere(path)
}

/** True for `~`, `null` and the like. */
export function isNull({ node }: Value): boolean {
  return node.kind === 'scalar' && node.value === null && node.style === 'plain'
}

/** A scalar as a located boolean, by the words that Compose takes; any other word is unknown. */
export function flag(reading: Reading, value: Value | undefined): Located<boolean> | undefined {
  const found = text(reading, value)
  if (found === undefined) return undefined
  const known = /^(true|false)$/i.test(found.value)
  return { ...found, value: /^true$/i.test(found.value), certainty: known ? found.certainty : 'unknown' }
}

/** What a flag comes to; false where it is not written. */
export function settledFlag(reading: Reading, value: Value | undefined): boolean | 'unknown' {
  const found = flag(reading, value)
  return found?.certainty === 'unknown' ? 'unknown' : (found?.value ?? false)
}

/** A scalar as a located whole number; anything else is unknown. */
export function count(reading: Reading, value: Value | undefined): Located<number> | undefined {
  const found = text(reading, value)
  if (found === undefined) return undefined
  const known = /^\d+$/.test(found.value)
  return { ...found, value: known ? Number(found.value) : 0, certainty: known ? found.certainty : 'unknown' }
}

/** Where a node stands, given what led to it. */
export function originOf(key: Span, span: Span, via: Span | undefined): Origin {
  return via === undefined ? { kind: 'written', key, span } : { kind: 'inherited', key, span, via }
}
