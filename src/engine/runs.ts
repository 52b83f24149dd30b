/** Lints a Compose project in every way that it may be run. */
import type { Fragment, Project } from '../core/ir.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { runsOf, type ComposeRun } from '../parser/compose/model/runs.ts'
import { readYaml } from '../parser/yaml.ts'
import type { RawFinding } from './lint.ts'
import type { FileReading } from './read.ts'

const runsBefore = new WeakMap<Project, { readonly runs: readonly ComposeRun[] | undefined }>()

/** The runs of a project, from the files that are at hand; the same ones whenever they are asked for. */
export function composeRuns(
  project: Project,
  files: ReadonlyMap<string, FileReading>,
  keepsEnv: (key: string) => boolean,
): readonly ComposeRun[] | undefined {
  const known = runsBefore.get(project)
  if (known !== undefined) return known.runs
  const opened = new Map<string, readonly YamlDocument[] | undefined>()
  const open = (path: string): readonly YamlDocument[] | undefined => {
    const source = files.get(path)?.source
    if (!opened.has(path)) opened.set(path, source && readYaml(source))
    return opened.get(path)
  }
  const runs = runsOf(project, { open, keepsEnv })
  runsBefore.set(project, { runs })
  return runs
}

/** A run as a project of its own; what the other files of the project hold is beside it. */
export function projectOfRun(project: Project, { model, files }: ComposeRun): Project {
  const beside = project.fragments.filter((f) => !files.includes(f.source.path))
  return { ...project, fragments: [model], ...(beside.length > 0 && { beside }) }
}

/**
 * What is to be said of a project, given what is said of each of its runs. Of what Compose takes by itself all but what a
 * file that lies over it puts right; of such a file what stands in it. Of the same finding in several runs, the first.
 */
export function joinedFindings(
  project: Project,
  said: readonly { readonly run: ComposeRun; readonly findings: readonly RawFinding[] }[],
): readonly RawFinding[] {
  const overlays = said.filter(({ run }) => run.over !== undefined)
  const found = said.flatMap(({ run, findings }) =>
    findings.filter((finding) => {
      if (run.over !== undefined) return finding.at.source.path === run.over
      const above = overlays.filter((o) => o.run.files[0] === run.files[0] && touches(project, o.run, finding))
      return above.every((o) => o.findings.some((f) => isSame(f, finding)))
    }),
  )
  const distinct = new Map(found.map((f) => [`${f.fingerprint}\0${f.at.source.path}\0${f.at.start}`, f]))
  return [...distinct.values()].map((finding) => ({ ...finding, project }))
}

/** The file on top says something of the service that a finding is about. */
function touches({ fragments }: Project, { over }: ComposeRun, finding: RawFinding): boolean {
  const own = fragments.filter((f: Fragment) => f.source.path === over)
  return own.some((f) => f.workloads.some((w) => isAbout(finding.subject.address, w.address)))
}

function isAbout(address: string, workload: string): boolean {
  return address === workload || address.startsWith(`${workload}/`)
}

function isSame(a: RawFinding, b: RawFinding): boolean {
  return a.rule === b.rule && a.subject.address === b.subject.address && a.evidence === b.evidence
}
