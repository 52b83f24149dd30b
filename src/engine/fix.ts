/** Applies fixes one after another, each on the text that the one before left, until none is left to apply. */
import { isAutomaticOverride } from '../core/compose-names.ts'
import { isRefusal, type Refusal } from '../core/edit.ts'
import type { AppliedFix, FixNote, FixRun, WithheldFix } from '../core/finding.ts'
import type { Container, Project } from '../core/ir.ts'
import type { Span } from '../core/source.ts'
import type { AnyRule, Applicability, Fix } from '../core/rule.ts'
import { focused, runOf } from './check.ts'
import { belongsElsewhere, rightedIn } from './includers.ts'
import type { RawFinding } from './lint.ts'
import type { Loaded } from './load.ts'
import { resolveFix, type FixForm, type Resolved } from './resolve.ts'
import {
  lintAround,
  openWorkspace,
  projectsOf,
  runsIn,
  withFile,
  type OnProgress,
  type Workspace,
} from './workspace.ts'

export interface FixOptions {
  /** The classes that the owner allows. */
  readonly allowed: ReadonlySet<Applicability>
  /** Fixes that move data are written in their final form, as nothing was ever deployed. */
  readonly assumeNew: boolean
  /** Only the text itself can be changed, so fixes that come with a plan are withheld. */
  readonly textOnly?: boolean
  /** Only fixes of these rules; absent: of all. Every rule still judges the result. */
  readonly only?: ReadonlySet<string>
  readonly onProgress?: OnProgress | undefined
}

interface State {
  workspace: Workspace
  /** What a file that takes others in puts right, as it was at the start. */
  readonly isRighted: (finding: RawFinding) => boolean
  readonly applied: AppliedFix[]
  readonly withheld: Map<string, WithheldFix>
}

/** Fixes what was loaded, in memory. Ends because every fix takes a finding away and may bring none. */
export function fixLoaded(loaded: Loaded, rules: readonly AnyRule[], options: FixOptions): FixRun {
  const { onProgress } = options
  const start = openWorkspace([...loaded.focus, ...loaded.context], { ...loaded, rules, onProgress })
  const focus = new Set(loaded.focus.map((s) => s.path))
  const state: State = { workspace: start, isRighted: rightedIn(start), applied: [], withheld: new Map() }
  for (const project of projectsOf(start)) fixProject(state, asOfNow(state.workspace, project), focus, options)
  const run = runOf(loaded, state.workspace, focus, focused(state.workspace, focus))
  return {
    changed: changedFiles(start, state.workspace),
    created: [...state.workspace.files.values()].map((f) => f.source).filter(({ path }) => !start.files.has(path)),
    applied: state.applied.sort(byPath),
    withheld: [...state.withheld.values()].sort(byPath),
    run: { ...run, secrets: [...run.secrets, ...secretsOf(start)] },
  }
}

/** A project as fixes of others have left it: it may rest on files of theirs. */
function asOfNow(workspace: Workspace, project: Project): Project {
  const { fragments, takers = [], extendedBy = [] } = project
  const restsOnOthers = fragments.some(
    (f) => f.includes.length > 0 || f.workloads.some((w) => w.containers.some(startsElsewhere)),
  )
  if (!restsOnOthers && takers.length === 0 && extendedBy.length === 0) return project
  const path = fragments[0]?.source.path
  return projectsOf(workspace).find((p) => p.fragments[0]?.source.path === path) ?? project
}

function startsElsewhere({ opaque }: Container): boolean {
  return opaque.some(({ base }) => base?.file !== undefined)
}

/** Fixes one project, file by file. */
function fixProject(state: State, project: Project, focus: ReadonlySet<string>, options: FixOptions): void {
  let now = project
  for (const path of new Set(project.fragments.map((f) => f.source.path))) {
    if (!focus.has(path)) continue
    let next: Project | undefined
    while ((next = applyNext(state, lintAround(state.workspace, now, [path]), focus, options)) !== undefined) now = next
  }
}

function byPath(a: FixNote, b: FixNote): number {
  const [one, two] = [a.at.source.path, b.at.source.path]
  return one < two ? -1 : one > two ? 1 : 0
}

function changedFiles(start: Workspace, end: Workspace): FixRun['changed'] {
  return [...start.files.values()].flatMap(({ source: before }) => {
    const after = end.files.get(before.path)?.source
    return after === undefined || after.text === before.text ? [] : [{ before, after }]
  })
}

function secretsOf(workspace: Workspace): readonly Span[] {
  return [...workspace.files.values()].flatMap((file) => file.secrets)
}

/** Applies the first fix that may be applied, and gives the project that it leads to; undefined when there is none. */
function applyNext(
  state: State,
  findings: readonly RawFinding[],
  focus: ReadonlySet<string>,
  options: FixOptions,
): Project | undefined {
  for (const finding of findings) {
    if (
      finding.by !== undefined ||
      belongsElsewhere(finding) ||
      state.isRighted(finding) ||
      !focus.has(finding.subject.origin.key.source.path) ||
      options.only?.has(finding.rule) === false
    )
      continue
    for (const fix of finding.report.fixes?.() ?? []) {
      const resolved = attempt(state, finding, fix, options)
      if (resolved === undefined) continue
      state.workspace = resolved.files.reduce(withFile, state.workspace)
      const moves = options.assumeNew ? [] : (fix.failClosed?.moves ?? [])
      const stack = stackOf(state.workspace, finding)
      const told = { moves: fix.applicability === 'migrate' ? moves : [], ...(stack && { stack }) }
      state.applied.push({ ...noteOf(finding, fix), ...told })
      return resolved.project
    }
  }
  return undefined
}

/** The files with which the file of a finding is run; undefined where it is run alone, or Compose finds them. */
function stackOf(workspace: Workspace, { project, subject }: RawFinding): readonly string[] | undefined {
  const { path } = subject.origin.key.source
  const runs = runsIn(workspace, project) ?? []
  const run = runs.find((r) => r.over === path) ?? runs.find((r) => r.files.includes(path))
  const isFound = run?.over === undefined ? run?.files.length === 1 : isAutomaticOverride(run.over)
  return run === undefined || isFound ? undefined : run.files
}

function attempt(state: State, finding: RawFinding, fix: Fix, options: FixOptions): Resolved | undefined {
  const key = `${finding.fingerprint} ${fix.title}`
  if (!isAllowed(fix, options) || state.withheld.has(key)) return undefined
  const form: FixForm = options.assumeNew ? 'final' : 'fail-closed'
  const needsPlan = options.textOnly === true && form === 'fail-closed' && fix.applicability === 'migrate'
  const resolved = needsPlan ? NEEDS_PLAN : resolveFix(state.workspace, finding, fix, form)
  if (!isRefusal(resolved)) return resolved
  state.withheld.set(key, { ...noteOf(finding, fix), reason: resolved.reason })
  return undefined
}

const NEEDS_PLAN: Refusal = { code: 'unsupported', reason: 'it needs a plan, which needs files beside it' }

function isAllowed(fix: Fix, options: FixOptions): boolean {
  return options.allowed.has(fix.applicability) || (fix.applicability === 'migrate' && options.assumeNew)
}

function noteOf(finding: RawFinding, fix: Fix): FixNote {
  const { rule, subject, at } = finding
  return { rule, address: subject.address, at, title: fix.title, applicability: fix.applicability }
}
