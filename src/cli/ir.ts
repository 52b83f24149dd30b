/** `storlint ir`: what was understood. */
import type { Command } from 'commander'
import { load } from '../engine/load.ts'
import { readSource } from '../engine/read.ts'
import { irReport } from '../report/ir.ts'
import { INCOMPLETE } from './exit.ts'
import { say, tell } from './terminal.ts'

export function irCommand(program: Command): void {
  program
    .command('ir')
    .summary('what storlint understood, as JSON')
    .description(
      'Prints the storage model of the files: every value with its certainty and its place, without secrets.',
    )
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .addHelpText('after', '\nExample:\n  storlint ir compose.yaml')
    .action(runIr)
}

async function runIr(paths: readonly string[]): Promise<void> {
  const loaded = await load(process.cwd(), paths)
  const files = loaded.focus.map((source) => readSource(source, loaded.settings?.(source.path)?.facts))
  say(irReport(files.flatMap((f) => [...f.fragments, ...(f.recipe === undefined ? [] : [f.recipe])])))
  const errors = [...loaded.errors, ...files.flatMap((f) => f.errors)]
  for (const { path, message } of errors) tell(`storlint: ${path}: ${message}\n`)
  process.exitCode = errors.length > 0 ? INCOMPLETE : 0
}
