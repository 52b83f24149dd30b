/** Secrets in places other than the environment: they are masked in every output, and the IR does not hold them. */
import type { Command } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { textOf, type Span } from '../core/source.ts'

/** Names of flags and options whose value is a secret: `--requirepass`, `--db-password`, `password`. */
const SECRET_NAME =
  /^-{0,2}[\w.-]*(pass|passwd|password|passphrase|secret|token|api-?key|access-?key|private-?key|requirepass|masterauth|credentials?)$/i

/** The command without the values of flags that name a secret; their places are added to `secrets`. */
export function withoutSecretWords(command: Command, secrets: Span[]): Command {
  return {
    ...command,
    commands: command.commands.map((words) => words.map((word, i) => safeWord(word, words[i - 1], secrets))),
  }
}

function safeWord(word: Located<string>, before: Located<string> | undefined, secrets: Span[]): Located<string> {
  const at = word.value.indexOf('=')
  if (at > 0 && SECRET_NAME.test(word.value.slice(0, at))) return hidden(word, at + 1, secrets)
  const spaced = /^(\S+\s+)\S/.exec(word.value)?.[1]
  if (spaced !== undefined && SECRET_NAME.test(spaced.trim())) return hidden(word, spaced.length, secrets)
  const follows = before !== undefined && /^-/.test(before.value) && SECRET_NAME.test(before.value)
  return follows && !word.value.startsWith('-') ? hidden(word, 0, secrets) : word
}

/** Option lists such as `username=backup,password=…`, without the values that are secrets. */
export function withoutSecretOptions(options: Located<string>, secrets: Span[]): Located<string> {
  const members = options.value.split(',')
  const isSecret = (member: string): boolean => SECRET_NAME.test(member.slice(0, Math.max(0, member.indexOf('='))))
  if (!members.some(isSecret)) return options
  secrets.push(options.span)
  return { ...options, value: members.map((m) => (isSecret(m) ? m.slice(0, m.indexOf('=') + 1) : m)).join(',') }
}

/** The word up to `from`; the rest, or all of a word that is not written letter for letter, is a secret. */
function hidden(word: Located<string>, from: number, secrets: Span[]): Located<string> {
  const isExact = textOf(word.span) === word.value
  secrets.push(isExact ? { ...word.span, start: word.span.start + from } : word.span)
  return { ...word, value: word.value.slice(0, from) }
}
