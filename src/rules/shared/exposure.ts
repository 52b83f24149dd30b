/** Which data of a container is not kept: the question that most rules on data begin with. */
import type { Base, Container, Mount } from '../../core/ir.ts'
import type { Cover, DataPath, KnownImage, View } from '../../core/view.ts'

/** A data path that nothing durable covers, and what is there instead. */
export interface Exposure {
  readonly data: DataPath
  readonly cover: Cover
  readonly image: KnownImage
  /** Whether the container is told to keep everything, or to drop what it has no room for. */
  readonly use: 'kept' | 'evicted' | undefined
}

/**
 * The required data paths of a container that nothing durable covers. None where the context is throwaway, where the
 * paths are not known, or where some layout that the image may have is covered whole. Of several layouts, the one that
 * the file's mounts are made for.
 */
export function exposures(container: Container, view: View): readonly Exposure[] {
  const known = asked.get(view) ?? new Map<Container, readonly Exposure[]>()
  const answer = known.get(container) ?? findExposures(container, view)
  asked.set(view, known.set(container, answer))
  return answer
}

/** Several rules begin with this question; a view's answers do not change. */
const asked = new WeakMap<View, Map<Container, readonly Exposure[]>>()

function findExposures(container: Container, view: View): readonly Exposure[] {
  const paths = view.dataPaths(container)
  if (paths.state !== 'known' || view.context(view.workloadOf(container)) === 'throwaway') return []
  const variants = paths.variants.map((variant) =>
    statePaths(variant)
      .map((data): Exposure => ({ data, cover: view.cover(container, data.path), image: paths.image, use: paths.use }))
      .filter((exposure) => !isDurable(exposure.cover, view)),
  )
  if (variants.some((v) => v.length === 0)) return []
  return variants.find((v) => v.some((e) => e.cover.kind === 'mount')) ?? variants[0] ?? []
}

/** What must be kept: data, or, where an image has none in that sense, what people and settings put into it. */
function statePaths(variant: readonly DataPath[]): readonly DataPath[] {
  const required = variant.filter((path) => path.required)
  const data = required.filter((path) => path.kind === 'data')
  return data.length > 0 ? data : required.filter((path) => OTHER_STATE.has(path.kind))
}

const OTHER_STATE: ReadonlySet<string> = new Set(['media', 'config', 'secrets'])

/** The required paths of a mount's container that lie on just this mount, whatever layout the image has. */
export function pathsOn(mount: Mount, view: View): readonly DataPath[] {
  const container = view.containerOf(mount)
  const paths = view.dataPaths(container)
  if (paths.state !== 'known') return []
  return paths.variants.flat().filter((data) => {
    const cover = data.required ? view.cover(container, data.path) : undefined
    return cover?.kind === 'mount' && cover.mount === mount
  })
}

/** What reports on a data path are about: one path of one container, so that they are one fault. */
export function dataSubject(container: Container, path: string): Base {
  return { address: `${container.address}/data:${path}`, origin: container.origin }
}

/** True for what outlives the container, and for what nobody can tell. */
export function isDurable(cover: Cover, view: View): boolean {
  if (cover.kind === 'unknown') return true
  if (cover.kind !== 'mount') return false
  const lifetime = view.lifetime(cover.mount.store)
  return lifetime !== 'memory' && lifetime !== 'container' && lifetime !== 'pod'
}
