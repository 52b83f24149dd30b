/** What configuration files settle, from the outside. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { RULES } from '../../src/rules/index.gen.ts'
import { RESERVED } from '../../src/core/suppression.ts'
import { folderWith, storlint } from '../contract/cli.ts'

const BIND = 'services:\n  db:\n    image: postgres:16\n    volumes:\n      - ./pg:/var/lib/postgresql/data\n'

/** The findings of a check, as `path severity rule`, and what else it says. */
function check(files: Readonly<Record<string, string>>, args: readonly string[] = [], cwd = ''): object {
  const folder = folderWith(files)
  const { status, stdout, stderr } = storlint(`${folder}/${cwd}`, ['check', '--format', 'json', ...args])
  const { findings, errors, skipped } = JSON.parse(stdout) as {
    findings: readonly { path: string; severity: string; rule: string }[]
    errors: readonly {
      path: string
      kind: string
      message: string
      range: { start: { line: number; column: number } } | null
    }[]
    skipped: readonly object[]
  }
  return {
    status,
    found: findings.map((f) => `${f.path} ${f.severity} ${f.rule}`),
    errors: errors.map((e) => `${e.path}:${e.range?.start.line}:${e.range?.start.column} ${e.kind} ${e.message}`),
    skipped,
    stderr,
  }
}

const NONE = { errors: [], skipped: [], stderr: '' }
const RULE = 'bind-mount-data-path'
const found = (severity: string, path = 'compose.yaml'): string => `${path} ${severity} ${RULE}`

describe('a level', () => {
  test.each([
    ['off', 0, []],
    ['info', 0, [found('info')]],
    ['warning', 1, [found('warning')]],
    ['error', 1, [found('error')]],
  ])('%s', (level, status, expected) => {
    const config = `rules:\n  ${RULE}: ${level}\n`
    expect(check({ 'compose.yaml': BIND, '.storlint.yaml': config })).toEqual({ ...NONE, status, found: expected })
  })

  test('of a reserved name', () => {
    const text = 'services:\n  web: # storlint-ignore tmpfs-on-data-path: why\n    image: nginx:1.27\n'
    expect(check({ 'compose.yaml': text, '.storlint.yaml': 'rules: {unused-suppression: off}\n' })).toEqual({
      ...NONE,
      status: 0,
      found: [],
    })
  })

  test('a rule that is off hides no other rule of the same fault', () => {
    const text = BIND.replace('./pg', '/srv/pg')
    const absolute = check({ 'compose.yaml': text, '.storlint.yaml': `rules: {${RULE}: off}\n` })
    expect(absolute).toEqual({ ...NONE, status: 1, found: ['compose.yaml warning bind-absolute-host-path'] })
  })
})

