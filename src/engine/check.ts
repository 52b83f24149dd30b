/** One run of the linter: files in, everything that is to be said out. */
import type { Finding, ResolvedFix, Run } from '../core/finding.ts'
import { isRefusal } from '../core/edit.ts'
import type { InputError } from '../core/ir.ts'
import type { AnyRule, Fix } from '../core/rule.ts'
import type { Span } from '../core/source.ts'
import type { Loaded } from './load.ts'
import { belongsElsewhere, faultOf, isOfBaseOnly, rightedIn } from './includers.ts'
import { toldOnce } from './inherited.ts'
import type { RawFinding } from './lint.ts'
import { resolveFix } from './resolve.ts'
import {
  errorsBetween,
  lintProject,
  openWorkspace,
  projectsOf,
  runsIn,
  suppressionFindings,
  type OnProgress,
  type Workspace,
} from './workspace.ts'

/** Lints what was loaded. Only findings with a place in a focus file are kept; each fix is proved or refused. */
export function check(loaded: Loaded, rules: readonly AnyRule[], onProgress?: OnProgress): Run {
  const workspace = openWorkspace([...loaded.focus, ...loaded.context], { ...loaded, rules, onProgress })
  const focus = new Set(loaded.focus.map((s) => s.path))
  return runOf(loaded, workspace, focus, focused(workspace, focus), onProgress)
}

/** The findings of a workspace that touch a focus file. */
export function focused(workspace: Workspace, focus: ReadonlySet<string>): readonly RawFinding[] {
  const found = projectsOf(workspace)
    .flatMap((project) => lintProject(workspace, project))
    .filter((finding) => !isOfBaseOnly(finding))
  const isRighted = rightedIn(workspace)
  const told = new Set(found.filter((f) => !belongsElsewhere(f)).map(faultOf))
  const all = toldOnce(found.filter((f) => !(isTakenIn(workspace, f) && told.has(faultOf(f))) && !isRighted(f)))
  const isIgnored = (f: RawFinding): boolean => workspace.settings(f.at.source.path)?.ignored !== undefined
  const touching = [...all, ...suppressionFindings(workspace, focus, all)].filter(
    (f) =>
      focus.has(f.at.source.path) || (!isIgnored(f) && (f.labels ?? []).some((l) => focus.has(l.span.source.path))),
  )
  return touching.sort((a, b) =>
    a.at.source.path < b.at.source.path ? -1 : a.at.source.path > b.at.source.path ? 1 : a.at.start - b.at.start,
  )
}

/** It is told of the file that the service comes from. */
function isTakenIn({ files }: Workspace, finding: RawFinding): boolean {
  const { kind, key } = finding.subject.origin
  return kind === 'written' && belongsElsewhere(finding) && files.has(key.source.path)
}

/** All that is to be said of the focus files. */
export function runOf(
  loaded: Loaded,
  workspace: Workspace,
  focus: ReadonlySet<string>,
  raw: readonly RawFinding[],
  onProgress?: OnProgress,
): Run {
  const files = [...workspace.files.values()].filter((f) => focus.has(f.source.path))
  // Files of variables are no files of the workspace.
  const between = errorsBetween(workspace).filter((e) => focus.has(e.path) || !workspace.files.has(e.path))
  return {
    findings: raw.flatMap((f, i) => {
      const tell = (): void => onProgress?.(i, raw.length, 'findings')
      return f.by === undefined ? [withFixes(workspace, f, tell)] : []
    }),
    suppressed: raw.flatMap((f) =>
      f.by === undefined ? [] : [{ ...bare(f), fixes: [], suppressed: { reason: f.by.reason } }],
    ),
    errors: distinct([...loaded.errors, ...files.flatMap((f) => f.errors), ...between]),
    skipped: [
      ...loaded.skipped,
      ...files.filter((f) => f.fragments.length === 0 && f.errors.length === 0).flatMap((f) => f.skipped.slice(0, 1)),
    ],
    files: files.length + loaded.skipped.length,
    documents: files.reduce((sum, f) => sum + f.documents, 0),
    secrets: secretsIn(workspace),
  }
}

/** Each error once, though several files rest on one that is faulty. */
function distinct(errors: readonly InputError[]): readonly InputError[] {
  const keyOf = ({ path, span, message }: InputError): string => [path, span?.start, message].join('\0')
  return [...new Map(errors.map((error) => [keyOf(error), error])).values()]
}

/** Every place that no output may show. */
function secretsIn(workspace: Workspace): readonly Span[] {
  const files = [...workspace.files.values()].flatMap((f) => f.secrets)
  const models = projectsOf(workspace).flatMap((p) => (runsIn(workspace, p) ?? []).flatMap((r) => r.model.secrets))
  return [...new Set([...files, ...models, ...workspace.recipes.secrets()])]
}

/**
 * A finding with its fixes as a reader may take them; fixes that move data in their fail-closed form. Proving one reads
 * and lints the file again, so that is left until a reader asks.
 */
function withFixes(workspace: Workspace, raw: RawFinding, onProof: () => void): Finding {
  let proved: readonly ResolvedFix[] | undefined
  const prove = (): readonly ResolvedFix[] => {
    onProof()
    return (raw.report.fixes?.() ?? []).map((fix) => resolvedFix(workspace, raw, fix))
  }
  return {
    ...bare(raw),
    get fixes() {
      return (proved ??= prove())
    },
  }
}

/** What a reader may know of a finding. */
function bare(raw: RawFinding): Omit<Finding, 'fixes'> {
  const { report: _report, project: _project, by: _by, ...finding } = raw
  return finding
}

function resolvedFix(workspace: Workspace, raw: RawFinding, fix: Fix): ResolvedFix {
  const resolved = resolveFix(workspace, raw, fix, 'fail-closed')
  return {
    title: fix.title,
    applicability: fix.applicability,
    needs: fix.needs ?? [],
    moves: fix.failClosed?.moves ?? [],
    edits: isRefusal(resolved) ? null : resolved.edits,
    created: isRefusal(resolved) ? [] : resolved.created,
    refused: isRefusal(resolved) ? resolved.reason : null,
  }
}
