/** The containers of fragments that belong together. */
import type { Container, Project } from './ir.ts'

/** Every container of a project, in written order. */
export function containersIn({ fragments }: Project): readonly Container[] {
  return fragments.flatMap((f) => f.workloads.flatMap((w) => w.containers))
}
