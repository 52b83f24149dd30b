/** What a workflow asks for: the inputs of action.yml. */
import path from 'node:path'
import type { FailOn } from '../core/verdict.ts'
import { FAIL_ON } from './linter.ts'

/** What the workflow asks wrongly. */
export class InputError extends Error {}

export interface Inputs {
  /** The absolute folder that everything is relative to. */
  readonly cwd: string
  /** Files and folders; empty: the working directory. */
  readonly files: readonly string[]
  /** Absent: what the configuration says. */
  readonly failOn?: FailOn
  /** One configuration for all files, relative to `cwd`. */
  readonly config?: string
  readonly changedOnly: boolean | 'auto'
  /** The revision that changes are counted from; absent: the event says. */
  readonly base?: string
  readonly summary: boolean
  readonly annotations: boolean
  readonly allowNoFiles: boolean
}

/** Reads the inputs as the runner hands them over. Throws an InputError that names the input. */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
  const oneOf = <T extends string>(name: string, choices: readonly T[], otherwise: T): T => {
    const given = text(name)
    const choice = choices.find((c) => c === given)
    if (choice !== undefined || given === '') return choice ?? otherwise
    throw new InputError(`the input ${name} is ${choices.join(', ')}, not ${JSON.stringify(given)}`)
  }
  const flag = (name: string, otherwise: boolean): boolean =>
    oneOf(name, ['true', 'false'], otherwise ? 'true' : 'false') === 'true'
  const changedOnly = oneOf('changed-only', ['auto', 'true', 'false'], 'auto')
  const [base, config, failOn] = [text('base'), text('config'), text('fail-on')]
  return {
    cwd: path.resolve(env['GITHUB_WORKSPACE'] ?? '.', text('working-directory')),
    files: lines(env['INPUT_FILES'] ?? ''),
    ...(failOn !== '' && { failOn: oneOf('fail-on', FAIL_ON, 'warning') }),
    ...(config !== '' && { config }),
    changedOnly: changedOnly === 'auto' ? 'auto' : changedOnly === 'true',
    ...(base !== '' && { base }),
    summary: flag('summary', true),
    annotations: flag('annotations', true),
    allowNoFiles: flag('allow-no-files', false),
  }
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
