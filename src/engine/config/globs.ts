/** Globs of a configuration file. */
import picomatch from 'picomatch'

/** Says which of some globs matches a path; the last one counts. Paths are relative to the file that holds the globs. */
export type Globs = (path: string) => string | undefined

/**
 * `*`, `?`, `**`, `[…]` and `{…}` as everywhere else. A glob without `/` matches a name in any folder, a leading `/` ties it
 * to the folder of the file. One that ends in a plain name matches a folder too, and with it all that is below. A path
 * that lies outside that folder (`../…`) is never matched.
 */
export function globsOf(globs: readonly string[]): Globs {
  const matchers = globs.map((glob) => ({ glob, matches: matcher(glob) })).reverse()
  return (path) => (/^\.\.(\/|$)|^\/|^[A-Za-z]:/.test(path) ? undefined : matchers.find((m) => m.matches(path))?.glob)
}

function matcher(glob: string): (path: string) => boolean {
  const plain = glob.replace(/^\.\//, '').replace(/\/+$/, '')
  const isTied = plain.startsWith('/')
  const pattern = plain.replace(/^\/+/, '')
  // Extended globs are left out: some of them take time without end on a short name.
  const options = { dot: true, nonegate: true, noextglob: true, basename: !isTied && !pattern.includes('/') }
  const matches = picomatch(pattern, options)
  const isFolderToo = !/[*?[{]/.test(pattern.slice(pattern.lastIndexOf('/') + 1))
  return (path) => (!glob.endsWith('/') && matches(path)) || (isFolderToo && foldersOf(path).some((f) => matches(f)))
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
}
