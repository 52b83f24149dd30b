/** Which kustomizations lie over which files. */
import type { Fragment, KustomizePatch, Kustomization } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { folderOf, joinPath } from '../core/paths.ts'
import { isKustomizationName } from './dialect.ts'

/** The patches of a kustomization, and the files that they may change. */
export interface Layer {
  readonly files: ReadonlySet<string>
  readonly patches: readonly KustomizePatch[]
}

/** Every layer that changes something. */
export function layersOf(fragments: readonly Fragment[]): readonly Layer[] {
  const known = kustomizationsIn(fragments)
  return [...known.keys()].flatMap((folder) => {
    const patches = patchesOf(folder, known, new Set())
    return patches.length === 0 ? [] : [{ files: filesOf(folder, known, new Set()), patches }]
  })
}

/** Paths of the files that hold nothing but a patch. */
export function patchFiles(fragments: readonly Fragment[]): ReadonlySet<string> {
  const layers = [...kustomizationsIn(fragments).values()]
  return new Set(layers.flatMap((k) => k.patches.flatMap(({ file }) => (file === undefined ? [] : [pathOf(file)]))))
}

/** A file that a kustomization names, by its path. */
export function pathOf({ value, span }: Located<string>): string {
  return joinPath(folderOf(span.source.path), value)
}

/** By folder. */
type Known = ReadonlyMap<string, Kustomization>

function kustomizationsIn(fragments: readonly Fragment[]): Known {
  const named = fragments.filter((f) => isKustomizationName(f.source.path))
  return new Map(
    named.flatMap((f) => (f.kustomizations ?? []).map((k): [string, Kustomization] => [folderOf(f.source.path), k])),
  )
}

/** The files of a folder, and of the folders that it takes in; `seen` ends circles. */
function filesOf(folder: string, known: Known, seen: Set<string>): ReadonlySet<string> {
  if (seen.has(folder)) return new Set()
  seen.add(folder)
  const { resources = [] } = known.get(folder) ?? {}
  const taken = resources.map(pathOf)
  return new Set(taken.flatMap((path) => (known.has(path) ? [...filesOf(path, known, seen)] : [path])))
}

/** Components are laid over what the kustomization takes in. */
function patchesOf(folder: string, known: Known, seen: Set<string>): readonly KustomizePatch[] {
  if (seen.has(folder)) return []
  seen.add(folder)
  const { patches = [], components = [] } = known.get(folder) ?? {}
  return [...patches, ...components.flatMap((c) => patchesOf(pathOf(c), known, seen))]
}
