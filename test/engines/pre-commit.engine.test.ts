/**
 * The hooks of .pre-commit-hooks.yaml under the real pre-commit (PyPI `pre-commit`): STORLINT_PRE_COMMIT names its
 * program, else `pre-commit` has to be on the PATH. Needs git and npm; fetches nothing.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const PROGRAM = process.env['STORLINT_PRE_COMMIT'] ?? 'pre-commit'
const LIMIT = 180_000

const works = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).status === 0
if (!works) console.warn('pre-commit.engine.test.ts is skipped: no pre-commit')

const root = works ? mkdtempSync(path.join(os.tmpdir(), 'storlint-hooks-')) : ''

interface Result {
  readonly code: number | null
  readonly out: string
}

function run(cwd: string, program: string, args: readonly string[]): Result {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GIT_|PRE_COMMIT|SKIP$|CI$|GITHUB_)/.test(name))
  const env = {
    ...Object.fromEntries(kept),
    ...{ PRE_COMMIT_HOME: path.join(root, 'home'), PRE_COMMIT_COLOR: 'never', GIT_CONFIG_GLOBAL: '/dev/null' },
    ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' },
  }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  return { code: status, out: stdout + stderr }
}

function git(cwd: string, ...args: readonly string[]): string {
  const { code, out } = run(cwd, 'git', args)
  if (code !== 0) throw new Error(`git ${args.join(' ')}: exit ${code}\n${out}`)
  return out.trim()
}

/** What a clone of a release holds that npm installs, under a revision of its own. */
function published(): { readonly folder: string; readonly revision: string } {
  const folder = path.join(root, 'storlint.git')
  mkdirSync(folder)
  for (const name of ['package.json', '.npmrc', '.pre-commit-hooks.yaml', 'dist', 'schemas'])
    cpSync(path.resolve(name), path.join(folder, name), { recursive: true })
  git(folder, 'init', '-q')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'release')
  return { folder, revision: git(folder, 'rev-parse', 'HEAD') }
}

const tool = works ? published() : { folder: '', revision: '' }

/** A repository that uses these hooks, with the git hook installed and `files` staged. */
function project(hooks: readonly string[], files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(root, 'project-'))
  const ids = hooks.map((id) => `      - id: ${id}\n`).join('')
  const config = `repos:\n  - repo: ${tool.folder}\n    rev: ${tool.revision}\n    hooks:\n${ids}`
  git(folder, 'init', '-q')
  expect(run(folder, PROGRAM, ['install'])).toMatchObject({ code: 0 })
  write(folder, { '.pre-commit-config.yaml': config, ...files })
  git(folder, 'add', '-A')
  return folder
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}

const commit = (folder: string): Result => run(folder, 'git', ['commit', '-m', 'change'])

const CLEAN = 'services:\n  web:\n    image: nginx:1.27\n'
const FAULT = 'services:\n  app:\n    image: example/app:1\n    volumes:\n      - data:/data\n'
const FIXED = `${FAULT}volumes:\n  data:\n`

