/** `storlint check`: say what is wrong. */
import { Option, type Command } from 'commander'
import type { Run } from '../core/finding.ts'
import { check } from '../engine/check.ts'
import { RULES } from '../engine/rules.ts'
import type { Loaded } from '../engine/load.ts'
import { conciseReport, doubtLine } from '../report/concise.ts'
import { githubReport } from '../report/github.ts'
import { jsonReport } from '../report/json.ts'
import { statisticsReport } from '../report/statistics.ts'
import { textReport } from '../report/text.ts'
import { onlyNamed, rulesNamed } from './catalogue.ts'
import { CLEAN, exitCode, failOnFor, INCOMPLETE } from './exit.ts'
import { loadInputs } from './inputs.ts'
import { bufferOf, sharedOptions, type SharedOptions } from './options.ts'
import { printConfig } from './print-config.ts'
import { withProgress } from './progress.ts'
import { say, tell, wantsColour } from './terminal.ts'

interface CheckOptions extends SharedOptions {
  readonly format: keyof typeof FORMATS
  readonly statistics?: boolean
  readonly listFiles?: boolean
  readonly printConfig?: string
}

const FORMATS = {
  text: (run: Run, colour: boolean, counts: boolean) =>
    textReport(run, colour) + (counts ? `\n${statisticsReport(run)}` : ''),
  concise: (run: Run, _: boolean, counts: boolean) => conciseReport(run) + (counts ? statisticsReport(run) : ''),
  json: (run: Run, _: boolean, counts: boolean) => jsonReport(run, counts),
  github: (run: Run) => githubReport(run, 'see --format text'),
}

export function checkCommand(program: Command): void {
  sharedOptions(program.command('check', { isDefault: true }))
    .summary('report storage faults (what bare `storlint` does)')
    .description('Reports storage faults in the files given; a folder stands for every YAML file below it.')
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .addOption(new Option('--format <format>', 'how to report').choices(Object.keys(FORMATS)).default('text'))
    .option('--statistics', 'count findings by rule and severity at the end (text, concise, json)')
    .option('--list-files', 'print the files that would be checked, one a line, and end')
    .option('--print-config <file>', 'print what is settled for a file, and where, as JSON, and end')
    .addHelpText('after', EXAMPLES)
    .action(runCheck)
}

const EXAMPLES = `
Examples:
  storlint                              check every YAML file below this folder
  storlint check compose.yaml           check one file
  storlint check -f a.yaml -f b.yaml    check Compose files as they are run together
  storlint check --format json deploy/  a report for machines
  storlint check --fail-on error        end with 1 on errors only

Exit codes: 0 clean, 1 findings, 2 could not complete.`

async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  rulesNamed(options.rule)
  if (options.printConfig !== undefined) {
    process.exitCode = await printConfig(options.printConfig, options)
    return
  }
  const loaded = await loadInputs(paths, options, bufferOf(paths, options))
  if (options.listFiles === true) return listFiles(loaded)
  const run = onlyNamed(
    withProgress((onProgress) => check(loaded, RULES, onProgress)),
    options.rule,
  )
  const colour = wantsColour(options.color, process.env, process.stdout.isTTY)
  say(FORMATS[options.format](run, colour, options.statistics === true))
  process.exitCode = exitCode(run, run.findings, failOnFor(options.failOn, loaded.settings))
}

function listFiles({ focus, errors }: Loaded): void {
  say(focus.map((source) => `${source.path}\n`).join(''))
  for (const error of errors) tell(`${doubtLine(error)}\n`)
  process.exitCode = errors.length > 0 ? INCOMPLETE : CLEAN
}
