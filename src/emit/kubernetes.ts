/** From changes in words to edits of a Kubernetes manifest, and to files beside it. */
import type { Change } from '../core/change.ts'
import { isRefusal, type Refusal, type Rewrite } from '../core/edit.ts'
import type { Base, Fragment } from '../core/ir.ts'
import { sourceOf, type Source } from '../core/source.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { claimPath, claimText } from './kubernetes/claim-file.ts'
import { claimVolume, mountClaim } from './kubernetes/claims.ts'
import { retainClaims, retainVolume } from './kubernetes/retain.ts'
import { holdRollout, setStrategy } from './kubernetes/strategy.ts'
import { notFound, refuse, together } from './locate.ts'
import { containersOf, retarget, withMount } from './mounts.ts'
import type { Edited } from './yaml-edit.ts'

/** The edits and files that make all changes in the document that `fragment` was read from, or why one is refused. */
export function lowerKubernetes(
  document: YamlDocument,
  fragment: Fragment,
  changes: readonly Change[],
): Rewrite | Refusal {
  const edits = together(changes.map((change) => lower(document, fragment, change)))
  if (isRefusal(edits)) return edits
  return { edits, created: changes.flatMap((change) => createdFor(fragment.source, change)) }
}

function createdFor({ path, rootPath, text }: Source, change: Change): readonly Source[] {
  if (change.op !== 'declare-claim') return []
  const { claim } = change
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return [sourceOf(claimPath(path, claim.name), claimText(claim, lineEnd), claimPath(rootPath, claim.name))]
}

function lower(document: YamlDocument, fragment: Fragment, change: Change): Edited {
  const { workloads, persistentVolumes, classes } = fragment
  switch (change.op) {
    case 'set-strategy':
      return withNode(workloads, change.workload, (w) => setStrategy(document, w, change.type))
    case 'hold-rollout':
      return withNode(workloads, change.workload, (w) => holdRollout(document, w))
    case 'retarget-mount':
      return withMount(fragment, change.mount, (mount) => retarget(document, mount, change.target))
    case 'claim-volume': {
      const volumes = workloads.flatMap((w) => w.podVolumes)
      return withNode(volumes, change.volume, (volume) => claimVolume(document, volume, change.claim))
    }
    case 'mount-claim':
      return withNode(containersOf(fragment), change.container, (c) => mountClaim(document, c, change))
    case 'retain-claims':
      return withNode(workloads, change.workload, (w) => retainClaims(document, w))
    case 'retain-volume':
      return withNode([...persistentVolumes, ...classes], change.node, (node) => retainVolume(document, node))
    case 'declare-claim':
      return []
    case 'declare-volume':
    case 'mount-volume':
    case 'add-mount':
      return refuse('unsupported', 'Kubernetes has no volumes by name')
  }
}

function withNode<T extends Base>(nodes: readonly T[], address: string, edit: (node: T) => Edited): Edited {
  const found = nodes.filter((node) => node.address === address)
  const [node] = found
  return node === undefined || found.length > 1 ? notFound() : edit(node)
}
