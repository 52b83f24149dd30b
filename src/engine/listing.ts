/** Which YAML files a folder stands for. */
import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { isDockerfileName } from '../parser/dockerfile/name.ts'
import { gitYaml } from './git.ts'

/** The YAML files below an absolute folder, relative to it, sorted. */
export type YamlIn = (folder: string) => Promise<readonly string[]>

/** Asks git, which knows what is ignored, where there is a work tree, and walks elsewhere; each folder once. */
export function yamlLister(trackedOnly: boolean): YamlIn {
  const known = new Map<string, Promise<readonly string[]>>()
  const listed = async (folder: string): Promise<readonly string[]> => {
    const fromGit = gitRoot(folder) === undefined ? undefined : gitYaml(folder, trackedOnly)
    const names = fromGit?.filter((name) => isMeant(name) && isThere(path.join(folder, name))) ?? (await walked(folder))
    return [...names].sort()
  }
  return (folder) => {
    const names = known.get(folder) ?? listed(folder)
    known.set(folder, names)
    return names
  }
}

/** The nearest folder at or above an absolute one that holds a `.git`. */
export function gitRoot(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder
    if (path.dirname(folder) === folder) return undefined
  }
}

const NOT_MEANT = ['node_modules', '.git', 'storlint-plan']

/** True for a name of YAML that the folder above it stands for: packages and plans that lie there are not meant. */
export function isMeant(name: string): boolean {
  return /\.ya?ml$/i.test(name) && isOwn(name)
}

/** True for a name of a file whose change may change findings: YAML, as above, or a Dockerfile. */
export function isRead(name: string): boolean {
  return isMeant(name) || (isDockerfileName(name) && isOwn(name))
}

function isOwn(name: string): boolean {
  return !name.split('/').some((part) => NOT_MEANT.includes(part))
}

/** A regular file and no link. What cannot be judged here, as a name that is no UTF-8, is kept: reading it says why. */
function isThere(absolute: string): boolean {
  try {
    return lstatSync(absolute).isFile()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return (code !== 'ENOENT' && code !== 'ENOTDIR') || absolute.includes('\ufffd')
  }
}

async function walked(folder: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby')
  return await glob('**/*.{yml,yaml}', {
    cwd: folder,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    caseSensitiveMatch: false,
    expandDirectories: false,
    ignore: NOT_MEANT.map((name) => `**/${name}/**`),
  })
}

/** What lies in a folder itself, sorted; nothing for a folder that cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** A name relative to the working directory, with `/`; `.` for the directory itself. */
export function relative(cwd: string, name: string): string {
  const inside = slashes(path.relative(cwd, path.resolve(cwd, name)))
  return inside === '' ? '.' : inside
}

/** A path of this system with `/`. */
export function slashes(name: string): string {
  return name.split(path.sep).join('/')
}

/** An absolute path with its links followed; of what is not there itself. */
export function realOrSame(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
