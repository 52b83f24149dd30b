import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildKnowledge } from '../../scripts/gen/knowledge.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'storlint-knowledge-'))
  mkdirSync(join(root, 'src/knowledge/images'), { recursive: true })
  cpSync('schemas', join(root, 'schemas'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

const DB = { image: 'db', engine: 'database', declares: [], source: 'here', checked: '2026-11-20', certainty: 'seen' }

function write(file: string, ...images: readonly object[]): void {
  writeFileSync(join(root, 'src/knowledge/images', file), JSON.stringify({ images }))
}

describe('buildKnowledge', () => {
  test('sorts by name and leaves defaults out', () => {
    write('b.json', { ...DB, image: 'zeta', certainty: 'unverified', declares: 'unknown' })
    write('c.json', { ...DB, data: [{ path: '/d', kind: 'data', versions: '>1.2.0 <=3.0.0 || 5.x' }] })
    const lines = buildKnowledge(root).text.split('\n').slice(2)
    expect(lines).toEqual([
      'export const facts = (): string => `[]',
      '{"db":0,"zeta":1}',
      '{"image":"db","engine":"database","source":"here","checked":"2026-11-20","data":[{"path":"/d","kind":"data","versions":[{"min":[1,2,1],"below":[3,0,1]},{"min":[5,0,0],"below":[6,0,0]}]}]}',
      '{"image":"zeta","engine":"database","source":"here","checked":"2026-11-20","declares":"unknown","certainty":"unverified"}`',
      '',
    ])
  })

  test('escapes what a template literal would read', () => {
    write('a.json', { ...DB, versionFromTag: '^`${x}(\\d+)' })
    expect(buildKnowledge(root).text).toContain('^\\`\\${x}(\\\\\\\\d+)')
  })

  const path = { path: '/d', kind: 'data' }
  test.each([
    ['an unknown key', { why: 'because' }, 'a.json: db: /images/0 must NOT have additional properties'],
    ['a relative path', { data: [{ path: 'd', kind: 'data' }] }, 'a.json: db: /images/0/data/0/path must match'],
    ['a bad range', { data: [{ ...path, versions: 'x1' }] }, 'a.json: db: "x1": Invalid comparator'],
    ['a bad pattern', { versionFromTag: '(' }, 'a.json: db: versionFromTag: SyntaxError'],
    [
      'a replaced path that is none',
      { data: [path], moves: [{ kind: 'env', name: 'A', replaces: '/e' }] },
      'A replaces /e',
    ],
    ['nothing to replace', { moves: [{ kind: 'env', name: 'A' }] }, 'db: A has no required data path to replace'],
    ['a mount beside its path', { data: [{ ...path, mount: '/e' }] }, 'db: /d does not lie below its mount /e'],
    ['a major without mount', { data: [{ path: '/d/{major}', kind: 'data' }] }, 'db: /d/{major} needs a mount'],
    ['a secret', { ephemeral: [{ env: 'S3_SECRET', equals: ['x'] }] }, 'db: the value of S3_SECRET may be a secret'],
    [
      'a secret in when',
      { data: [{ ...path, when: { env: 'DB_URL', equals: ['x'] } }] },
      'db: the value of DB_URL may',
    ],
    ['a secret in durable', { durable: [{ env: 'API_TOKEN', equals: ['x'] }] }, 'db: the value of API_TOKEN may'],
    ['an alias of itself', { aliases: ['db'] }, 'a.json: db: "db" stands in a.json too, for db'],
    ['an alias with registry', { aliases: ['docker.io/library/dbx'] }, 'is not a plain repository'],
  ])('refuses %s', (_, more, message) => {
    write('a.json', { ...DB, ...more })
    expect(() => buildKnowledge(root)).toThrow(message)
  })

  test('refuses one name in two files', () => {
    write('a.json', DB)
    write('b.json', { ...DB, image: 'other', aliases: ['db'] })
    expect(() => buildKnowledge(root)).toThrow('b.json: other: "db" stands in a.json too, for db')
  })
})
