import type { MissingKey } from '../core/ir.ts'
import { defineRule } from '../core/rule.ts'
import { either, REFUSED } from './shared/words.ts'

export default defineRule(
  {
    name: 'missing-storage-key',
    summary: 'A key about storage that must be there is missing, or empty.',
    category: 'correctness',
    severity: 'error',
    visits: 'misfit',
    dialects: ['compose', 'kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json',
      'https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes-csi/external-snapshotter/tree/client/v8.7.0/client/config/crd',
    ],
  },
  (misfit) => {
    if (misfit.kind !== 'missing-key') return []
    const { holder, keys, because, dialect, span } = misfit
    const beside = because === undefined ? '' : ` with ${because}`
    const fault = misfit.isEmpty ? 'empty' : 'missing'
    return [
      {
        subject: misfit,
        at: span,
        message: `${either(keys)} is ${fault} in ${holder}${beside}, so ${REFUSED[dialect]}`,
        help: helpFor(misfit),
        evidence: keys.join('|'),
        restsOn: keys,
      },
    ]
  },
)

function helpFor({ keys, says, isEmpty }: MissingKey): string {
  return `${isEmpty ? 'Fill in' : 'Add'} ${keys.length === 1 ? keys.join('') : 'one of them'}: ${says}.`
}
