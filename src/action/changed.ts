/** Which files a run is about when only what changed is to be checked. */
import path from 'node:path'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { changedBetween, commitOf, isMeant } from './linter.ts'

/** The files to check, relative to the working directory; or all of them, and why not fewer. */
export type Focus =
  { readonly kind: 'changed'; readonly files: readonly string[] } | { readonly kind: 'all'; readonly reason?: string }

/** Decides by inputs and event. Never fewer files than changed: whatever is not certain makes it all files. */
export function focusOf(inputs: Inputs, event: Event): Focus {
  const { cwd, base, changedOnly } = inputs
  if (changedOnly === false) return { kind: 'all' }
  if (base === undefined && event.kind === 'other')
    return changedOnly === 'auto' ? { kind: 'all' } : { kind: 'all', reason: event.reason }
  const changed = base === undefined ? changedBy(cwd, event) : changedSince(cwd, base)
  if (typeof changed === 'string') return { kind: 'all', reason: changed }
  if (changed.some((name) => CONFIG_NAME.test(name)))
    return { kind: 'all', reason: 'the configuration of storlint changed' }
  return { kind: 'changed', files: changed.filter((name) => isGiven(inputs, name)) }
}

const CONFIG_NAME = /(^|\/)\.?storlint\.(ya?ml|json)$/

/** Changed names, or why they cannot be told. */
type Changed = readonly string[] | string

const SHALLOW = 'is not in this clone: give actions/checkout fetch-depth: 0'

function changedSince(cwd: string, base: string): Changed {
  const from = commitOf(cwd, base) ?? commitOf(cwd, `origin/${base}`)
  const to = commitOf(cwd, 'HEAD')
  if (from === undefined || to === undefined) return `the base ${base} ${SHALLOW}`
  return changedBetween(cwd, [from, to], 'since-fork') ?? `the history since ${base} ${SHALLOW}`
}

function changedBy(cwd: string, event: Event): Changed {
  switch (event.kind) {
    case 'push':
      return changedBetween(cwd, [event.from, event.to], 'direct') ?? `the commit before the push ${SHALLOW_PUSH}`
    case 'pull-request':
      return changedByRequest(cwd, event.base, event.head)
    case 'other':
      return event.reason
  }
}

const SHALLOW_PUSH =
  'is not in this clone: give actions/checkout fetch-depth: 2, or 0 where pushes hold several commits'
const SHALLOW_REQUEST = 'is not in this clone: give actions/checkout fetch-depth: 2'

/** actions/checkout checks out the merge of base and head, whose first parent is the base as of now: two commits are enough. */
function changedByRequest(cwd: string, base: string, head: string): Changed {
  const to = commitOf(cwd, 'HEAD')
  if (to === undefined) return 'the working directory is no clone that git can read'
  const merged = commitOf(cwd, 'HEAD^2') === head ? commitOf(cwd, 'HEAD^1') : undefined
  const changed =
    merged === undefined ? changedBetween(cwd, [base, to], 'since-fork') : changedBetween(cwd, [merged, to], 'direct')
  return changed ?? `the base of the pull request ${SHALLOW_REQUEST}`
}

/** A YAML file at or below what the workflow named. */
function isGiven({ cwd, files }: Inputs, name: string): boolean {
  const absolute = path.resolve(cwd, name)
  const given = (files.length === 0 ? ['.'] : files).map((file) => path.resolve(cwd, file))
  if (given.includes(absolute)) return true
  return given.some((folder) => {
    const inside = path.relative(folder, absolute)
    return !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..' && isMeant(inside.split(path.sep).join('/'))
  })
}
