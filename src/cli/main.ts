/** The commands, and what becomes of errors. */
import { Command, CommanderError } from 'commander'
import { NAME, VERSION } from '../core/about.ts'
import { WriteError } from '../engine/write.ts'
import { checkCommand } from './check.ts'
import { INCOMPLETE, UsageError } from './exit.ts'
import { explainCommand, rulesCommand } from './explain.ts'
import { fixCommand } from './fix.ts'
import { irCommand } from './ir.ts'
import { planCommand } from './plan.ts'
import { tell } from './terminal.ts'

/** Runs one command line and sets the exit code. */
export async function main(words: readonly string[]): Promise<void> {
  process.stdout.on('error', leaveQuietly)
  try {
    await program().parseAsync([...words], { from: 'user' })
  } catch (error) {
    process.exitCode = failed(error)
  }
}

function program(): Command {
  const command = new Command(NAME)
    .description('Linter, fixer and compiler for container storage.')
    .version(`${NAME} ${VERSION}`, '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(storlint --help lists commands and options)')
    .configureHelp({ showGlobalOptions: true })
    .enablePositionalOptions()
  for (const add of [checkCommand, fixCommand, planCommand, explainCommand, rulesCommand, irCommand]) add(command)
  command.addHelpText('after', EXAMPLES)
  return command
}

const EXAMPLES = `
Examples:
  storlint                               check every Compose file below this folder
  storlint check compose.yaml            check one file
  storlint fix --diff                    show what the safe fixes would change
  storlint explain bind-mount-data-path  what a rule is about`

/** The exit code of an error, which is told in one line; a fault of our own is told whole. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : INCOMPLETE
  if (error instanceof UsageError || error instanceof WriteError) tell(`${NAME}: ${error.message}\n`)
  else tell(`${NAME}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return INCOMPLETE
}

/** A reader that went away (`| head`) is no fault. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit()
  throw error
}
