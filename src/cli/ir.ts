/** `storlint ir`: what was understood. */
import { Option, type Command } from 'commander'
import type { Fragment, InputError, Recipe } from '../core/ir.ts'
import { load, type Loaded } from '../engine/load.ts'
import { errorsBetween, openWorkspace, projectsOf, runsIn, type Workspace } from '../engine/workspace.ts'
import { withProfiles } from '../engine/profiles.ts'
import { irReport } from '../report/ir.ts'
import { INCOMPLETE, UsageError } from './exit.ts'
import { howRun } from './inputs.ts'
import { collectName, stackOptions } from './options.ts'
import { say, tell } from './terminal.ts'

interface IrFlags {
  readonly file?: readonly string[]
  readonly env?: boolean
  readonly profile?: readonly string[]
}

export function irCommand(program: Command): void {
  stackOptions(program.command('ir'))
    .summary('what storlint understood, as JSON')
    .description(
      'Prints the storage model of the files: every value with its certainty and its place, without secrets. With -f, that of the Compose project which the files make together.',
    )
    .argument('[paths...]', 'files and folders; without any, the working directory')
    .addOption(
      new Option(
        '--profile <name>',
        'with -f: only what runs under this profile; may be given several times',
      ).argParser(collectName),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  storlint ir compose.yaml\n  storlint ir -f compose.yaml -f prod.yaml --profile web',
    )
    .action(runIr)
}

async function runIr(paths: readonly string[], { file, env, profile }: IrFlags): Promise<void> {
  if (file !== undefined && paths.length > 0) throw new UsageError('give files either with -f or as paths')
  if (file === undefined && profile !== undefined)
    throw new UsageError('--profile needs the files of a project: -f FILE')
  const how = howRun({ ...(file && { file }), ...(env && { env }) })
  const loaded = await load(process.cwd(), file ?? paths, how)
  const workspace = openWorkspace([...loaded.focus, ...loaded.context], { ...loaded, rules: [] })
  const parts =
    file === undefined ? partsOf(workspace, loaded) : modelsOf(workspace).map((m) => withProfiles(m, profile ?? ['*']))
  say(irReport(parts))
  const errors = errorsOf(workspace, loaded)
  for (const { path, message } of errors) tell(`storlint: ${path}: ${message}\n`)
  process.exitCode = errors.length > 0 ? INCOMPLETE : 0
}

/** What each file says for itself. */
function partsOf({ files }: Workspace, { focus }: Loaded): readonly (Fragment | Recipe)[] {
  return focus.flatMap(({ path }) => {
    const { fragments = [], recipe } = files.get(path) ?? {}
    return [...fragments, ...(recipe === undefined ? [] : [recipe])]
  })
}

/** What Compose makes of the files. */
function modelsOf(workspace: Workspace): readonly Fragment[] {
  return projectsOf(workspace)
    .filter(({ stack }) => stack !== undefined)
    .flatMap(
      (project) =>
        runsIn(workspace, project)
          ?.slice(0, 1)
          .map((run) => run.model) ?? [],
    )
}

function errorsOf(workspace: Workspace, { errors, focus }: Loaded): readonly InputError[] {
  const own = focus.flatMap(({ path }) => workspace.files.get(path)?.errors ?? [])
  return [...errors, ...own, ...errorsBetween(workspace)]
}
