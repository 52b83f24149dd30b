/** What a person has to do with the data after fixes that move it. */
import type { FixRun } from '../core/finding.ts'
import { isClaimMove, isVolumeMove, type ClaimMove, type DataMove } from '../core/rule.ts'
import { spelledOut } from './safe.ts'
import { listed } from './summary.ts'

/** Data that has to move is the first thing to do next. `plans`: the files of the plans; `written`: the sources are. */
export function moveLines({ applied }: FixRun, plans: readonly string[], written: boolean): readonly string[] {
  const moves = applied.flatMap((fix) => fix.moves)
  const folders = plans.filter((p) => p.endsWith('/migrate.sh')).map((p) => p.slice(0, -'/migrate.sh'.length))
  if (moves.length === 0 || folders.length === 0) return []
  const shown = folders.map((folder) => `  ${spelledOut(folder)}`)
  // `storlint plan` writes plans and leaves the sources alone; among its files is the patch of them all.
  const patch = plans.find((p) => /(^|\/)changes\.patch$/.test(p))
  if (!written && patch === undefined) return ['Data would have to move first. Would write the plans:', ...shown]
  const toVolumes = moves.filter(isVolumeMove)
  const toClaims = moves.filter(isClaimMove)
  return [
    ...(written || patch === undefined ? [] : unappliedLines(patch)),
    ...(toVolumes.length === 0 ? [] : volumeLines(toVolumes)),
    ...(toClaims.length === 0 ? [] : claimLines(toClaims)),
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
function volumeLines(moves: readonly DataMove[]): readonly string[] {
  const waiting =
    'Data has to move first: until then the new volumes do not exist, and `docker compose up` refuses to start.'
  const bound = moves.filter(({ kind }) => kind === 'layer' || kind === 'anonymous' || kind === 'memory')
  if (bound.length === 0) return [waiting]
  const services = namesOf(bound)
  const commands = bound.some(({ kind }) => kind === 'memory') ? ', `rm`, `stop` or `restart`' : ' or `rm`'
  const containers = services.length === 1 ? 'its container leads' : 'their containers lead'
  return [
    waiting,
    `Until then no \`docker compose down\`${commands}: only ${containers} to the data of ${listed(services)}.`,
  ]
}

/** What goes with its pod must not lose that before it is copied. */
function claimLines(moves: readonly ClaimMove[]): readonly string[] {
  const waiting =
    'Data has to move first: until then the new claims do not exist, and pods that want them stay Pending.'
  const bound = namesOf(moves.filter(({ kind }) => kind !== 'host'))
  if (bound.length === 0) return [waiting]
  const pods = bound.length === 1 ? 'its pod has' : 'their pods have'
  return [waiting, `Until then do not delete, restart or scale ${listed(bound)}: only ${pods} the data.`]
}

function namesOf(moves: readonly (DataMove | ClaimMove)[]): readonly string[] {
  return [...new Set(moves.map((move) => spelledOut(move.workload)))]
}
