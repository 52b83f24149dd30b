/** Files that were read, and the rules and questions that go with them. Immutable: a fix makes another one. */
import type { SettingsOf } from '../core/config.ts'
import type { Fragment, Project } from '../core/ir.ts'
import type { AnyRule } from '../core/rule.ts'
import type { Source } from '../core/source.ts'
import { BAD_SUPPRESSION, UNUSED_SUPPRESSION } from '../core/suppression.ts'
import { link } from '../parser/link.ts'
import { identified, lint, type Linting, type RawFinding } from './lint.ts'
import { readSource, type FileReading } from './read.ts'
import { RULES } from './rules.ts'
import { covering, directivesOf, unusedReport, type Directives } from './suppress.ts'

export interface Workspace extends Linting {
  readonly files: ReadonlyMap<string, FileReading>
}

/** Told as work goes on: files that were read, then findings whose fixes were proved, of how many. */
export type OnProgress = (done: number, total: number, what: 'files' | 'findings') => void

export interface Opening extends Pick<Linting, 'rules' | 'has'> {
  readonly settings?: SettingsOf | undefined
  readonly onProgress?: OnProgress | undefined
}

/** Reads sources into a workspace. */
export function openWorkspace(
  sources: readonly Source[],
  { rules, has, settings = () => undefined, onProgress }: Opening,
): Workspace {
  const files = sources.map((source, i): [string, FileReading] => {
    const file = readSource(source, settings(source.path)?.facts)
    onProgress?.(i + 1, sources.length, 'files')
    return [source.path, file]
  })
  return { files: new Map(files), rules, has, settings }
}

/** The workspace with one file exchanged. */
export function withFile(workspace: Workspace, file: FileReading): Workspace {
  return { ...workspace, files: new Map([...workspace.files, [file.source.path, file]]) }
}

export function projectsOf(workspace: Workspace): readonly Project[] {
  return link([...workspace.files.values()].flatMap((f) => f.fragments))
}

/** The project that a file belongs to; undefined for a file without a known dialect. */
export function projectOf(workspace: Workspace, path: string): Project | undefined {
  return projectsOf(workspace).find((p) => p.fragments.some((f) => f.source.path === path))
}

interface Linted {
  readonly project: Project
  readonly rules: readonly AnyRule[]
  readonly settings: SettingsOf
  readonly findings: readonly RawFinding[]
}

const lintedBefore = new WeakMap<Fragment, Linted>()

/** The findings of one project, without their fixes resolved; remembered as long as its fragments stay the same. */
export function lintProject(workspace: Workspace, project: Project): readonly RawFinding[] {
  const first = project.fragments[0]
  if (first === undefined) return []
  const known = lintedBefore.get(first)
  const { rules, settings } = workspace
  if (known?.rules === rules && known.settings === settings && sameFragments(known.project, project))
    return known.findings
  const findings = marked(workspace, project, lint(project, workspace))
  lintedBefore.set(first, { project, rules, settings, findings })
  return findings
}

/** Findings with what allows them. */
function marked(workspace: Workspace, project: Project, findings: readonly RawFinding[]): readonly RawFinding[] {
  const paths = [...new Set(project.fragments.map((f) => f.source.path))]
  const directives = paths.flatMap((path) => allowedIn(workspace, path).directives)
  if (directives.length === 0) return findings
  return findings.map((finding) => {
    const by = covering(directives, finding.rule, finding)
    return by === undefined ? finding : { ...finding, by }
  })
}

const allowedBefore = new WeakMap<FileReading, Directives>()

/** What a file's comments and data allow. */
function allowedIn({ files, rules }: Workspace, path: string): Directives {
  const file = files.get(path)
  if (file === undefined) return { directives: [], faults: [] }
  const known = allowedBefore.get(file)
  if (known !== undefined) return known
  const names = [...RULES, ...rules].map((r) => r.meta.name)
  const allowed = directivesOf(
    file.comments,
    file.fragments.flatMap((f) => f.suppressions ?? []),
    names,
  )
  allowedBefore.set(file, allowed)
  return allowed
}

/**
 * Findings about the suppressions of files: what is wrong with them, and those that cover none of `findings`, which are all
 * that there are. Only rules that ran there are judged.
 */
export function suppressionFindings(
  workspace: Workspace,
  focus: ReadonlySet<string>,
  findings: readonly RawFinding[],
): readonly RawFinding[] {
  const said = [...focus].filter((path) => {
    const { directives, faults } = allowedIn(workspace, path)
    return directives.length > 0 || faults.length > 0
  })
  if (said.length === 0) return []
  const used = new Set(findings.map((f) => f.by))
  const projects = projectsOf(workspace)
  return said.flatMap((path) => {
    const project = projects.find((p) => p.fragments.some((f) => f.source.path === path))
    if (project === undefined) return []
    const { directives, faults } = allowedIn(workspace, path)
    const unused = directives.filter((d) => !used.has(d) && isJudged(workspace, path, d.rule))
    const reported = [
      ...faults.map((report) => ({ rule: { meta: BAD_SUPPRESSION }, report })),
      ...unused.map((directive) => ({ rule: { meta: UNUSED_SUPPRESSION }, report: unusedReport(directive) })),
    ]
    return identified(reported, project, workspace.settings)
  })
}

function isJudged({ rules, settings }: Workspace, path: string, rule: string): boolean {
  return settings(path)?.rules.get(rule)?.value !== 'off' && rules.some((r) => r.meta.name === rule)
}

function sameFragments(a: Project, b: Project): boolean {
  return a.fragments.length === b.fragments.length && a.fragments.every((f, i) => f === b.fragments[i])
}

/** The fragment in which a place stands; undefined where no fragment was read from there. */
export function fragmentAt(project: Project, source: Source, offset: number): Fragment | undefined {
  const own = project.fragments.filter((f) => f.source === source)
  return own.length <= 1
    ? own[0]
    : own.find((f) => f.workloads.some((w) => w.origin.span.start <= offset && offset <= w.origin.span.end))
}
