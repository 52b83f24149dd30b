/** `storlint check`: say what is wrong. */
import { Option, type Command } from 'commander'
import type { Run } from '../core/finding.ts'
import { check } from '../engine/check.ts'
import { conciseReport } from '../report/concise.ts'
import { githubReport } from '../report/github.ts'
import { jsonReport } from '../report/json.ts'
import { textReport } from '../report/text.ts'
import { rulesNamed } from './catalogue.ts'
import { exitCode } from './exit.ts'
import { loadInputs } from './inputs.ts'
import { bufferOf, sharedOptions, type SharedOptions } from './options.ts'
import { withProgress } from './progress.ts'
import { say, wantsColour } from './terminal.ts'

interface CheckOptions extends SharedOptions {
  readonly format: keyof typeof FORMATS
}

const FORMATS = {
  text: textReport,
  concise: (run: Run) => conciseReport(run),
  json: (run: Run) => jsonReport(run),
  github: (run: Run) => githubReport(run, 'see --format text'),
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
  const loaded = await loadInputs(paths, options, bufferOf(paths, options))
  const run = withProgress((onRead) => check(loaded, rules, onRead))
  say(FORMATS[options.format](run, wantsColour(options.color, process.env, process.stdout.isTTY)))
  process.exitCode = exitCode(run, run.findings, options.failOn)
}
