/**
 * Lays what one file says over what another said, as compose-go does:
 * https://github.com/compose-spec/compose-go/blob/v2.16.2/override/merge.go
 */
import type { YamlEntry, YamlItem, YamlMap, YamlNode } from '../../tree.ts'
import { identityOf, joinedByKey, type Comparing } from './unique.ts'
import { broughtBy, isNothing, mapOf, nameOf, plainEntries, seqOf, settled } from './nodes.ts'

/** Where a node stands, from the top of a Compose file; names of services and the like as they are. */
export type Path = readonly string[]

/** How, and where, nodes are laid over each other. */
export interface Laying {
  readonly path: Path
  readonly how: Comparing
}

/** The node that comes of two; `over` wins where both cannot stay. An item that a list has already is not added to it. */
export function laidOver(
  base: YamlNode | undefined,
  over: YamlNode | undefined,
  { path, how }: Laying,
): YamlNode | undefined {
  if (over?.tag === '!reset') return undefined
  if (over === undefined || base === undefined || over.tag === '!override') return over ?? base
  const [under, above] = [settled(base), settled(over)]
  if (isNothing(over)) return base
  if (under === undefined || above === undefined || isNothing(base) || isReplaced(path)) return over
  if (under.kind === 'map' && above.kind === 'map') return mapsOver(base, over, { path, how })
  const isList = isListed(path) || (under.kind === 'seq' && above.kind === 'seq')
  if (!isList) return over
  const [below, on] = [listed(base), listed(over)]
  const keyed = path.length === 3 ? joinedByKey(path[2], [...below, ...on], how) : undefined
  return seqOf(keyed ?? joined(below, on, how), above.span)
}

/** Both lists, without what stands before it in either. */
function joined(base: readonly YamlItem[], over: readonly YamlItem[], how: Comparing): readonly YamlItem[] {
  const identity = ({ value }: YamlItem): string | undefined => value && identityOf(value, how)
  const seen = new Set(base.map(identity))
  const added = over.filter((item) => {
    const own = identity(item)
    if (own !== undefined && seen.has(own)) return false
    seen.add(own)
    return true
  })
  return [...base, ...added]
}

function mapsOver(base: YamlNode, over: YamlNode, laying: Laying): YamlMap {
  const above = new Map(membersOf(over).map((entry) => [nameOf(entry), entry]))
  const under = membersOf(base)
  const kept = under.flatMap((entry) => {
    const other = above.get(nameOf(entry))
    return other === undefined ? [entry] : entryOver(entry, other, laying)
  })
  const names = new Set(under.map(nameOf))
  const added = [...above.values()].filter((e) => !names.has(nameOf(e)) && e.value?.tag !== '!reset')
  return mapOf([...kept, ...added], (settled(base) ?? base).span)
}

/** An entry that both have: that of the file which wrote the value where one did, else at the base’s place. */
function entryOver(base: YamlEntry, over: YamlEntry, { path, how }: Laying): readonly YamlEntry[] {
  const value = laidOver(base.value, over.value, { path: [...path, nameOf(base) ?? ''], how })
  if (over.value?.tag === '!reset') return []
  if (value === undefined || value === base.value) return [base]
  return value === over.value ? [over] : [{ key: base.key, span: base.span, value }]
}

/** The entries of a mapping, each brought by the alias that brought the mapping. */
function membersOf(node: YamlNode): readonly YamlEntry[] {
  const map = settled(node)
  if (map?.kind !== 'map') return []
  const entries = plainEntries(map)
  if (node.kind !== 'alias') return entries
  return entries.map(({ key, span, value }) => ({ key, span, ...(value && { value: broughtBy(node.span, value) }) }))
}

/** The items of a list; a single value, and a mapping in place of `KEY=value` entries, count as a list too. */
function listed(node: YamlNode): readonly YamlItem[] {
  const target = settled(node)
  if (target?.kind === 'seq') {
    if (node.kind !== 'alias') return target.items
    return target.items.map(({ span, value }) => ({ span, ...(value && { value: broughtBy(node.span, value) }) }))
  }
  if (target?.kind !== 'map') return isNothing(node) ? [] : [{ value: node, span: node.span }]
  return membersOf(node).map((entry) => ({ value: mapOf([entry], entry.span), span: entry.span }))
}

const REPLACED = new Set(['command', 'entrypoint'])

/** Commands are one thing, and not lists of things. */
function isReplaced([top, , key, inner]: Path): boolean {
  return isWorkload(top) && (REPLACED.has(key ?? '') || (key === 'healthcheck' && inner === 'test'))
}

const LISTED = new Set(['environment', 'env_file', 'tmpfs', 'dns', 'dns_search', 'dns_opt', 'annotations', 'sysctls'])

/** What may be written as one value, a list or a mapping, and is a list to Compose. */
function isListed(path: Path): boolean {
  return path.length === 3 && isWorkload(path[0]) && LISTED.has(path[2] ?? '')
}

function isWorkload(section: string | undefined): boolean {
  return section === 'services' || section === 'jobs'
}
