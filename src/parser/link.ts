/** Puts fragments together that belong to one project. */
import { isAutomaticOverride, isBaseName } from '../core/compose-names.ts'
import { emptyFragment } from '../core/fragment.ts'
import type { Fragment, Project, Stack } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { grouped } from '../core/grouped.ts'
import { folderOf, joinPath } from '../core/paths.ts'
import { isComposeName } from './dialect.ts'
import { patchFiles } from './kustomize.ts'

/**
 * Projects of fragments. Compose files whose names say that they overlay each other (`compose.yaml`, `compose.prod.yaml`)
 * share one; any other Compose file is a project of its own, as is each stack in a folder of templates. All Kubernetes
 * manifests are one project: names are looked up near to far. `unread`: paths of files that could not be read in full.
 */
export function link(
  fragments: readonly Fragment[],
  unread: readonly string[] = [],
  stacks: readonly Stack[] = [],
): readonly Project[] {
  const compose = fragments.filter((f) => f.dialect === 'compose')
  const paths = [...compose.map((f) => f.source.path), ...unread]
  const byName = families(paths)
  const stackIn = stacksByFamily(stacks, byName)
  const familyIn = (path: string): string => stackIn.get(byName(path))?.family ?? byName(path)
  const familyOfFragment = ({ dialect, source }: Fragment): string =>
    dialect === 'kubernetes' ? KUBERNETES : familyIn(source.path)
  const groups = grouped(fragments.map((f) => [familyOfFragment(f), f] as const))
  const takers = takersOf(compose)
  const missing = grouped(unread.map((path) => [familyIn(path), path]))
  return [...groups].map(([family, group]) =>
    family === KUBERNETES
      ? { fragments: withoutPatches(group) }
      : { ...projectOf(group, missing.get(family) ?? [], takers), ...stackOf(group, stackIn.get(family)) },
  )
}

interface StackOfFamily {
  /** That of its first file, which all of its files share. */
  readonly family: string
  readonly stack: Stack
}

/** Stacks by the families of their files; a file of several stacks belongs to the first. */
function stacksByFamily(
  stacks: readonly Stack[],
  familyIn: (path: string) => string,
): ReadonlyMap<string, StackOfFamily> {
  const all = stacks.flatMap((stack) => {
    const family = familyIn(stack.files[0] ?? '')
    return stack.files.map((file): [string, StackOfFamily] => [familyIn(file), { family, stack }])
  })
  return new Map(all.toReversed())
}

/** The stack of a project, where all of its files are there. */
function stackOf(fragments: readonly Fragment[], found: StackOfFamily | undefined): Pick<Project, 'stack'> {
  const isWhole = found?.stack.files.every((file) => fragments.some((f) => f.source.path === file)) === true
  return isWhole ? { stack: found.stack } : {}
}

/** Manifests; of a file that a kustomization lays over others nothing holds by itself. */
function withoutPatches(fragments: readonly Fragment[]): readonly Fragment[] {
  const patches = patchFiles(fragments)
  if (patches.size === 0) return fragments
  return fragments.map((fragment) => {
    if (!patches.has(fragment.source.path)) return fragment
    const { suppressions = [], secrets, errors } = fragment
    return { ...emptyFragment('kubernetes', fragment.span), suppressions, secrets, errors }
  })
}

/** No path is empty. */
const KUBERNETES = ''

interface Takers {
  /** Files that include a file, by its path. */
  readonly including: ReadonlyMap<string, readonly Fragment[]>
  /** Files whose services start from services of a file, by its path. */
  readonly extending: ReadonlyMap<string, readonly Fragment[]>
}

function takersOf(fragments: readonly Fragment[]): Takers {
  const bases = (f: Fragment): readonly (Located<string> | undefined)[] =>
    f.workloads.flatMap((w) => w.containers.flatMap((c) => c.opaque.map((o) => o.base?.file)))
  const taken = (f: Fragment, file: Located<string> | undefined): readonly (readonly [string, Fragment])[] =>
    file === undefined || file.certainty === 'unknown' ? [] : [[joinPath(folderOf(f.source.path), file.value), f]]
  return {
    including: grouped(fragments.flatMap((f) => f.includes.flatMap((file) => taken(f, file)))),
    extending: grouped(fragments.flatMap((f) => bases(f).flatMap((file) => taken(f, file)))),
  }
}

function projectOf(fragments: readonly Fragment[], missing: readonly string[], takers: Takers): Project {
  const paths = new Set(fragments.map((f) => f.source.path))
  const [including, extending] = [takers.including, takers.extending].map((takersOfFile) =>
    [...paths].flatMap((path) => takersOfFile.get(path) ?? []).filter((f) => !paths.has(f.source.path)),
  )
  const taking = [...new Set([...(including ?? []), ...(extending ?? [])].map((f) => f.source.path))]
  const elsewhere = [...missing, ...taking]
  return {
    fragments,
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(taking.length > 0 && { takers: taking }),
    ...(extending !== undefined && extending.length > 0 && { extendedBy: [...new Set(extending)] }),
  }
}

/**
 * What files belong to, given the paths of all: `a/compose.prod.yaml` to `a/compose`; a name without that form to itself.
 * Compose lays an override over whichever file it takes by itself, so where a folder has files of one such name only, the
 * override belongs to them under either name.
 */
export function families(paths: readonly string[]): (path: string) => string {
  const bases = grouped(paths.filter(isBaseName).map((path) => [folderOf(path), familyOf(path)]))
  return (path) => {
    const [first, ...more] = new Set(isAutomaticOverride(path) ? bases.get(folderOf(path)) : [])
    return first === undefined || more.length > 0 ? familyOf(path) : first
  }
}

/** `a/compose.prod.yaml` → `a/compose`, by its own name alone. */
export function familyOf(path: string): string {
  const match = /^(.*\/)?((?:docker-)?compose[^./]*)\.(?:[^/]*\.)?ya?ml$/i.exec(path)
  return match === null || !isComposeName(path) ? path : `${match[1] ?? ''}${match[2] ?? ''}`
}
