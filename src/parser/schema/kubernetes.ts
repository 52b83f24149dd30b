/**
 * The storage nodes of Kubernetes objects, after the types of its API in release 1.37, and of the CSI snapshotter 8. A
 * schema of a root is named after its kind; `Controller` stands for those that have nothing but a pod template.
 */
import { CLAIM_DEFINITIONS } from './claims.ts'
import type { StorageSchema } from './node.ts'
import { PLUGIN_DEFINITIONS } from './plugins.ts'
import { POD_DEFINITIONS } from './pods.ts'
import { SNAPSHOT_DEFINITIONS } from './snapshots.ts'
import { VOLUME_DEFINITIONS } from './volumes.ts'

export const KUBERNETES_SCHEMA: StorageSchema = {
  definitions: {
    ...POD_DEFINITIONS,
    ...VOLUME_DEFINITIONS,
    ...PLUGIN_DEFINITIONS,
    ...CLAIM_DEFINITIONS,
    ...SNAPSHOT_DEFINITIONS,
  },
}
