/** What storage nodes must have and have not, or have too often. */
import type { MissingKey, UnknownKey, WrongValue } from '../../core/ir.ts'
import type { Span } from '../../core/source.ts'
import { originOf } from '../reading.ts'
import type { ReachedEntry, YamlNode } from '../tree.ts'
import { unmetNeeds, type Unmet } from './needs.ts'
import type { StorageSchema } from './node.ts'
import type { Place } from './plain.ts'

/** Where a mapping stands: its address, and the place of an object as a whole. */
export interface Around {
  readonly address: string
  readonly dialect: MissingKey['dialect']
  readonly root: Span | undefined
}

/** What a mapping lacks; none for any other value. */
export function missingAt(schema: StorageSchema, place: Place, around: Around): readonly (MissingKey | WrongValue)[] {
  const { wanted, node, via } = place
  const unmet = unmetNeeds(schema, wanted, via === undefined ? { node } : { node, via })
  return unmet.flatMap((u): readonly (MissingKey | WrongValue)[] =>
    u.written.length > 0 ? tooMany(u, place, around) : [missing(u, place, around)],
  )
}

function missing({ need, keys, because }: Unmet, place: Place, { address, dialect, root }: Around): MissingKey {
  const { wanted, node, key, via } = place
  const empty = keys.length === 1 ? place.keys.get(keys[0] ?? '') : undefined
  const around = place.isEntry ? beginning(node) : (key?.key.span ?? root ?? beginning(node))
  const span = empty?.key.span ?? around
  return {
    kind: 'missing-key',
    address: `${address}/${keys.join('|')}`,
    origin: originOf(span, node.span, key?.via ?? via),
    dialect,
    holder: wanted.title ?? 'this mapping',
    keys,
    ...(because !== undefined && { because: because.replace('=', ' ') }),
    says: wanted.says?.[need] ?? '',
    isEmpty: empty !== undefined,
    span,
  }
}

/** Of keys that exclude each other, the second that is written. */
function tooMany({ keys, written }: Unmet, place: Place, around: Around): readonly WrongValue[] {
  const { key } = place
  const second = [...place.keys.values()].filter((e) => written.includes(e.name))[1]
  if (key === undefined || second === undefined) return []
  return [
    {
      ...wrongAt(key, place, around),
      span: second.key.span,
      given: 'mapping',
      kinds: ['mapping'],
      word: 'both',
      form: `one of ${keys.join(' and ')}`,
    },
  ]
}

/** Where a wrong value stands: under its key, or in the list that the key holds. */
export function wrongAt(
  key: ReachedEntry,
  { via, isEntry }: Place,
  { address, dialect }: Pick<Around, 'address' | 'dialect'>,
): Pick<WrongValue, 'kind' | 'address' | 'origin' | 'dialect' | 'name' | 'isEntry'> {
  return {
    kind: 'wrong-value',
    address,
    origin: originOf(key.key.span, key.entry.span, key.via ?? via),
    dialect,
    name: { value: key.name, span: key.key.span, certainty: 'literal' },
    isEntry,
  }
}

/** A scalar itself; of anything larger what it begins with. */
export function beginning(node: YamlNode): Span {
  const first = node.kind === 'map' ? node.entries[0]?.key : node.kind === 'seq' ? node.items[0]?.value : undefined
  return first === undefined ? node.span : beginning(first)
}

/** Whether a key is only missing as it is misspelt, or stands in another place: in the mapping, or in one around it. */
export function isEcho({ keys }: MissingKey, holder: string, unknown: readonly Misplaced[]): boolean {
  return unknown.some(({ pointer, misfit: { key, meant, belongs } }) => {
    if (!`${holder}/`.startsWith(`${pointer}/`)) return false
    if (keys.includes(key.value) || (meant !== undefined && keys.includes(meant))) return true
    return pointer === holder && keys.some((name) => belongs?.split(/\W/).includes(name))
  })
}

/** An unknown key, and the pointer of the mapping that it stands in. */
export interface Misplaced {
  readonly pointer: string
  readonly misfit: UnknownKey
}
