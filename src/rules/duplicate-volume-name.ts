import { defineRule } from '../core/rule.ts'
import type { PodVolume } from '../core/ir.ts'
import { isNamed } from './shared/pod-parts.ts'

export default defineRule(
  {
    name: 'duplicate-volume-name',
    summary: 'Two volumes of a pod have the same name, or one has none.',
    category: 'correctness',
    severity: 'error',
    visits: 'workload',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go'],
  },
  ({ podVolumes }) => {
    const first = new Map<string, PodVolume>()
    return podVolumes.flatMap((volume) => {
      const { value, span } = volume.name
      const before = first.get(value)
      if (!isNamed(volume.name)) return []
      if (before === undefined) first.set(value, volume)
      if (before === undefined) return []
      return {
        subject: volume,
        at: span,
        message: `two volumes of the pod are named ${value}, so the API server refuses it`,
        help: 'Give each a name of its own, and let the mounts say which they mean.',
        evidence: value,
        labels: [{ span: before.name.span, text: 'the other one' }],
      }
    })
  },
)
