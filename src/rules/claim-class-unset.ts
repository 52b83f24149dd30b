import { defineRule } from '../core/rule.ts'

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
    if (claim.className !== undefined || claim.volumeName !== undefined) return []
    if (view.classOf(claim) !== undefined || view.boundVolume(claim) !== undefined) return []
    return [
      {
        subject: claim,
        at: claim.name.span,
        message: `the claim ${claim.name.value} names no storage class: it gets the default of the cluster, which differs from cluster to cluster, and waits for ever where there is none`,
        help: 'Write the storageClassName that the data needs.',
        evidence: claim.name.value,
      },
    ]
  },
)
