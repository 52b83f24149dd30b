/** What a container's command words say: flags, positional words, and whether the image's server runs at all. */
import type { Container } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { baseName } from '../core/paths.ts'
import { textOf } from '../core/source.ts'

type Words = readonly Located<string>[]

/** All arguments of a shell script, as a word of it: `$@`, `"$@"`, `${@}`, `$*`, in Compose with `$$`. */
const REST = /^"?\$?\$(?:[@*]|\{[@*]\})"?$/

/**
 * The simple commands that a container runs, its command's words put where its entrypoint's script says `$@`, else
 * behind its entrypoint's; empty where neither is overridden.
 */
export function commandLines({ entrypoint, command }: Container): readonly Words[] {
  const before = (entrypoint?.commands ?? []).filter((words) => words.length > 0)
  const after = (command?.commands ?? []).filter((words) => words.length > 0)
  if (before.some((words) => words.some(({ value }) => REST.test(value)))) {
    const whole = before.map((words) => words.flatMap((word) => (REST.test(word.value) ? (after[0] ?? []) : [word])))
    return [...whole, ...after.slice(1)].filter((words) => words.length > 0)
  }
  const joint = [...(before.at(-1) ?? []), ...(after[0] ?? [])]
  return [...before.slice(0, -1), joint, ...after.slice(1)].filter((words) => words.length > 0)
}

/** True when a flag as a fact writes it is this one: dashes count only before a single letter. */
function sameFlag(name: string, written: string): boolean {
  return name === written || (plainFlag(name) === plainFlag(written) && plainFlag(name).length > 1)
}

function plainFlag(name: string): string {
  return name.replace(/^--?/, '')
}

/**
 * The values of a flag in the order written, in the forms `--save x`, also as one word, as servers of the Redis family
 * join their words to lines of a configuration, `--save=x` and, for one letter before a path, `-D/x`. Undefined for a
 * flag without a value.
 */
export function flagValues(container: Container, name: string): readonly (Located<string> | undefined)[] {
  return commandLines(container).flatMap((words) => words.flatMap((word, i) => valueOf(name, word, words[i + 1])))
}

function valueOf(
  name: string,
  word: Located<string>,
  next?: Located<string>,
): readonly (Located<string> | undefined)[] {
  const at = word.value.indexOf('=')
  if (at > 0 && sameFlag(name, word.value.slice(0, at))) return [tailOf(word, at + 1)]
  const blank = word.value.search(/\s/)
  if (blank > 0 && sameFlag(name, word.value.slice(0, blank))) return [unquoted(tailOf(word, blank + 1))]
  if (sameFlag(name, word.value)) return [next === undefined || isFlag(next.value) ? undefined : next]
  return /^-[A-Za-z]$/.test(name) && word.value.startsWith(`${name}/`) ? [tailOf(word, name.length)] : []
}

/** The rest of a word from an offset on; its span is the word's where its text does not stand letter for letter. */
function tailOf(word: Located<string>, from: number): Located<string> {
  const { source, end } = word.span
  const written = textOf(word.span)
  const value = word.value.slice(from)
  const span = written === word.value ? { source, start: word.span.start + from, end } : word.span
  const shown = word.shown?.startsWith(word.value.slice(0, from)) === true ? word.shown.slice(from) : word.shown
  return { ...word, value, span, ...(shown !== undefined && { shown }) }
}

