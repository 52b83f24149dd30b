import { lstatSync, readFileSync, statSync, chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const UNDECLARED = 'services:\n  app:\n    image: example/app:1 # pinned\n    volumes:\n      - data:/data\n'
const DECLARED = UNDECLARED + 'volumes:\n  data:\n'

function read(folder: string, name = 'compose.yaml'): string {
  return readFileSync(path.join(folder, name), 'utf8')
}

describe('fix', () => {
  test('writes safe fixes, and has nothing to do the second time', () => {
    const folder = folderWith({ 'compose.yaml': UNDECLARED })
    expect(storlint(folder, ['fix']).status).toBe(0)
    expect(read(folder)).toBe(DECLARED)
    expect(storlint(folder, ['fix']).stderr).toContain('Nothing to fix.')
    expect(read(folder)).toBe(DECLARED)
  })

  test('--diff writes nothing, and prints a patch that applies', () => {
    const folder = folderWith({ 'compose.yaml': UNDECLARED })
    const { stdout } = storlint(folder, ['fix', '--diff'])
    expect(read(folder)).toBe(UNDECLARED)
    expect(stdout).toBe(
      '--- a/compose.yaml\n+++ b/compose.yaml\n@@ -3,3 +3,5 @@\n     image: example/app:1 # pinned\n     volumes:\n       - data:/data\n+volumes:\n+  data:\n',
    )
  })

  test('keeps the mode, and follows a link instead of replacing it', () => {
    const folder = folderWith({ 'real/compose.yaml': UNDECLARED })
    chmodSync(path.join(folder, 'real/compose.yaml'), 0o640)
    symlinkSync('real/compose.yaml', path.join(folder, 'compose.yaml'))
    storlint(folder, ['fix', 'compose.yaml'])
    expect(read(folder, 'real/compose.yaml')).toBe(DECLARED)
    expect(lstatSync(path.join(folder, 'compose.yaml')).isSymbolicLink()).toBe(true)
    expect(statSync(path.join(folder, 'real/compose.yaml')).mode & 0o777).toBe(0o640)
  })

  test('leaves what needs leave: unsafe and migrate fixes are not made unasked', () => {
    const text = 'services:\n  db:\n    image: postgres:16\n    volumes:\n      - ./pg:/var/lib/postgresql/data\n'
    const folder = folderWith({ 'compose.yaml': text })
    expect(storlint(folder, ['fix', '--unsafe']).status).toBe(1)
    expect(read(folder)).toBe(text)
  })

  test('--rule makes only the fixes of that rule', () => {
    const folder = folderWith({ 'compose.yaml': UNDECLARED })
    storlint(folder, ['fix', '--rule', 'bind-mount-data-path'])
    expect(read(folder)).toBe(UNDECLARED)
  })
})

describe('fix --migrate', () => {
  const text = 'services:\n  db:\n    image: postgres:16\n    volumes:\n      - ./pg:/var/lib/postgresql/data\n'

  test('writes a volume that nothing but the plan creates, and the plan', () => {
    const folder = folderWith({ 'compose.yaml': text })
    expect(storlint(folder, ['fix', '--migrate']).status).toBe(0)
    expect(read(folder)).toBe(
      text.replace('./pg', 'db-data-moved') +
        'volumes:\n  db-data-moved:\n    external: true\n    name: ${COMPOSE_PROJECT_NAME}_db-data-moved\n',
    )
    const plan = 'storlint-plan/db-mount-var-lib-postgresql-data'
    expect(read(folder, `${plan}/README.md`)).toContain('Written by storlint')
    expect(statSync(path.join(folder, plan, 'migrate.sh')).mode & 0o777).toBe(0o755)
  })

  test('never writes over a file that is not its own, and then leaves the source alone', () => {
    const folder = folderWith({
      'compose.yaml': text,
      'storlint-plan/db-mount-var-lib-postgresql-data/README.md': 'mine',
    })
    const { status, stderr } = storlint(folder, ['fix', '--migrate'])
    expect({ status, said: stderr.includes('was not written by storlint') }).toEqual({ status: 2, said: true })
    expect(read(folder)).toBe(text)
  })

  test('plan writes plan and patch, and touches no source', () => {
    const folder = folderWith({ 'compose.yaml': text })
    expect(storlint(folder, ['plan', '--out', 'moves']).status).toBe(0)
    expect(read(folder)).toBe(text)
    expect(read(folder, 'moves/changes.patch')).toContain('+      - db-data-moved:/var/lib/postgresql/data')
  })
})

describe('fix --stdin-filename', () => {
  test('prints the fixed text, and findings on standard error', () => {
    const { status, stdout, stderr } = storlint(
      folderWith({}),
      ['fix', '--stdin-filename', 'compose.yaml', '-'],
      UNDECLARED,
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: DECLARED })
    expect(stderr).toContain('Declare the volume data')
  })

  test('prints the text unchanged where it cannot complete', () => {
    const broken = 'services:\n  web: [\n'
    const { status, stdout } = storlint(folderWith({}), ['fix', '--stdin-filename', 'compose.yaml', '-'], broken)
    expect({ status, stdout }).toEqual({ status: 0, stdout: broken })
  })

  test('leaves out fixes that need other files', () => {
    const text = 'services:\n  db:\n    image: postgres:16\n    volumes: [./pg:/var/lib/postgresql/data]\n'
    const { stdout, stderr } = storlint(
      folderWith({}),
      ['fix', '--migrate', '--stdin-filename', 'compose.yaml', '-'],
      text,
    )
    expect(stdout).toBe(text)
    expect(stderr).toContain('needs files beside it')
  })
})

test('a file that changed meanwhile is not written over', async () => {
  const { exchange } = await import('../../src/engine/write.ts')
  const folder = folderWith({ 'compose.yaml': 'old\n' })
  const file = path.join(folder, 'compose.yaml')
  writeFileSync(file, 'changed\n')
  expect(() => exchange(file, 'old\n', 'new\n')).toThrow('has changed since it was read')
  expect(read(folder)).toBe('changed\n')
})
