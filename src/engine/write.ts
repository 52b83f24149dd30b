/** The only writer of the disk: whole files, at once or not at all. */
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { reasonOf } from './files.ts'

/** Said when a file cannot be written: which, and why. */
export class WriteError extends Error {}

/**
 * Exchanges the text of a file, which must still be `before`, for `after`. The mode stays; a symbolic link is followed.
 * Throws a WriteError, and leaves the file as it was, when that is not possible.
 */
export function exchange(file: string, before: string, after: string): void {
  guarded(file, () => {
    const real = realpathSync(file)
    if (readFileSync(real, 'utf8') !== before)
      throw new WriteError(`${file} has changed since it was read: nothing was written`)
    replace(real, after, statSync(real))
  })
}

/** Throws a WriteError where a file, or the folder in which its draft is made, may not be written. */
export function assertWritable(file: string): void {
  guarded(file, () => {
    const real = realpathSync(file)
    accessSync(real, constants.W_OK)
    accessSync(path.dirname(real), constants.W_OK)
  })
}

/** Writes a file that is not there yet. Throws a WriteError where one is. */
export function createNew(file: string, text: string): void {
  guarded(file, () => {
    if (existsSync(file)) throw new WriteError(`${file} exists: move it away first`)
    replace(file, text, { mode: 0o644 })
  })
}

/** Writes a new file, or over one that holds `mark`. Throws a WriteError for any other file that exists. */
export function create(file: string, text: string, mark: string, executable = false): void {
  guarded(file, () => {
    if (existsSync(file) && !readFileSync(file, 'utf8').includes(mark)) {
      throw new WriteError(
        `${file} exists and was not written by storlint: move it away, or choose another folder with --out`,
      )
    }
    if (file.endsWith('.sh') && existsSync(file) && readFileSync(file, 'utf8') !== text) {
      throw new WriteError(
        `${file} is the plan of another migration: finish or remove that one, or choose another folder with --out`,
      )
    }
    mkdirSync(path.dirname(file), { recursive: true })
    replace(file, text, { mode: executable ? 0o755 : 0o644 })
  })
}

function guarded(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    if (error instanceof WriteError) throw error
    throw new WriteError(`${file} cannot be written: ${reasonOf(error)}`)
  }
}

/** What a file keeps when its text is exchanged; without an owner, that of whoever writes. */
interface Keeps {
  readonly mode: number
  readonly uid?: number
  readonly gid?: number
}

function replace(file: string, text: string, { mode, uid, gid }: Keeps): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.storlint-${process.pid}`)
  try {
    writeWhole(draft, text, mode & 0o7777)
    if (uid !== undefined && gid !== undefined) keepOwner(draft, file, { uid, gid })
    chmodSync(draft, mode & 0o7777)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Gives the draft the owner of the file. Throws a WriteError where only the owner, or root, may. */
function keepOwner(draft: string, file: string, owner: { readonly uid: number; readonly gid: number }): void {
  const own = statSync(draft)
  if (own.uid === owner.uid && own.gid === owner.gid) return
  try {
    chownSync(draft, owner.uid, owner.gid)
  } catch {
    throw new WriteError(`${file} belongs to another user or group, and would change hands: nothing was written`)
  }
}

/** Writes all of a new file and waits until the disk has it. */
function writeWhole(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'wx', mode)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
