/** Which Dockerfiles are read for services, and what becomes of them. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/core/finding.ts'
import { check } from '../../src/engine/check.ts'
import { load } from '../../src/engine/load.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { folderWith } from '../contract/cli.ts'

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

  test('is left alone where it is a template, or a part', async () => {
    const folder = folderWith({ 'Dockerfile.j2': '{% if a %}\nFROM x\n{% endif %}\n', 'Dockerfile.part': 'RUN x\n' })
    const { errors, skipped } = await checked(folder, ['Dockerfile.j2', 'Dockerfile.part'])
    expect({ errors, skipped: skipped.map((s) => s.reason) }).toEqual({
      errors: [],
      skipped: ['a template, not a Dockerfile yet: render it first', 'no Dockerfile: it has no FROM'],
    })
  })
})
