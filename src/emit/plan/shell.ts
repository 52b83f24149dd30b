/** Text as one word of a POSIX shell. A NUL, which no shell can hold, becomes U+FFFD. */
export function quote(text: string): string {
  return `'${text.replaceAll('\0', '\ufffd').replaceAll("'", "'\\''")}'`
}

/** Text on one line without control characters, for comments and titles. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** An absolute path of a container in its shortest form: no `.`, `..`, doubled or trailing slashes; the root is ''. */
export function cleanPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.map((part) => `/${part}`).join('')
}
