/** Text of others within Markdown. */
import { oneLine } from './shell.ts'

/** A code span that any text can stand in, also within a table. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? fence + line + fence : `${fence} ${line} ${fence}`
}

/** The text with what Markdown would take for signs of its own escaped. */
export function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|]/g, '\\$&')
}
