/** Files that a Compose file takes in: https://docs.docker.com/reference/compose-file/include/ */
import type { Span } from '../../../core/source.ts'
import type { YamlMap, YamlNode } from '../../tree.ts'
import { isNothing, mapOf, memberOf, nameOf, plainEntries, settled, withMember } from './nodes.ts'
import { laidOver, type IsSame, type Laying } from './overlay.ts'
import type { Finding } from './extend.ts'

/** The sections that a file that is taken in brings along. */
const SECTIONS = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models']

/** The files that each entry of `include` names, in the order in which they lie over each other. */
export function includedFiles(
  root: YamlNode | undefined,
  textOf: Finding['textOf'],
): readonly (readonly { readonly path: string | undefined; readonly span: Span }[])[] {
  const list = settled(memberOf(root, 'include'))
  if (list?.kind !== 'seq') return []
  return list.items.map(({ value, span }) => {
    const named = settled(value)?.kind === 'map' ? memberOf(value, 'path') : value
    const several = settled(named)
    const nodes = several?.kind === 'seq' ? several.items.map((i) => i.value) : [named]
    return nodes.map((node) => ({ path: textOf(node), span: node?.span ?? span }))
  })
}

/** The root with what `brought`, roots of files that are whole themselves, have beside it; what it says itself lies on top. */
export function withIncluded(root: YamlMap, brought: readonly YamlMap[], isSame: IsSame): YamlMap {
  const bare = withMember(root, 'include', undefined)
  return brought
    .toReversed()
    .reduce((sum, other) => SECTIONS.reduce((s, name) => sectionFrom(s, other, { path: [name], isSame }), sum), bare)
}

function sectionFrom(root: YamlMap, other: YamlMap, laying: Laying): YamlMap {
  const section = laying.path[0] ?? ''
  const theirs = memberOf(other, section)
  if (theirs === undefined || isNothing(theirs)) return root
  const ours = memberOf(root, section)
  if (ours !== undefined && !isNothing(ours)) return withMember(root, section, laidOver(theirs, ours, laying))
  const entry = plainEntries(other).find((e) => nameOf(e) === section)
  const rest = plainEntries(root).filter((e) => nameOf(e) !== section)
  return entry === undefined ? root : mapOf([...rest, entry], root.span)
}
