/** `storlint check --print-config FILE`: what is settled for a file, and where. */
import { configuredFor } from '../engine/load.ts'
import { RULES } from '../engine/rules.ts'
import { RESERVED } from '../core/suppression.ts'
import { doubtLine } from '../report/concise.ts'
import { configReport } from '../report/config.ts'
import { CLEAN, INCOMPLETE } from './exit.ts'
import { tellDoubts } from './inputs.ts'
import { configChoice, type SharedOptions } from './options.ts'
import { say, tell } from './terminal.ts'

/** Prints it, and gives the exit code. A configuration with errors settles nothing. */
export async function printConfig(file: string, options: SharedOptions): Promise<number> {
  const { settings, errors, warnings } = await configuredFor(process.cwd(), file, configChoice(options))
  tellDoubts(warnings)
  for (const error of errors) tell(`${doubtLine(error)}\n`)
  if (errors.length > 0) return INCOMPLETE
  say(configReport(file, settings(file), [...RULES.map((r) => r.meta), ...RESERVED]))
  return CLEAN
}
