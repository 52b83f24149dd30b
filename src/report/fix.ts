/** What a fixing run did, what it left, and why. */
import type { AppliedFix, FixNote, FixRun, WithheldFix } from '../core/finding.ts'
import type { DataMove } from '../core/rule.ts'
import { positionAt } from '../core/source.ts'
import { diffReport } from './diff.ts'
import { spelledOut } from './safe.ts'
import { styleOf, type Style } from './style.ts'
import { listed, plural, summaryLines } from './summary.ts'

/** The patch of all that changed. */
export function fixDiff({ changed, run }: FixRun): string {
  return changed.map(({ before, after }) => diffReport(before, after, run.secrets)).join('')
}

/** For people: fixes made (or shown, when nothing was written), plans, fixes withheld with their reasons, what remains. */
export function fixReport(result: FixRun, plans: readonly string[], written: boolean, colour: boolean): string {
  const style = styleOf(colour)
  const made = result.applied.map((fix) => appliedLine(fix, style))
  const withheld = result.withheld.map((fix) => withheldLine(fix, style))
  const files = plural(result.changed.length, 'file')
  const done = written
    ? `Fixed ${plural(made.length, 'finding')} in ${files}.`
    : `Would fix ${plural(made.length, 'finding')} in ${files}.`
  const sections = [
    [made.length === 0 ? 'Nothing to fix.' : done, ...made],
    withheld.length === 0 ? [] : ['Not fixed for you:', ...withheld],
    planLines(result, plans, written),
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

/** Data that has to move is the first thing to do next. `plans`: the files of the plans; `written`: the sources are. */
function planLines({ applied }: FixRun, plans: readonly string[], written: boolean): readonly string[] {
  const moves = applied.flatMap((fix) => fix.moves)
  const folders = plans.filter((p) => p.endsWith('/migrate.sh')).map((p) => p.slice(0, -'/migrate.sh'.length))
  if (moves.length === 0 || folders.length === 0) return []
  const shown = folders.map((folder) => `  ${spelledOut(folder)}`)
  // `storlint plan` writes plans and leaves the sources alone; among its files is the patch of them all.
  const patch = plans.find((p) => /(^|\/)changes\.patch$/.test(p))
  if (!written && patch === undefined) return ['Data would have to move first. Would write the plans:', ...shown]
  return [
    ...(written || patch === undefined ? [] : unappliedLines(patch)),
    'Data has to move first: until then the new volumes do not exist, and `docker compose up` refuses to start.',
    ...boundLines(moves),
    'In each of these folders read README.md, run migrate.sh (a dry run), then migrate.sh --run:',
    ...shown,
  ]
}

function unappliedLines(patch: string): readonly string[] {
  return [
    `Wrote the plans, and no source: \`storlint fix --migrate\` or ${spelledOut(patch)} puts the fixes in force. Then:`,
  ]
}

/** What only its container leads to must not lose it before it is copied. */
function boundLines(moves: readonly DataMove[]): readonly string[] {
  const bound = moves.filter(({ kind }) => kind === 'layer' || kind === 'anonymous' || kind === 'memory')
  if (bound.length === 0) return []
  const services = [...new Set(bound.map((move) => spelledOut(move.workload)))]
  const commands = bound.some(({ kind }) => kind === 'memory') ? ', `rm`, `stop` or `restart`' : ' or `rm`'
  const containers = services.length === 1 ? 'its container leads' : 'their containers lead'
  return [`Until then no \`docker compose down\`${commands}: only ${containers} to the data of ${listed(services)}.`]
}
