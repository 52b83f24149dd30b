/** Files that were read, and the rules and questions that go with them. Immutable: a fix makes another one. */
import type { Fragment, Project } from '../core/ir.ts'
import type { AnyRule } from '../core/rule.ts'
import type { Source } from '../core/source.ts'
import { link } from '../parser/link.ts'
import { lint, type RawFinding } from './lint.ts'
import { readSource, type FileReading } from './read.ts'

export interface Workspace {
  readonly files: ReadonlyMap<string, FileReading>
  readonly rules: readonly AnyRule[]
  /** Whether a path relative to the working directory exists. */
  readonly has: (path: string) => boolean
}

/** Told after each file that was read: how many of how many. */
export type OnRead = (done: number, total: number) => void

/** Reads sources into a workspace. */
export function openWorkspace(
  sources: readonly Source[],
  { rules, has, onRead }: Pick<Workspace, 'rules' | 'has'> & { readonly onRead?: OnRead | undefined },
): Workspace {
  const files = sources.map((source, i): [string, FileReading] => {
    const file = readSource(source)
    onRead?.(i + 1, sources.length)
    return [source.path, file]
  })
  return { files: new Map(files), rules, has }
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
  readonly findings: readonly RawFinding[]
}

const lintedBefore = new WeakMap<Fragment, Linted>()

/** The findings of one project, without their fixes resolved; remembered as long as its fragments stay the same. */
export function lintProject(workspace: Workspace, project: Project): readonly RawFinding[] {
  const first = project.fragments[0]
  if (first === undefined) return []
  const known = lintedBefore.get(first)
  if (known !== undefined && known.rules === workspace.rules && sameFragments(known.project, project))
    return known.findings
  const findings = lint(project, workspace.rules, workspace.has)
  lintedBefore.set(first, { project, rules: workspace.rules, findings })
  return findings
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
