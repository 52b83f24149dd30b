/** From a fix in words to text edits that were proved, or the reason why there are none. */
import { isDeepStrictEqual } from 'node:util'
import { applyChange, type Change, type FragmentShape } from '../core/change.ts'
import { applyEdits, isRefusal, overlap, type Refusal, type Rewrite, type TextEdit } from '../core/edit.ts'
import type { Container, Fragment, Project, ServiceBase } from '../core/ir.ts'
import { memo } from '../core/memo.ts'
import { joinPath } from '../core/paths.ts'
import type { Fix, FixRefusal } from '../core/rule.ts'
import { emptyFragment } from '../core/fragment.ts'
import { shapeOf } from '../core/shape.ts'
import { contains, sourceOf, textOf, type Source } from '../core/source.ts'
import { lower } from '../emit/lower.ts'
import { treesOf } from '../parser/trees.ts'
import type { RawFinding } from './lint.ts'
import { readSource, type FileReading } from './read.ts'
import { fragmentAt, lintAround, withFile, type Workspace } from './workspace.ts'

/** `fail-closed`: data stays safe, nothing starts empty. `final`: as if nothing was ever deployed. */
export type FixForm = 'fail-closed' | 'final'

/** Edits and new files that were read again, linted again and found right, with the files and the project that they lead to. */
export interface Resolved extends Rewrite {
  /** The edited file, then the new ones. */
  readonly files: readonly FileReading[]
  readonly project: Project
}

/** Lowers and proves one fix of a finding. Never gives part of a fix. */
export function resolveFix(workspace: Workspace, finding: RawFinding, fix: Fix, form: FixForm): Resolved | Refusal {
  const refused = refusalOf(fix, form)
  if (refused !== undefined) return refused
  const changes = changesOf(fix, form)
  if (changes === undefined) return refusal('unsupported', 'the data cannot be moved by a script')
  const { subject } = finding.report
  if (subject.origin.kind === 'inherited')
    return refusal('alias', 'it is written elsewhere, and came by an alias, a merge key or extends')
  const { source, start } = subject.origin.key
  const fragment = fragmentAt(finding.project, source, start)
  const document = treesOf(source).find((d) => d.span.start <= start && start <= d.span.end)
  if (fragment === undefined || document === undefined)
    return refusal('not-found', 'its place in the file is not clear')
  const [taker] = finding.project.takers ?? []
  if (taker !== undefined && form === 'fail-closed' && fix.failClosed !== undefined)
    return refusal('shared-source', `${taker} takes the file in or extends it, and a plan would be for another project`)
  if (taker !== undefined && changes.some((change) => change.op === 'declare-volume'))
    return refusal('shared-source', `${taker} takes the file in or extends it, and may have a volume of that name`)
  const misfit = fragment.misfits.find((m) => contains(subject.origin.span, m.origin.span))
  if (misfit !== undefined) return refusal('shape', 'a key or value of it is wrong: put that right first')
  const heir = heirOf(finding.project, fragment, changes)
  if (heir !== undefined)
    return refusal('shared-source', `${heir} extends the service, and would share what is mounted there`)
  const rewrite = lower(document, fragment, changes)
  return isRefusal(rewrite) ? rewrite : prove(workspace, finding, { fragment, changes, rewrite })
}

/** A service that starts from one which gets a mount more. */
function heirOf(
  { fragments, extendedBy = [] }: Project,
  home: Fragment,
  changes: readonly Change[],
): string | undefined {
  const added = changes.filter((change) => change.op === 'add-mount')
  if (added.length === 0) return undefined
  const takes = ({ mounts, opaque }: Container): boolean =>
    added.some(
      ({ container, target }) =>
        opaque.some(({ base }) => base?.service.value === container && isIn(home, base)) &&
        !mounts.some((mount) => mount.target.value === target),
    )
  const containers = [...fragments, ...extendedBy].flatMap((f) => f.workloads.flatMap((w) => w.containers))
  return containers.find(takes)?.address
}

/** The base stands in this file: by its name, or as no file is named. */
function isIn({ source }: Fragment, { service, file }: ServiceBase): boolean {
  if (file === undefined) return service.span.source.path === source.path
  const folder = service.span.source.path.replace(/[^/]*$/, '')
  return joinPath(folder === '' ? '.' : folder, file.value) === source.path
}

const shapeBefore = memo((fragment: Fragment): FragmentShape => shapeOf(fragment))

/** The changes that a form of a fix makes; undefined where it has no such form. */
export function changesOf(fix: Fix, form: FixForm): readonly Change[] | undefined {
  return fix.applicability === 'migrate' && form === 'fail-closed' ? fix.failClosed?.changes : fix.changes
}

