/** Secrets among the words of commands, and in option lists: the IR does not hold them, and outputs mask their places. */
import type { Command } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import { baseName } from '../../core/paths.ts'
import { firstReached } from '../../core/search.ts'
import { textOf, type Source, type Span } from '../../core/source.ts'
import { namesSecret, secretRanges, without, type TextRange } from './text.ts'

/** Places of a source, in order, none within another. */
export type PlacesIn = (source: Source) => readonly Span[]

/** What is asked while words are read. */
export interface WordSecrets {
  /** Whether a fact names this environment key, so that its value may be kept. */
  readonly keepsEnv: (key: string) => boolean
  /** Places of a source that keys give away, as `secretSpans` has them. */
  readonly places: PlacesIn
  /** All places that hold secrets; those of words are added. */
  readonly secrets: Span[]
}

/** The command without the values of flags and assignments that are secrets; their places are added to `secrets`. */
export function withoutSecretWords(command: Command, reading: WordSecrets): Command {
  return { ...command, commands: command.commands.map((words) => safeWords(words, reading)) }
}

function safeWords(words: readonly Located<string>[], reading: WordSecrets): readonly Located<string>[] {
  const flags: RegExp[] = []
  return words.map((word, i) => {
    const ranges = wordRanges({ word: word.value, before: words[i - 1]?.value ?? '', flags }, reading.keepsEnv)
    flags.push(...flagsOf(word.value, flags))
    return ranges.length === 0 ? withoutPlaces(word, reading.places) : cut(word, ranges, reading.secrets)
  })
}

interface WordPlace {
  readonly word: string
  /** The word before; empty for the first. */
  readonly before: string
  /** What marks secrets of the programs that are named before. */
  readonly flags: readonly RegExp[]
}

/** The parts of a word that are secrets, in order: by what it says itself, else by the word before it or its program. */
function wordRanges({ word, before, flags }: WordPlace, keepsEnv: WordSecrets['keepsEnv']): readonly TextRange[] {
  const own = secretRanges(word)
  if (own.length > 0) return own
  const assigned = /^([A-Z_][A-Z0-9_]*)=./.exec(word)?.[1]
  if (assigned !== undefined) return keepsEnv(assigned) ? [] : from(word, assigned.length + 1)
  const spaced = /^(-\S+|\S*?)\s+(?=\S)/.exec(word)
  if (spaced !== null && namesSecret(spaced[1] ?? '')) return from(word, spaced[0].length)
  if (/^-/.test(before) && namesSecret(before) && !word.startsWith('-')) return from(word, 0)
  return shortFlag({ word, before, flags })
}

/** Programs that take a secret behind a flag of one letter; of `user:password` only what is behind the colon. */
const CLIENTS: readonly { readonly program: RegExp; readonly flag: RegExp }[] = [
  { program: /^(mysql|mariadb)(?!d)/, flag: /^-p(?=.)/ },
  { program: /^(sshpass|cqlsh|rabbitmqadmin|mongo(?!d|s$).*|mongosh)$/, flag: /^-p/ },
  { program: /^(redis|valkey|keydb)-cli$/, flag: /^-a/ },
  { program: /^ldap/, flag: /^-[wy]/ },
  { program: /^(curl|wget)$/, flag: /^(-u|--user|--proxy-user)=?(?=[^:]*:|$)/ },
  { program: /^etcdctl$/, flag: /^--user=?/ },
]

/** At most one for each program, however often it is named. */
function flagsOf(word: string, known: readonly RegExp[]): readonly RegExp[] {
  const name = baseName(word)
  return CLIENTS.flatMap(({ program, flag }) => (!known.includes(flag) && program.test(name) ? [flag] : []))
}

function shortFlag({ word, before, flags }: WordPlace): readonly TextRange[] {
  if (looksAttached(word)) return from(word, 2)
  for (const flag of flags) {
    const attached = flag.exec(word)?.[0].length ?? word.length
    if (attached < word.length) return from(word, attached)
    if (before !== '' && flag.exec(before)?.[0] === before) return from(word, 0)
  }
  return []
}

/** `-phunter2` of a program that is not known: neither a port, nor a path, nor the name of a flag. */
function looksAttached(word: string): boolean {
  return (
    /^-p[^\s=]*[^\sA-Za-z_.=-]/.test(word) && !/^-p([\d:.,-]+$|[/.~$])/.test(word) && !/^-p[A-Za-z_.-]+=/.test(word)
  )
}

function from(word: string, start: number): readonly TextRange[] {
  return start < word.length ? [{ start, end: word.length }] : []
}

/** Option lists such as `username=backup,password=…`, without the values that are secrets. */
export function withoutSecretOptions(options: Located<string>, secrets: Span[]): Located<string> {
  return cut(options, secretRanges(options.value), secrets)
}

/** The text without what stands in places of its source. */
export function withoutPlaces(text: Located<string>, placesIn: PlacesIn): Located<string> {
  const places = placesIn(text.span.source)
  const { start, end } = text.span
  const touching: TextRange[] = []
  for (let at = firstReached(places, (place) => place.end > start); at < places.length; at++) {
    const place = places[at]
    if (place === undefined || place.start >= end) break
    touching.push({ start: Math.max(0, place.start - start), end: Math.min(end, place.end) - start })
  }
  if (touching.length === 0) return text
  if (textOf(text.span) === text.value) return { ...text, value: without(text.value, touching) }
  const own = secretRanges(text.value)
  const value = own.length > 0 ? without(text.value, own) : (/^[^=]*=/.exec(text.value)?.[0] ?? '')
  return { ...text, value, ...veil(text) }
}

/** What is shown of a text that holds a secret and a value of an environment: nothing. */
function veil({ shown }: Located<string>): Pick<Located<string>, 'shown'> {
  return shown === undefined ? {} : { shown: '…' }
}

/** The text without these parts. Of text that is not written letter for letter all of its place is hidden. */
function cut(text: Located<string>, ranges: readonly TextRange[], secrets: Span[]): Located<string> {
  if (ranges.length === 0) return text
  const { source, start } = text.span
  if (textOf(text.span) !== text.value) secrets.push(text.span)
  else for (const range of ranges) secrets.push({ source, start: start + range.start, end: start + range.end })
  return { ...text, value: without(text.value, ranges), ...veil(text) }
}
