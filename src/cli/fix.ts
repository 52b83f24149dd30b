/** `storlint fix`: put right what can be put right. */
import { Option, type Command } from 'commander'
import type { Applicability } from '../core/rule.ts'
import type { FixRun } from '../core/finding.ts'
import { fixLoaded } from '../engine/fix.ts'
import type { Buffered } from '../engine/load.ts'
import { RULES } from '../engine/rules.ts'
import { plansOf, PLAN_MARK, type PlanFile } from '../engine/plan.ts'
import { assertWritable, create, createNew, exchange } from '../engine/write.ts'
import { fixDiff, fixReport } from '../report/fix.ts'
import { onlyRules } from './catalogue.ts'
import { CLEAN, exitCode, failOnFor, FINDINGS } from './exit.ts'
import { loadInputs } from './inputs.ts'
import { bufferOf, sharedOptions, type SharedOptions } from './options.ts'
import { withProgress } from './progress.ts'
import { say, tell, wantsColour } from './terminal.ts'

interface FixFlags extends SharedOptions {
  readonly diff?: boolean
  readonly unsafe?: boolean
  readonly migrate?: boolean
  readonly assumeNew?: boolean
  readonly out: string
}

export function fixCommand(program: Command): void {
  sharedOptions(program.command('fix'))
    .summary('write the fixes that are safe, or those that you allow')
    .description(
      'Writes fixes into the files. Every other line stays as it is; each fix is read again and checked before it is written.',
    )
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .option('--diff', 'show what would change, and write nothing')
    .option('--unsafe', 'also fixes after which something may behave differently')
    .option(
      '--migrate',
      'also fixes that move data: written so that nothing starts on an empty volume, with a plan and a script',
    )
    .addOption(
      new Option(
        '--assume-new',
        'nothing was ever deployed from these files: write fixes that move data directly, without a plan',
      ).conflicts('migrate'),
    )
    .option('--out <folder>', 'where plans go', 'storlint-plan')
    .addHelpText('after', EXAMPLES)
    .action(runFix)
}

const EXAMPLES = `
Examples:
  storlint fix --diff                    show what the safe fixes would change
  storlint fix compose.yaml              write the safe fixes
  storlint fix --migrate compose.yaml    also move data, with a plan in storlint-plan/
  storlint fix --assume-new --diff       what a project that was never started should look like
  storlint fix --stdin-filename compose.yaml - < compose.yaml

Exit codes: 0 nothing left, 1 findings left (with --diff also: something would change), 2 could not complete.
With --stdin-filename: 0 once the text is printed.`

async function runFix(paths: readonly string[], flags: FixFlags): Promise<void> {
  const buffer = bufferOf(paths, flags)
  const loaded = await loadInputs(paths, flags, buffer)
  const options = {
    allowed: allowed(flags),
    textOnly: buffer !== undefined,
    assumeNew: flags.assumeNew === true,
    ...onlyRules(flags.rule),
  }
  const result = withProgress((onProgress) => fixLoaded(loaded, RULES, { ...options, onProgress }))
  const plans = plansOf(result, flags.out)
  if (flags.diff === true) say(fixDiff(result))
  else if (buffer !== undefined) say(fixedText(buffer, result))
  else writeAll(result, plans)
  const written = flags.diff !== true
  tellFixes({ result, plans, written }, flags)
  const code = exitCode(result.run, result.run.findings, failOnFor(flags.failOn, loaded.settings))
  const wouldChange = flags.diff === true && result.changed.length > 0 && flags.failOn !== 'never'
  process.exitCode = buffer !== undefined ? CLEAN : wouldChange ? Math.max(code, FINDINGS) : code
}

interface Told {
  readonly result: FixRun
  readonly plans: readonly PlanFile[]
  readonly written: boolean
}

/** What became of the fixes, for people. */
export function tellFixes({ result, plans, written }: Told, { color }: SharedOptions): void {
  const colour = wantsColour(color, process.env, process.stderr.isTTY)
  const paths = plans.map((p) => p.path)
  tell(fixReport(result, paths, written, colour))
}

/** The classes that were asked for. */
function allowed(flags: FixFlags): ReadonlySet<Applicability> {
  const classes: Applicability[] = ['safe']
  if (flags.unsafe === true) classes.push('unsafe')
  if (flags.migrate === true) classes.push('migrate')
  return new Set(classes)
}

/** The text as it came where nothing was fixed, also where its owner wants it to be left alone. */
function fixedText({ text }: Buffered, { changed }: FixRun): string {
  return changed[0]?.after.text ?? text
}

/** Plans first: a source whose volume only a plan's script can create must have that plan. */
function writeAll({ changed, created }: FixRun, plans: readonly PlanFile[]): void {
  for (const { before } of changed) assertWritable(before.path)
  writePlans(plans)
  for (const { path, text } of created) createNew(path, text)
  for (const { before, after } of changed) exchange(before.path, before.text, after.text)
}

/** Writes the files of plans, never over a file that storlint did not write. */
export function writePlans(plans: readonly PlanFile[]): void {
  for (const { path, text, executable } of plans) create(path, text, PLAN_MARK, executable)
}
