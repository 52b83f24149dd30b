/** Input that means harm, or is merely broken: a clear word with a place, and all other files are still checked. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const SECRET = 'hunter2-s3cret'
const HEAD = 'services:\n  db:\n    image: postgres:16\n    environment:\n'

describe('a secret in a text that cannot be read is not shown', () => {
  test.each([
    ['an open quote', `      PW: "${SECRET}\n`],
    ['a second colon', `      PW: ${SECRET}: x\n`],
    ['an open bracket', `      PW: [${SECRET}\n`],
    ['a key twice', `      PW: a\n      PW: ${SECRET}\n`],
    ['an alias by accident', `      - PW: *${SECRET}\n`],
  ])('%s', (_, body) => {
    const folder = folderWith({ 'compose.yaml': HEAD + body })
    for (const format of ['text', 'concise', 'json']) {
      const { status, stdout, stderr } = storlint(folder, ['check', '--format', format])
      expect({ format, status, leaks: (stdout + stderr).includes(SECRET) }).toEqual({ format, status: 2, leaks: false })
    }
  })
})

test('a variable that nests without end is refused at its place, and its neighbours are checked', () => {
  const nested = '${A:-'.repeat(10_000) + 'x' + '}'.repeat(10_000)
  const folder = folderWith({
    'a/compose.yaml': `services:\n  a:\n    image: ${nested}\n`,
    'b/compose.yaml': 'services:\n  b:\n    image: x\n    volumes: [data:/data]\n',
  })
  const { status, stdout } = storlint(folder, ['check', '--format', 'concise'])
  expect({ status, lines: stdout.split('\n').map((l) => l.slice(0, 48)) }).toEqual({
    status: 2,
    lines: [
      expect.stringMatching(/^a\/compose.yaml:3:\d+: error\[syntax\] variables /),
      'b/compose.yaml:4:15: error[undeclared-named-volu',
      '',
    ],
  })
})

test.each([
  ['services: 5\n', 'compose.yaml:1:11: error[syntax] services must be a mapping of names to definitions\n'],
  ['services:\n  db: 5\n', 'compose.yaml:2:3: error[syntax] the service db must be a mapping\n'],
])('wrong types under a name of Compose: %j', (text, said) => {
  const { status, stdout } = storlint(folderWith({ 'compose.yaml': text }), ['check', '--format', 'concise'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: said })
})

test('a wrong type below a service is a finding', () => {
  const text = 'services:\n  db:\n    image: x\n    volumes: 5\n'
  const { status, stdout } = storlint(folderWith({ 'compose.yaml': text }), ['check', '--format', 'concise'])
  expect({ status, stdout }).toEqual({
    status: 1,
    stdout:
      'compose.yaml:4:14: error[invalid-storage-value] volumes must be a list, not a number, so Compose refuses the file\n',
  })
})

test('bytes that are not UTF-8 are refused, and left as they are', () => {
  const folder = folderWith({})
  const file = path.join(folder, 'compose.yaml')
  const bytes = Buffer.from('services:\n  db:\n    image: x # caf\xe9\n    volumes: [data:/data]\n', 'latin1')
  writeFileSync(file, bytes)
  expect(storlint(folder, ['fix']).status).toBe(2)
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('an empty path is a usage error, not the working directory', () => {
  const { status, stderr } = storlint(folderWith({ 'compose.yaml': HEAD }), ['fix', ''])
  expect({ status, said: stderr }).toEqual({
    status: 2,
    said: 'storlint: a path is empty: an unset variable in the command line?\n',
  })
})

describe('a patch beside secrets', () => {
  test('says how to apply it, and applies', () => {
    const text = `services:\n  db:\n    image: influxdb:2.7\n    volumes:\n      - data:/var/lib/influxdb\n    environment: {TOKEN: ${SECRET}}\nvolumes:\n  data:\n`
    const { stdout } = storlint(folderWith({ 'compose.yaml': text }), ['fix', '--diff', '--assume-new'])
    expect(stdout).toBe(
      '# Lines that hold secrets are left out: apply with git apply --unidiff-zero.\n' +
        '--- a/compose.yaml\n+++ b/compose.yaml\n@@ -2,4 +2,4 @@\n   db:\n     image: influxdb:2.7\n     volumes:\n' +
        '-      - data:/var/lib/influxdb\n+      - data:/var/lib/influxdb2\n',
    )
  })

  test('says that a masked one is for reading only', () => {
    const text = `services:\n  db: {image: 'mysql:8', volumes: ['./my:/var/lib/mysql'], environment: [PW=${SECRET}]}\n`
    const { stdout } = storlint(folderWith({ 'compose.yaml': text }), ['fix', '--diff', '--assume-new'])
    expect(stdout.split('\n')[0]).toBe('# A changed line holds a secret and is masked: this patch is for reading only.')
  })
})

describe('a fix is withheld that would let two writers share data', () => {
  test.each([
    ['replicas', 'services:\n  db:\n    image: postgres:16\n    scale: 2\n', 'several replicas run'],
    [
      'a path that is not settled',
      'services:\n  db:\n    image: mysql:8\n    volumes: [./my:/var/lib/mysql]\n  backup:\n    image: x\n    volumes: ["${PWD}/my:/src:ro"]\n',
      'which may be the same',
    ],
  ])('%s', (_, text, reason) => {
    const { stdout, stderr } = storlint(folderWith({ 'compose.yaml': text }), ['fix', '--diff', '--assume-new'])
    expect({ stdout, said: stderr.includes(reason) }).toEqual({ stdout: '', said: true })
  })

  test('a declared volume that another service uses is not proposed for a missing one', () => {
    const text =
      'services:\n  a:\n    image: postgres:16\n    volumes: [pgdata:/var/lib/postgresql/data]\n  b:\n    image: postgres:16\n    volumes: [pgdata2:/var/lib/postgresql/data]\nvolumes:\n  pgdata2:\n'
    const { stdout } = storlint(folderWith({ 'compose.yaml': text }), ['fix', '--diff', '--unsafe'])
    expect(stdout).toContain('+  pgdata:')
  })
})

test('comments stay with the section they stand in', () => {
  const text =
    'services:\n  db:\n    image: mysql:8\n    volumes:\n      - data:/var/lib/mysql\n    # ports: ["3306:3306"]\n\n  # web:\n  #   image: x\n'
  const folder = folderWith({ 'compose.yaml': text })
  storlint(folder, ['fix'])
  expect(readFileSync(path.join(folder, 'compose.yaml'), 'utf8')).toBe(`${text}volumes:\n  data:\n`)
})

test('a value that a template fills in is not judged', () => {
  const text = "services:\n  db:\n    image: 'mysql:{{ version }}'\n    volumes: ['{{ dir }}:/var/lib/mysql']\n"
  const { status, stdout } = storlint(folderWith({ 'compose.yaml': text }), ['check', '--format', 'concise'])
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})
