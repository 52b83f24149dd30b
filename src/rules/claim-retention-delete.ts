import { defineRule, type Severity } from '../core/rule.ts'
import type { Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import type { View } from '../core/view.ts'
import { pathsOn } from './shared/exposure.ts'

export default defineRule(
  {
    name: 'claim-retention-delete',
    summary: 'Claims go with their StatefulSet, or with a replica, and the data with them.',
    category: 'lifecycle',
    severity: 'error',
    visits: 'workload',
    dialects: ['kubernetes'],
    fix: ['safe'],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention'],
  },
  (workload, view) => {
    const { claimRetention: retention, claimTemplates } = workload
    if (retention === undefined || claimTemplates.length === 0 || view.context(workload) === 'throwaway') return []
    const kept = keeping(workload, view)
    if (kept === undefined) return []
    const policies = [
      { policy: retention.whenDeleted, when: 'deleting', severity: 'warning' },
      { policy: retention.whenScaled, when: 'scaling down', severity: kept.engine ? 'error' : 'warning' },
    ] as const
    return policies.flatMap(({ policy, when, severity }) =>
      policy === undefined || !deletes(policy) ? [] : [report(workload, policy, { when, severity })],
    )
  },
)

function report(
  workload: Workload,
  policy: Located<string>,
  said: { readonly when: string; readonly severity: Severity },
) {
  return {
    subject: workload,
    at: policy.span,
    severity: said.severity,
    message: `${said.when} ${workload.name.value} deletes its claims, and with a class that reclaims them the data`,
    help: 'Use Retain, and delete claims by hand once nobody misses what is in them.',
    evidence: said.when,
    fixes: () => [
      {
        title: 'Keep the claims',
        applicability: 'safe' as const,
        changes: [{ op: 'retain-claims' as const, workload: workload.address }],
      },
    ],
  }
}

function deletes({ value, certainty }: Located<string>): boolean {
  return value === 'Delete' && certainty !== 'unknown'
}

/** Whether the templates hold data: of images that are known, on a data path; of others, as that is what templates are for. */
function keeping(workload: Workload, view: View): { readonly engine: boolean } | undefined {
  const known = workload.containers.filter((c) => view.dataPaths(c).state === 'known')
  if (known.length === 0) return { engine: false }
  const holding = known.filter((c) =>
    c.mounts.some((m) => m.store.kind === 'claim-template' && pathsOn(m, view).length > 0),
  )
  if (holding.length === 0 || holding.every((c) => view.image(c)?.facts.engine === 'cache')) return undefined
  return { engine: holding.some((c) => view.image(c)?.facts.lockSensitive === true) }
}
