/** Arithmetic of absolute POSIX paths, as containers use them. */

/** Without `.`, `..`, doubled and trailing slashes; a relative path stays relative. `/` stays. */
export function cleanPath(path: string): string {
  // Nearly every path is clean already: a name behind each slash, none of which begins with a dot.
  if (/^(?:\/[^/.][^/]*)+$/.test(path)) return path
  const absolute = path.startsWith('/')
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop()
    else if (part !== '..' || !absolute) kept.push(part)
  }
  const joined = kept.join('/')
  return absolute ? `/${joined}` : joined === '' ? '.' : joined
}

/** True when `inner` is `outer` or lies below it; both are cleaned first. */
export function holds(outer: string, inner: string): boolean {
  const top = cleanPath(outer)
  const path = cleanPath(inner)
  return path === top || path.startsWith(top === '/' ? '/' : `${top}/`)
}

/** The directory that holds a path; `/` for `/`. */
export function parentPath(path: string): string {
  const cleaned = cleanPath(path)
  const at = cleaned.lastIndexOf('/')
  return at <= 0 ? '/' : cleaned.slice(0, at)
}

/** The folder of a file as its path has it; `.` where it names none. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
}

/** The last part of a path; empty for `/`. */
export function baseName(path: string): string {
  const cleaned = cleanPath(path)
  return cleaned.slice(cleaned.lastIndexOf('/') + 1)
}

/**
 * A path as it is written from a folder; both start at one place, or the path is absolute and stays. Undefined where the way
 * leads out of a folder whose name is not known.
 */
export function pathFrom(folder: string, path: string): string | undefined {
  if (path.startsWith('/')) return path
  const [from, to] = [partsOf(folder), partsOf(path)]
  const differing = from.findIndex((part, i) => part !== to[i])
  const left = differing < 0 ? [] : from.slice(differing)
  if (left.includes('..')) return undefined
  const rest = [...left.map(() => '..'), ...to.slice(from.length - left.length)]
  return rest[0] === '..' ? rest.join('/') : ['.', ...rest].join('/')
}

function partsOf(path: string): readonly string[] {
  return cleanPath(path)
    .split('/')
    .filter((part) => part !== '.')
}

/** Joins a relative path to a directory; an absolute one stays. */
export function joinPath(directory: string, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${directory}/${path}`)
}

/** Whether what names a file means one of another machine or of another system: an address, a repository, a Windows path. */
export function isElsewhere(path: string): boolean {
  return /^(?:\\|[A-Za-z]:|[a-z][a-z0-9+.-]*:|git@|github\.com\/)/i.test(path)
}
