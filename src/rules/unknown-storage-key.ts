import type { UnknownKey } from '../core/ir.ts'
import { defineRule, type Severity } from '../core/rule.ts'

const EFFECT = {
  compose: 'so Compose refuses the file',
  kubernetes: 'so kubectl refuses the object, and a server that is not asked to validate drops the key',
} as const

/** Up to which release the keys are known. */
const KNOWN = { compose: 'Docker Compose 5', kubernetes: 'Kubernetes 1.37' } as const

export default defineRule(
  {
    name: 'unknown-storage-key',
    summary: 'A key about storage is misspelt, or stands in the wrong place.',
    category: 'correctness',
    severity: 'error',
    visits: 'misfit',
    dialects: ['compose', 'kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json',
      'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    ],
  },
  (misfit) => {
    if (misfit.kind !== 'unknown-key') return []
    const { holder, key, dialect } = misfit
    return [
      {
        subject: misfit,
        at: key.span,
        message: `${key.value} is no key of ${holder}, ${EFFECT[dialect]}`,
        help: helpFor(misfit),
        severity: severityOf(misfit),
      },
    ]
  },
)

/** A key that is near to none may be one of a later release. */
function severityOf({ meant, belongs }: UnknownKey): Severity {
  return meant === undefined && belongs === undefined ? 'warning' : 'error'
}

function helpFor({ meant, belongs, dialect }: UnknownKey): string {
  if (belongs !== undefined) return belongs
  return meant === undefined
    ? `Remove it; storlint knows the keys of ${KNOWN[dialect]} and before.`
    : `Did you mean ${meant}?`
}
