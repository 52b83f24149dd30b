/** A run as a page of Markdown, as the job summaries of GitHub show it. */
import { NAME } from '../core/about.ts'
import type { Finding, ResolvedFix, Run } from '../core/finding.ts'
import type { InputError } from '../core/ir.ts'
import type { Severity } from '../core/rule.ts'
import { positionAt } from '../core/source.ts'
import { spelledOut } from './safe.ts'
import { plural, summaryLines } from './summary.ts'

/** GitHub drops a summary of more than 1 MiB as a whole. */
export const SUMMARY_LIMIT_BYTES = 900_000

/** No cell is longer, in characters of the input. */
const MOST_CHARACTERS = 600

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/**
 * A heading, the line that closes a run, `notes`, and a table of what could not be read and of findings, the gravest
 * first. What would go beyond `limitBytes` is left out, whole rows only, and counted. Nothing of the input is Markdown,
 * HTML or a link there.
 */
export function markdownReport(run: Run, notes: readonly string[], limitBytes = SUMMARY_LIMIT_BYTES): string {
  const findings = SEVERITIES.flatMap((severity) => run.findings.filter((f) => f.severity === severity))
  const rows = [...run.errors.map(errorRow), ...findings.map(findingRow)]
  const head = [`## ${NAME}`, ...summaryLines(run).map(escaped), ...notes.map(escaped)].join('\n\n') + '\n\n'
  if (rows.length === 0) return head
  const table = `| | Place | Rule | What is wrong | Fix |\n| --- | --- | --- | --- | --- |\n`
  const kept = fitting(rows, limitBytes - sizeOf(head + table + left(rows.length)))
  return head + table + kept.join('') + (kept.length === rows.length ? '' : left(rows.length - kept.length))
}

function left(count: number): string {
  return `\n${plural(count, 'more row')} would not fit here. The JSON report has everything.\n`
}

/** The first rows that are together no larger. */
function fitting(rows: readonly string[], bytes: number): readonly string[] {
  let sum = 0
  const end = rows.findIndex((row) => (sum += sizeOf(row)) > bytes)
  return end < 0 ? rows : rows.slice(0, end)
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}

function errorRow({ kind, path, span, message }: InputError): string {
  const line = span === undefined ? '' : `:${positionAt(span.source, span.start).line}`
  return row(['error', code(path + line), code(kind), escaped(message), ''])
}

function findingRow({ severity, at, rule, message, help, docs, fixes }: Finding): string {
  const place = code(`${at.source.path}:${positionAt(at.source, at.start).line}`)
  const told = fixes.length === 0 ? [escaped(help)] : fixes.map(fixText)
  return row([severity, place, `[${code(rule)}](${docs})`, escaped(message), told.join('<br>')])
}

function fixText({ title, applicability, refused }: ResolvedFix): string {
  return `${escaped(title)} (${applicability}${refused === null ? '' : `; not done for you: ${escaped(refused)}`})`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`
}

/**
 * Text that GitHub shows as it is: every character with a meaning in Markdown or HTML is a reference, which never has that
 * meaning (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references), and no part of it becomes a
 * link or the name of a user (https://github.github.com/gfm/#autolinks-extension-).
 */
function escaped(text: string): string {
  const shown = spelledOut(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text)
  return shown
    .replace(/[^\p{L}\p{N}\p{M} .,;/%='"?-]/gu, (c) => `&#${c.codePointAt(0) ?? 0};`)
    .replace(/www\./gi, (w) => `${w.slice(0, 3)}&#46;`)
    .replace(/&#64;/g, '&#64;<!-- -->')
}
