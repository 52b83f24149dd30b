/**
 * Workflow commands of GitHub Actions, which become annotations of files.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { NAME } from '../core/about.ts'
import type { Run } from '../core/finding.ts'
import type { Severity } from '../core/rule.ts'
import { lineText, positionAt, type Span } from '../core/source.ts'
import { spelledOut } from './safe.ts'

/** GitHub shows ten annotations of a kind for a step, and drops the rest without a word; one is kept for that word. */
const MOST = 9

type Command = 'error' | 'warning' | 'notice'

const COMMAND: Readonly<Record<Severity, Command>> = { error: 'error', warning: 'warning', info: 'notice' }

interface Annotation {
  readonly command: Command
  readonly properties: Properties
  readonly message: string
}

type Properties = Readonly<Record<string, string | number>>

/**
 * One command a line, the gravest first: what could not be read, then findings. At most nine errors, nine warnings and
 * nine notices, and a last notice of how many are missing and where they are: `rest`, as `see the summary`. Paths are
 * relative to the project root; a file that could not be read has only its path from the working directory, to which
 * `folder` (empty, or ending in `/`) leads from the root.
 */
export function githubReport(run: Run, rest: string, folder = ''): string {
  const errors = run.errors.map(({ kind, path, span, message }): Annotation => {
    const place = span === undefined ? { file: spelledOut(folder + path) } : placeOf(span)
    return { command: 'error', properties: { ...place, title: titleOf(kind) }, message: spelledOut(message) }
  })
  const findings = run.findings.map(({ at, rule, severity, message, help }): Annotation => {
    const text = `${spelledOut(message)}\n${spelledOut(help)}`
    return { command: COMMAND[severity], properties: { ...placeOf(at), title: titleOf(rule) }, message: text }
  })
  const all = [...errors, ...findings]
  const shown = (['error', 'warning', 'notice'] as const).flatMap((c) =>
    all.filter((a) => a.command === c).slice(0, MOST),
  )
  const missing = all.length - shown.length
  return [...shown.map(annotated), ...(missing === 0 ? [] : [noticeCommand(`${missing} more, ${rest}`)])].join('')
}

/** A notice that belongs to no file. */
export function noticeCommand(message: string): string {
  return annotated({ command: 'notice', properties: { title: NAME }, message: linesOf(message) })
}

/** An error that belongs to no file. */
export function errorCommand(message: string): string {
  return annotated({ command: 'error', properties: { title: NAME }, message: linesOf(message) })
}

function linesOf(text: string): string {
  return text.split('\n').map(spelledOut).join('\n')
}

function titleOf(name: string): string {
  return `${NAME} (${name})`
}

/** Columns count characters, as GitHub does, and are left out of a place of several lines, which GitHub refuses. */
function placeOf({ source, start, end }: Span): Properties {
  const first = positionAt(source, start)
  const last = positionAt(source, Math.max(start, end - 1))
  const column = (unit: number): number => [...lineText(source, first.line).slice(0, unit - 1)].length + 1
  const lines = { file: spelledOut(source.rootPath), line: first.line }
  if (first.line !== last.line) return { ...lines, endLine: last.line }
  const endUnit = first.column + Math.max(start, end) - start
  return { ...lines, col: column(first.column), endLine: last.line, endColumn: column(endUnit) }
}

function annotated({ command, properties, message }: Annotation): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
  return `::${command} ${written.join(',')}::${escapedData(message)}\n`
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapedData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