function refusalOf(fix: Fix, form: FixForm): Refusal | undefined {
  const mode: FixRefusal['when'] = form === 'final' ? 'assume-new' : 'migrate'
  const known = fix.refusals?.find((r) => r.when === 'always' || (r.when === mode && fix.applicability === 'migrate'))
  if (known !== undefined) return known
  const need = fix.needs?.[0]
  return need === undefined
    ? undefined
    : refusal('needs-value', `it needs a value from you: ${need.name} (${need.why})`)
}

/** What is to be proved: that a rewrite of the fragment's file does what the changes mean. */
interface Claimed {
  readonly fragment: Fragment
  readonly changes: readonly Change[]
  readonly rewrite: Rewrite
}

/** The square: what the text says after the edits must be what the changes mean, and nothing else may get worse. */
function prove(workspace: Workspace, finding: RawFinding, claimed: Claimed): Resolved | Refusal {
  const { source } = claimed.fragment
  const { edits, created } = claimed.rewrite
  const before = workspace.files.get(source.path)
  if (before === undefined) return refusal('not-found', 'its file was not read')
  const taken = created.find(({ path }) => workspace.files.has(path) || workspace.has(path))
  if (taken !== undefined) return refusal('name-taken', `there is a file ${taken.path} already`)
  if (overlap(edits)) return refusal('shape', 'two of its changes meet in one place of the text')
  const { settings, environments, stacks } = workspace
  const isTold = ({ path }: Source): boolean => stacks.some((stack) => stack.files.includes(path))
  const read = (text: Source): FileReading => readSource(text, settings(text.path)?.facts, environments, isTold(text))
  const files = [edited(source, edits), ...created].map(read)
  const wrong = differs(before, files, claimed)
  if (wrong !== undefined) return wrong
  const project = relinked(finding.project, files)
  return worsens(workspace, { files, project }, finding) ?? { edits, created, files, project }
}

/** The project with the fragments of one of its files exchanged, and with those of new files. */
function relinked(project: Project, files: readonly FileReading[]): Project {
  const dialects = new Set(project.fragments.map((f) => f.dialect))
  const paths = new Set(files.map((f) => f.source.path))
  const first = project.fragments.findIndex((f) => paths.has(f.source.path))
  const others = project.fragments.filter((f) => !paths.has(f.source.path))
  const own = files.flatMap((f) => f.fragments).filter((f) => dialects.has(f.dialect))
  return { ...project, fragments: [...others.slice(0, first), ...own, ...others.slice(first)] }
}

function edited(source: Source, edits: readonly TextEdit[]): Source {
  return sourceOf(source.path, applyEdits(source.text, edits), source.rootPath)
}

function differs(
  before: FileReading,
  files: readonly FileReading[],
  { fragment, changes }: Claimed,
): Refusal | undefined {
  const [after, ...created] = files
  if (after === undefined || files.flatMap((f) => f.errors).length > before.errors.length)
    return refusal('shape', 'the edited file could not be read')
  if (!isDeepStrictEqual(after.comments.map(textOf).sort(), before.comments.map(textOf).sort()))
    return refusal('shape', 'a comment would be lost')
  const home = changes.filter((change) => !madeElsewhere(change))
  const wanted = before.fragments.map((f) =>
    f === fragment ? home.reduce(applyChange, shapeBefore(f)) : shapeBefore(f),
  )
  const made = changes.filter(madeElsewhere).map((change) => applyChange(NOTHING_SAID, change))
  const got = [after, ...created].flatMap((f) => f.fragments.map((x) => shapeOf(x)))
  return isDeepStrictEqual(got, [...wanted, ...made])
    ? undefined
    : refusal('shape', 'the edit would change more than it should')
}

/** The change makes a file, which says nothing but it. */
function madeElsewhere({ op }: Change): boolean {
  return op === 'declare-claim'
}

const NOTHING_SAID = shapeOf(emptyFragment('kubernetes', { source: sourceOf('', ''), start: 0, end: 0 }))

/** No rule may have more to say than before, and this one must have less; what is suppressed is only counted for the latter. */
function worsens(
  workspace: Workspace,
  after: { readonly files: readonly FileReading[]; readonly project: Project },
  finding: RawFinding,
): Refusal | undefined {
  const { path } = finding.report.subject.origin.key.source
  const old = lintAround(workspace, finding.project, [path])
  const changed = after.files.map((f) => f.source.path)
  const now = lintAround(after.files.reduce(withFile, workspace), after.project, changed)
  const own = (findings: readonly RawFinding[]): number => findings.filter((f) => f.rule === finding.rule).length
  if (own(now) >= own(old)) return refusal('shape', 'the finding would remain')
  const counts = countByRule(old)
  const raised = [...countByRule(now)].find(([rule, count]) => count > (counts.get(rule) ?? 0))
  return raised === undefined ? undefined : refusal('shape', `it would cause another finding: ${raised[0]}`)
}

function countByRule(findings: readonly RawFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { rule, by } of findings) if (by === undefined) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

function refusal(code: Refusal['code'], reason: string): Refusal {
  return { code, reason }
}
