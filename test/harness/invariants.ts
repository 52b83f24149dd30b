/** What must hold for every example and every real file, whatever the rule. */
import { diffLines } from 'diff'
import { expect } from 'vitest'
import type { Finding, Run } from '../../src/core/finding.ts'
import { readSource } from '../../src/engine/read.ts'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import type { FixMode } from './page.ts'
import { afterwards, checkTexts, fixTexts, type TextFile } from './run.ts'

const MODES: readonly FixMode[] = ['safe', 'unsafe', 'migrate', 'assume-new']

/** Spans inside their source, unique fingerprints, help and titles, fix classes that the rule declares. */
export function checkRun(run: Run): void {
  const prints = run.findings.map((f) => f.fingerprint)
  expect(new Set(prints).size, 'fingerprints are unique').toBe(prints.length)
  for (const finding of run.findings) checkFinding(finding)
}

function checkFinding(finding: Finding): void {
  const { at, help, message, rule, fixes, labels = [] } = finding
  for (const span of [at, ...labels.map((l) => l.span)]) {
    expect(span.end, `${rule}: a span is not empty`).toBeGreaterThan(span.start)
    expect(span.end, `${rule}: a span is inside its source`).toBeLessThanOrEqual(span.source.text.length)
  }
  expect(help, `${rule}: help`).not.toBe('')
  expect(message, `${rule}: a message ends without a period`).not.toMatch(/\.$/)
  const declared = RULES.find((r) => r.meta.name === rule)?.meta.fix ?? []
  for (const fix of fixes) {
    expect(declared, `${rule} declares ${fix.applicability}`).toContain(fix.applicability)
    expect(fix.title, `${rule}: a fix has a title`).not.toBe('')
    expect(fix.edits === null, `${rule}: a fix is made or refused`).toBe(fix.refused !== null)
  }
}

/** Fixes of every mode converge, parse, keep comments and all lines outside the diff, and bring no new finding. */
export function checkFixes(files: readonly TextFile[]): void {
  for (const mode of MODES) checkMode(files, mode)
}

function checkMode(files: readonly TextFile[], mode: FixMode): void {
  const run = fixTexts(files, mode)
  const after = afterwards(files, run)
  expect(fixTexts(after, mode).applied, `${mode}: the second run has nothing to do`).toEqual([])
  for (const [i, file] of files.entries()) {
    const text = after[i]?.text ?? ''
    checkText(file, text, mode)
    if (text === file.text) expect(run.changed.map((c) => c.before.path)).not.toContain(file.path)
  }
  expect(raised(checkTexts(files), checkTexts(after)), `${mode}: no new finding`).toEqual([])
}

function checkText(before: TextFile, text: string, mode: FixMode): void {
  const [old, now] = [before.text, text].map((t) => readSource(sourceOf(before.path, t)))
  expect(now?.errors.length, `${mode}: ${before.path} still reads`).toBe(old?.errors.length)
  const comments = (reading: typeof old): readonly string[] => (reading?.comments ?? []).map(textOf).sort()
  expect(comments(now), `${mode}: ${before.path} keeps its comments`).toEqual(comments(old))
  const ends = (t: string): readonly string[] => [...new Set(t.match(/\r\n|\n|\r/g) ?? [])].sort()
  if (ends(before.text).length > 0)
    expect(ends(before.text), `${mode}: ${before.path} keeps its line ends`).toEqual(
      expect.arrayContaining([...ends(text)]),
    )
}

/** Rules that have more findings afterwards. */
function raised(before: Run, after: Run): readonly string[] {
  const count = (run: Run, rule: string): number => run.findings.filter((f) => f.rule === rule).length
  return RULES.map((r) => r.meta.name).filter((rule) => count(after, rule) > count(before, rule))
}

/** Findings without what depends on offsets, to compare forms of one text. */
export function essence(run: Run): readonly object[] {
  return run.findings.map(({ rule, severity, message, fingerprint, fixes }) => ({
    rule,
    severity,
    message,
    fingerprint,
    fixes: fixes.map(({ title, applicability, refused }) => ({ title, applicability, refused })),
  }))
}

/** The changed lines of a text, `-` and `+`, to compare with a diff. */
export function changedLines(before: string, after: string): readonly string[] {
  return diffLines(before, after).flatMap((part) => {
    if (!part.added && !part.removed) return []
    return part.value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${part.added ? '+' : '-'}${line}`)
  })
}
