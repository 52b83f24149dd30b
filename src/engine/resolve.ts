/** From a fix in words to text edits that were proved, or the reason why there are none. */
import { isDeepStrictEqual } from 'node:util'
import { applyChange, type Change, type FragmentShape } from '../core/change.ts'
import { applyEdits, isRefusal, type Refusal, type TextEdit } from '../core/edit.ts'
import type { Fragment, Project } from '../core/ir.ts'
import type { Fix, FixRefusal } from '../core/rule.ts'
import { shapeOf } from '../core/shape.ts'
import { sourceOf, textOf, type Source } from '../core/source.ts'
import { lowerCompose } from '../emit/compose.ts'
import { lowerKubernetes } from '../emit/kubernetes.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { readYaml } from '../parser/yaml.ts'
import type { RawFinding } from './lint.ts'
import { readSource, type FileReading } from './read.ts'
import { fragmentAt, lintAround, withFile, type Workspace } from './workspace.ts'

/** `fail-closed`: data stays safe, nothing starts empty. `final`: as if nothing was ever deployed. */
export type FixForm = 'fail-closed' | 'final'

/** Edits that were read again, linted again and found right, with the file and the project that they lead to. */
export interface Resolved {
  readonly edits: readonly TextEdit[]
  readonly file: FileReading
  readonly project: Project
}

/** Lowers and proves one fix of a finding. Never gives part of a fix. */
export function resolveFix(workspace: Workspace, finding: RawFinding, fix: Fix, form: FixForm): Resolved | Refusal {
  const refused = refusalOf(fix, form)
  if (refused !== undefined) return refused
  const changes = changesOf(fix, form)
  if (changes === undefined) return refusal('unsupported', 'the data cannot be moved by a script')
  const { subject } = finding.report
  if (subject.origin.kind === 'inherited') return refusal('alias', 'it is written behind an alias or a merge key')
  const { source, start } = subject.origin.key
  const fragment = fragmentAt(finding.project, source, start)
  const document = documentsOf(source).find((d) => d.span.start <= start && start <= d.span.end)
  if (fragment === undefined || document === undefined)
    return refusal('not-found', 'its place in the file is not clear')
  const lower = fragment.dialect === 'compose' ? lowerCompose : lowerKubernetes
  const edits = lower(document, fragment, changes)
  return isRefusal(edits) ? edits : prove(workspace, finding, fragment, changes, edits)
}

const documents = new WeakMap<Source, readonly YamlDocument[]>()

/** The trees of a source, kept while it lives: a file with many findings is asked for them again and again. */
function documentsOf(source: Source): readonly YamlDocument[] {
  const known = documents.get(source) ?? readYaml(source)
  documents.set(source, known)
  return known
}

const shapes = new WeakMap<Fragment, FragmentShape>()

function shapeBefore(fragment: Fragment): FragmentShape {
  const known = shapes.get(fragment) ?? shapeOf(fragment)
  shapes.set(fragment, known)
  return known
}

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

/** The square: what the text says after the edits must be what the changes mean, and nothing else may get worse. */
function prove(
  workspace: Workspace,
  finding: RawFinding,
  fragment: Fragment,
  changes: readonly Change[],
  edits: readonly TextEdit[],
): Resolved | Refusal {
  const { source } = fragment
  const before = workspace.files.get(source.path)
  if (before === undefined) return refusal('not-found', 'its file was not read')
  const after = readSource(edited(source, edits), workspace.settings(source.path)?.facts)
  const wrong = differs(before, after, fragment, changes)
  if (wrong !== undefined) return wrong
  const project = relinked(finding.project, after)
  return worsens(workspace, { file: after, project }, finding) ?? { edits, file: after, project }
}

/** The project with the fragments of one of its files exchanged; a fix leaves their number and order as they were. */
function relinked(project: Project, { source, fragments }: FileReading): Project {
  const dialects = new Set(project.fragments.map((f) => f.dialect))
  const first = project.fragments.findIndex((f) => f.source.path === source.path)
  const others = project.fragments.filter((f) => f.source.path !== source.path)
  const own = fragments.filter((f) => dialects.has(f.dialect))
  return { fragments: [...others.slice(0, first), ...own, ...others.slice(first)] }
}

function edited(source: Source, edits: readonly TextEdit[]): Source {
  return sourceOf(source.path, applyEdits(source.text, edits), source.rootPath)
}

function differs(
  before: FileReading,
  after: FileReading,
  fragment: Fragment,
  changes: readonly Change[],
): Refusal | undefined {
  if (after.errors.length > before.errors.length) return refusal('shape', 'the edited file could not be read')
  if (!isDeepStrictEqual(after.comments.map(textOf).sort(), before.comments.map(textOf).sort()))
    return refusal('shape', 'a comment would be lost')
  const wanted = before.fragments.map((f) =>
    f === fragment ? changes.reduce(applyChange, shapeBefore(f)) : shapeBefore(f),
  )
  const got = after.fragments.map((f) => shapeOf(f))
  return isDeepStrictEqual(got, wanted) ? undefined : refusal('shape', 'the edit would change more than it should')
}

/** No rule may have more to say than before, and this one must have less; what is suppressed is only counted for the latter. */
function worsens(
  workspace: Workspace,
  after: { readonly file: FileReading; readonly project: Project },
  finding: RawFinding,
): Refusal | undefined {
  const { path } = finding.report.subject.origin.key.source
  const old = lintAround(workspace, finding.project, path)
  const now = lintAround(withFile(workspace, after.file), after.project, path)
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
