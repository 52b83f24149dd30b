/** Words of a shell. */
import { cleanPath } from '../../core/paths.ts'

/** Text as one word of a POSIX shell. A NUL, which no shell can hold, becomes U+FFFD. */
export function quote(text: string): string {
  return `'${text.replaceAll('\0', '\ufffd').replaceAll("'", "'\\''")}'`
}

/** Text on one line without control characters, for comments and titles. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** An absolute path of a container in its shortest form; the root is '', so that names can go behind it. */
export function shortPath(path: string): string {
  const clean = cleanPath(path)
  return clean === '/' ? '' : clean
}
