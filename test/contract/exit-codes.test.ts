import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const CLEAN = 'services:\n  web:\n    image: nginx:1.27\n'
const WARNING = 'services:\n  app:\n    image: example/app:1\n    volumes: [/etc/app:/config]\n'
const ERROR = 'services:\n  app:\n    image: example/app:1\n    volumes: [data:/data]\n'
const HINT = 'services:\n  vault:\n    image: vaultwarden/server:1.32.0\n    volumes: [./data:/data]\n'
const BROKEN = 'services:\n  web: [\n'

describe.each([['text'], ['concise'], ['json'], ['github']])('check --format %s ends with', (format) => {
  test.each([
    [0, 'a clean file', CLEAN, []],
    [0, 'a hint', HINT, []],
    [1, 'a hint, asked for', HINT, ['--fail-on', 'info']],
    [1, 'a warning', WARNING, []],
    [0, 'a warning, errors asked for', WARNING, ['--fail-on', 'error']],
    [1, 'an error', ERROR, []],
    [0, 'an error, never', ERROR, ['--fail-on', 'never']],
    [2, 'a file that cannot be read as YAML', BROKEN, []],
    [2, 'a broken file, never', BROKEN, ['--fail-on', 'never']],
  ] as const)('%i for %s', (status, _, text, options) => {
    const folder = folderWith({ 'compose.yaml': text })
    expect(storlint(folder, ['check', '--format', format, ...options, 'compose.yaml']).status).toBe(status)
  })
})

describe('could not complete', () => {
  test.each([
    ['a missing file', ['check', 'gone.yaml'], 'there is no such file or folder'],
    ['an unknown option', ['check', '--colour'], "unknown option '--colour'"],
    ['an unknown rule', ['check', '--rule', 'nope'], 'there is no rule "nope"; `storlint rules` lists them'],
    ['a rule to explain that is none', ['explain', 'nope'], 'there is no rule "nope"'],
    ['a folder without YAML', ['check', '.'], 'there is no YAML file in what was given'],
    ['- without a name', ['check', '-'], 'to read standard input, say what file it is'],
  ])('%s', (_, args, said) => {
    const { status, stdout, stderr } = storlint(folderWith({}), args)
    expect({ status, said: (stdout + stderr).includes(said) }).toEqual({ status: 2, said: true })
  })

  test('a link in a circle, a folder named like a file, UTF-16, NUL bytes', () => {
    const folder = folderWith({ 'utf16.compose.yaml': '' })
    symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'))
    mkdirSync(path.join(folder, 'compose.yaml'))
    writeFileSync(path.join(folder, 'docker-compose.yml'), Buffer.from('\ufeffservices:', 'utf16le'))
    const run = storlint(folder, ['check', '--format', 'concise', 'loop.yaml', 'docker-compose.yml'])
    expect(run).toEqual({
      status: 2,
      stdout:
        'loop.yaml: error[unreadable] a symbolic link leads in a circle\n' +
        'docker-compose.yml: error[unreadable] encoded as UTF-16: save it as UTF-8\n',
      stderr: '',
    })
  })

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    const folder = folderWith({ 'compose.yaml': CLEAN })
    chmodSync(path.join(folder, 'compose.yaml'), 0)
    expect(storlint(folder, ['check']).status).toBe(2)
  })
})

describe('is no failure', () => {
  test('a file of no known dialect', () => {
    const folder = folderWith({
      'values.yaml': 'replicas: 2\n',
      'list.yml': '- 1\n',
      'chart.yaml': 'a: {{ .b }}\n  c: - d\n',
    })
    const { status, stdout } = storlint(folder, ['check', '--format', 'json'])
    const { skipped } = JSON.parse(stdout) as { skipped: readonly object[] }
    expect({ status, skipped }).toEqual({
      status: 0,
      skipped: [
        { path: 'chart.yaml', reason: 'a template, not YAML yet: render it first' },
        { path: 'list.yml', reason: 'no mapping at the top' },
        { path: 'values.yaml', reason: 'no known dialect' },
      ],
    })
  })

  test('no YAML at all, where that is allowed', () => {
    expect(storlint(folderWith({}), ['check', '--allow-no-files']).status).toBe(0)
  })

  test('names that look like options, behind --', () => {
    const folder = folderWith({ '--rule=x.yaml': CLEAN, 'with space.yaml': CLEAN })
    expect(storlint(folder, ['check', '--', '--rule=x.yaml', 'with space.yaml']).status).toBe(0)
  })
})

test('a broken file does not hide its siblings', () => {
  const folder = folderWith({ 'a/compose.yaml': BROKEN, 'b/compose.yaml': ERROR })
  const { status, stdout } = storlint(folder, ['check', '--format', 'concise'])
  expect({ status, lines: stdout.split('\n').map((l) => l.split(' ').slice(0, 2).join(' ')) }).toEqual({
    status: 2,
    lines: ['a/compose.yaml:2:8: error[syntax]', 'b/compose.yaml:4:15: error[undeclared-named-volume]', ''],
  })
})
