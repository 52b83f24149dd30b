/** The machine contract, version "1": additive only once 1.0 is out. */
import { NAME, VERSION } from '../core/about.ts'
import type { TextEdit } from '../core/edit.ts'
import type { Finding, ResolvedFix, Run, SuppressedFinding } from '../core/finding.ts'
import { isClaimMove } from '../core/rule.ts'
import { positionAt, type Position, type Span } from '../core/source.ts'
import { ruleCounts } from './statistics.ts'
import { countBySeverity } from './summary.ts'

/** `withRules`: the summary also counts findings by rule and severity. */
export function jsonReport(run: Run, withRules = false): string {
  const report = {
    version: '1',
    tool: { name: NAME, version: VERSION },
    findings: [...run.findings, ...run.suppressed].map(findingJson),
    errors: run.errors.map(({ path, span, kind, message }) => ({
      path,
      range: span === undefined ? null : range(span),
      kind,
      message,
    })),
    skipped: run.skipped.map(({ path, reason }) => ({ path, reason })),
    summary: {
      files: run.files,
      documents: run.documents,
      findings: countBySeverity(run.findings),
      suppressed: run.suppressed.length,
      ...(withRules && { rules: ruleCounts(run.findings) }),
    },
  }
  return escaped(JSON.stringify(report, null, 2)) + '\n'
}

function findingJson(finding: Finding | SuppressedFinding): object {
  const { rule, severity, category, message, help, at, labels = [], subject, fingerprint, docs, fixes } = finding
  return {
    rule,
    severity,
    category,
    message,
    help,
    path: at.source.path,
    range: range(at),
    related: labels.map(({ span, text }) => ({ path: span.source.path, range: range(span), text })),
    address: subject.address,
    fingerprint,
    docs,
    fixes: fixes.map(fixJson),
    suppressed: 'suppressed' in finding ? finding.suppressed : null,
  }
}

function fixJson({ title, applicability, edits, created, needs, moves, refused }: ResolvedFix): object {
  const plan = moves.map((move) => ({
    step: 'copy',
    text: `${move.workload}:${move.from} to the ${isClaimMove(move) ? `claim ${move.claim.name}` : `volume ${move.volume}`}`,
  }))
  return {
    title,
    applicability,
    edits: edits?.map(editJson) ?? null,
    newFiles: created.map(({ path, text }) => ({ path, text })),
    needs,
    plan: applicability === 'migrate' && plan.length > 0 ? plan : null,
    refused,
  }
}

function editJson({ source, start, end, text }: TextEdit): object {
  return { path: source.path, range: range({ source, start, end }), text }
}

/** 1-based lines and columns in UTF-16 units; the end is exclusive. */
function range({ source, start, end }: Span): { start: Position; end: Position } {
  return { start: positionAt(source, start), end: positionAt(source, end) }
}

// Characters that JSON allows raw and terminals obey: C1 controls, and those that turn the direction of text around.
const OBEYED = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** The same JSON with such characters as escapes. */
function escaped(json: string): string {
  return json.replace(OBEYED, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
