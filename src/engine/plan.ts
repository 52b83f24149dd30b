/** The plans of the fixes that moved data: files beside the sources, one folder for each address. */
import path from 'node:path'
import type { AppliedFix, FixRun } from '../core/finding.ts'
import { isClaimMove, isVolumeMove, type Move } from '../core/rule.ts'
import { composePlan } from '../emit/plan/compose.ts'
import { kubernetesPlan } from '../emit/plan/kubernetes.ts'

/** Every file of a plan holds this; a file without it is somebody else's and never written over. */
export const PLAN_MARK = 'Written by storlint'

export interface PlanFile {
  /** Relative to the working directory. */
  readonly path: string
  readonly text: string
  readonly executable: boolean
}

/** The plans of all fixes that move data, below `out`; none where nothing has to move. */
export function plansOf({ applied }: FixRun, out: string): readonly PlanFile[] {
  const moving = applied.filter((fix) => fix.moves.length > 0)
  return moving.flatMap((fix, i) => planOf(fix, path.posix.join(out, folderOf(fix, moving.slice(0, i)))))
}

function planOf(fix: AppliedFix, folder: string): readonly PlanFile[] {
  const file = fix.at.source.path
  const [first = file] = fix.stack ?? []
  const fileFromPlan = path.isAbsolute(folder) ? path.resolve(first) : path.posix.relative(folder, first)
  const stack = (fix.stack ?? []).map((name) => path.posix.relative(path.posix.dirname(first), name))
  const files = filesOf({ title: fix.title, file, fileFromPlan, stack }, fix.moves)
  return files.map(({ path: name, text, executable }) => ({
    path: path.posix.join(folder, name),
    text: text.includes(PLAN_MARK) ? text : `${text}\n<!-- ${PLAN_MARK} -->\n`,
    executable,
  }))
}

interface About {
  readonly title: string
  readonly file: string
  readonly fileFromPlan: string
  readonly stack: readonly string[]
}

/** A fix moves data to one claim, or to volumes. */
function filesOf(about: About, moves: readonly Move[]): readonly PlanFile[] {
  const [claimMove] = moves.filter(isClaimMove)
  if (claimMove !== undefined) return kubernetesPlan({ ...about, move: claimMove })
  return composePlan({ ...about, moves: moves.filter(isVolumeMove) }).files
}

/** The file's folder and the address as a folder name; a second plan of the same name gets an ordinal. */
function folderOf(fix: AppliedFix, before: readonly AppliedFix[]): string {
  const name = slug(fix)
  const earlier = before.filter((other) => slug(other) === name).length
  return earlier === 0 ? name : `${name}-${earlier + 1}`
}

function slug({ address, at }: AppliedFix): string {
  const folder = path.posix.dirname(at.source.path).replace(/^(\.\.\/)+/, '')
  return path.posix.join(folder, address.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, ''))
}
