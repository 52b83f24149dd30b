/** Reads one file: what may be read, what is in it, and why not. */
import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Skipped } from '../core/finding.ts'
import type { InputError } from '../core/ir.ts'
import { sourceOf, type Source } from '../core/source.ts'
import { isComposeName } from '../parser/dialect.ts'
import type { EnvFile } from '../parser/dotenv/read.ts'
import { isTracked } from './git.ts'
import { realOrSame, relative, slashes } from './listing.ts'

/** The largest file that is read, in bytes. */
export const FILE_LIMIT = 32 * 1024 * 1024

/** Where a run looks for files that others name. */
export interface Place {
  readonly cwd: string
  readonly root: string
  readonly trackedOnly: boolean
}

/** A file that may be read for a run: it lies in the project, and in the commit where only that counts. */
export function openIn({ cwd, root, trackedOnly }: Place, name: string): Source | undefined {
  const absolute = path.resolve(cwd, name)
  const source = existsSync(absolute) ? inProject(cwd, root, name) : undefined
  return source !== undefined && trackedOnly && !isTracked(absolute) ? undefined : source
}

/** Whether a file may be read for a run, or is not there at all. */
export function lookAt(place: Place, name: string): 'usable' | 'gone' | 'closed' {
  if (!existsSync(path.resolve(place.cwd, name))) return 'gone'
  return openIn(place, name) === undefined ? 'closed' : 'usable'
}

/** Larger files of variables are not read. */
const ENV_LIMIT = 1024 * 1024

/** A file of variables that lies in the project; where only what git tracks counts, one that it tracks. */
export function envFileIn(place: Place, name: string): EnvFile | undefined {
  const source = openIn(place, name)
  if (source === undefined || source.text.length > ENV_LIMIT) return undefined
  return { source, isTracked: place.trackedOnly || isTracked(path.resolve(place.cwd, name)) }
}

/** A file that lies in the project, links resolved; undefined for any other, and for what cannot be read. */
export function inProject(cwd: string, root: string, name: string): Source | undefined {
  const absolute = realOrSame(path.resolve(cwd, name))
  const inside = path.relative(realOrSame(root), absolute)
  if (inside === '' || inside.split(path.sep)[0] === '..' || path.isAbsolute(inside)) return undefined
  return readFile({ cwd, root, name: relative(cwd, name), errors: [], skipped: [] })
}

export function textOrReason(cwd: string, root: string, name: string): Source | string {
  const [errors, skipped]: [InputError[], Skipped[]] = [[], []]
  return readFile({ cwd, root, name, errors, skipped }) ?? errors[0]?.message ?? skipped[0]?.reason ?? ''
}

export const NO_FILE = 'not a regular file: storlint reads files and folders only'

interface Reading {
  readonly cwd: string
  readonly root: string
  readonly name: string
  readonly errors: InputError[]
  readonly skipped: Skipped[]
}

export function readFile({ cwd, root, name, errors, skipped }: Reading): Source | undefined {
  const absolute = path.resolve(cwd, name)
  try {
    const stat = statSync(absolute)
    if (!stat.isFile()) {
      errors.push({ kind: 'unreadable', path: name, message: NO_FILE })
      return undefined
    }
    const { size } = stat
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
  if (bytes.includes(0)) return 'not text: it has NUL bytes'
  return isUtf8(bytes) ? undefined : 'not encoded as UTF-8: save it as UTF-8'
}

export function toSource(cwd: string, root: string, name: string, text: string): Source {
  return sourceOf(
    relative(cwd, name),
    text,
    slashes(path.relative(realOrSame(root), realOrSame(path.resolve(cwd, name)))),
  )
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
