/** What settles the variables of a run, and which files it says are run together. */
import { describe, expect, test } from 'vitest'
import { check } from '../../src/engine/check.ts'
import { load, type LoadOptions } from '../../src/engine/load.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { folderWith } from '../contract/cli.ts'
import { git, workTree, write } from './git-folder.ts'

const DB = 'services:\n  db:\n    image: postgres:16\n    volumes: ["${DATA}:/var/lib/postgresql/data"]\n'
const DATA = 'DATA=./data\n'

/** What the host path of the first mount comes to, and how sure that is. */
async function mounted(folder: string, options: LoadOptions = {}): Promise<string> {
  const loaded = await load(folder, ['compose.yaml'], options)
  const { lookup } = loaded.environments?.of('compose.yaml') ?? { lookup: () => undefined }
  const set = lookup('DATA')
  return set === undefined ? 'unknown' : `${set.value} ${set.certainty}`
}

async function told(folder: string, paths: readonly string[], options: LoadOptions = {}): Promise<readonly string[]> {
  const { findings, errors } = check(await load(folder, paths, options), RULES)
  return [...errors.map((e) => `${e.path}: ${e.message}`), ...findings.map((f) => `${f.at.source.path}: ${f.rule}`)]
}

describe('the .env beside a Compose file', () => {
  test('is certain where git tracks it', async () => {
    expect(await mounted(workTree({ 'compose.yaml': DB, '.env': DATA }))).toBe('./data literal')
  })
  test('is a default where git does not, and where there is no git', async () => {
    const tree = workTree({ 'compose.yaml': DB, '.gitignore': '.env\n' })
    write(tree, { '.env': DATA })
    expect(await mounted(tree)).toBe('./data default')
    expect(await mounted(folderWith({ 'compose.yaml': DB, '.env': DATA }))).toBe('./data default')
  })
  test('counts for a commit only where it is in it', async () => {
    const tree = workTree({ 'compose.yaml': DB })
    write(tree, { '.env': DATA })
    expect(await mounted(tree, { trackedOnly: true })).toBe('unknown')
    git(tree, 'add', '.env')
    expect(await mounted(tree, { trackedOnly: true })).toBe('./data literal')
  })
  test('goes behind the environment of the process, where that is asked for', async () => {
    const tree = workTree({ 'compose.yaml': DB, '.env': DATA })
    expect(await mounted(tree, { variables: { DATA: './own' } })).toBe('./own literal')
  })
  test('is not read where it leads out of the project', async () => {
    const outside = folderWith({ 'secret.env': DATA })
    const tree = workTree({ 'compose.yaml': DB })
    const { symlinkSync } = await import('node:fs')
    symlinkSync(`${outside}/secret.env`, `${tree}/.env`)
    expect(await mounted(tree)).toBe('unknown')
  })
  test('is an error where Compose refuses it, once for all files beside it', async () => {
    const tree = workTree({ 'compose.yaml': DB, 'other.yaml': DB, '.env': 'DATA="x\n' })
    expect(await told(tree, ['compose.yaml', 'other.yaml'])).toContain('.env: the quote is never closed')
    expect((await told(tree, ['compose.yaml', 'other.yaml'])).filter((line) => line.startsWith('.env'))).toHaveLength(1)
  })
})

