/** A git work tree of a test's own. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { folderWith } from '../contract/cli.ts'

const WHO = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }

/** Runs git without the owner's configuration; gives its trimmed output, throws where it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, ...WHO, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** A new work tree on the branch main, with these files committed. */
export function workTree(files: Readonly<Record<string, string>>): string {
  const folder = folderWith({})
  git(folder, 'init', '-q', '-b', 'main')
  commit(folder, files)
  return folder
}

/** Writes files and commits everything; gives the commit. */
export function commit(folder: string, files: Readonly<Record<string, string>>): string {
  write(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'change')
  return git(folder, 'rev-parse', 'HEAD')
}

/** Writes files into a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}