describe('which file counts', () => {
  const OFF = `rules: {${RULE}: off}\n`
  const INFO = `rules: {${RULE}: info}\n`

  test.each(['.storlint.yaml', '.storlint.yml', 'storlint.yaml'])('%s', (name) => {
    expect(check({ 'compose.yaml': BIND, [name]: OFF })).toEqual({ ...NONE, status: 0, found: [] })
  })

  test('the nearest, and no other', () => {
    const files = {
      '.storlint.yaml': OFF,
      'compose.yaml': BIND,
      'a/b/compose.yaml': BIND,
      'a/.storlint.yaml': 'rules: {}\n',
      'c/compose.yaml': BIND,
      'c/storlint.yaml': INFO,
    }
    expect(check(files)).toEqual({
      ...NONE,
      status: 1,
      found: [found('warning', 'a/b/compose.yaml'), found('info', 'c/compose.yaml')],
    })
  })

  test('none above the root of the work tree', () => {
    const files = { '.storlint.yaml': OFF, 'repo/.git/HEAD': '', 'repo/compose.yaml': BIND }
    expect(check(files)).toEqual({ ...NONE, status: 1, found: [found('warning', 'repo/compose.yaml')] })
  })

  test('one between the working directory and the root of the work tree', () => {
    const files = { '.git/HEAD': '', '.storlint.yaml': OFF, 'a/compose.yaml': BIND }
    expect(check(files, [], 'a')).toEqual({ ...NONE, status: 0, found: [] })
  })

  test('without git none above the working directory', () => {
    expect(check({ '.storlint.yaml': OFF, 'a/compose.yaml': BIND }, [], 'a')).toEqual({
      ...NONE,
      status: 1,
      found: [found('warning')],
    })
  })

  test('--config FILE for all files, --no-config none', () => {
    const files = { '.storlint.yaml': OFF, 'compose.yaml': BIND, 'other/info.yaml': INFO }
    expect([
      check(files, ['--config', 'other/info.yaml', 'compose.yaml']),
      check(files, ['--no-config', 'compose.yaml']),
    ]).toEqual([
      { ...NONE, status: 0, found: [found('info')] },
      { ...NONE, status: 1, found: [found('warning')] },
    ])
  })

  test('a buffer has that of its name', () => {
    const folder = folderWith({ 'a/.storlint.yaml': OFF })
    const args = ['check', '--format', 'concise', '--stdin-filename', 'a/compose.yaml', '-']
    expect(storlint(folder, args, BIND)).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})

describe('extends', () => {
  test('strict: hints fail a run', () => {
    const files = { 'compose.yaml': BIND, '.storlint.yaml': `extends: [strict]\nrules: {${RULE}: info}\n` }
    expect(check(files)).toEqual({ ...NONE, status: 1, found: [found('info')] })
  })

  test('files, each relative to the one that names it; what comes later counts', () => {
    const files = {
      'app/compose.yaml': BIND,
      'app/.storlint.yaml': 'extends: [../base/a.yaml, ../base/b.yaml]\n',
      'base/a.yaml': `rules: {${RULE}: error}\nignore: [old]\n`,
      'base/b.yaml': 'extends: [./c.yaml]\n',
      'base/c.yaml': `rules: {${RULE}: info}\n`,
    }
    expect(check(files, ['app'])).toEqual({ ...NONE, status: 0, found: [found('info', 'app/compose.yaml')] })
  })

  test('one file twice is no circle', () => {
    const files = {
      'compose.yaml': BIND,
      '.storlint.yaml': 'extends: [./a.yaml, ./b.yaml]\n',
      'a.yaml': 'extends: [./c.yaml]\n',
      'b.yaml': 'extends: [./c.yaml]\n',
      'c.yaml': `rules: {${RULE}: info}\n`,
    }
    expect(check(files, ['compose.yaml'])).toEqual({ ...NONE, status: 0, found: [found('info')] })
  })
})

describe('overrides', () => {
  test('the last one that matches counts', () => {
    const config = `rules: {${RULE}: error}\noverrides:\n  - files: ['*.yaml']\n    rules: {${RULE}: info}\n  - files: [b]\n    rules: {${RULE}: warning}\n`
    const files = { '.storlint.yaml': config, 'a/compose.yaml': BIND, 'b/compose.yaml': BIND }
    expect(check(files)).toEqual({
      ...NONE,
      status: 1,
      found: [found('info', 'a/compose.yaml'), found('warning', 'b/compose.yaml')],
    })
  })

  test('a context goes before what names say', () => {
    const text = 'services:\n  db:\n    image: postgres:16\n    tmpfs: [/var/lib/postgresql/data]\n'
    const config =
      "overrides:\n  - files: ['ci/*']\n    context: production\n  - files: ['web/*']\n    context: throwaway\n"
    const files = { 'ci/compose.yaml': text, 'web/compose.yaml': text }
    const rule = 'tmpfs-on-data-path'
    expect([check(files), check({ ...files, '.storlint.yaml': config })]).toEqual([
      { ...NONE, status: 1, found: [`web/compose.yaml error ${rule}`] },
      { ...NONE, status: 1, found: [`ci/compose.yaml error ${rule}`] },
    ])
  })
})

describe('images', () => {
  const LEDGER = `images:
  - image: registry.example.com/ledger
    engine: database
    data:
      - {path: /var/lib/ledger, kind: data, versions: '>=2'}
      - {path: /ledger, kind: data, versions: '<2'}
    moves:
      - {kind: env, name: LEDGER_DIR}
    declares: []
`
  const text = (tag: string, more = ''): string =>
    `services:\n  ledger:\n    image: registry.example.com/ledger:${tag}\n${more}    volumes: ['./l:/var/lib/ledger', './v:/srv/v']\n`

  test.each([
    ['a path of its version', '2.1', '', './l'],
    ['no path of another version', '1.9', '', undefined],
    ['a path that a variable moves', '2.1', '    environment: {LEDGER_DIR: /srv/v}\n', './v'],
  ])('of an owner: %s', (_, tag, more, mount) => {
    const folder = folderWith({ 'compose.yaml': text(tag, more), '.storlint.yaml': LEDGER })
    const { stdout } = storlint(folder, ['check', '--format', 'json', '--rule', RULE])
    const { findings } = JSON.parse(stdout) as { findings: readonly { range: { start: { offset: number } } }[] }
    const places = findings.map((f) => text(tag, more).slice(f.range.start.offset).slice(0, 3))
    expect(places).toEqual(mount === undefined ? [] : [mount])
  })

  test('a mirror is known by a further name, with all that is known', () => {
    const mirrored = BIND.replace('postgres:16', 'registry.example.com/pg:16')
    const config = 'images:\n  - image: postgres\n    aliases: [registry.example.com/pg]\n'
    expect([
      check({ 'compose.yaml': mirrored }),
      check({ 'compose.yaml': mirrored, '.storlint.yaml': config }),
    ]).toEqual([
      { ...NONE, status: 0, found: [] },
      { ...NONE, status: 1, found: [found('warning')] },
    ])
  })

  test('hold for the files of their configuration only', () => {
    const mirrored = BIND.replace('postgres:16', 'registry.example.com/pg:16')
    const config = 'images:\n  - image: postgres\n    aliases: [registry.example.com/pg]\n'
    const files = { 'a/compose.yaml': mirrored, 'b/compose.yaml': mirrored, 'b/.storlint.yaml': config }
    expect(check(files)).toEqual({ ...NONE, status: 1, found: [found('warning', 'b/compose.yaml')] })
  })
})

test('ignored files are skipped, also where they are named; fail-on of the nearest counts', () => {
  const files = {
    '.storlint.yaml': 'ignore: [vendor]\nfail-on: error\n',
    'compose.yaml': BIND,
    'vendor/compose.yaml': BIND,
  }
  const skipped = [{ path: 'vendor/compose.yaml', reason: 'ignored by .storlint.yaml' }]
  expect([check(files), check(files, ['vendor/compose.yaml']), check(files, ['--fail-on', 'warning'])]).toEqual([
    { ...NONE, skipped, status: 0, found: [found('warning')] },
    { ...NONE, skipped, status: 0, found: [] },
    { ...NONE, skipped, status: 1, found: [found('warning')] },
  ])
})

test.each(['ignore: [compose.yaml]\n', 'rules: 1\n'])(
  'a buffer that is left alone comes back as it was: %s',
  (config) => {
    const text = 'services:\n  app:\n    image: example/app:1\n    volumes: [data:/data]\n'
    const folder = folderWith({ '.storlint.yaml': config })
    expect(storlint(folder, ['fix', '--stdin-filename', 'compose.yaml', '-'], text).stdout).toBe(text)
  },
)

test('a file of nothing, or of keys without values, settles nothing', () => {
  expect(
    ['', '# nothing\n', 'rules:\nignore:\n'].map((c) => check({ 'compose.yaml': BIND, '.storlint.yaml': c })),
  ).toEqual(Array.from({ length: 3 }, () => ({ ...NONE, status: 1, found: [found('warning')] })))
})

describe('a mistake ends with 2, has its place, and leaves the files alone', () => {
  const LEFT = {
    status: 2,
    found: [],
    skipped: [{ path: 'compose.yaml', reason: 'its configuration has errors' }],
    stderr: '',
  }
  test.each([
    ['rules: [a]', '1:1 config rules must be a mapping'],
    [
      `rules:\n  ${RULE}: of`,
      `2:25 config ${RULE} must be one of off, info, warning, error, not "of"; did you mean off?`,
    ],
    ['extends: strict', '1:10 config extends must be a list'],
    ['extends: [stict]', '1:11 config there is no built-in configuration "stict"; did you mean "strict"?'],
    ['extends: [./gone.yaml]', '1:11 config gone.yaml: there is no such file or folder'],
    ['extends: [/etc/a.yaml]', '1:11 config extends names files relative to this one'],
    ['extends: [./.storlint.yaml]', '1:11 config extends leads in a circle: .storlint.yaml, .storlint.yaml'],
    ['ignore: [1]', '1:10 config an entry of ignore must be a text'],
    [
      "ignore: ['!a']",
      '1:10 config an entry of ignore must be a glob relative to this file, with `/` and without a leading `!`',
    ],
    ['overrides:\n  - rules: {}', '2:5 config an entry of overrides needs a key "files"'],
    ['overrides:\n  - files: []', '2:5 config files must not be empty'],
    [
      'overrides:\n  - files: [a]\n    context: test',
      '3:14 config context must be one of production, development, throwaway, not "test"',
    ],
    ['fail-on: none', '1:10 config fail-on must be one of error, warning, info, never, not "none"'],
    [
      'images:\n  - image: a\n    data:\n      - path: d\n        kind: data',
      '4:15 config path must be an absolute path without a slash at its end, in which `{major}` may stand for the major version',
    ],
    ['images:\n  - image: docker.io/library/a', '2:12 config "docker.io/library/a" is not a plain repository'],
    [
      "images:\n  - image: a\n    data:\n      - {path: /d, kind: data, versions: 'x1'}",
      '4:42 config "x1": Invalid comparator',
    ],
    [
      'images:\n  - image: a\n    moves:\n      - {kind: env, name: B_TOKEN, adds: true}',
      '4:10 config the value of B_TOKEN may be a secret',
    ],
    [
      "images:\n  - image: a\n    versionFromTag: '(a+)+$'",
      '3:21 config versionFromTag repeats a group that repeats inside',
    ],
    [
      'images:\n  - image: a\n    ephemeral:\n      - {evn: A}',
      '4:10 config an entry of ephemeral must be a condition: always, env, flag, word, command, tag, all, any or not',
    ],
    [
      'cluster:\n  classes:\n    - name: fast\n      minimumSize: 1GB',
      '4:20 config minimumSize must be a Kubernetes quantity such as `10Gi`',
    ],
    ['rules: {}\n---\nrules: {}', '3:1 config a configuration is one document'],
    ['rules: {', '1:8 config'],
    ['- a', '1:1 config the configuration must be a mapping'],
  ])('%s', (config, expected) => {
    const said = check({ 'compose.yaml': BIND, '.storlint.yaml': `${config}\n` }, ['compose.yaml'])
    const errors = [expect.stringContaining(`.storlint.yaml:${expected}`) as string]
    expect(said).toEqual({ ...LEFT, errors })
  })

  test('in a file that is extended, told once, at its own place', () => {
    const files = {
      'compose.yaml': BIND,
      '.storlint.yaml': 'extends: [./base.yaml]\n',
      'a/compose.yaml': BIND,
      'a/.storlint.yaml': 'extends: [../base.yaml]\n',
      'base.yaml': 'rules: 1\n',
    }
    expect(check(files, ['compose.yaml', 'a/compose.yaml'])).toMatchObject({
      status: 2,
      found: [],
      errors: ['base.yaml:1:8 config rules must be a mapping'],
    })
  })

  test('in --config: a file that is not there', () => {
    expect(check({ 'compose.yaml': BIND }, ['--config', 'gone.yaml'])).toEqual({
      ...LEFT,
      errors: ['gone.yaml:undefined:undefined config there is no such file or folder'],
    })
  })

  test('aliases that make too much of a file', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(10).fill(`*x${i}`).join(', ')}]`)
    const config = `x0: &x0 [a]\n${lines.join('\n')}\n`
    expect(check({ 'compose.yaml': BIND, '.storlint.yaml': config })).toMatchObject({
      errors: ['.storlint.yaml:1:1 config its aliases make too much of it'],
    })
  })

  test('and fix writes nothing', () => {
    const text = 'services:\n  app:\n    image: example/app:1\n    volumes: [data:/data]\n'
    const folder = folderWith({ 'compose.yaml': text, '.storlint.yaml': 'rules: 1\n' })
    const { status } = storlint(folder, ['fix'])
    expect({ status, text: readFileSync(`${folder}/compose.yaml`, 'utf8') }).toEqual({ status: 2, text })
  })
})

describe('what storlint does not know', () => {
  test('is told with the keys of its own place', () => {
    const doubtful = 'overrides:\n  - files: [a]\n    rule: {}\nimages:\n  - image: a\n    move: []\n'
    expect(check({ 'compose.yaml': BIND, '.storlint.yaml': doubtful })).toMatchObject({
      stderr:
        'storlint: warning: .storlint.yaml:3:5: there is no key "rule"; did you mean "rules"?\n' +
        'storlint: warning: .storlint.yaml:6:5: there is no key "move"; did you mean "moves"?\n',
    })
  })

  test('a cluster among them', () => {
    const cluster = 'cluster: {preset: gkee}\n'
    expect(check({ 'compose.yaml': BIND, '.storlint.yaml': cluster })).toMatchObject({
      stderr: 'storlint: warning: .storlint.yaml:1:19: there is no cluster "gkee"; did you mean "gke"?\n',
    })
  })

  const config = `rulez: {}\nrules:\n  ${RULE}s: off\n`
  const files = { 'compose.yaml': BIND, '.storlint.yaml': config }
  const key = 'there is no key "rulez"; did you mean "rules"?'
  const rule = `there is no rule "${RULE}s"; did you mean "${RULE}"?`

  test('is a warning', () => {
    expect(check(files)).toEqual({
      ...NONE,
      status: 1,
      found: [found('warning')],
      stderr: `storlint: warning: .storlint.yaml:1:1: ${key}\nstorlint: warning: .storlint.yaml:3:3: ${rule}\n`,
    })
  })

  test('with --strict-config an error', () => {
    expect(check(files, ['--strict-config'])).toMatchObject({
      status: 2,
      found: [],
      errors: [`.storlint.yaml:1:1 config ${key}`, `.storlint.yaml:3:3 config ${rule}`],
      stderr: '',
    })
  })
})

test('--print-config says what is settled, and where', () => {
  const folder = folderWith({
    '.storlint.yaml': `extends: [strict, ./base.yaml]\noverrides:\n  - files: [a]\n    context: development\n    rules: {${RULE}: info}\ncluster:\n  preset: k3d\n  classes: [{name: fast, default: true}]\n`,
    'base.yaml': `rules:\n  ${RULE}: error\n  tmpfs-on-data-path: off\nimages:\n  - image: a\n    user: '1:1'\n`,
  })
  const { status, stdout } = storlint(folder, ['--print-config', 'a/compose.yaml'])
  const { rules, ...rest } = JSON.parse(stdout) as { rules: Readonly<Record<string, object>> }
  expect({ status, ...rest }).toEqual({
    status: 0,
    path: 'a/compose.yaml',
    files: ['strict', 'base.yaml', '.storlint.yaml'],
    ignored: null,
    'fail-on': { value: 'info', from: 'strict' },
    context: { value: 'development', from: '.storlint.yaml:4:14' },
    images: [{ value: { source: 'base.yaml', image: 'a', user: '1:1' }, from: 'base.yaml:5:5' }],
    cluster: {
      value: { preset: 'k3d', classes: [{ name: 'fast', default: true }] },
      from: '.storlint.yaml:6:1',
    },
  })
  expect({ names: Object.keys(rules), ...rules }).toMatchObject({
    names: [...RULES.map((r) => r.meta.name), ...RESERVED.map((r) => r.name)],
    [RULE]: { level: 'info', from: '.storlint.yaml:5:35' },
    'tmpfs-on-data-path': { level: 'off', from: 'base.yaml:3:23' },
    'unused-suppression': { level: 'warning', from: 'default' },
  })
})

test('--list-files prints what would be checked', () => {
  const folder = folderWith({
    'a/compose.yaml': BIND,
    'compose.yaml': BIND,
    'old/compose.yaml': BIND,
    '.storlint.yaml': 'ignore: [old]\n',
  })
  expect(storlint(folder, ['--list-files'])).toEqual({
    status: 0,
    stdout: 'a/compose.yaml\ncompose.yaml\n',
    stderr: '',
  })
})

test('--statistics counts by rule and severity', () => {
  const folder = folderWith({
    'a/compose.yaml': BIND,
    'compose.yaml': BIND,
    '.storlint.yaml': `overrides: [{files: [a], rules: {${RULE}: info}}]\n`,
  })
  const run = (format: string): string => storlint(folder, ['--statistics', '--format', format]).stdout
  const counts = `1  info     ${RULE}\n1  warning  ${RULE}\n`
  const { summary } = JSON.parse(run('json')) as { summary: object }
  expect({
    concise: run('concise').endsWith(`\n${counts}`),
    text: run('text').endsWith(`\n\n${counts}`),
    summary,
  }).toEqual({
    concise: true,
    text: true,
    summary: {
      files: 2,
      documents: 2,
      findings: { error: 0, warning: 1, info: 1 },
      suppressed: 0,
      rules: [
        { rule: RULE, severity: 'info', count: 1 },
        { rule: RULE, severity: 'warning', count: 1 },
      ],
    },
  })
})

test('the published schema names every rule', () => {
  const schema = JSON.parse(readFileSync('schemas/storlint.schema.json', 'utf8')) as {
    definitions: { rules: { properties: object } }
  }
  expect(Object.keys(schema.definitions.rules.properties)).toEqual([
    ...RULES.map((r) => r.meta.name),
    ...RESERVED.map((r) => r.name),
  ])
})
