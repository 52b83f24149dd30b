/** What the names of Compose files say: https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */

const BASE = /^(.*\/)?(docker-)?compose\.ya?ml$/
const AUTOMATIC = /^(.*\/)?(docker-)?compose\.override\.ya?ml$/

/** True for a file that Compose takes when it is given none. */
export function isBaseName(path: string): boolean {
  return BASE.test(path)
}

/** True for a file that Compose lays over the one that it takes by itself. */
export function isAutomaticOverride(path: string): boolean {
  return AUTOMATIC.test(path)
}

/** True for a file that is made to lie over another one, whatever its services hold: `compose.dev.override.yaml`. */
export function isOverrideName(path: string): boolean {
  return /\.override\.ya?ml$/i.test(path)
}
