/** One line a finding: `path:line:column: severity[rule] message`. */
import type { Run } from '../core/finding.ts'
import type { InputError } from '../core/ir.ts'
import { positionAt, type Span } from '../core/source.ts'
import { spelledOut } from './safe.ts'

export function conciseReport(run: Run): string {
  const errors = run.errors.map((e) => `${errorPlace(e)}: error[${e.kind}] ${spelledOut(e.message)}`)
  const findings = run.findings.map((f) => `${place(f.at)}: ${f.severity}[${f.rule}] ${spelledOut(f.message)}`)
  const lines = [...errors, ...findings]
  return lines.length === 0 ? '' : lines.join('\n') + '\n'
}

/** One line that says what is doubtful in a configuration file, and where. */
export function doubtLine(doubt: InputError): string {
  return `${errorPlace(doubt)}: ${spelledOut(doubt.message)}`
}

function errorPlace({ path, span }: InputError): string {
  return span === undefined ? spelledOut(path) : place(span)
}

function place({ source, start }: Span): string {
  const { line, column } = positionAt(source, start)
  return `${spelledOut(source.path)}:${line}:${column}`
}
