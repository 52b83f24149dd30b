/**
 * Questions to git. Each runs without a shell, opens no connection, runs no program that the repository names, and gives
 * undefined where git is absent, slow, or cannot answer.
 */
import path from 'node:path'

const TIMEOUT_MS = 15_000
const MOST_BYTES = 256 * 1024 * 1024

/** `core.fsmonitor` is a program of the repository; a partial clone would fetch what it lacks. */
const ALWAYS = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never']

/** Variables by which a hook of another repository would answer for this one. */
const MISLEADING = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'])

/**
 * The YAML files below a folder (absolute), relative to it with `/`: those that git tracks, and unless `trackedOnly` those
 * that it does not ignore. A tracked file may be absent from the disk. Undefined also for a folder that is itself ignored.
 */
export function gitYaml(folder: string, trackedOnly: boolean): readonly string[] | undefined {
  const others = trackedOnly ? [] : ['--others', '--exclude-standard']
  // With `:(icase)` git finds nothing in a folder that it does not track.
  const patterns = ['--', '*.[yY][mM][lL]', '*.[yY][aA][mM][lL]']
  const names = list(git(folder, ['ls-files', '-z', '--cached', ...others, ...patterns]))
  if (names?.length === 0 && git(folder, ['check-ignore', '-q', '--', folder]) !== undefined) return undefined
  return names === undefined ? undefined : [...new Set(names)]
}

/** Whether git tracks a file (absolute). */
export function isTracked(file: string): boolean {
  const names = list(git(path.dirname(file), ['ls-files', '-z', '--cached', '--', `:(literal)${path.basename(file)}`]))
  return names !== undefined && names.length > 0
}

/** The full id of a commit; undefined for what names none that is here. */
export function commitOf(folder: string, revision: string): string | undefined {
  return git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim()
}

/**
 * Files of the work tree around a folder, relative to its root, that differ between two commits and are there in the
 * second. `since-fork` compares with where the second left the first. Undefined where the history is not here.
 */
export function changedBetween(
  folder: string,
  [from, to]: readonly [from: string, to: string],
  how: 'direct' | 'since-fork',
): readonly string[] | undefined {
  const range = `${from}${how === 'direct' ? '..' : '...'}${to}`
  // Renames are not looked for: that would read, and so perhaps fetch, contents. The new name counts as added.
  const options = ['--name-only', '-z', '--diff-filter=ACMR', '--no-renames', '--no-ext-diff', '--no-relative']
  return list(git(folder, ['diff', ...options, '--end-of-options', range, '--']))
}

function list(output: string | undefined): readonly string[] | undefined {
  return output?.split('\0').filter((name) => name !== '')
}

function git(folder: string, words: readonly string[]): string | undefined {
  try {
    // Not imported above: child processes cost 3 ms of start-up, and few runs ask git.
    return process.getBuiltinModule('node:child_process').execFileSync('git', [...ALWAYS, '-C', folder, ...words], {
      // Windows looks for programs in the working directory first, which must not be the repository.
      cwd: path.dirname(process.execPath),
      env: environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      maxBuffer: MOST_BYTES,
      windowsHide: true,
    })
  } catch {
    return undefined
  }
}

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !MISLEADING.has(name.toUpperCase()))
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' }
}
