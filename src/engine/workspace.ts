/** Files that were read, and the rules and questions that go with them. Immutable: a fix makes another one. */
import type { SettingsOf } from '../core/config.ts'
import type { Fragment, InputError, Project, Stack } from '../core/ir.ts'
import type { AnyRule } from '../core/rule.ts'
import type { Source } from '../core/source.ts'
import { BAD_SUPPRESSION, UNUSED_SUPPRESSION } from '../core/suppression.ts'
import { FACTS } from '../knowledge/facts.ts'
import { link } from '../parser/link.ts'
import { environmentsFrom, type Environments } from './environments.ts'
import { identified, lint, type Linting, type RawFinding } from './lint.ts'
import { readSource, type FileReading } from './read.ts'
import { recipesFrom, type OpenDockerfile, type Recipes } from './recipes.ts'
import { RULES } from './rules.ts'
import { composeRuns, joinedFindings, projectOfRun, withoutForeignFixes, type SaidOfRun } from './runs.ts'
import { covering, directivesOf, unusedReport, type Directives } from './suppress.ts'

export interface Workspace extends Linting {
  readonly files: ReadonlyMap<string, FileReading>
  /** Paths of files that are there and could not be read. */
  readonly unread: readonly string[]
  /** The Dockerfiles of its services. */
  readonly recipes: Recipes
  /** What settles the variables of its Compose files. */
  readonly environments: Environments
  /** Compose files that are said to be run together. */
  readonly stacks: readonly Stack[]
  /** A Compose file that another names and that was not loaded; undefined where it is not to be read. */
  readonly composeFile: (path: string) => Source | undefined
}

/** Told as work goes on: files that were read, then findings whose fixes were proved, of how many. */
export type OnProgress = (done: number, total: number, what: 'files' | 'findings') => void

export interface Opening extends Pick<Linting, 'rules' | 'has'> {
  readonly settings?: SettingsOf | undefined
  readonly unread?: readonly string[] | undefined
  readonly dockerfile?: OpenDockerfile | undefined
  readonly composeFile?: ((path: string) => Source | undefined) | undefined
  readonly environments?: Environments | undefined
  readonly stacks?: readonly Stack[] | undefined
  readonly onProgress?: OnProgress | undefined
}

/** Reads sources into a workspace. */
export function openWorkspace(sources: readonly Source[], opening: Opening): Workspace {
  const { rules, has, settings = () => undefined, unread = [], stacks = [], onProgress } = opening
  const { dockerfile = () => undefined, environments = environmentsFrom(() => undefined) } = opening
  const told = new Set(stacks.flatMap((stack) => stack.files))
  const files = sources.map((source, i): [string, FileReading] => {
    const file = readSource(source, settings(source.path)?.facts, environments, told.has(source.path))
    onProgress?.(i + 1, sources.length, 'files')
    return [source.path, file]
  })
  const recipes = recipesFrom(dockerfile, settings)
  const built = recipes.imageOf
  const composeFile = once(opening.composeFile)
  return { files: new Map(files), unread, rules, has, settings, recipes, built, environments, stacks, composeFile }
}

/** Each file once, so that its places can be compared. */
function once(open: Opening['composeFile']): Workspace['composeFile'] {
  const known = new Map<string, Source | undefined>()
  return (path) => {
    if (!known.has(path)) known.set(path, open?.(path))
    return known.get(path)
  }
}

/** The workspace with one file exchanged. */
export function withFile(workspace: Workspace, file: FileReading): Workspace {
  return { ...workspace, files: new Map([...workspace.files, [file.source.path, file]]) }
}

const projectsOfFiles = new WeakMap<Workspace['files'], readonly Project[]>()

/** The projects of a workspace; the same ones whenever they are asked for. */
export function projectsOf({ files, unread, stacks }: Workspace): readonly Project[] {
  const known = projectsOfFiles.get(files) ?? linked([...files.values()], unread, stacks)
  projectsOfFiles.set(files, known)
  return known
}

