/** Which Dockerfiles are read for services, and what becomes of them. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/core/finding.ts'
import { check } from '../../src/engine/check.ts'
import { fixLoaded } from '../../src/engine/fix.ts'
import { load } from '../../src/engine/load.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { folderWith } from '../contract/cli.ts'
import { workTree, write } from '../engine/git-folder.ts'

const POSTGRES = 'FROM postgres:16\n'

async function checked(folder: string, paths: readonly string[] = []): Promise<Run> {
  return check(await load(folder, paths), RULES)
}

/** The images that findings are about, and where these are named. */
async function spoken(folder: string, paths?: readonly string[]): Promise<readonly string[]> {
  const { findings } = await checked(folder, paths)
  return findings.map((f) => `${f.message.split(' ')[0] ?? ''} ${f.labels?.[0]?.span.source.path ?? ''}`)
}

const service = (build: string): string => `services:\n  db:\n    build: ${build}\n`

describe('a Dockerfile of the project is read', () => {
  test.each<[string, string, string]>([
    ['in the folder of the file', '.', 'Dockerfile'],
    ['in another folder', './images/db/', 'images/db/Dockerfile'],
    ['under another name', '{context: images, dockerfile: db/prod.Dockerfile}', 'images/db/prod.Dockerfile'],
    ['beside its context', '{context: images/db, dockerfile: ../../docker/db}', 'docker/db'],
    ['at a default', '"${CONTEXT:-db}"', 'db/Dockerfile'],
    ['without a context', '{dockerfile: Dockerfile.db}', 'Dockerfile.db'],
  ])('%s', async (_, build, file) => {
    expect(await spoken(folderWith({ 'compose.yaml': service(build), [file]: POSTGRES }))).toEqual([`postgres ${file}`])
  })

  test('above the working directory, within the git work tree', async () => {
    const folder = folderWith({ '.git/HEAD': '', 'deploy/compose.yaml': service('..'), Dockerfile: POSTGRES })
    expect(await spoken(path.join(folder, 'deploy'))).toEqual(['postgres ../Dockerfile'])
  })

  test('once for each set of arguments', async () => {
    const build = (base: string): string => `{build: {context: ., args: {BASE: '${base}'}}}`
    const text = `services: {a: ${build('mysql:8')}, b: ${build('mongo:8')}, c: ${build('node')}, d: {build: .}}\n`
    const folder = folderWith({ 'compose.yaml': text, Dockerfile: 'ARG BASE=redis\nFROM $BASE\n' })
    expect((await spoken(folder)).toSorted()).toEqual(['mongo Dockerfile', 'mysql Dockerfile', 'redis Dockerfile'])
  })
})

describe('nothing is known, and nothing said', () => {
  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['there is none', '.', {}],
    ['it is a folder', '.', { 'Dockerfile/a': '' }],
    ['it is no text', '.', { Dockerfile: `${POSTGRES}\0` }],
    ['it is too large', '.', { Dockerfile: POSTGRES + '#'.repeat(300_000) }],
    ['it has no FROM', '.', { Dockerfile: 'VOLUME /var/lib/postgresql/data\n' }],
    ['the context is unknown', '"${CONTEXT}"', { Dockerfile: POSTGRES }],
    ['the context is elsewhere', 'https://example.com/db.git', { Dockerfile: POSTGRES }],
    ['the context is a repository', 'git@example.com:db.git', { Dockerfile: POSTGRES }],
    ['the context is a host', 'github.com/example/db', { 'github.com/example/db/Dockerfile': POSTGRES }],
    ['the file is unknown', '{context: ., dockerfile: "${FILE}"}', { Dockerfile: POSTGRES }],
    [
      'an argument is not settled',
      '{context: ., args: {BASE: "${BASE}"}}',
      { Dockerfile: 'ARG BASE=postgres\nFROM $BASE' },
    ],
    [
      'an argument is not written letter for letter',
      '{context: ., args: {BASE: "post\\x67res"}}',
      { Dockerfile: 'ARG BASE=postgres\nFROM $BASE' },
    ],
    ['the target is not there', '{context: ., target: x}', { Dockerfile: POSTGRES }],
    ['the base is another one', '{context: ., additional_contexts: {"postgres:16": ./x}}', { Dockerfile: POSTGRES }],
    ['an argument comes from outside', '{context: ., args: [BASE]}', { Dockerfile: 'ARG BASE=postgres\nFROM $BASE' }],
  ])('%s', async (_, build, files) => {
    const run = await checked(folderWith({ 'compose.yaml': service(build), ...files }))
    expect({ findings: run.findings, errors: run.errors }).toEqual({ findings: [], errors: [] })
  })

  test('a path out of the project, also by a link', async () => {
    const outside = folderWith({ Dockerfile: POSTGRES })
    const text = `services: {a: {build: '${outside}'}, b: {build: ../${path.basename(outside)}}, c: {build: linked}, d: {build: .}}\n`
    const folder = folderWith({ 'compose.yaml': text })
    symlinkSync(outside, path.join(folder, 'linked'))
    symlinkSync(path.join(outside, 'Dockerfile'), path.join(folder, 'Dockerfile'))
    expect(await spoken(folder)).toEqual([])
  })

  test('a link within the project is followed', async () => {
    const folder = folderWith({ 'compose.yaml': service('linked'), 'db/Dockerfile': POSTGRES })
    symlinkSync(path.join(folder, 'db'), path.join(folder, 'linked'))
    expect(await spoken(folder)).toEqual(['postgres linked/Dockerfile'])
  })
})

