/** Runs the rules over a project: one report a fault, each with an identity. */
import { containersIn } from '../core/containers.ts'
import { ruleDocs } from '../core/about.ts'
import type { RuleLevel, SettingsOf } from '../core/config.ts'
import type { Finding } from '../core/finding.ts'
import type { Build, BuiltImage, Fragment, Project } from '../core/ir.ts'
import { milder, type AnyRule, type NodeKind, type NodeOf, type Report, type Severity } from '../core/rule.ts'
import type { FindingMeta } from '../core/suppression.ts'
import type { View } from '../core/view.ts'
import { createView } from '../view/view.ts'
import { patchedReports } from './patched.ts'
import { tracedReports } from './traced.ts'
import type { Directive } from './suppress.ts'

/** A report as the engine holds it until its fixes are resolved. */
export interface RawFinding extends Omit<Finding, 'fixes'> {
  readonly report: Report
  readonly project: Project
  /** What allows it, where something does. */
  readonly by?: Directive
}

interface Reported {
  readonly rule: AnyRule
  readonly report: Report
}

export interface Linting {
  readonly rules: readonly AnyRule[]
  /** Whether a path relative to the working directory exists. */
  readonly has: (path: string) => boolean
  readonly settings: SettingsOf
  /** The image that a service builds, as far as its Dockerfile says. */
  readonly built?: (build: Build) => BuiltImage | undefined
}

/**
 * Every finding of a project, in order of place; with `visited`, of the nodes of these fragments only, which still may ask
 * about all of the project. Pure but for `has`. A rule that is off where it reports says nothing.
 */
export function lint(
  project: Project,
  { rules, has, settings, built }: Linting,
  visited: readonly Fragment[] = project.fragments,
): readonly RawFinding[] {
  const view = createView(project, has, settings, built)
  const [underPatches, traced] = [patchedReports(project), tracedReports(project)]
  const reported = rules.flatMap((rule) =>
    reportsOf(rule, visited, view).map(({ report }) => ({
      rule,
      report: underPatches(traced(report), rule.meta.severity),
    })),
  )
  const wanted = reported.filter((r) => levelOf(r.rule.meta, r.report, settings) !== 'off')
  return identified(onePerFault(wanted).sort(byPlace), project, settings)
}

/** The level that the owner of a report's file gave to its rule. */
function levelOf({ name }: FindingMeta, { at }: Report, settings: SettingsOf): RuleLevel | undefined {
  return settings(at.source.path)?.rules.get(name)?.value
}

/** Where the nodes that rules visit are found. */
const NODES: { readonly [K in NodeKind]: (project: Project) => readonly NodeOf[K][] } = {
  workload: ({ fragments }) => fragments.flatMap((f) => f.workloads),
  container: containersIn,
  mount: (project) => NODES.container(project).flatMap((c) => c.mounts),
  volume: ({ fragments }) => fragments.flatMap((f) => f.volumes),
  claim: ({ fragments }) => fragments.flatMap((f) => [...f.claims, ...f.workloads.flatMap((w) => w.claimTemplates)]),
  'persistent-volume': ({ fragments }) => fragments.flatMap((f) => f.persistentVolumes),
  'storage-class': ({ fragments }) => fragments.flatMap((f) => f.classes),
  backing: (project) => [
    ...NODES['pod-volume'](project),
    ...NODES['persistent-volume'](project),
    ...NODES['storage-class'](project),
  ],
  misfit: ({ fragments }) => fragments.flatMap((f) => f.misfits),
  'pod-volume': ({ fragments }) => fragments.flatMap((f) => f.workloads.flatMap((w) => w.podVolumes)),
}

function reportsOf(rule: AnyRule, visited: readonly Fragment[], view: View): readonly Reported[] {
  const spoken = visited.filter((f) => rule.meta.dialects.includes(f.dialect))
  const nodes: readonly NodeOf[NodeKind][] = NODES[rule.meta.visits]({ fragments: spoken })
  // A rule's check takes just the nodes that it visits; the compiler cannot see that the two go together.
  const check = rule.check as (node: NodeOf[NodeKind], view: View) => readonly Report[]
  return nodes.flatMap((node) => check(node, view).map((report) => ({ rule, report })))
}

/** Of the reports on one subject that name one fault, the first by rank. */
function onePerFault(reported: readonly Reported[]): Reported[] {
  const best = new Map<string, Reported>()
  const rest: Reported[] = []
  for (const entry of reported) {
    const { fault } = entry.rule.meta
    if (fault === undefined) {
      rest.push(entry)
      continue
    }
    const key = [pathOf(entry), fault.name, entry.report.subject.address].join('\0')
    const known = best.get(key)
    if (known === undefined || fault.rank < (known.rule.meta.fault?.rank ?? Infinity)) best.set(key, entry)
  }
  return [...best.values(), ...rest]
}

function pathOf({ report }: Reported): string {
  return report.subject.origin.key.source.path
}

function byPlace(a: Reported, b: Reported): number {
  const [one, two] = [a.report.at, b.report.at]
  if (one.source.path !== two.source.path) return one.source.path < two.source.path ? -1 : 1
  return one.start - two.start || one.end - two.end || (a.rule.meta.name < b.rule.meta.name ? -1 : 1)
}

/** Reports as findings, each with its identity; those whose owner switched them off are left out. */
export function identified(
  reported: readonly { readonly rule: { readonly meta: FindingMeta }; readonly report: Report }[],
  project: Project,
  settings: SettingsOf,
): readonly RawFinding[] {
  const ordinals = new Map<string, number>()
  return reported.flatMap(({ rule, report }) => {
    const level = levelOf(rule.meta, report, settings)
    if (level === 'off') return []
    const identity = [rule.meta.name, report.at.source.rootPath, report.subject.address, report.evidence ?? ''].join(
      '\0',
    )
    const ordinal = ordinals.get(identity) ?? 0
    ordinals.set(identity, ordinal + 1)
    return {
      ...withoutFixes(report),
      rule: rule.meta.name,
      category: rule.meta.category,
      severity: level ?? severityOf(rule.meta, report),
      fingerprint: fingerprintOf(`${identity}\0${ordinal}`),
      docs: ruleDocs(rule.meta.name),
      report,
      project,
    }
  })
}

function severityOf({ severity }: FindingMeta, report: Report): Severity {
  return report.severity === undefined ? severity : milder(severity, report.severity)
}

/** Loads the hash at its first use: a clean run needs none. */
function fingerprintOf(identity: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(identity).digest('hex').slice(0, 32)
}

function withoutFixes(report: Report): Omit<Report, 'fixes' | 'severity' | 'restsOn'> {
  const { fixes: _fixes, severity: _severity, restsOn: _restsOn, ...rest } = report
  return rest
}
