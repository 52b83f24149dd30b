import { defineRule, type Report } from '../core/rule.ts'
import type { Claim, PodVolume } from '../core/ir.ts'
import { isWhole } from './shared/pod-parts.ts'

export default defineRule(
  {
    name: 'volume-without-name',
    summary: 'A volume of a pod, or a claim template, has no name.',
    category: 'correctness',
    severity: 'error',
    visits: 'workload',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go'],
  },
  (workload) => {
    if (!isWhole(workload)) return []
    const { podVolumes, claimTemplates } = workload
    return [
      ...podVolumes.flatMap((volume) => reportOf(volume, 'a volume of the pod', 'Write name beside its source.')),
      ...claimTemplates.flatMap((claim) =>
        reportOf(claim, 'a claim template', 'Write metadata.name; mounts use that.'),
      ),
    ]
  },
)

function reportOf(subject: PodVolume | Claim, what: string, help: string): readonly Report[] {
  const { value, span } = subject.name
  if (value !== '') return []
  return [{ subject, at: span, message: `${what} has no name, so the API server refuses it`, help }]
}