describe.skipIf(!works)('pre-commit', () => {
  beforeAll(() => {
    const { code, out } = run(project(['storlint'], {}), PROGRAM, ['install-hooks'])
    if (code !== 0) throw new Error(out)
  }, LIMIT)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('a clean commit passes', () => {
    const { code, out } = commit(project(['storlint'], { 'compose.yaml': CLEAN }))
    expect({ code, passed: /^storlint\.+Passed$/m.test(out) }).toEqual({ code: 0, passed: true })
  })

  test('a commit with a fault fails, and says where', () => {
    const folder = project(['storlint'], { 'deploy/compose.yaml': FAULT })
    const { code, out } = commit(folder)
    expect({ code, failed: /^storlint\.+Failed$/m.test(out) }).toEqual({ code: 1, failed: true })
    expect(out).toContain('- exit code: 1')
    expect(out).toContain('--> deploy/compose.yaml:5:9')
    expect(run(folder, 'git', ['rev-parse', '--verify', '--quiet', 'HEAD']).code).toBe(1)
  })

  test('the fixing hook writes, fails the commit once, and lets the second pass', () => {
    const folder = project(['storlint-fix'], { 'compose.yaml': FAULT })
    const { code, out } = commit(folder)
    expect({ code, modified: out.includes('- files were modified by this hook') }).toEqual({ code: 1, modified: true })
    expect(readFileSync(path.join(folder, 'compose.yaml'), 'utf8')).toBe(FIXED)
    git(folder, 'add', '-A')
    expect(commit(folder).code).toBe(0)
  })

  test('YAML of no known dialect is no failure', () => {
    const files = { 'values.yaml': 'replicas: 2\n', 'list.yml': '- 1\n', 'chart/templates/a.yaml': 'a: {{ .b }}\n' }
    expect(commit(project(['storlint', 'storlint-fix', 'storlint-all'], files)).code).toBe(0)
  })

  test('without YAML in the commit the hook has nothing to do', () => {
    const folder = project(['storlint'], {})
    expect(commit(folder).code).toBe(0)
    write(folder, { 'readme.txt': 'x\n' })
    git(folder, 'add', '-A')
    expect(commit(folder).out).toMatch(/^storlint\.+\(no files to check\)Skipped$/m)
  })

  test('names with spaces, and names like options', () => {
    const names = ['my app/compose.yaml', '--rule=x.yaml', '-compose.yaml', '--help.yaml', 'ümläut $(id).yaml']
    const folder = project(['storlint', 'storlint-fix'], Object.fromEntries(names.map((name) => [name, CLEAN])))
    expect(commit(folder).code).toBe(0)
    write(folder, { '--rule=x.yaml': FAULT, 'my app/compose.yaml': FAULT })
    git(folder, 'add', '-A')
    const { out } = commit(folder)
    expect([...out.matchAll(/--> (.+)$/gm)].map((m) => m[1])).toEqual(['--rule=x.yaml:5:9', 'my app/compose.yaml:5:9'])
  })

  test('its own configuration holds, and is not a file to lint', () => {
    const folder = project(['storlint'], { '.storlint.yaml': 'fail-on: never\n', 'compose.yaml': FAULT })
    expect(commit(folder).code).toBe(0)
    write(folder, { '.storlint.yaml': 'fail-on: error\n' })
    git(folder, 'add', '-A')
    expect(commit(folder).out).toMatch(/^storlint\.+\(no files to check\)Skipped$/m)
    write(folder, { 'compose.yaml': `# more\n${FAULT}` })
    git(folder, 'add', '-A')
    expect(commit(folder).code).toBe(1)
  })

  test('only what is committed counts beside a file: an overlay that git does not track does not', () => {
    const folder = project(['storlint'], { 'compose.yaml': FAULT })
    write(folder, { 'compose.override.yaml': 'volumes:\n  data:\n' })
    expect(commit(folder).code).toBe(1)
    git(folder, 'add', '-A')
    expect(commit(folder).code).toBe(0)
  })

  test('a commit of a Dockerfile alone fails for the service that builds from it', () => {
    const service = 'services:\n  db:\n    build: ./db\n'
    const folder = project(['storlint'], {
      'compose.yaml': service,
      'db/Dockerfile': 'FROM example/db\n',
    })
    expect(commit(folder).code).toBe(0)
    write(folder, { 'db/Dockerfile': 'FROM postgres:16\n' })
    git(folder, 'add', '-A')
    const { code, out } = commit(folder)
    expect({ code, places: [...out.matchAll(/--> (.+)$/gm)].map((m) => m[1]) }).toEqual({
      code: 1,
      places: ['compose.yaml:3:5'],
    })
  })

  test('storlint-all looks at every tracked file, whatever the commit holds', () => {
    const folder = project(['storlint-all'], { 'old/compose.yaml': FAULT })
    git(folder, 'commit', '-q', '--no-verify', '-m', 'before hooks')
    write(folder, { 'new/compose.yaml': CLEAN, 'new/notes/compose.yaml': FAULT })
    git(folder, 'add', 'new/compose.yaml')
    const { code, out } = commit(folder)
    expect({ code, places: [...out.matchAll(/--> (.+)$/gm)].map((m) => m[1]) }).toEqual({
      code: 1,
      places: ['old/compose.yaml:5:9'],
    })
  })

  test('more names than one command line takes are checked in parts', () => {
    const name = (i: number): string => `${'d'.repeat(100)}/${i}/compose.yaml`
    const files = Object.fromEntries(Array.from({ length: 1300 }, (_, i) => [name(i), i === 1299 ? FAULT : CLEAN]))
    const { code, out } = commit(project(['storlint'], files))
    expect({ code, found: out.includes(`--> ${name(1299)}:5:9`) }).toEqual({ code: 1, found: true })
  })

  test('pre-commit try-repo', () => {
    const folder = project([], { 'compose.yaml': FAULT })
    const { code, out } = run(folder, PROGRAM, ['try-repo', tool.folder, 'storlint', '--files', 'compose.yaml'])
    expect({ code, found: out.includes('--> compose.yaml:5:9') }).toEqual({ code: 1, found: true })
  })
})
