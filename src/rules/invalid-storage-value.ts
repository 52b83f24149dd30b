import type { ValueKind, WrongValue } from '../core/ir.ts'
import { defineRule } from '../core/rule.ts'
import { either, REFUSED } from './shared/words.ts'

const WANTED: Readonly<Record<ValueKind, string>> = {
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  list: 'a list',
  mapping: 'a mapping',
}
const GIVEN = { ...WANTED, flag: 'a boolean' }

export default defineRule(
  {
    name: 'invalid-storage-value',
    summary: 'A setting of storage has a value that it cannot have.',
    category: 'correctness',
    severity: 'error',
    visits: 'misfit',
    dialects: ['compose', 'kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json',
      'https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go',
    ],
  },
  (misfit) => {
    if (misfit.kind !== 'wrong-value') return []
    const { span, word, given } = misfit
    return [
      {
        subject: misfit,
        at: span,
        message: `${labelOf(misfit)} must be ${wantedBy(misfit)}, not ${word ?? GIVEN[given]}, so ${effectOf(misfit)}`,
        help: helpFor(misfit),
        evidence: word ?? given,
      },
    ]
  },
)

function labelOf({ name, isEntry, among }: WrongValue): string {
  if (isEntry) return `an entry of ${name.value}`
  return among === undefined ? name.value : `${name.value} of ${among}`
}

function wantedBy({ words, form, kinds }: WrongValue): string {
  return form ?? either(words?.filter((w) => w !== '') ?? kinds.map((kind) => WANTED[kind]))
}

function effectOf({ refusedBy, dialect }: WrongValue): string {
  return refusedBy === 'kubelet' ? 'the kubelet does not start the pod' : REFUSED[dialect]
}

function helpFor(misfit: WrongValue): string {
  const { meant, words, form, given, kinds, isEntry } = misfit
  if (meant !== undefined) return `Did you mean ${meant}?`
  const isFree = words === undefined && form === undefined
  if (isFree && kinds[0] === 'text' && (given === 'number' || given === 'flag')) return 'Put it in quotes.'
  if (isFree && given === 'text' && (kinds[0] === 'number' || kinds[0] === 'flag'))
    return `Write ${wantedBy(misfit)}, without quotes.`
  return kinds[0] === 'list' && !isEntry ? 'Begin each entry with a dash.' : `Write ${wantedBy(misfit)}.`
}
