/** `storlint check`: say what is wrong. */
import { Option, type Command } from 'commander'
import type { Run } from '../core/finding.ts'
import { check } from '../engine/check.ts'
import { load, type Loaded } from '../engine/load.ts'
import { conciseReport } from '../report/concise.ts'
import { jsonReport } from '../report/json.ts'
import { textReport } from '../report/text.ts'
import { rulesNamed } from './catalogue.ts'
import { exitCode, UsageError } from './exit.ts'
import { bufferOf, sharedOptions, type SharedOptions } from './options.ts'
import { say, wantsColour } from './terminal.ts'

interface CheckOptions extends SharedOptions {
  readonly format: keyof typeof FORMATS
}

const FORMATS = {
  text: textReport,
  concise: (run: Run) => conciseReport(run),
  json: (run: Run) => jsonReport(run),
}

export function checkCommand(program: Command): void {
  sharedOptions(program.command('check', { isDefault: true }))
    .summary('report storage faults (what bare `storlint` does)')
    .description('Reports storage faults in the files given; a folder stands for every YAML file below it.')
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .addOption(new Option('--format <format>', 'how to report').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(runCheck)
}

const EXAMPLES = `
Examples:
  storlint                              check every YAML file below this folder
  storlint check compose.yaml           check one file
  storlint check --format json deploy/  a report for machines
  storlint check --fail-on error        end with 1 on errors only

Exit codes: 0 clean, 1 findings, 2 could not complete.`

async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  const rules = rulesNamed(options.rule)
  const loaded = await load(process.cwd(), paths, bufferOf(paths, options))
  refuseNothing(loaded, options)
  const run = check(loaded, rules)
  say(FORMATS[options.format](run, wantsColour(options.color, process.env, process.stdout.isTTY)))
  process.exitCode = exitCode(run, run.findings, options.failOn)
}

/** A run that looked at nothing must not look clean. */
export function refuseNothing(loaded: Loaded, options: SharedOptions): void {
  if (loaded.focus.length > 0 || loaded.errors.length > 0 || loaded.skipped.length > 0 || options.allowNoFiles === true)
    return
  throw new UsageError('there is no YAML file in what was given; --allow-no-files makes that an empty, clean run')
}
