/** What a container runs, with shells seen through. */
import type { Command } from '../../core/ir.ts'
import { certaintyOf, locatedText, type MappedText } from '../../core/located.ts'
import { readLine, readScript, type Word } from './words.ts'

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'])

/** How many shells within shells are seen through. */
const SHELL_DEPTH = 2

/**
 * The simple commands that a command runs. A text is split as Compose does, a list has its words already; of
 * `sh -c SCRIPT`, also with other flags and for the usual shells, the commands of the script are given.
 */
export function readCommand(command: MappedText | readonly MappedText[]): Command['commands'] {
  return readCommandWords(commandWords(command))
}

/** The words that Compose hands to the engine. Those of an entrypoint and of its command may be joined. */
export function commandWords(command: MappedText | readonly MappedText[]): readonly Word[] {
  return 'text' in command ? readLine(command) : command.map((text) => ({ text, located: locatedText(text) }))
}

/** `readCommand` for words that are split already. */
export function readCommandWords(words: readonly Word[]): Command['commands'] {
  return commandsOf(words, SHELL_DEPTH).filter((command) => command.length > 0)
}

function commandsOf(words: readonly Word[], depth: number): Command['commands'] {
  const script = depth > 0 ? scriptOf(words.map((word) => word.text)) : undefined
  if (script === undefined) return [words.map((word) => word.located)]
  return readScript(script).flatMap((inner) => commandsOf(inner, isSettled(inner) ? depth - 1 : 0))
}

/** The shell hands the words on as they are: it expands none of them. */
function isSettled(words: readonly Word[]): boolean {
  return words.every((word) => word.located.certainty !== 'unknown')
}

/** The script of `sh -c SCRIPT`; undefined for any other command, and where a word before the script is unknown. */
function scriptOf(words: readonly MappedText[]): MappedText | undefined {
  const [shell, ...args] = words
  if (shell === undefined || !SHELLS.has(shell.text.replace(/^.*\//, ''))) return undefined
  let takesScript = false
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (word === undefined || certaintyOf(word) === 'unknown' || !/^[-+]./.test(word.text)) {
      return takesScript ? word : undefined
    }
    takesScript ||= /^-[^-]*c/.test(word.text)
    if (/^[-+][^-]*[oO]$/.test(word.text)) at++
  }
  return undefined
}
