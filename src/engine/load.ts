/** The only reader of the disk: which files a run is about, which lie beside them, and what is in them. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Skipped } from '../core/finding.ts'
import type { InputError } from '../core/ir.ts'
import { sourceOf, type Source } from '../core/source.ts'
import { isComposeName } from '../parser/dialect.ts'
import { familyOf } from '../parser/link.ts'

/** The largest file that is read, in bytes. */
export const FILE_LIMIT = 32 * 1024 * 1024

/** A text that stands in for a file, as an editor sends it. */
export interface Buffered {
  readonly path: string
  readonly text: string
}

/** What was found. Findings are reported for `focus`; `context` is read to link names. */
export interface Loaded {
  readonly focus: readonly Source[]
  readonly context: readonly Source[]
  readonly errors: readonly InputError[]
  readonly skipped: readonly Skipped[]
  /** Whether a path relative to a file's folder exists. */
  readonly has: (path: string) => boolean
}

/**
 * Reads the files that `paths` name; a folder stands for every YAML file below it, no path for the working directory.
 * A path that is missing or no regular file is an error; one that cannot be text is skipped.
 */
export async function load(cwd: string, paths: readonly string[], buffer?: Buffered): Promise<Loaded> {
  const root = projectRoot(cwd)
  const errors: InputError[] = []
  const skipped: Skipped[] = []
  const names = buffer === undefined ? await expand(cwd, paths.length === 0 ? ['.'] : paths, errors) : []
  const read = (name: string): Source | undefined => readFile({ cwd, root, name, errors, skipped })
  const focus = buffer === undefined ? present(names.map(read)) : [toSource(cwd, root, buffer.path, buffer.text)]
  const context = present(siblings(cwd, focus).map((name) => readFile({ cwd, root, name, errors: [], skipped: [] })))
  return { focus, context, errors, skipped, has: (file) => existsSync(path.join(cwd, file)) }
}

/** The nearest folder at or above `cwd` that holds a `.git`; else `cwd`. */
export function projectRoot(cwd: string): string {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder
    if (path.dirname(folder) === folder) return cwd
  }
}

/** File names relative to the working directory, in order, each once. */
async function expand(cwd: string, paths: readonly string[], errors: InputError[]): Promise<readonly string[]> {
  const names: string[] = []
  for (const given of paths) {
    const kind = kindOf(path.resolve(cwd, given))
    if (kind === 'folder') names.push(...(await yamlBelow(cwd, given)))
    else if (kind === 'file') names.push(relative(cwd, given))
    else errors.push({ kind: 'unreadable', path: relative(cwd, given), message: kind })
  }
  return [...new Set(names)]
}

function kindOf(absolute: string): 'file' | 'folder' | string {
  try {
    const stat = statSync(absolute)
    if (stat.isDirectory()) return 'folder'
    return stat.isFile() ? 'file' : 'not a regular file: storlint reads files and folders only'
  } catch (error) {
    return reasonOf(error)
  }
}

async function yamlBelow(cwd: string, folder: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby')
  const found = await glob('**/*.{yml,yaml}', {
    cwd: path.resolve(cwd, folder),
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    caseSensitiveMatch: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**', '**/.git/**', '**/storlint-plan/**'],
  })
  return found.sort().map((name) => relative(cwd, path.join(folder, name)))
}

/** Files beside a Compose file that its name says belong to it. */
function siblings(cwd: string, focus: readonly Source[]): readonly string[] {
  const known = new Set(focus.map((s) => s.path))
  const families = new Set(focus.filter((s) => isComposeName(s.path)).map((s) => familyOf(s.path)))
  const folders = new Set([...families].map((family) => path.posix.dirname(family)))
  const beside = [...folders].flatMap((folder) =>
    namesIn(path.join(cwd, folder)).map((name) => path.posix.join(folder, name)),
  )
  return beside.filter((name) => !known.has(name) && isComposeName(name) && families.has(familyOf(name)))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

interface Reading {
  readonly cwd: string
  readonly root: string
  readonly name: string
  readonly errors: InputError[]
  readonly skipped: Skipped[]
}

function readFile({ cwd, root, name, errors, skipped }: Reading): Source | undefined {
  const absolute = path.resolve(cwd, name)
  try {
    const { size } = statSync(absolute)
    if (size > FILE_LIMIT) {
      errors.push({
        kind: 'limit',
        path: name,
        message: `the file has ${size} bytes; storlint reads up to ${FILE_LIMIT}`,
      })
      return undefined
    }
    const bytes = readFileSync(absolute)
    const fault = encodingFault(bytes)
    if (fault === undefined) return toSource(cwd, root, name, bytes.toString('utf8'))
    if (isComposeName(name)) errors.push({ kind: 'unreadable', path: name, message: fault })
    else skipped.push({ path: name, reason: fault })
  } catch (error) {
    errors.push({ kind: 'unreadable', path: name, message: reasonOf(error) })
  }
  return undefined
}

function encodingFault(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'encoded as UTF-16: save it as UTF-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'encoded as UTF-16: save it as UTF-8'
  return bytes.includes(0) ? 'not text: it has NUL bytes' : undefined
}

function toSource(cwd: string, root: string, name: string, text: string): Source {
  return sourceOf(
    relative(cwd, name),
    text,
    slashes(path.relative(realOrSame(root), realOrSame(path.resolve(cwd, name)))),
  )
}

function realOrSame(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

function relative(cwd: string, name: string): string {
  const inside = slashes(path.relative(cwd, path.resolve(cwd, name)))
  return inside === '' ? '.' : inside
}

function slashes(name: string): string {
  return name.split(path.sep).join('/')
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a symbolic link leads in a circle',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is too long',
}

/** What went wrong with a file, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? `it cannot be read (${code === '' ? 'unknown error' : code})`
}

function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((v) => v !== undefined)
}
