/** What a fixing run did, what it left, and why. */
import type { AppliedFix, FixNote, FixRun, WithheldFix } from '../core/finding.ts'
import { positionAt } from '../core/source.ts'
import { diffReport, newFileReport } from './diff.ts'
import { moveLines } from './moves.ts'
import { spelledOut } from './safe.ts'
import { styleOf, type Style } from './style.ts'
import { plural, summaryLines } from './summary.ts'
import { errorBlock } from './text.ts'

/** The patch of all that changed. */
export function fixDiff({ changed, created, run }: FixRun): string {
  const edited = changed.map(({ before, after }) => diffReport(before, after, run.secrets))
  return [...edited, ...created.map(newFileReport)].join('')
}

/** For people: fixes made (or shown, when nothing was written), plans, fixes withheld with their reasons, what remains. */
export function fixReport(result: FixRun, plans: readonly string[], written: boolean, colour: boolean): string {
  const style = styleOf(colour)
  const made = result.applied.map((fix) => appliedLine(fix, style))
  const withheld = result.withheld.map((fix) => withheldLine(fix, style))
  const created = result.created.length === 0 ? '' : `, with ${plural(result.created.length, 'new file')}`
  const files = plural(result.changed.length, 'file') + created
  const done = written
    ? `Fixed ${plural(made.length, 'finding')} in ${files}.`
    : `Would fix ${plural(made.length, 'finding')} in ${files}.`
  const errors = result.run.errors.map((error) => errorBlock(error, result.run.secrets, style))
  const sections = [
    errors,
    [made.length === 0 ? 'Nothing to fix.' : done, ...made],
    withheld.length === 0 ? [] : ['Not fixed for you:', ...withheld],
    moveLines(result, plans, written),
    summaryLines(result.run, made.length > 0),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n') + '\n')
    .join('\n')
}

function appliedLine(fix: AppliedFix, style: Style): string {
  return `  ${style.green('+')} ${place(fix)} ${spelledOut(fix.title)} ${style.dim(`[${fix.rule}, ${fix.applicability}]`)}`
}

function withheldLine(fix: WithheldFix, style: Style): string {
  return `  ${style.red('-')} ${place(fix)} ${spelledOut(fix.title)} ${style.dim(`[${fix.rule}]`)}: ${spelledOut(fix.reason)}`
}

function place({ at }: FixNote): string {
  return `${spelledOut(at.source.path)}:${positionAt(at.source, at.start).line}:`
}
