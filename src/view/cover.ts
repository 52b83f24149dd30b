/** What stands behind a path of a container. */
import type { BuiltImage, Container, Mount, MountsFrom } from '../core/ir.ts'
import { cleanPath, holds } from '../core/paths.ts'
import type { Span } from '../core/source.ts'
import type { Cover, KnownImage } from '../core/view.ts'
import { applies } from './image.ts'

/** What `cover` asks of the project around a container. */
export interface CoverContext {
  /** What becomes of a volume that an image declares and nobody mounts. */
  keeps(container: Container): 'anonymous' | 'scratch'
  image(container: Container): KnownImage | undefined
  /** What the Dockerfile of a container sets, where it is built from one. */
  built(container: Container): BuiltImage | undefined
  /** The container of a workload by name, for `volumes_from`. */
  container(name: string): Container | undefined
  /** The mounts of a container after its files were laid over each other: of one target the last counts. */
  mounts(container: Container): readonly Mount[]
}

interface Candidate {
  readonly path: string
  readonly cover: Cover
}

/** The deepest mount or image volume that holds `path`; a mount wins over an image volume at its own path. */
export function cover(container: Container, path: string, context: CoverContext): Cover {
  const mounts = context.mounts(container).toReversed()
  const inherited = container.mountsFrom.flatMap((from) =>
    inheritedCandidates(from, path, context, new Set([container])),
  )
  const best = deepest([
    ...mountCandidates(mounts, path),
    ...inherited,
    ...declaredCandidates(container, path, context),
  ])
  const isAt = best !== undefined && cleanPath(best.path) === cleanPath(path)
  // A mount at the path itself would win over an image's volume there.
  if ((!isAt || best.cover.kind !== 'mount') && mounts.some((m) => m.target.certainty === 'unknown'))
    return { kind: 'unknown' }
  if (!isAt) {
    if (context.built(container)?.volumes.some((v) => v.certainty === 'unknown')) return { kind: 'unknown' }
    if (container.mountsFrom.some((from) => context.container(from.from.value) === undefined))
      return { kind: 'unknown' }
    if (container.opaque.length > 0 && best === undefined) return { kind: 'unknown' }
  }
  return best?.cover ?? { kind: 'layer', declares: mayDeclare(container, path, context) ? 'unknown' : 'none' }
}

function mountCandidates(mounts: readonly Mount[], path: string, through?: MountsFrom): readonly Candidate[] {
  return mounts
    .filter((m) => m.target.certainty !== 'unknown' && holds(m.target.value, path))
    .map((mount) => ({ path: mount.target.value, cover: { kind: 'mount', mount, ...(through && { through }) } }))
}

function declaredCandidates(
  container: Container,
  path: string,
  context: CoverContext,
  through?: MountsFrom,
): readonly Candidate[] {
  const image = context.image(container)
  const known = image === undefined || image.facts.declares === 'unknown' ? [] : image.facts.declares
  const own = known.flatMap((v) => (image !== undefined && applies(v, image) === true ? [{ path: v.path }] : []))
  const keeps = context.keeps(container)
  return [...own, ...writtenVolumes(context.built(container))]
    .filter((volume) => holds(volume.path, path))
    .map(({ path, ...at }) => ({ path, cover: { kind: 'declared', path, keeps, ...at, ...(through && { through }) } }))
}

/** The volumes that a Dockerfile declares. */
function writtenVolumes(built: BuiltImage | undefined): readonly { readonly path: string; readonly at: Span }[] {
  const volumes =
    built?.volumes.filter(({ value, certainty }) => certainty !== 'unknown' && value.startsWith('/')) ?? []
  return volumes.map(({ value, span }) => ({ path: value, at: span }))
}

/** What comes along from another container: its mounts, its image's volumes, and what it takes over itself. */
function inheritedCandidates(
  from: MountsFrom,
  path: string,
  context: CoverContext,
  seen: Set<Container>,
): readonly Candidate[] {
  const other = context.container(from.from.value)
  if (other === undefined || seen.has(other)) return []
  seen.add(other)
  return [
    ...mountCandidates(other.mounts, path, from),
    ...declaredCandidates(other, path, context, from),
    ...other.mountsFrom.flatMap((next) =>
      inheritedCandidates(next, path, context, seen).map((c) => throughFirst(c, from)),
    ),
  ]
}

function throughFirst(candidate: Candidate, through: MountsFrom): Candidate {
  const { cover } = candidate
  return cover.kind === 'mount' || cover.kind === 'declared'
    ? { ...candidate, cover: { ...cover, through } }
    : candidate
}

/** The candidate with the longest path; of equals the first: own mounts, then what is taken over, then the image's volumes. */
function deepest(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, next) => (best === undefined || depth(next.path) > depth(best.path) ? next : best),
    undefined,
  )
}

function depth(path: string): number {
  return path.split('/').filter((part) => part !== '').length
}

function mayDeclare(container: Container, path: string, context: CoverContext): boolean {
  const image = context.image(container)
  if (image === undefined || image.facts.declares === 'unknown') return true
  return image.facts.declares.some((volume) => holds(volume.path, path) && applies(volume, image) === 'unknown')
}
