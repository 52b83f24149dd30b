/**
 * What storlint says of a folder of real files, in figures: findings per rule and severity, and what becomes of every
 * fix in every mode.
 *
 *   npm run corpus -- FOLDER
 */
import path from 'node:path'
import type { FixRun } from '../src/core/finding.ts'
import type { Applicability } from '../src/core/rule.ts'
import { check } from '../src/engine/check.ts'
import { fixLoaded } from '../src/engine/fix.ts'
import { load } from '../src/engine/load.ts'
import { RULES } from '../src/rules/index.gen.ts'

const folder = path.resolve(process.argv[2] ?? '../shared/corpus')
const loaded = await load(folder, ['.'])
const run = check(loaded, RULES)
console.log(`${run.files} files, ${run.documents} documents, ${run.errors.length} input errors`)
console.log(tally(run.skipped.map((s) => s.reason)))
for (const error of run.errors) console.log(`  ${error.path}: ${error.message}`)
console.log(tally(run.findings.map((f) => `${f.rule} ${f.severity}`)))
for (const mode of ['safe', 'unsafe', 'migrate', 'assume-new'] as const) {
  const allowed = new Set<Applicability>([mode === 'assume-new' ? 'migrate' : mode])
  const fixed = fixLoaded(loaded, RULES, { allowed, assumeNew: mode === 'assume-new' })
  console.log(
    `${mode}: ${fixed.applied.length} applied in ${fixed.changed.length} files, ${fixed.withheld.length} withheld`,
  )
  console.log(tally(outcomes(fixed)))
}

function outcomes({ applied, withheld }: FixRun): readonly string[] {
  return [
    ...applied.map((f) => `+ ${f.rule}`),
    ...withheld.map((f) => `- ${f.rule}: ${f.reason.replace(/\S*\/\S*/g, '…')}`),
  ]
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`)
    .join('\n')
}
