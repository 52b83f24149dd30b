/** Options that several commands share. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { readFileSync } from 'node:fs'
import type { Buffered } from '../engine/load.ts'
import { UsageError, type FailOn } from './exit.ts'
import type { ColourChoice } from './terminal.ts'

export interface SharedOptions {
  readonly color: ColourChoice
  readonly failOn: FailOn
  readonly rule?: readonly string[]
  readonly stdinFilename?: string
  readonly allowNoFiles?: boolean
}

/** Adds what every command that reads files takes. */
export function sharedOptions(command: Command): Command {
  return command
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'))
    .addOption(
      new Option('--fail-on <severity>', 'end with 1 when a finding is at least this grave')
        .choices(['error', 'warning', 'info', 'never'])
        .default('warning'),
    )
    .option('--rule <name>', 'only this rule; may be given several times', collect)
    .option('--stdin-filename <name>', 'read standard input (give - as the path) as the content of this file')
    .option('--allow-no-files', 'end with 0 when the folders given hold no YAML file')
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  if (value === '') throw new InvalidArgumentError('a rule has a name.')
  return [...before, value]
}

/** Standard input as a file, where it was asked for. */
export function bufferOf(paths: readonly string[], options: SharedOptions): Buffered | undefined {
  const name = options.stdinFilename
  if (name === undefined) {
    if (paths.includes('-'))
      throw new UsageError('to read standard input, say what file it is: --stdin-filename NAME -')
    return undefined
  }
  if (paths.some((p) => p !== '-')) throw new UsageError('--stdin-filename takes no paths beside -')
  return { path: name, text: readFileSync(0, 'utf8') }
}
