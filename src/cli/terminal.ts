/** What the terminal and the environment say about colour, and the streams to write to. */

export type ColourChoice = 'auto' | 'always' | 'never'

/** `--color`, then NO_COLOR, then FORCE_COLOR, then whether standard output is a terminal; colour is on under GitHub Actions. */
export function wantsColour(choice: ColourChoice, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  if (env['TERM'] === 'dumb') return false
  return isTerminal || env['GITHUB_ACTIONS'] === 'true'
}

/** Data, for pipes and files. */
export function say(text: string): void {
  process.stdout.write(text)
}

/** Talk, for people. */
export function tell(text: string): void {
  process.stderr.write(text)
}
