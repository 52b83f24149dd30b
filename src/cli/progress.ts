/** How far a long run is, on a terminal. */
import { NAME } from '../core/about.ts'
import type { OnProgress } from '../engine/workspace.ts'

/** Nothing is shown before this much of a process's life, nor more often than every `EVERY_MS`. */
const QUIET_MS = 1000
const EVERY_MS = 100

/** Back to the first column, and the line emptied. */
const WIPE = '\r\u001b[K'

/** One line that is rewritten in place, and gone in the end. */
export class ProgressLine {
  readonly #write: (text: string) => void
  readonly #now: () => number
  #shownAt: number | undefined

  /** `now`: milliseconds since the process began. */
  constructor(write: (text: string) => void, now: () => number) {
    this.#write = write
    this.#now = now
  }

  readonly show: OnProgress = (done, total, what) => {
    const now = this.#now()
    if (now < QUIET_MS || (this.#shownAt !== undefined && now - this.#shownAt < EVERY_MS)) return
    this.#shownAt = now
    this.#write(`${WIPE}${NAME}: ${done} of ${total} ${what}`)
  }

  clear(): void {
    if (this.#shownAt !== undefined) this.#write(WIPE)
    this.#shownAt = undefined
  }
}

/** Progress is for someone who watches: on a terminal, and not in a hook or in CI. */
export function wantsProgress(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const isSet = (name: string): boolean => !['', '0', 'false'].includes(env[name] ?? '')
  return isTerminal && env['TERM'] !== 'dumb' && !isSet('CI') && !isSet('PRE_COMMIT')
}

/** Does work that tells how far it is; what was shown is gone before its result is. */
export function withProgress<T>(work: (onProgress: OnProgress | undefined) => T): T {
  if (!wantsProgress(process.env, process.stderr.isTTY)) return work(undefined)
  const line = new ProgressLine(
    (text) => process.stderr.write(text),
    () => performance.now(),
  )
  try {
    return work(line.show)
  } finally {
    line.clear()
  }
}
