/** Which files a run is about, and which lie beside them. */
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { check } from '../../src/engine/check.ts'
import { load, type LoadOptions } from '../../src/engine/load.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { folderWith } from '../contract/cli.ts'
import { commit, git, workTree, write } from './git-folder.ts'

const COMPOSE = 'services:\n  web:\n    image: nginx:1.27\n'
const manifest = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

const PATH = process.env['PATH']
afterEach(() => {
  process.env['PATH'] = PATH
})

async function seen(cwd: string, paths: readonly string[], options: LoadOptions = {}): Promise<object> {
  const { focus, context, errors, notes } = await load(cwd, paths, options)
  const names = (sources: typeof focus): readonly string[] => sources.map((s) => s.path)
  return {
    focus: names(focus),
    ...(context.length > 0 && { context: names(context) }),
    ...(errors.length > 0 && { errors }),
    ...((notes ?? []).length > 0 && { notes }),
  }
}

/** A program on the PATH before all others that leaves a trace, and gives its trace. */
function traced(name: string): { readonly trace: string; readonly folder: string } {
  const folder = folderWith({})
  const trace = path.join(folder, 'trace')
  writeFileSync(path.join(folder, name), `#!/bin/sh\necho "$@" >>'${trace}'\nexit 1\n`)
  chmodSync(path.join(folder, name), 0o755)
  return { trace, folder }
}

describe('a folder in a git work tree', () => {
  test('stands for YAML that is tracked or not ignored, links apart', async () => {
    const folder = workTree({
      'b.YML': COMPOSE,
      'a/x.yaml': COMPOSE,
      'a/x.txt': '',
      '.gitignore': 'out/\n*.local.yaml\n',
    })
    write(folder, { 'new.yaml': COMPOSE, 'out/y.yaml': COMPOSE, 'z.local.yaml': COMPOSE, 'node_modules/p/z.yaml': '' })
    symlinkSync('b.YML', path.join(folder, 'link.yaml'))
    expect(await seen(folder, [])).toEqual({ focus: ['a/x.yaml', 'b.YML', 'new.yaml'] })
    expect(await seen(path.join(folder, 'a'), ['..'])).toEqual({ focus: ['x.yaml', '../b.YML', '../new.yaml'] })
  })

  test('also one that git does not track yet, from within', async () => {
    const folder = workTree({ 'a.yaml': COMPOSE })
    write(folder, { 'new/b.yaml': COMPOSE, 'new/C.YML': COMPOSE })
    expect(await seen(path.join(folder, 'new'), ['.'])).toEqual({ focus: ['C.YML', 'b.yaml'] })
    expect(await seen(folder, ['new'])).toEqual({ focus: ['new/C.YML', 'new/b.yaml'] })
  })

  test('names with spaces, quotes, line ends and other letters', async () => {
    const names = ['-a.yaml', 'a b.yaml', 'l\nf.yaml', 'q".yaml', 'ü.yaml']
    const folder = workTree(Object.fromEntries(names.map((name) => [name, COMPOSE])))
    expect(await seen(folder, ['.'])).toEqual({ focus: names })
  })

  test('a tracked file that is gone is none', async () => {
    const folder = workTree({ 'a.yaml': COMPOSE, 'b.yaml': COMPOSE })
    rmSync(path.join(folder, 'a.yaml'))
    expect(await seen(folder, ['.'])).toEqual({ focus: ['b.yaml'] })
  })

  test('an ignored folder that is named is walked, an ignored file that is named is read', async () => {
    const folder = workTree({ '.gitignore': 'out/\n' })
    write(folder, { 'out/y.yaml': COMPOSE })
    expect(await seen(folder, ['out'])).toEqual({ focus: ['out/y.yaml'] })
    expect(await seen(folder, ['out/y.yaml'])).toEqual({ focus: ['out/y.yaml'] })
    expect(await seen(folder, ['.'])).toEqual({ focus: [] })
  })

  test('only tracked files, where a commit is judged', async () => {
    const folder = workTree({ 'a/compose.yaml': COMPOSE, 'a/compose.override.yaml': COMPOSE })
    write(folder, { 'new.yaml': COMPOSE, 'a/compose.prod.yaml': COMPOSE })
    const context = ['a/compose.override.yaml']
    expect(await seen(folder, ['.'], { trackedOnly: true })).toEqual({
      focus: ['a/compose.override.yaml', 'a/compose.yaml'],
    })
    expect(await seen(folder, ['a/compose.yaml'], { trackedOnly: true })).toEqual({
      focus: ['a/compose.yaml'],
      context,
    })
  })

  test('no program of the repository is run', async () => {
    const folder = workTree({ 'a.yaml': COMPOSE })
    const { trace, folder: bin } = traced('spy')
    git(folder, 'config', 'core.fsmonitor', path.join(bin, 'spy'))
    expect(await seen(folder, ['.'])).toEqual({ focus: ['a.yaml'] })
    expect(existsSync(trace)).toBe(false)
    git(folder, 'status')
    expect(existsSync(trace)).toBe(true)
  })

  test.each([
    ['git is absent', (): string => folderWith({})],
    ['git fails', (): string => traced('git').folder],
  ])('is walked where %s', async (_, bin) => {
    const folder = workTree({ 'a.yaml': COMPOSE, '.gitignore': 'b.yaml\n' })
    write(folder, { 'b.yaml': COMPOSE, 'node_modules/p/z.yaml': COMPOSE })
    process.env['PATH'] = bin()
    expect(await seen(folder, ['.'])).toEqual({ focus: ['a.yaml', 'b.yaml'] })
  })

  test('a hook of another repository does not answer for this one', async () => {
    const [folder, other] = [workTree({ 'a.yaml': COMPOSE }), workTree({ 'b.yaml': COMPOSE })]
    process.env['GIT_DIR'] = path.join(other, '.git')
    try {
      expect(await seen(folder, ['.'])).toEqual({ focus: ['a.yaml'] })
    } finally {
      delete process.env['GIT_DIR']
    }
  })
})