function linked(
  files: readonly FileReading[],
  unread: readonly string[],
  stacks: readonly Stack[],
): readonly Project[] {
  const broken = files.filter((f) => f.errors.length > 0).map((f) => f.source.path)
  return link(
    files.flatMap((f) => f.fragments),
    [...broken, ...unread],
    stacks,
  )
}

interface Linted {
  readonly rules: readonly AnyRule[]
  readonly settings: SettingsOf
  /** By the file that is looked at; empty for the whole project. */
  readonly findings: Map<string, readonly RawFinding[]>
}

const lintedBefore = new WeakMap<Project, Linted>()

/** The findings of one project, without their fixes resolved; remembered as long as the project is. */
export function lintProject(workspace: Workspace, project: Project): readonly RawFinding[] {
  return remembered(workspace, project, '', () => marked(workspace, project, lintRuns(workspace, project)))
}

/** In every way that the project may be run, where there are several, or where one file does not say all. */
function lintRuns(workspace: Workspace, project: Project): readonly RawFinding[] {
  const runs = runsIn(workspace, project)
  if (runs === undefined) return lint(project, workspace)
  const said = runs.map((run): SaidOfRun => {
    const judged = (file: string | undefined): readonly RawFinding[] =>
      lint(projectOfRun(project, run, file), workspace)
    return {
      run,
      findings: withoutForeignFixes(judged(run.files.at(-1)), run.over),
      asBase: run.over === undefined ? [] : judged(run.files[0]),
    }
  })
  return joinedFindings(project, said)
}

/** The ways in which a project may be run, where they are not just its files. */
export function runsIn(
  { files, settings, environments, has, composeFile }: Workspace,
  project: Project,
): ReturnType<typeof composeRuns> {
  const paths = project.fragments.map((f) => f.source.path)
  const books = [FACTS, ...paths.flatMap((path) => settings(path)?.facts ?? [])]
  const keepsEnv = (key: string): boolean => books.some((book) => book.asksFor(key))
  return composeRuns(project, files, {
    keepsEnv,
    environments,
    composeFile,
    isGone: (path) => !has(path) && isInside(path),
  })
}

/** A file of the project lies below the working directory: of any other nobody knows whether it was meant to be read. */
function isInside(path: string): boolean {
  return !/^(?:\/|~|\.\.(?:\/|$))/.test(path)
}

/** What makes Compose refuse files together, though each could be read. What others take in is read as they take it. */
export function errorsBetween(workspace: Workspace): readonly InputError[] {
  const own = projectsOf(workspace).filter(({ takers = [] }) => takers.length === 0)
  return own.flatMap((project) => (runsIn(workspace, project) ?? []).flatMap((run) => run.model.errors))
}

/**
 * What may be said otherwise after a change of some files. A Compose project is small and its files lie over each other, so
 * that is all of it; of Kubernetes manifests, of which all are one project, what stands in the files themselves.
 */
export function lintAround(workspace: Workspace, project: Project, paths: readonly string[]): readonly RawFinding[] {
  if (project.fragments.some((f) => f.dialect === 'compose')) return lintProject(workspace, project)
  const own = project.fragments.filter((f) => paths.includes(f.source.path))
  return remembered(workspace, project, paths.join('\0'), () =>
    marked(workspace, { fragments: own }, lint(project, workspace, own)),
  )
}

function remembered(
  { rules, settings }: Workspace,
  project: Project,
  path: string,
  find: () => readonly RawFinding[],
): readonly RawFinding[] {
  const before = lintedBefore.get(project)
  const isSame = before?.rules === rules && before.settings === settings
  const known = isSame ? before : { rules, settings, findings: new Map<string, readonly RawFinding[]>() }
  lintedBefore.set(project, known)
  const findings = known.findings.get(path) ?? find()
  known.findings.set(path, findings)
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

/** The fragment in which a place stands; undefined where no fragment was read from there. */
export function fragmentAt(project: Project, source: Source, offset: number): Fragment | undefined {
  return project.fragments.find((f) => f.source === source && f.span.start <= offset && offset <= f.span.end)
}
