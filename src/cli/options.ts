/** Options that several commands share. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { FAIL_ON } from '../core/verdict.ts'
import type { ConfigChoice } from '../engine/configured.ts'
import type { Buffered } from '../engine/load.ts'
import { UsageError, type FailOn } from './exit.ts'
import type { ColourChoice } from './terminal.ts'

export interface SharedOptions {
  readonly color: ColourChoice
  /** Absent: what the configuration says, else `warning`. */
  readonly failOn?: FailOn
  readonly rule?: readonly string[]
  readonly stdinFilename?: string
  readonly allowNoFiles?: boolean
  /** False: none. */
  readonly config?: string | false
  readonly strictConfig?: boolean
  /** Compose files that are run together. */
  readonly file?: readonly string[]
  /** Variables of the process settle those of Compose files. */
  readonly env?: boolean
}

/** Adds what every command that reads files takes. */
export function sharedOptions(command: Command): Command {
  return stackOptions(command)
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'))
    .addOption(
      new Option('--fail-on <severity>', 'end with 1 when a finding is at least this grave (default: warning)').choices(
        FAIL_ON,
      ),
    )
    .option('--config <file>', 'this configuration for all files, in place of the nearest .storlint.yaml of each')
    .option('--no-config', 'no configuration')
    .option('--strict-config', 'end with 2 when a configuration has keys or rules that storlint does not know')
    .option('--rule <name>', 'only this rule; may be given several times', collectName)
    .option('--stdin-filename <name>', 'read standard input (give - as the path) as the content of this file')
    .option('--allow-no-files', 'end with 0 when the folders given hold no YAML file')
}

/** Adds how Compose is run. */
export function stackOptions(command: Command): Command {
  return command
    .option(
      '-f, --file <file>',
      'a Compose file; given several times, they are run together, the last on top',
      collectName,
    )
    .option('--env', 'let variables of this environment settle those of Compose files; their values are never shown')
}

/** One more name of an option that may be given several times. */
export function collectName(value: string, before: readonly string[] = []): readonly string[] {
  if (value === '') throw new InvalidArgumentError('it is empty.')
  return [...before, value]
}

/** What the command line says of configurations. */
export function configChoice({ config, strictConfig }: SharedOptions): ConfigChoice {
  if (config === '') throw new UsageError('--config takes the name of a file')
  return {
    ...(typeof config === 'string' && { file: config }),
    none: config === false,
    strict: strictConfig === true,
  }
}

/** Standard input as a file, where it was asked for. */
export function bufferOf(paths: readonly string[], options: SharedOptions): Buffered | undefined {
  if (paths.includes('')) throw new UsageError('a path is empty: an unset variable in the command line?')
  const name = options.stdinFilename
  if (name === undefined) {
    if (paths.includes('-'))
      throw new UsageError('to read standard input, say what file it is: --stdin-filename NAME -')
    return undefined
  }
  if (paths.some((p) => p !== '-')) throw new UsageError('--stdin-filename takes no paths beside -')
  return { path: name, text: textIn(readFileSync(0)) }
}

function textIn(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new UsageError('standard input is not encoded as UTF-8')
  return bytes.toString('utf8')
}
