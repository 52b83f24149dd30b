/** Edits after which data outlives what it was made for. */
import { isRefusal } from '../../core/edit.ts'
import type { PersistentVolume, StorageClass, Workload } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import type { YamlDocument } from '../../parser/tree.ts'
import { entryNamed, notFound, objectAt, refuse, scalarAt, together } from '../locate.ts'
import { writtenOnly } from '../mounts.ts'
import { insertEntry, replaceScalar, type Edited } from '../yaml-edit.ts'

const RETAIN = 'Retain'

/** `persistentVolumeClaimRetentionPolicy`: each policy that is written becomes Retain. */
export function retainClaims(document: YamlDocument, workload: Workload): Edited {
  const written = writtenOnly(workload)
  if (isRefusal(written)) return written
  const { whenDeleted, whenScaled } = workload.claimRetention ?? {}
  return together(
    [whenDeleted, whenScaled].flatMap((policy) => (policy === undefined ? [] : [retain(document, policy)])),
  )
}

/** The reclaim policy of a volume, or of the volumes that a class makes. */
export function retainVolume(document: YamlDocument, node: PersistentVolume | StorageClass): Edited {
  const written = writtenOnly(node)
  if (isRefusal(written)) return written
  if (node.reclaimPolicy !== undefined) return retain(document, node.reclaimPolicy)
  const object = objectAt(document, written.span.start)
  const spec = object === undefined ? undefined : entryNamed(object, 'spec')?.value
  if ('store' in node)
    return spec?.kind === 'map'
      ? insertEntry(document, spec, { key: 'persistentVolumeReclaimPolicy', value: RETAIN })
      : notFound()
  const after = object === undefined ? undefined : entryNamed(object, 'provisioner')
  return object === undefined
    ? notFound()
    : insertEntry(document, object, { key: 'reclaimPolicy', value: RETAIN, ...(after && { after }) })
}

function retain(document: YamlDocument, policy: Located<string>): Edited {
  if (policy.certainty !== 'literal') return refuse('variable', 'the policy is set by a variable')
  if (policy.value === RETAIN) return []
  const scalar = scalarAt(document.root, policy.span)
  return scalar === undefined ? notFound() : replaceScalar(document, scalar, RETAIN)
}
