/** The project that Compose makes of its files: one root in which every value stands where it was written. */
import { certaintyOf, type MappedText } from '../../../core/located.ts'
import { folderOf, joinPath } from '../../../core/paths.ts'
import type { Span } from '../../../core/source.ts'
import type { YamlDocument, YamlMap, YamlNode } from '../../tree.ts'
import { withBases, type Finding } from './extend.ts'
import { includedFiles, withIncluded } from './include.ts'
import { settled, withoutResets } from './nodes.ts'
import { laidOver, type IsSame } from './overlay.ts'
import { isSame, uniqueRoot, uniqueService } from './unique.ts'

/** Files that take in files are followed so far, and so often. */
const MOST_LEVELS = 20
const MOST_INCLUDED = 500

export interface Around {
  /** The documents of a file by its path, as sources have it; undefined where it is not at hand. */
  readonly open: (path: string) => readonly YamlDocument[] | undefined
  readonly expand: (text: MappedText) => MappedText
  readonly complain: (span: Span, message: string) => void
  /** Told of each file that is to be taken in and is not at hand. */
  readonly missing: (span: Span, path: string) => void
}

/**
 * The root that comes of files laid over each other, the last one on top. Undefined where none of them has one. What cannot
 * be followed is left as it is written; what Compose would refuse is complained of.
 */
export function rootOf(files: readonly (readonly YamlDocument[])[], around: Around): YamlMap | undefined {
  return layered(files, {
    around,
    level: 0,
    cleaned: new WeakSet(),
    bases: new WeakMap(),
    budget: { left: MOST_INCLUDED },
  })
}

interface Reading {
  readonly around: Around
  readonly level: number
  /** How many more files may be taken in. */
  readonly budget: { left: number }
  /** Short mounts that have become long ones. */
  readonly cleaned: WeakSet<YamlNode>
  /** Roots whose services others of another file start from, as they are then. */
  readonly bases: WeakMap<YamlMap, YamlMap>
}

function layered(files: readonly (readonly YamlDocument[])[], reading: Reading): YamlMap | undefined {
  return files.flat().reduce<YamlMap | undefined>((sum, { root, source }) => {
    const map = settled(root)
    if (map?.kind !== 'map') return sum
    const both = laidOver(sum, wholeOf(map, reading), { path: [], isSame: sameness(reading) })
    const bare = both === undefined || !source.text.includes('!reset') ? both : withoutResets(both)
    if (bare?.kind !== 'map') return sum
    return canonical(bare, reading)
  }, undefined)
}

/** A root with what it takes in, and what its services start from. */
function wholeOf(root: YamlMap, reading: Reading): YamlMap {
  const { around, level } = reading
  const finding = findingFor(reading)
  const brought = includedFiles(root, finding.textOf).flatMap((files) => {
    reading.budget.left -= files.length
    const documents = files.map(({ path, span }) => {
      const found = path === undefined ? undefined : around.open(beside(span, path))
      if (found === undefined) around.missing(span, path ?? '')
      return found ?? []
    })
    const isNear = level < MOST_LEVELS && reading.budget.left >= 0
    const included = isNear ? layered(documents, { ...reading, level: level + 1 }) : undefined
    return included ?? []
  })
  return withBases(withIncluded(root, brought, finding.isSame), finding)
}

function sameness({ around: { expand }, cleaned }: Reading): IsSame {
  return (a, b) => isSame(a, b, { expand, cleaned })
}

/** A root whose lists are unique, and whose short mounts have become long ones. */
function canonical(root: YamlMap, { around: { expand }, cleaned }: Reading): YamlMap {
  return uniqueRoot(uniqueRoot(root, { expand, cleaned, whole: false }), { expand, cleaned, whole: true })
}

function findingFor(reading: Reading): Finding {
  const { around, cleaned, bases } = reading
  const { open, expand, complain } = around
  return {
    isSame: sameness(reading),
    unique: (service) => uniqueService(service, { expand, cleaned, whole: true }),
    textOf: (node) => textOf(node, expand),
    open: (from, path) => {
      const root = settled(open(beside(from, path))?.[0]?.root)
      if (root?.kind !== 'map') return undefined
      const known = bases.get(root) ?? canonical(root, reading)
      bases.set(root, known)
      return known
    },
    complain,
  }
}

function textOf(node: YamlNode | undefined, expand: Around['expand']): string | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined
  const text = expand(scalar.text)
  return certaintyOf(text) === 'unknown' ? undefined : text.text
}

/** A path as the file means it that has the place. */
function beside({ source }: Span, path: string): string {
  return joinPath(folderOf(source.path), path)
}