describe('git is not started', () => {
  test.each([
    ['a Compose file', ['compose.yaml'], true],
    ['a folder without a work tree', ['.'], false],
  ])('for %s', async (_, paths, isTree) => {
    const files = { 'compose.yaml': COMPOSE, 'compose.override.yaml': COMPOSE }
    const folder = isTree ? workTree(files) : folderWith(files)
    const { trace, folder: bin } = traced('git')
    process.env['PATH'] = bin
    await load(folder, paths)
    expect(existsSync(trace)).toBe(false)
  })

  test('twice for one folder', async () => {
    const folder = workTree({ 'a.yaml': manifest('a') })
    const { trace, folder: bin } = traced('git')
    process.env['PATH'] = bin
    await load(folder, ['.'])
    expect(readFileSync(trace, 'utf8').match(/ls-files/g)).toHaveLength(1)
  })
})

describe('beside a Kubernetes manifest lies', () => {
  test('every other manifest of its work tree', async () => {
    const folder = workTree({ 'a/one.yaml': manifest('a'), 'b/two.yaml': manifest('b'), 'compose.yaml': COMPOSE })
    commit(folder, { 'c.yml': `# c\n---\n${manifest('c')}`, 'list.yaml': '- apiVersion: v1\n' })
    const expected = { focus: ['one.yaml'], context: ['../b/two.yaml', '../c.yml'] }
    expect(await seen(path.join(folder, 'a'), ['one.yaml'])).toEqual(expected)
    expect(await seen(folder, ['compose.yaml'])).toEqual({ focus: ['compose.yaml'] })
    const buffer = { path: 'b/new.yaml', text: manifest('new') }
    expect(await seen(folder, [], { buffer })).toEqual({
      focus: ['b/new.yaml'],
      context: ['a/one.yaml', 'b/two.yaml', 'c.yml'],
    })
  })

  test('without git, what is in its own folder', async () => {
    const folder = folderWith({
      'a/one.yaml': manifest('a'),
      'a/two.yaml': manifest('b'),
      'b/three.yaml': manifest('c'),
    })
    expect(await seen(folder, ['a/one.yaml'])).toEqual({ focus: ['a/one.yaml'], context: ['a/two.yaml'] })
  })

  test('what git tracks, where a commit is judged', async () => {
    const folder = workTree({ 'one.yaml': manifest('a'), 'two.yaml': manifest('b') })
    write(folder, { 'three.yaml': manifest('c') })
    const options = { trackedOnly: true }
    expect(await seen(folder, ['one.yaml'], options)).toEqual({ focus: ['one.yaml'], context: ['two.yaml'] })
  })

  test('the nearest, and a note, where there are more than are read', async () => {
    const files = ['a/b/one', 'a/b/two', 'a/three', 'a/b/c/four', 'z/y/five', 'six'].map((name) => [
      `${name}.yaml`,
      manifest('x'),
    ])
    const folder = workTree(Object.fromEntries(files) as Record<string, string>)
    const rest = 'what the rest declares is taken as not seen'
    expect(await seen(folder, ['a/b/one.yaml'], { contextLimits: { files: 3, bytes: 1e6 } })).toEqual({
      focus: ['a/b/one.yaml'],
      context: ['a/b/two.yaml', 'a/b/c/four.yaml', 'a/three.yaml'],
      notes: [`of 5 other YAML files that the Kubernetes manifests may refer to, 3 were read: ${rest}`],
    })
    expect(await seen(folder, ['a/b/one.yaml'], { contextLimits: { files: 9, bytes: 110 } })).toEqual({
      focus: ['a/b/one.yaml'],
      context: ['a/b/two.yaml', 'a/b/c/four.yaml'],
      notes: [`of 5 other YAML files that the Kubernetes manifests may refer to, 2 were read: ${rest}`],
    })
  })
})

