/** What both the page and the script of a plan say. */
import type { DataMove } from '../../core/rule.ts'
import type { PlanInput } from './compose.ts'
import { oneLine } from './shell.ts'

/** `Move the data of db to volume pgdata`: true for every form that the fix can have. */
export function planTitle({ moves }: PlanInput): string {
  return `Move the data of ${listed(moves.map((m) => m.workload))} to volume ${listed(moves.map((m) => m.volume))}`
}

/** What takes the fix of one move back in the Compose file, besides the declaration of its volume. */
export function undoing(move: DataMove): string {
  const { kind, source, workload, volume, to: target } = move
  switch (kind) {
    case 'host':
      return `service ${workload}: mount ${source ?? 'the host directory'} at ${target} again, not volume ${volume}`
    case 'named':
      return `service ${workload}: mount volume ${source ?? 'of before'} at ${target} again, not volume ${volume}`
    case 'memory':
      return `service ${workload}: mount tmpfs at ${target} again, not volume ${volume}`
    case 'anonymous':
    case 'layer':
      return `service ${workload}: make the mount of volume ${volume} at ${target} what it was, or take it out if there was none`
  }
}

/** Names, each once, for one line of text. */
export function listed(names: readonly string[]): string {
  return [...new Set(names.map(oneLine))].join(', ')
}
