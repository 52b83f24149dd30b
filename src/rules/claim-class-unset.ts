import { defineRule } from '../core/rule.ts'
import type { Claim, Workload } from '../core/ir.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'claim-class-unset',
    summary: 'What a claim gets depends on the default class of the cluster.',
    category: 'portability',
    severity: 'info',
    visits: 'claim',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1'],
  },
  (claim, view) => {
    if (claim.className !== undefined || claim.volumeName !== undefined || isPart(claim)) return []
    if (view.classOf(claim) !== undefined || view.boundVolume(claim) !== undefined) return []
    if (isThrownAway(claim, view)) return []
    return [
      {
        subject: claim,
        at: claim.name.span,
        message: `the claim ${claim.name.value} names no storage class: it gets the default of the cluster, which differs from cluster to cluster, and waits for ever where there is none`,
        help: 'Write the storageClassName that the data needs.',
        evidence: claim.name.value,
        restsOn: ['storageClassName', 'volumeName'],
      },
    ]
  },
)

/** Every claim has an access mode; what has none is a patch, and the rest of the claim stands elsewhere. */
function isPart({ accessModes }: Claim): boolean {
  return accessModes.length === 0
}

/** Tests take what the cluster has: all workloads that use the claim are there for them. */
function isThrownAway(claim: Claim, view: View): boolean {
  const workloads = view.project.fragments.flatMap((fragment) => fragment.workloads)
  const users = workloads.filter((workload) => uses(workload, claim, view))
  return users.length > 0 && users.every((workload) => view.context(workload) === 'throwaway')
}

function uses({ claimTemplates, containers }: Workload, claim: Claim, view: View): boolean {
  if (claimTemplates.includes(claim)) return true
  return containers.some(({ mounts }) => mounts.some(({ store }) => view.claimOf(store) === claim))
}
