/** Reads what a command line names, and says what people should know of it. */
import { NAME } from '../core/about.ts'
import type { InputError } from '../core/ir.ts'
import { load, type Buffered, type Loaded, type LoadOptions } from '../engine/load.ts'
import { doubtLine } from '../report/concise.ts'
import { UsageError } from './exit.ts'
import { configChoice, type SharedOptions } from './options.ts'
import { tell } from './terminal.ts'

/** Loads paths, or a buffer in their place. Under pre-commit only what git tracks counts, as the commit is judged. */
export async function loadInputs(
  paths: readonly string[],
  options: SharedOptions,
  buffer: Buffered | undefined,
): Promise<Loaded> {
  const trackedOnly = (process.env['PRE_COMMIT'] ?? '') !== ''
  const { file } = options
  if (file !== undefined && (paths.length > 0 || buffer !== undefined))
    throw new UsageError('give files either with -f, which runs them together, or as paths')
  const loaded = await load(process.cwd(), file ?? paths, {
    trackedOnly,
    config: configChoice(options),
    ...howRun(options),
    ...(buffer !== undefined && { buffer }),
  })
  refuseNothing(loaded, options)
  for (const note of loaded.notes ?? []) tell(`${NAME}: note: ${note}\n`)
  tellDoubts(loaded.warnings ?? [])
  return loaded
}

/** How Compose is run. */
export function howRun({ file, env }: Pick<SharedOptions, 'file' | 'env'>): Pick<LoadOptions, 'isStack' | 'variables'> {
  return { isStack: file !== undefined, ...(env === true && { variables: process.env }) }
}

/** Says what is doubtful in configuration files. */
export function tellDoubts(doubts: readonly InputError[]): void {
  for (const doubt of doubts) tell(`${NAME}: warning: ${doubtLine(doubt)}\n`)
}

/** A run that looked at nothing must not look clean. */
function refuseNothing(loaded: Loaded, options: SharedOptions): void {
  if (loaded.focus.length > 0 || loaded.errors.length > 0 || loaded.skipped.length > 0 || options.allowNoFiles === true)
    return
  throw new UsageError('there is no YAML file in what was given; --allow-no-files makes that an empty, clean run')
}
