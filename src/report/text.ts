/** For people at a terminal: what, where, why, and what to do. */
import type { Finding, ResolvedFix, Run } from '../core/finding.ts'
import type { InputError } from '../core/ir.ts'
import type { Span } from '../core/source.ts'
import { frameLines } from './frame.ts'
import { spelledOut } from './safe.ts'
import { styleOf, type Style } from './style.ts'
import { summaryLines } from './summary.ts'

export function textReport(run: Run, colour: boolean): string {
  const style = styleOf(colour)
  const blocks = [
    ...run.errors.map((e) => errorBlock(e, run.secrets, style)),
    ...run.findings.map((f) => findingBlock(f, run.secrets, style)),
  ]
  return [...blocks, summaryLines(run).join('\n')].join('\n\n') + '\n'
}

/** One finding with its code frame, its related places, help and fixes. */
export function findingBlock(finding: Finding, secrets: readonly Span[], style: Style): string {
  const paint = (text: string): string => style.severity(finding.severity, text)
  const title = `${paint(`${finding.severity}[${finding.rule}]`)}: ${style.bold(spelledOut(finding.message))}`
  const labels = (finding.labels ?? []).flatMap(({ span, text }) =>
    frameLines({ span, label: spelledOut(text), paint: style.cyan }, secrets, style, ':::'),
  )
  const notes = [`help: ${spelledOut(finding.help)}`, ...finding.fixes.map(fixNote)]
  const body = [...frameLines({ span: finding.at, paint }, secrets, style), ...labels]
  return [title, ...body, ...notes.map((note) => `  ${style.dim('=')} ${note}`)].join('\n')
}

const MEANS = { safe: 'safe', unsafe: 'unsafe: behaviour may change', migrate: 'migrate: data has to move' } as const

function fixNote(fix: ResolvedFix): string {
  const note = `fix (${MEANS[fix.applicability]}): ${spelledOut(fix.title)}`
  return fix.refused === null ? note : `${note}; not done for you: ${spelledOut(fix.refused)}`
}

/** What could not be read, with its place where it has one. */
export function errorBlock(error: InputError, secrets: readonly Span[], style: Style): string {
  const title = `${style.severity('error', `error[${error.kind}]`)}: ${style.bold(spelledOut(error.message))}`
  const place =
    error.span === undefined
      ? [`  ${style.dim('-->')} ${spelledOut(error.path)}`]
      : frameLines(
          { span: error.span, paint: style.red, keysOnly: error.kind !== 'config' && error.wasRead !== true },
          secrets,
          style,
        )
  return [title, ...place].join('\n')
}