describe('a Dockerfile that is given', () => {
  test('is read, and nothing is said about it alone', async () => {
    const folder = folderWith({ Dockerfile: 'FROM postgres:16\nVOLUME /x\n', 'a.Dockerfile': 'FROM x\n' })
    const { findings, errors, skipped, files } = await checked(folder, ['Dockerfile', 'a.Dockerfile'])
    expect({ findings, errors, skipped, files }).toEqual({ findings: [], errors: [], skipped: [], files: 2 })
  })

  test('is refused where it is broken, in its place', async () => {
    const folder = folderWith({})
    mkdirSync(path.join(folder, 'db'))
    writeFileSync(path.join(folder, 'db/Dockerfile'), 'FROM x\nFOO hunter2\n')
    const { errors, secrets } = await checked(folder, ['db/Dockerfile'])
    expect(errors).toMatchObject([{ kind: 'syntax', path: 'db/Dockerfile', span: { start: 7, end: 18 } }])
    expect(secrets).toMatchObject([{ start: 10, end: 18 }])
  })

  test('is left alone where it is a template, a part, or written for another frontend', async () => {
    const folder = folderWith({
      'Dockerfile.j2': '{% if a %}\nFROM x\n{% endif %}\n',
      'Dockerfile.part': 'RUN x\n',
      'Dockerfile.mine': '# check=skip=all\n# syntax=example/mine:1\nFROM x\nMAKE y\n',
    })
    const { errors, skipped } = await checked(folder, ['Dockerfile.j2', 'Dockerfile.part', 'Dockerfile.mine'])
    expect({ errors, skipped: skipped.map((s) => s.reason) }).toEqual({
      errors: [],
      skipped: [
        'a template, not a Dockerfile yet: render it first',
        'no Dockerfile: it has no FROM',
        'a Dockerfile of another syntax than docker/dockerfile',
      ],
    })
  })

  test.each(['', '# syntax=docker/dockerfile:1.7-labs\n', '# syntax=mirror.example/docker/dockerfile\n'])(
    'is refused after %j',
    async (directive) => {
      const folder = folderWith({ Dockerfile: `${directive}FROM x\nMAKE y\n` })
      expect((await checked(folder, ['Dockerfile'])).errors).toHaveLength(1)
    },
  )
})

describe('services that build from a Dockerfile that is given are checked, too', () => {
  const WITHOUT_VOLUME = { 'db/Dockerfile': POSTGRES, 'deploy/compose.yaml': service('../db') }

  test('in its work tree, and only for what rests on it', async () => {
    const other = 'services:\n  web:\n    build: ./web\n    volumes: [missing:/x]\n  db:\n    build: ../db\n'
    const folder = workTree({ ...WITHOUT_VOLUME, 'other/compose.yaml': other, 'old/compose.yaml': service('../old') })
    const { findings, files } = await checked(folder, ['db/Dockerfile'])
    expect({ found: findings.map((f) => `${f.at.source.path}: ${f.rule}`), files }).toEqual({
      found: [
        'deploy/compose.yaml: data-path-on-anonymous-volume',
        'other/compose.yaml: data-path-on-anonymous-volume',
      ],
      files: 1,
    })
    expect(await spoken(path.join(folder, 'db'), ['Dockerfile'])).toEqual([
      'postgres Dockerfile',
      'postgres Dockerfile',
    ])
  })

  test('as what lies over their file has it', async () => {
    const volume = 'services: {db: {volumes: [pg:/var/lib/postgresql/data]}}\nvolumes: {pg: }\n'
    const folder = workTree({ ...WITHOUT_VOLUME, 'deploy/compose.override.yaml': volume })
    expect(await spoken(folder, ['db/Dockerfile'])).toEqual([])
  })

  test('by the link that they name it by', async () => {
    const folder = workTree({ 'db/Dockerfile': POSTGRES, 'compose.yaml': service('linked') })
    symlinkSync('db', path.join(folder, 'linked'))
    expect(await spoken(folder, ['db/Dockerfile'])).toEqual(['postgres db/Dockerfile'])
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['by nothing', { 'db/Dockerfile': POSTGRES, 'compose.yaml': service('web') }],
    ['by a variable alone', { 'db/Dockerfile': POSTGRES, 'compose.yaml': service('"${DIR}"') }],
    ['in a text of its own', { Dockerfile: POSTGRES, 'compose.yaml': service('{dockerfile_inline: "FROM mysql"}') }],
    ['in a file that is ignored', { ...WITHOUT_VOLUME, '.storlint.yaml': 'ignore: [deploy]\n' }],
  ])('not where it is named %s', async (_, files) => {
    const folder = workTree(files)
    expect(await spoken(folder, [files['Dockerfile'] === undefined ? 'db/Dockerfile' : 'Dockerfile'])).toEqual([])
  })

  test('in what git tracks, where a commit is judged', async () => {
    const folder = workTree({ 'db/Dockerfile': POSTGRES })
    write(folder, { 'compose.yaml': service('db') })
    const found = async (trackedOnly: boolean): Promise<number> =>
      check(await load(folder, ['db/Dockerfile'], { trackedOnly }), RULES).findings.length
    expect([await found(false), await found(true)]).toEqual([1, 0])
  })

  test('without a work tree, in its own folder', async () => {
    expect(await spoken(folderWith({ 'compose.yaml': service('.'), Dockerfile: POSTGRES }), ['Dockerfile'])).toEqual([
      'postgres Dockerfile',
    ])
  })

  test('and their files stay as they are where fixes are written', async () => {
    const folder = workTree(WITHOUT_VOLUME)
    const loaded = await load(folder, ['db/Dockerfile'])
    const { changed, run } = fixLoaded(loaded, RULES, { allowed: new Set(['safe', 'unsafe']), assumeNew: true })
    expect({ changed, findings: run.findings.length }).toEqual({ changed: [], findings: 1 })
  })
})
