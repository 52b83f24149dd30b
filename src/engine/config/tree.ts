/** A configuration file as plain values, each with its place. */
import type { Span } from '../../core/source.ts'
import type { YamlNode } from '../../parser/tree.ts'
import { entriesOf, reach } from '../../parser/yaml/tree-tools.ts'

/** Plain values, and where each stands, by its JSON pointer. */
export interface PlacedValue {
  readonly value: unknown
  /** The place of a value: a scalar itself; of anything larger, the key that holds it, or its first key. */
  readonly at: (pointer: string) => Span
  /** The place of a key of a mapping. */
  readonly keyAt: (pointer: string, key: string) => Span
}

/** The most values that aliases may make of a file. */
const MOST_VALUES = 50_000

interface Placing {
  readonly places: Map<string, Span>
  readonly keys: Map<string, Span>
  left: number
}

/** The values of a tree; undefined when aliases make too many of it. A key with nothing behind it is left out. */
export function placedValue(root: YamlNode): PlacedValue | undefined {
  const placing: Placing = { places: new Map(), keys: new Map(), left: MOST_VALUES }
  const value = plain(placing, root, '', root.span)
  if (placing.left < 0) return undefined
  const at = (pointer: string): Span => placing.places.get(pointer) ?? root.span
  return { value, at, keyAt: (pointer, key) => placing.keys.get(below(pointer, key)) ?? at(pointer) }
}

/** The JSON pointer of a key or an index below another. https://www.rfc-editor.org/rfc/rfc6901 */
export function below(pointer: string, ...keys: readonly (string | number)[]): string {
  return [pointer, ...keys.map((key) => String(key).replace(/~/g, '~0').replace(/\//g, '~1'))].join('/')
}

function plain(placing: Placing, written: YamlNode, pointer: string, holder: Span): unknown {
  const { node } = reach(written)
  placing.left -= 1
  if (placing.left < 0) return undefined
  switch (node.kind) {
    case 'alias':
      return undefined
    case 'scalar':
      placing.places.set(pointer, written.span)
      return node.value
    case 'map': {
      const entries = entriesOf(node)
      placing.places.set(pointer, pointer === '' ? (entries[0]?.key.span ?? holder) : holder)
      const values = entries.flatMap(({ key, name, value }): [string, unknown][] => {
        placing.keys.set(below(pointer, name), key.span)
        return value === undefined ? [] : [[name, plain(placing, value.node, below(pointer, name), key.span)]]
      })
      return Object.fromEntries(values)
    }
    case 'seq':
      placing.places.set(pointer, holder)
      return node.items.map(({ value, span }, i) =>
        value === undefined ? null : plain(placing, value, below(pointer, i), firstOf(value) ?? span),
      )
  }
}

/** The first key of a mapping, which stands for the mapping in a list. */
function firstOf(written: YamlNode): Span | undefined {
  return written.kind === 'map' ? written.entries[0]?.key.span : written.span
}