describe('files that are run together', () => {
  const base = 'services:\n  db:\n    image: postgres:16\n'
  const over = 'services:\n  db:\n    volumes: [pg:/var/lib/postgresql/data]\nvolumes: {pg: {}}\n'

  test('alone the base has its data on an anonymous volume', async () => {
    const tree = workTree({ 'a.yaml': base, 'b.yaml': over })
    expect(await told(tree, ['a.yaml', 'b.yaml'])).toEqual(['a.yaml: data-path-on-anonymous-volume'])
  })
  test('given as a stack it has not', async () => {
    const tree = workTree({ 'a.yaml': base, 'b.yaml': over })
    expect(await told(tree, ['a.yaml', 'b.yaml'], { isStack: true })).toEqual([])
    expect(await told(tree, ['b.yaml', 'a.yaml'], { isStack: true })).toEqual([])
    expect(await told(tree, ['a.yaml'], { isStack: true })).toEqual(['a.yaml: data-path-on-anonymous-volume'])
  })
  test('a stack leaves out the override that its names would take', async () => {
    const tree = workTree({ 'compose.yaml': base, 'compose.override.yaml': over })
    expect(await told(tree, ['compose.yaml'])).toEqual([])
    expect(await told(tree, ['compose.yaml'], { isStack: true })).toEqual([
      'compose.yaml: data-path-on-anonymous-volume',
    ])
  })
  test('COMPOSE_FILE says so, here and in a folder above', async () => {
    const tree = workTree({ 'a.yaml': base, 'b.yaml': over, '.env': 'COMPOSE_FILE=a.yaml:b.yaml\n' })
    expect(await told(tree, ['a.yaml'])).toEqual([])
    const deep = workTree({
      'deploy/a.yaml': base,
      'deploy/b.yaml': over,
      '.env': 'COMPOSE_FILE=deploy/a.yaml:deploy/b.yaml\n',
    })
    expect(await told(deep, ['deploy'])).toEqual([])
  })
  test('COMPOSE_FILE that names a file which is not there is an error, whose text does not have the name', async () => {
    const tree = workTree({ 'a.yaml': base, 'b.yaml': over, '.env': 'COMPOSE_FILE=a.yaml:gone.yaml\n' })
    expect(await told(tree, ['a.yaml'])).toEqual([
      '.env: COMPOSE_FILE names a file that is not there, so Compose refuses the project',
      'a.yaml: data-path-on-anonymous-volume',
    ])
  })
  test('COMPOSE_FILE in a folder above counts from wherever the run starts', async () => {
    const files = { 'deploy/a.yaml': base, 'deploy/b.yaml': over, '.env': 'COMPOSE_FILE=deploy/a.yaml:deploy/b.yaml\n' }
    const tree = workTree(files)
    expect(await told(`${tree}/deploy`, ['a.yaml'])).toEqual([])
  })
  test('COMPOSE_FILE leaves out the override that is not in it', async () => {
    const files = { 'compose.yaml': base, 'compose.override.yaml': over, '.env': 'COMPOSE_FILE=compose.yaml\n' }
    expect(await told(workTree(files), ['.'])).toEqual(['compose.yaml: data-path-on-anonymous-volume'])
  })
  test('COMPOSE_FILE of the process goes first, where that is asked for', async () => {
    const files = { 'a.yaml': base, 'b.yaml': over, '.env': 'COMPOSE_FILE=a.yaml\n' }
    const variables = { COMPOSE_FILE: 'a.yaml:b.yaml' }
    expect(await told(workTree(files), ['a.yaml'], { variables })).toEqual([])
  })
  test('files that are not in the commit, or not in the project, are not run with those of it', async () => {
    const tree = workTree({ 'a.yaml': base, '.env': 'COMPOSE_FILE=a.yaml:local.yaml\n' })
    write(tree, { 'local.yaml': over })
    expect(await told(tree, ['a.yaml'])).toEqual([])
    expect(await told(tree, ['a.yaml'], { trackedOnly: true })).toEqual(['a.yaml: data-path-on-anonymous-volume'])
    const outside = folderWith({ 'x.yaml': over })
    const other = workTree({ 'a.yaml': base, '.env': `COMPOSE_FILE=a.yaml:${outside}/x.yaml\n` })
    expect(await told(other, ['a.yaml'])).toEqual(['a.yaml: data-path-on-anonymous-volume'])
  })
  test('a file of a stack need not look like Compose, and is no folder', async () => {
    const tree = workTree({ 'a.yaml': base, 'b.yaml': 'services:\n  db:\n    user: "999"\n', 'c/d.yaml': over })
    expect(await told(tree, ['a.yaml', 'b.yaml'], { isStack: true })).toEqual(['a.yaml: data-path-on-anonymous-volume'])
    expect(await told(tree, ['a.yaml', 'c'], { isStack: true })).toContain('c: a folder: -f takes files')
    write(tree, { 'e.yaml': '[]\n' })
    expect(await told(tree, ['e.yaml'], { isStack: true })).toEqual([
      'e.yaml: a Compose file is a mapping; this one is none',
    ])
  })
  test('paths of a file in another folder start where the first one lies', async () => {
    const mount = 'services:\n  db:\n    volumes: [./pg:/var/lib/postgresql/data]\n'
    const tree = workTree({ 'a.yaml': base, 'b/b.yaml': mount, 'c.yaml': `${base}    volumes: [./pg:/x]\n` })
    const { findings } = check(await load(tree, ['a.yaml', 'b/b.yaml'], { isStack: true }), RULES)
    expect(findings.map((f) => f.message)).toEqual([
      'postgres keeps its data in /var/lib/postgresql/data, which is the host directory ./pg: its owner, modes and file system are the host’s, and other hosts do not have it',
    ])
  })
})

