/** What Compose may be run with, of the files of one project. */
import { isBaseName, isOverrideName } from '../../../core/compose-names.ts'
import { isPartial } from '../../../core/containers.ts'
import type { Fragment, Misfit, Project, Stack } from '../../../core/ir.ts'
import type { Environment } from '../../dotenv/environment.ts'
import type { YamlDocument } from '../../tree.ts'
import { readComposeModel, type ModelOptions } from './read.ts'

/** Files that lie over each other, as one. */
export interface ComposeRun {
  readonly model: Fragment
  readonly files: readonly string[]
  /** The file that lies on top of another; absent where there is only one. */
  readonly over?: string
}

export interface RunOptions extends Omit<ModelOptions, 'environment'> {
  /** The environment of a run, by its first file and the folder whose `.env` goes before its own. */
  readonly environmentOf: (path: string, home?: string) => Environment
}

/**
 * The runs of a Compose project: of each file alone, and of each that is made to lie over the base with that below it.
 * Undefined where one file says all there is to say.
 */
export function runsOf({ fragments, stack }: Project, options: RunOptions): readonly ComposeRun[] | undefined {
  if (fragments.some((f) => f.dialect !== 'compose')) return undefined
  if (fragments.length <= 1 && stack === undefined && !fragments.some(needsOthers)) return undefined
  const runs = filesOf(fragments, stack).flatMap(({ files, over, home }) => {
    const environment = options.environmentOf(files[0] ?? '', home)
    const run = runOf(fragments, { files, home }, { ...options, environment })
    return run === undefined ? [] : [over === undefined ? run : { ...run, over }]
  })
  return runs.length === 0 ? undefined : runs
}

/** The file takes others in, starts from others, or takes something out of them. */
function needsOthers(fragment: Fragment): boolean {
  const { text } = fragment.source
  const extended = fragment.workloads.some((w) => w.containers.some((c) => c.opaque.some((o) => o.base !== undefined)))
  return fragment.includes.length > 0 || extended || text.includes('!reset') || text.includes('!override')
}

function filesOf(fragments: readonly Fragment[], stack: Stack | undefined): readonly Files[] {
  const paths = [...new Set(fragments.map((f) => f.source.path))]
  const base = paths.find(isBaseName)
  const told = stack === undefined ? [] : [{ files: stack.files, home: stack.home }]
  const others = paths.filter((path) => stack?.files.includes(path) !== true)
  return [
    ...told,
    ...others.map((path) =>
      base === undefined || path === base || !isOverlay(fragments, path)
        ? { files: [path] }
        : { files: [base, path], over: path },
    ),
  ]
}

interface Files {
  readonly files: readonly string[]
  /** The folder whose `.env` settles variables first. */
  readonly home?: string | undefined
  readonly over?: string
}

/** A file is made to lie over another by its name, or as it has services that only make sense there. */
function isOverlay(fragments: readonly Fragment[], path: string): boolean {
  const own = fragments.filter((f) => f.source.path === path)
  return isOverrideName(path) || own.some((f) => f.workloads.some(isPartial))
}

function runOf(fragments: readonly Fragment[], { files, home }: Files, options: ModelOptions): ComposeRun | undefined {
  const [only, ...more] = fragments.filter((f) => files.includes(f.source.path))
  if (only !== undefined && more.length === 0 && home === undefined && !needsOthers(only)) return { files, model: only }
  const documents = files.map((file): readonly YamlDocument[] => options.open(file) ?? [])
  const model = readComposeModel(documents, options)
  if (model === undefined) return undefined
  const own = fragments.filter((f) => files.includes(f.source.path))
  const platform = own.find((f) => f.platform !== undefined)?.platform
  const misfits = own.flatMap((f) => f.misfits).filter((m) => !isFilled(m, model.misfits))
  return { files, model: { ...model, misfits, ...(platform && { platform }) } }
}

/** Whether a file on top has what a mount lacks as it is of some type. The type itself each file must have. */
function isFilled(misfit: Misfit, together: readonly Misfit[]): boolean {
  if (misfit.kind !== 'missing-key' || misfit.because === undefined) return false
  const { source, start } = misfit.span
  return !together.some((m) => m.kind === 'missing-key' && m.span.source === source && m.span.start === start)
}
