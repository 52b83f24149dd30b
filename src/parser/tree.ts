/**
 * The located YAML tree that the rest of storlint works on. `yaml.ts` makes it; no node of a library leaves that file.
 */
import type { MappedText } from '../core/located.ts'
import type { Source, Span } from '../core/source.ts'

export type YamlNode = YamlScalar | YamlMap | YamlSeq | YamlAlias

interface NodeBase {
  /** From the first character of the node (its anchor or tag, where it has one) to the end of its last leaf. */
  readonly span: Span
  readonly anchor?: string
  /** As written, e.g. `!reset`. */
  readonly tag?: string
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar'
  /** The value by YAML 1.2 core schema; a quoted or block scalar is a string. */
  readonly value: string | number | boolean | null
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The decoded text, whatever the type of `value` (`8080` for a number), mapped to its place inside any quotes. */
  readonly text: MappedText
}

export interface YamlMap extends NodeBase {
  readonly kind: 'map'
  readonly style: 'block' | 'flow'
  /** As written, in order: with duplicates, with `<<`, without what that merges in (see `entriesOf`). */
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: YamlNode
  /** Absent: `key:` with nothing behind it. */
  readonly value?: YamlNode
  /** From the key's start to the end of the value's last leaf (or of the `:`). */
  readonly span: Span
}

export interface YamlSeq extends NodeBase {
  readonly kind: 'seq'
  readonly style: 'block' | 'flow'
  readonly items: readonly YamlItem[]
}

export interface YamlItem {
  /** Absent: `-` with nothing behind it. */
  readonly value?: YamlNode
  /** From the `-` (block) or the value (flow) to the end of the last leaf. */
  readonly span: Span
}

export interface YamlAlias extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
  /** The anchored node; absent when there is none before the alias. */
  readonly target?: YamlNode
}

/** A real comment token: `#` to the end of its line, without the line end. */
export interface YamlComment {
  readonly span: Span
}

export interface YamlProblem {
  readonly kind: 'syntax' | 'limit'
  readonly message: string
  readonly span: Span
}

export interface YamlDocument {
  readonly source: Source
  /** The document's own part of the stream, without `---` and `...` lines. */
  readonly span: Span
  /** Absent for an empty document. */
  readonly root?: YamlNode
  readonly comments: readonly YamlComment[]
  /** What is wrong with it, in order of place. A document with problems of kind `syntax` may lack parts of its tree. */
  readonly problems: readonly YamlProblem[]
}

/** A node and the aliases or merge keys through which it was reached, outermost last; none: it stands where it is used. */
export interface Reached<T extends YamlNode = YamlNode> {
  readonly node: T
  readonly via?: Span
}

/** An entry of a map with merge keys resolved. `via` is set when the entry came through a merge key or its value through an alias. */
export interface ReachedEntry {
  readonly key: YamlScalar
  readonly name: string
  readonly value?: Reached<YamlScalar | YamlMap | YamlSeq>
  readonly entry: YamlEntry
  readonly via?: Span
}