describe('beside a Dockerfile lies', () => {
  const BUILDS = 'services:\n  web:\n    build: web\n'

  test('every Compose file of its work tree that builds from it, with what lies over that', async () => {
    const folder = workTree({
      'web/Dockerfile': 'FROM x\n',
      'compose.yaml': BUILDS,
      'compose.override.yaml': COMPOSE,
      'a/compose.yaml': BUILDS.replace('web\n', '{context: .., dockerfile: web/Dockerfile}\n'),
      'b/compose.yaml': BUILDS,
    })
    expect(await seen(folder, ['web/Dockerfile'])).toEqual({
      focus: ['web/Dockerfile'],
      context: ['a/compose.yaml', 'compose.yaml', 'compose.override.yaml'],
    })
    const both = ['web/Dockerfile', 'compose.yaml']
    expect(await seen(folder, both)).toEqual({ focus: both, context: ['a/compose.yaml', 'compose.override.yaml'] })
  })

  test('nothing, where it is the text of an editor', async () => {
    const folder = workTree({ 'web/Dockerfile': 'FROM x\n', 'compose.yaml': BUILDS })
    const buffer = { path: 'web/Dockerfile', text: 'FROM y\n' }
    expect(await seen(folder, [], { buffer })).toEqual({ focus: ['web/Dockerfile'] })
  })
})

test('a pipe beside a Compose file is not waited for', async () => {
  const folder = folderWith({ 'compose.yaml': COMPOSE })
  const { execFileSync } = await import('node:child_process')
  execFileSync('mkfifo', [path.join(folder, 'compose.override.yaml')])
  expect(await seen(folder, ['compose.yaml'])).toEqual({ focus: ['compose.yaml'] })
})

test.each([
  ['has an error', 'services: [\n'],
  ['is no text', '\u0000'],
  ['has a section of the wrong shape', 'services: {}\nvolumes: [uploads]\n'],
])('what a file beside it that %s may declare is not missing', async (_, text) => {
  const mount = 'services:\n  web:\n    image: nginx:1.27\n    volumes: [uploads:/srv/uploads]\n'
  const files = (beside: Readonly<Record<string, string>>): string => folderWith({ 'compose.yaml': mount, ...beside })
  const found = async (folder: string, paths: readonly string[]): Promise<readonly string[]> =>
    check(await load(folder, paths), RULES).findings.map((f) => `${f.at.source.path} ${f.rule}`)
  expect(await found(files({}), ['compose.yaml'])).toEqual(['compose.yaml undeclared-named-volume'])
  const folder = files({ 'compose.override.yaml': text })
  expect(await found(folder, ['compose.yaml'])).toEqual([])
  expect(await found(folder, ['.'])).not.toContain('compose.yaml undeclared-named-volume')
})
