/** Mounts as edits see them, whatever the dialect. */
import type { Base, Container, Fragment, Mount } from '../core/ir.ts'
import { isPlain } from '../core/located.ts'
import type { Refusal } from '../core/edit.ts'
import { isRefusal } from '../core/edit.ts'
import type { Span } from '../core/source.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { notFound, refuse, scalarAt } from './locate.ts'
import { replaceScalar, type Edited } from './yaml-edit.ts'

export function containersOf(fragment: Fragment): readonly Container[] {
  return fragment.workloads.flatMap((w) => w.containers)
}

/** Edits a mount by its address, where it stands in the file itself under a path that is settled. */
export function withMount(fragment: Fragment, address: string, edit: (mount: Mount) => Edited): Edited {
  const mount = containersOf(fragment)
    .flatMap((c) => c.mounts)
    .find((m) => m.address === address)
  if (mount === undefined) return notFound()
  const written = writtenOnly(mount)
  if (isRefusal(written)) return written
  if (!isPlain(mount.target)) return refuse('variable', 'the path in the container is set by a variable')
  return edit(mount)
}

/** Writes another path in place of a mount's. */
export function retarget(document: YamlDocument, mount: Mount, target: string): Edited {
  const scalar = scalarAt(document.root, mount.target.span)
  return scalar === undefined ? notFound() : replaceScalar(document, scalar, target, mount.target.span)
}

/** The span of a node that no alias or merge key brought to its place. */
export function writtenOnly({ origin }: Base): { readonly span: Span } | Refusal {
  if (origin.kind === 'written') return { span: origin.span }
  return refuse('alias', 'it is written elsewhere, and came by an alias, a merge key or extends')
}