function unquoted(word: Located<string>): Located<string> {
  return { ...word, value: word.value.trim().replace(/^(["'])(.*)\1$/s, '$2') }
}

function isFlag(word: string): boolean {
  return /^-{1,2}[A-Za-z]/.test(word)
}

/**
 * Whether a word that is not known may be or bring a flag. A variable that directly follows a flag is taken for its
 * value (`--requirepass ${PASSWORD}`), as is one behind `=` or within a path.
 */
export function mayHoldFlag(container: Container): boolean {
  return commandLines(container).some((words) =>
    words.some((word, i) => {
      if (word.certainty !== 'unknown') return false
      const head = word.value.slice(0, Math.max(0, word.value.indexOf('$')))
      const previous = words[i - 1]?.value ?? ''
      if (head === '') return !isFlag(previous) || previous.includes('=')
      return /^-[^=\s]*$/.test(head)
    }),
  )
}

/** A word that can be nothing but a place: a path, also with a scheme, or one that begins with an expansion. */
const PLACE = /^(?:[a-z][a-z+.-]*:)?\/|^\{/

/**
 * The positional words behind a command word: no flags and no values of flags. Where none is left, the places among the
 * latter: a flag that takes no value may stand before them. Undefined where the command word is not there.
 */
export function argumentsOf(container: Container, name: string): Words | undefined {
  for (const words of commandLines(container)) {
    const at = words.findIndex((word) => baseName(word.value) === name)
    if (at < 0) continue
    const rest = words.slice(at + 1)
    const behindFlag = (i: number): boolean => isFlag(rest[i - 1]?.value ?? '') && !rest[i - 1]?.value.includes('=')
    const strict = rest.filter((word, i) => !isFlag(word.value) && !behindFlag(i))
    return strict.length > 0 ? strict : rest.filter((word) => PLACE.test(word.value))
  }
  return undefined
}

/** Words that start another command, with how many words of their own come first. */
const LAUNCHERS = new Map<string, number>([
  ...'exec env nohup time command tini dumb-init docker-init catatonit setsid sh bash ash'
    .split(' ')
    .map((name): [string, number] => [name, 0]),
  ...'gosu su-exec chroot'.split(' ').map((name): [string, number] => [name, 1]),
])

/** Entrypoints of images: alone or before flags they start the server, else what follows them. */
const ENTRYPOINTS = new Set(['docker-entrypoint', 'docker-entrypoint.sh', 'entrypoint.sh'])

/**
 * What a container runs: the image's `server`, something else (`client`), or `unknown`. `serves` are the words with
 * which the image is the server, empty for any; a command of flags only is handed to the server by the image.
 */
export function programOf(container: Container, serves: readonly string[]): 'server' | 'client' | 'unknown' {
  const lines = commandLines(container)
  if (serves.length === 0 || lines.length === 0) return 'server'
  const kinds = lines.map((words) => programKind(words, serves))
  if (kinds.includes('server') || scriptStarts(container, serves)) return 'server'
  return kinds.includes('unknown') ? 'unknown' : 'client'
}

/** Whether the entrypoint is a script, and what it is given to start the image's server. */
function scriptStarts({ entrypoint, command }: Container, serves: readonly string[]): boolean {
  const script = entrypoint?.commands.at(-1)?.at(-1)?.value ?? ''
  return script.endsWith('.sh') && isServer(programAt(command?.commands[0] ?? []), serves)
}

function programKind(words: Words, serves: readonly string[]): 'server' | 'client' | 'unknown' {
  const separators = words.flatMap((word, i) => (word.value === '--' ? [i + 1] : []))
  const heads = [0, ...separators].map((start) => programAt(words.slice(start)))
  if (heads.some((head) => head.length === 0 || isFlag(head[0]?.value ?? '') || isServer(head, serves))) return 'server'
  return heads.some((head) => head[0]?.certainty === 'unknown' || /\s/.test(head[0]?.value ?? ''))
    ? 'unknown'
    : 'client'
}

/** The words from the program on; assignments and launchers before it, with their flags, are left out. */
function programAt(words: Words): Words {
  const name = baseName(words[0]?.value ?? '')
  if (/^[A-Za-z_]\w*=/.test(name) || ENTRYPOINTS.has(name)) return programAt(words.slice(1))
  const own = LAUNCHERS.get(name)
  if (own === undefined) return words
  const rest = words.slice(1 + own)
  const program = rest.findIndex((word) => !word.value.startsWith('-'))
  return program < 0 ? words : programAt(rest.slice(program))
}

function isServer(words: Words, serves: readonly string[]): boolean {
  const [program = '', ...rest] = words.map((word) => word.value)
  return serves.some((serve) => {
    const [name, ...more] = serve.split(' ')
    return baseName(program) === name && more.every((word) => rest.includes(word))
  })
}
