import { defineRule, type Report } from '../core/rule.ts'
import type { PersistentVolume, PodVolume } from '../core/ir.ts'

export default defineRule(
  {
    name: 'volume-source-conflict',
    summary: 'A volume says of two things that they stand behind it, or of none.',
    category: 'correctness',
    severity: 'error',
    visits: 'backing',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go'],
  },
  (backing) => {
    if (!('store' in backing)) return []
    if (backing.store.kind === 'none') return [sourceless(backing)]
    return (backing.otherSources ?? []).map((other) => ({
      subject: backing,
      at: other.span,
      message: `the volume ${backing.name.value} has a second source, ${other.value}, so the API server refuses it`,
      help: 'Keep the one that is meant; a volume for each of them is a volume of its own.',
      evidence: other.value,
      labels: [{ span: backing.store.span, text: 'the first source' }],
    }))
  },
)

function sourceless(volume: PodVolume | PersistentVolume): Report {
  return {
    subject: volume,
    at: volume.name.span,
    message: `the volume ${volume.name.value} has no source, so the API server refuses it`,
    help: 'Say where its bytes are: with csi, nfs, local or the like.',
  }
}
