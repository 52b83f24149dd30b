/** Which files a run is about when only what changed is to be checked. */
import path from 'node:path'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { changedBetween, commitOf, isConfigName, isRead, projectRoot } from './linter.ts'

/** The files to check, relative to the working directory; or all of them, and why not fewer. */
export type Focus =
  { readonly kind: 'changed'; readonly files: readonly string[] } | { readonly kind: 'all'; readonly reason?: string }

export const CONFIG_CHANGED = 'the configuration of storlint changed'

/** Decides by inputs and event. Never fewer files than changed: whatever is not certain makes it all files. */
export function focusOf(inputs: Inputs, event: Event): Focus {
  const { cwd, base, changedOnly } = inputs
  if (changedOnly === false || (changedOnly === 'auto' && base === undefined && event.kind === 'other'))
    return { kind: 'all' }
  const changed = base === undefined ? changedBy(cwd, event) : changedSince(cwd, base)
  if (typeof changed === 'string') return { kind: 'all', reason: changed }
  const names = changed.map((name) => path.relative(cwd, path.join(projectRoot(cwd), name)))
  const isConfig = (name: string): boolean => isConfigName(name) || name === path.normalize(inputs.config ?? '')
  if (names.some(isConfig)) return { kind: 'all', reason: CONFIG_CHANGED }
  return { kind: 'changed', files: names.filter((name) => isGiven(inputs, name)) }
}

/** Changed names relative to the root of the work tree, or why they cannot be told. */
type Changed = readonly string[] | string

function changedSince(cwd: string, base: string): Changed {
  const from = commitOf(cwd, base) ?? commitOf(cwd, `origin/${base}`)
  const to = commitOf(cwd, 'HEAD')
  const changed = from === undefined || to === undefined ? undefined : changedBetween(cwd, [from, to], 'since-fork')
  return changed ?? `where the base ${base} was left ${isMissing(0)}`
}

function changedBy(cwd: string, event: Event): Changed {
  if (event.kind !== 'range') return event.reason
  const head = commitOf(cwd, 'HEAD')
  if (head === undefined) return 'git cannot read the working directory'
  return event.of === 'push' ? pushed(cwd, head, event) : requested(cwd, head, event)
}

interface Commits {
  readonly from: string
  readonly to: string
}

function pushed(cwd: string, head: string, { from, to }: Commits): Changed {
  if (head !== to) return 'what is checked out is not what was pushed'
  return changedBetween(cwd, [from, to], 'direct') ?? `the commit before the push ${isMissing(0)}`
}

/** What is checked out is the head, or its merge into the base of now, whose other parent then is that base. */
function requested(cwd: string, head: string, { from, to }: Commits): Changed {
  if (head === to) return changedBetween(cwd, [from, to], 'since-fork') ?? `the base of the head ${isMissing(0)}`
  const [base, other] = [commitOf(cwd, 'HEAD^1'), commitOf(cwd, 'HEAD^2')]
  if (base === undefined) return `the base of the pull request ${isMissing(2)}`
  if (other !== to) return 'what is checked out is not the pull request'
  return changedBetween(cwd, [base, head], 'direct') ?? `the base of the pull request ${isMissing(2)}`
}

function isMissing(depth: number): string {
  return `is not in this clone; actions/checkout fetches it with fetch-depth: ${depth}`
}

/** A YAML file or Dockerfile at or below what the workflow named. */
function isGiven({ cwd, files }: Inputs, name: string): boolean {
  const absolute = path.resolve(cwd, name)
  const given = (files.length === 0 ? ['.'] : files).map((file) => path.resolve(cwd, file))
  if (given.includes(absolute)) return true
  return given.some((folder) => {
    const inside = path.relative(folder, absolute)
    return !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..' && isRead(inside.split(path.sep).join('/'))
  })
}