describe('files that others name', () => {
  test('are found by variables of .env', async () => {
    const tree = workTree({
      '.env': 'D=lib\n',
      'compose.yaml': 'include: ["${D}/inc.yaml"]\nservices:\n  web: {image: nginx}\n',
      'lib/inc.yaml': 'services:\n  db: {image: "postgres:16", volumes: ["pg:/var/lib/postgresql/data"]}\n',
    })
    expect(await told(tree, ['.'])).toEqual(['lib/inc.yaml: undeclared-named-volume'])
  })
  test('in another folder on another machine are none', async () => {
    const tree = workTree({
      'deploy/compose.yaml': 'include: ["https://example.com/x.git"]\nservices: {w: {image: x}}\n',
    })
    expect(await told(tree, ['deploy'])).toEqual([])
  })
  test('of a file that is included are looked for where that says', async () => {
    const tree = workTree({
      'compose.yaml': 'include: [{path: lib/inc.yaml, project_directory: .}]\nservices:\n  web: {image: nginx}\n',
      'lib/inc.yaml': 'services:\n  app: {extends: {file: base.yaml, service: app}}\n',
      'base.yaml': 'services:\n  app: {image: nginx}\n',
    })
    expect(await told(tree, ['.'])).toEqual([])
  })
  test.each([
    ['include', 'include: [gone.yaml]\nservices:\n  web: {image: nginx}\n'],
    ['extends', 'services:\n  web: {extends: {file: gone.yaml, service: x}}\n'],
  ])('of %s are an error where they are not there', async (_, text) => {
    expect(await told(workTree({ 'compose.yaml': text }), ['compose.yaml'])).toEqual([
      'compose.yaml: there is no file gone.yaml, so Compose refuses the project',
    ])
  })
  test.each([
    ['elsewhere', 'include: [../gone.yaml]\n'],
    [
      'on another machine',
      'include: ["https://example.com/x.git", "oci://example.com/x", "git@example.com:x/y.git"]\n',
    ],
    ['behind a variable', 'include: ["${DIR}/x.yaml"]\n'],
    ['behind a default', 'include: ["${DIR:-gone}/x.yaml"]\n'],
  ])('%s are none', async (_, text) => {
    const project = `${text}services:\n  web: {image: nginx}\n`
    expect(await told(workTree({ 'compose.yaml': project }), ['compose.yaml'])).toEqual([])
  })
})

describe('variables of a service', () => {
  const service = (files: string): string =>
    `services:\n  db:\n    image: postgres:16\n    env_file: ${files}\n    volumes: [pg:/var/lib/postgresql/data]\nvolumes: {pg: {}}\n`
  test.each([
    ['[a.env]', ['compose.yaml: stateful-data-in-writable-layer']],
    ['[gone.env, a.env]', ['compose.yaml: stateful-data-in-writable-layer']],
    ['[a.env, gone.env]', []],
    ['[{path: a.env}, {path: gone.env, required: false}]', []],
    ['[gone.env]', []],
  ])('of %s', async (files, expected) => {
    expect(await told(workTree({ 'compose.yaml': service(files), 'a.env': 'PGDATA=/zz\n' }), ['compose.yaml'])).toEqual(
      expected,
    )
  })
})
