/** What is said of a file that another takes in. */
import { grouped } from '../core/grouped.ts'
import { isAutomaticOverride, isBaseName } from '../core/compose-names.ts'
import type { Project } from '../core/ir.ts'
import { memo } from '../core/memo.ts'
import { folderOf, joinPath } from '../core/paths.ts'
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

/**
 * The finding is about a service that others start from, in a file that nobody runs: its name is none that Compose looks for.
 * Of those others it is told, where they leave it as it is.
 */
export function isOfBaseOnly({ project, subject }: RawFinding): boolean {
  const { path } = subject.origin.key.source
  if (isBaseName(path) || isAutomaticOverride(path) || project.stack !== undefined) return false
  return basesOf(project).has(`${path}\0${subject.address.split('/')[0] ?? ''}`)
}

/** The services that services of other projects start from, by file and name. */
const basesOf = memo(({ extendedBy = [] }: Project): ReadonlySet<string> => {
  const containers = extendedBy.flatMap((f) => f.workloads.flatMap((w) => w.containers))
  const bases = containers.flatMap((c) => c.opaque.flatMap(({ base }) => base ?? []))
  return new Set(
    bases.map(({ service, file }) => {
      const own = service.span.source.path
      const path = file === undefined ? own : joinPath(folderOf(own), file.value)
      return `${path}\0${service.value}`
    }),
  )
})

/** The same fault of the same node, wherever it was found. */
export function faultOf({ rule, subject, evidence }: RawFinding): string {
  return [rule, subject.origin.key.source.path, subject.address, evidence ?? ''].join('\0')
}
