/** The containers of fragments that belong together. */
import type { Container, Project, Workload } from './ir.ts'

/** Every container of a project, in written order. */
export function containersIn({ fragments }: Project): readonly Container[] {
  return fragments.flatMap((f) => f.workloads.flatMap((w) => w.containers))
}

/** A service without image, build or base only makes sense on top of another file. */
export function isPartial({ containers }: Workload): boolean {
  return containers.some(
    ({ role, image, build, opaque }) =>
      role === 'main' && image === undefined && build === undefined && opaque.length === 0,
  )
}
