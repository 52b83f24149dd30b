/** How many of a workload run at most. */
import type { Autoscaler, Project, Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'

/** What is written, or what an autoscaler may raise it to; an unknown number where either is not settled. */
export function mostReplicas(workload: Workload, project: Project): Located<number> | undefined {
  const { replicas } = workload
  const raised = autoscalersOf(workload, project).flatMap(({ most }) => most ?? [])
  const all = [...(replicas === undefined ? [] : [replicas]), ...raised]
  return all.find(isUnknown) ?? all.toSorted((a, b) => b.value - a.value)[0]
}

/** Of a workload that is switched off nothing runs, whatever an autoscaler says. */
function autoscalersOf(workload: Workload, { fragments }: Project): readonly Autoscaler[] {
  const { dialect, replicas } = workload
  if (dialect !== 'kubernetes' || (replicas?.value === 0 && !isUnknown(replicas))) return []
  return fragments.flatMap((f) => f.autoscalers?.filter((a) => scales(a, workload)) ?? [])
}

/** Only what is written the same is the same, and only where it belongs together: other folders may have a web of their own. */
function scales({ kind, target, namespace }: Autoscaler, workload: Workload): boolean {
  if (kind?.value !== workload.controller || target?.value !== workload.name.value) return false
  const [upper = '', lower = ''] = [target, workload.name].map(folderOf).sort()
  const isNear = lower === upper || (upper !== '' && lower.startsWith(upper))
  return isNear && (namespace?.value ?? '') === (workload.namespace?.value ?? '')
}

/** The folder of a name, with a slash at its end. */
function folderOf({ span }: Located<string>): string {
  return span.source.path.slice(0, span.source.path.lastIndexOf('/') + 1)
}

function isUnknown({ certainty }: Located<number>): boolean {
  return certainty === 'unknown'
}
