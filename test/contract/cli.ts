/** Runs the committed bundle as a process. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const CLI = path.resolve('dist/cli.cjs')

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** One command line in a folder, without the environment's opinions on colour. */
export function storlint(cwd: string, args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Ended {
  const { NO_COLOR: _n, FORCE_COLOR: _f, GITHUB_ACTIONS: _g, ...rest } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...rest, ...env },
    maxBuffer: 1 << 28,
  })
  return { status, stdout, stderr }
}

/** A fresh folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'storlint-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return folder
}

/** A fresh copy of a folder of the project. */
export function copyOf(folder: string): string {
  const copy = folderWith({})
  cpSync(folder, copy, { recursive: true })
  return copy
}
