/** What is said of a file that another takes in. */
import type { Project } from '../core/ir.ts'
import type { RawFinding } from './lint.ts'
import { isSame } from './runs.ts'
import { lintProject, projectsOf, runsIn, type Workspace } from './workspace.ts'

const includersBefore = new WeakMap<Workspace['files'], ReadonlyMap<string, readonly Project[]>>()

/** The projects that take in services of a file that is none of theirs, by its path. */
function includersOf(workspace: Workspace): ReadonlyMap<string, readonly Project[]> {
  const known = includersBefore.get(workspace.files)
  if (known !== undefined) return known
  const found = new Map<string, Project[]>()
  for (const project of projectsOf(workspace)) {
    for (const path of foreignPaths(workspace, project)) found.set(path, [...(found.get(path) ?? []), project])
  }
  includersBefore.set(workspace.files, found)
  return found
}

function foreignPaths(workspace: Workspace, project: Project): ReadonlySet<string> {
  const runs = runsIn(workspace, project) ?? []
  const places = runs.flatMap((r) => r.model.workloads.map((w) => w.origin.key.source.path))
  return new Set(places.filter((path) => project.fragments.every((f) => f.source.path !== path)))
}

/** The finding is about a service that the project has from a file of another: there it is told, and put right. */
export function belongsElsewhere({ project, subject: { origin } }: RawFinding): boolean {
  return project.fragments.every((f) => f.source.path !== origin.key.source.path)
}

/** A project that takes the file in puts right what the file alone leaves wrong. */
export function isPutRight(workspace: Workspace, finding: RawFinding): boolean {
  const includers = includersOf(workspace).get(finding.subject.origin.key.source.path) ?? []
  return includers.some((project) => !lintProject(workspace, project).some((f) => isSame(f, finding)))
}
