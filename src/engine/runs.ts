/** Lints a Compose project in every way that it may be run. */
import { isAutomaticOverride } from '../core/compose-names.ts'
import type { Project } from '../core/ir.ts'
import type { Source } from '../core/source.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { runsOf, type ComposeRun, type RunOptions } from '../parser/compose/model/runs.ts'
import { readYaml } from '../parser/yaml.ts'
import type { Environments } from './environments.ts'
import type { RawFinding } from './lint.ts'
import type { FileReading } from './read.ts'

const runsBefore = new WeakMap<Project, { readonly runs: readonly ComposeRun[] | undefined }>()

export interface Knowing extends Pick<RunOptions, 'keepsEnv' | 'isGone'> {
  readonly environments: Environments
  /** A file that was not loaded. */
  readonly composeFile: (path: string) => Source | undefined
}

/** The runs of a project, from the files that are at hand; the same ones whenever they are asked for. */
export function composeRuns(
  project: Project,
  files: ReadonlyMap<string, FileReading>,
  { environments, composeFile, ...knowing }: Knowing,
): readonly ComposeRun[] | undefined {
  const known = runsBefore.get(project)
  if (known !== undefined) return known.runs
  const opened = new Map<string, readonly YamlDocument[] | undefined>()
  const open = (path: string): readonly YamlDocument[] | undefined => {
    const source = files.get(path)?.source ?? composeFile(path)
    if (!opened.has(path)) opened.set(path, source && readYaml(source))
    return opened.get(path)
  }
  const around = { environmentOf: environments.of, openEnv: environments.open }
  const runs = runsOf(project, { open, ...knowing, ...around })
  runsBefore.set(project, { runs })
  return runs
}

/**
 * A run as a project of its own, judged by the name and settings of one of its files; what the other files of the project
 * hold is beside it.
 */
export function projectOfRun(project: Project, { model, files }: ComposeRun, judgedAs: string | undefined): Project {
  const beside = project.fragments.filter((f) => !files.includes(f.source.path))
  const source = project.fragments.find((f) => f.source.path === judgedAs)?.source ?? model.source
  const extendedBy = [...(project.extendedBy ?? []), ...beside]
  return { ...project, fragments: [{ ...model, source }], ...(beside.length > 0 && { beside, extendedBy }) }
}

/** What is said of a run. */
export interface SaidOfRun {
  readonly run: ComposeRun
  readonly findings: readonly RawFinding[]
  /** Of a run with a file on top: what would be said were it judged as the file below is. */
  readonly asBase: readonly RawFinding[]
}

/**
 * What is to be said of a project, given what is said of each of its runs. Of what Compose takes by itself all but what a
 * file that lies over it puts right; of such a file what stands in it. Of the same finding in several runs, the first.
 */
export function joinedFindings(project: Project, said: readonly SaidOfRun[]): readonly RawFinding[] {
  const overlays = said.filter(({ run }) => run.over !== undefined)
  const found = said.flatMap(({ run, findings }) =>
    findings.filter((finding) => {
      // Of a file that could not be read in full nobody knows what it makes wrong below.
      const isWhole = project.elsewhere?.includes(run.over ?? '') !== true
      if (run.over !== undefined) return finding.at.source.path === run.over || (isWhole && isNew(said, run, finding))
      if (run.files === project.stack?.files) return true
      const above = overlays.filter((o) => o.run.files[0] === run.files[0] && isAutomaticOverride(o.run.over ?? ''))
      return above.every((o) => o.asBase.some((f) => isSame(f, finding)))
    }),
  )
  const distinct = new Map(found.map((f) => [`${f.fingerprint}\0${f.at.source.path}\0${f.at.start}`, f]))
  return [...distinct.values()].map((finding) => ({ ...finding, project }))
}

/** Only with the file on top something is wrong, also where that is written below. */
function isNew(said: readonly SaidOfRun[], { files }: ComposeRun, finding: RawFinding): boolean {
  const below = said.filter(({ run }) => run.over === undefined && run.files[0] === files[0])
  return below.every(({ findings }) => !findings.some((f) => isSame(f, finding)))
}

/** What a file on top makes wrong in another cannot be put right in that other one. */
export function withoutForeignFixes(findings: readonly RawFinding[], over: string | undefined): readonly RawFinding[] {
  if (over === undefined) return findings
  return findings.map((finding) => {
    const isOwn = finding.at.source.path === over && finding.subject.origin.key.source.path === over
    if (isOwn || finding.report.fixes === undefined) return finding
    const { fixes: _, ...report } = finding.report
    return { ...finding, report }
  })
}

function isSame(a: RawFinding, b: RawFinding): boolean {
  return a.rule === b.rule && a.subject.address === b.subject.address && a.evidence === b.evidence
}
