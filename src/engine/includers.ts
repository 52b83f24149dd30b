/** What is said of a file that another takes in. */
import { grouped } from '../core/grouped.ts'
import type { Project } from '../core/ir.ts'
import type { RawFinding } from './lint.ts'
import { lintProject, projectsOf, runsIn, type Workspace } from './workspace.ts'

/** The finding is about a service that the project has from a file of another: there it is told, and put right. */
export function belongsElsewhere({ project, subject: { origin } }: RawFinding): boolean {
  return project.fragments.every((f) => f.source.path !== origin.key.source.path)
}

/** Tells whether a project that takes the file of a finding in puts right what the file alone leaves wrong. */
export function rightedIn(workspace: Workspace): (finding: RawFinding) => boolean {
  const includers = includersIn(workspace)
  if (includers.size === 0) return () => false
  const said = new Map<Project, ReadonlySet<string>>()
  const faultsOf = (project: Project): ReadonlySet<string> => {
    const known = said.get(project) ?? new Set(lintProject(workspace, project).map(faultOf))
    said.set(project, known)
    return known
  }
  return (finding) => {
    const projects = includers.get(finding.subject.origin.key.source.path) ?? []
    return projects.some((project) => !faultsOf(project).has(faultOf(finding)))
  }
}

/** The projects that take in services of a file that is none of theirs, by its path. */
function includersIn(workspace: Workspace): ReadonlyMap<string, readonly Project[]> {
  const projects = projectsOf(workspace)
  return grouped(projects.flatMap((p) => [...foreignPaths(workspace, p)].map((path) => [path, p] as const)))
}

function foreignPaths(workspace: Workspace, project: Project): ReadonlySet<string> {
  const runs = runsIn(workspace, project) ?? []
  const places = runs.flatMap((r) => r.model.workloads.map((w) => w.origin.key.source.path))
  return new Set(places.filter((path) => project.fragments.every((f) => f.source.path !== path)))
}

/** The same fault of the same node, wherever it was found. */
export function faultOf({ rule, subject, evidence }: RawFinding): string {
  return [rule, subject.origin.key.source.path, subject.address, evidence ?? ''].join('\0')
}
