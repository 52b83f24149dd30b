/** Files that a Compose file takes in: https://docs.docker.com/reference/compose-file/include/ */
import type { Located } from '../../../core/located.ts'
import type { Span } from '../../../core/source.ts'
import type { YamlMap, YamlNode } from '../../tree.ts'
import { isNothing, mapOf, memberOf, nameOf, plainEntries, settled, withMember } from './nodes.ts'
import { laidOver, type Laying } from './overlay.ts'
import type { Comparing } from './unique.ts'
import type { Finding } from './extend.ts'

/** The sections that a file that is taken in brings along. */
const SECTIONS = ['services', 'jobs', 'volumes', 'networks', 'secrets', 'configs', 'models']

/** A file that another names. */
export interface NamedPath {
  /** Relative to the folder that paths of the naming file start at; undefined where it is not known. */
  readonly path: Located<string> | undefined
  readonly span: Span
}

/** An entry of `include`. */
export interface Inclusion {
  /** In the order in which they lie over each other. */
  readonly files: readonly NamedPath[]
  /** The folder that their paths start at. Absent: that of the first file. */
  readonly folder?: NamedPath
  /** Files of variables. Absent: `.env` in that folder. */
  readonly envFiles?: readonly NamedPath[]
}

/** What a root takes in. */
export function inclusions(root: YamlNode | undefined, textOf: Finding['textOf']): readonly Inclusion[] {
  const list = settled(memberOf(root, 'include'))
  if (list?.kind !== 'seq') return []
  return list.items.map(({ value, span }): Inclusion => {
    const isLong = settled(value)?.kind === 'map'
    const [folder] = isLong ? listOf(memberOf(value, 'project_directory'), span, textOf) : []
    const envFile = isLong ? memberOf(value, 'env_file') : undefined
    return {
      files: listOf(isLong ? memberOf(value, 'path') : value, span, textOf),
      ...(folder && { folder }),
      ...(envFile && !isNothing(envFile) && { envFiles: listOf(envFile, span, textOf) }),
    }
  })
}

/** One path, or several. */
function listOf(node: YamlNode | undefined, span: Span, textOf: Finding['textOf']): readonly NamedPath[] {
  if (node === undefined || isNothing(node)) return []
  const several = settled(node)
  const nodes = several?.kind === 'seq' ? several.items.map((i) => i.value) : [node]
  return nodes.map((each) => ({ path: textOf(each), span: each?.span ?? span }))
}

/** The root with what `brought`, roots of files that are whole themselves, have beside it; what it says itself lies on top. */
export function withIncluded(root: YamlMap, brought: readonly YamlMap[], how: Comparing): YamlMap {
  const bare = withMember(root, 'include', undefined)
  return brought
    .toReversed()
    .reduce((sum, other) => SECTIONS.reduce((s, name) => sectionFrom(s, other, { path: [name], how }), sum), bare)
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
