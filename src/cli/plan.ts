/** `storlint plan`: what a migration would take, without touching a source. */
import type { Command } from 'commander'
import path from 'node:path'
import { fixLoaded } from '../engine/fix.ts'
import { RULES } from '../engine/rules.ts'
import { plansOf, PLAN_MARK } from '../engine/plan.ts'
import { fixDiff } from '../report/fix.ts'
import { onlyRules } from './catalogue.ts'
import { exitCode, failOnFor } from './exit.ts'
import { tellFixes, writePlans } from './fix.ts'
import { loadInputs } from './inputs.ts'
import { bufferOf, sharedOptions, type SharedOptions } from './options.ts'
import { withProgress } from './progress.ts'

interface PlanFlags extends SharedOptions {
  readonly out: string
}

export function planCommand(program: Command): void {
  sharedOptions(program.command('plan'))
    .summary('write the migration plan of every fix that moves data; touch no source')
    .description('Writes, for every fix that moves data, a plan for people and a script, and the patch of all of them.')
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .option('--out <folder>', 'where plans go', 'storlint-plan')
    .addHelpText(
      'after',
      '\nExamples:\n  storlint plan compose.yaml\n  storlint plan --rule bind-mount-data-path --out /tmp/plan deploy/',
    )
    .action(runPlan)
}

async function runPlan(paths: readonly string[], flags: PlanFlags): Promise<void> {
  const loaded = await loadInputs(paths, flags, bufferOf(paths, flags))
  const options = { allowed: new Set(['migrate'] as const), assumeNew: false, ...onlyRules(flags.rule) }
  const result = withProgress((onProgress) => fixLoaded(loaded, RULES, { ...options, onProgress }))
  const patch = fixDiff(result)
  const plans = plansOf(result, flags.out)
  const mend = { path: path.posix.join(flags.out, 'changes.patch'), text: `${PLAN_MARK}\n${patch}`, executable: false }
  const files = patch === '' ? plans : [...plans, mend]
  writePlans(files)
  tellFixes({ result, plans: files, written: false }, flags)
  process.exitCode = exitCode(result.run, [], failOnFor(flags.failOn, loaded.settings))
}
