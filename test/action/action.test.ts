/** The GitHub Action, as a process, on real events of a work tree of its own. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DOCS_BASE } from '../../src/core/about.ts'
import { folderWith } from '../contract/cli.ts'
import { commit, git, workTree, write } from '../engine/git-folder.ts'
import { ACTION, runStep, type Told } from './run.ts'

const CLEAN = 'services:\n  web:\n    image: nginx:1.27\n'
const ERROR = 'services:\n  app:\n    image: example/app:1\n    volumes:\n      - data:/data\n'
const WARNING = 'services:\n  app:\n    image: example/app:1\n    volumes: [/etc/app:/config]\n'

const HEAD = '## storlint\n\n'
const TABLE = '| | Place | Rule | What is wrong | Fix |\n| --- | --- | --- | --- | --- |\n'
const RULE = 'undeclared-named-volume'
const MESSAGE = 'the volume data is not declared at the top level, so Compose refuses the project'

/** What is said of ERROR in a file. */
const annotation = (file: string): string =>
  `::error file=${file},line=5,col=9,endLine=5,endColumn=13,title=storlint (${RULE})::${MESSAGE}%0ADeclare data under the top-level volumes.`
const logLine = (file: string): string => `${file}:5:9: error[${RULE}] ${MESSAGE}`
const row = (file: string): string =>
  `| error | <code>${file}&#58;5</code> | [<code>${RULE}</code>](${DOCS_BASE}/src/rules/${RULE}.md) | ${MESSAGE} | Declare the volume data (safe) |\n`

const FIXABLE = ['Fixable: 1 with `storlint fix`. Add --diff to look first.']
const FIXABLE_SUMMARY = 'Fixable&#58; 1 with &#96;storlint fix&#96;. Add --diff to look first.\n\n'
const ONLY_CHANGED = 'Only files that changed were checked.'

/** All that is told of one ERROR in a file, where only what changed was checked. */
function oneError(file: string): Omit<Told, 'json'> {
  return {
    status: 1,
    log: [logLine(file), '1 error in 1 file.', ...FIXABLE, ONLY_CHANGED],
    commands: [annotation(file)],
    summary: `${HEAD}1 error in 1 file.\n\n${FIXABLE_SUMMARY}${ONLY_CHANGED}\n\n${TABLE}${row(file)}`,
    outputs: { findings: '1', errors: '1', warnings: '0', fixable: '1', 'exit-code': '1' },
  }
}

/** What is told, without the report. */
function told({ json: _, ...rest }: Told): Omit<Told, 'json'> {
  return rest
}

/** A work tree whose main has an old fault, and a branch `volumes` with a new one; main moves on after the branch. */
function forked(): { folder: string; base: string; head: string } {
  const folder = workTree({ 'old/compose.yaml': ERROR, 'gone/compose.yaml': ERROR, 'readme.txt': '' })
  const base = git(folder, 'rev-parse', 'HEAD')
  git(folder, 'switch', '-q', '-c', 'volumes')
  rmSync(path.join(folder, 'gone'), { recursive: true })
  const head = commit(folder, { 'new/compose.yaml': ERROR, 'readme.txt': 'more', 'values.txt': '' })
  git(folder, 'switch', '-q', 'main')
  commit(folder, { 'later/compose.yaml': ERROR })
  return { folder, base, head }
}

/** What actions/checkout gives for a pull request: its merge into main, at a depth. */
function checkedOut(depth: number): { workspace: string; commits: Record<string, string> } {
  const { folder, base, head } = forked()
  git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'volumes')
  const workspace = path.join(folderWith({}), 'clone')
  const cut = depth === 0 ? [] : ['--depth', String(depth)]
  git(folder, 'clone', '-q', ...cut, '--branch', 'main', `file://${folder}`, workspace)
  return { workspace, commits: { base, head } }
}

describe('a pull request', () => {
  test.each([[2], [0]])('checked out with fetch-depth %i: what it changes is checked', (depth) => {
    expect(told(runStep({ ...checkedOut(depth), event: 'pull_request' }))).toEqual(oneError('new/compose.yaml'))
  })

  test('checked out with fetch-depth 1: everything is checked, and a notice says why', () => {
    const { status, commands, outputs } = runStep({ ...checkedOut(1), event: 'pull_request' })
    const why = 'the base of the pull request is not in this clone; actions/checkout fetches it with fetch-depth: 2'
    expect({ status, commands, outputs }).toEqual({
      status: 1,
      commands: [
        `::notice title=storlint::All files were checked: ${why}.`,
        ...['later', 'new', 'old'].map((name) => annotation(`${name}/compose.yaml`)),
      ],
      outputs: { findings: '3', errors: '3', warnings: '0', fixable: '3', 'exit-code': '1' },
    })
  })

  test('whose head is checked out: what it changes since it left its base', () => {
    const { folder, base, head } = forked()
    git(folder, 'switch', '-q', 'volumes')
    const step = { workspace: folder, event: 'pull_request', commits: { base, head } } as const
    expect(told(runStep(step))).toEqual(oneError('new/compose.yaml'))
  })

  test('that is not what is checked out: everything is checked', () => {
    const { folder, base, head } = forked()
    git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'volumes')
    const other = commit(folder, {})
    git(
      folder,
      'merge',
      '-q',
      '--no-ff',
      '-m',
      'again',
      git(folder, 'commit-tree', '-p', base, '-m', 'x', 'HEAD^{tree}'),
    )
    const step = { workspace: folder, event: 'pull_request', commits: { base: other, head } } as const
    expect(runStep(step).commands[0]).toBe(
      '::notice title=storlint::All files were checked: what is checked out is not the pull request.',
    )
  })
})

describe('a push', () => {
  function pushed(files: Readonly<Record<string, string>>, first = {}): Told {
    const folder = workTree({ 'old/compose.yaml': ERROR, ...first })
    const before = git(folder, 'rev-parse', 'HEAD')
    return runStep({ workspace: folder, event: 'push', commits: { before, after: commit(folder, files) } })
  }

  test('is checked from before to after', () => {
    expect(told(pushed({ 'new/compose.yaml': ERROR }))).toEqual(oneError('new/compose.yaml'))
  })

  test('that changes no YAML is clean', () => {
    expect(told(pushed({ 'readme.txt': 'more' }))).toEqual({
      status: 0,
      log: ['No findings in 0 files.', 'No YAML file and no Dockerfile changed.'],
      commands: [],
      summary: `${HEAD}No findings in 0 files.\n\nNo YAML file and no Dockerfile changed.\n\n`,
      outputs: { findings: '0', errors: '0', warnings: '0', fixable: '0', 'exit-code': '0' },
    })
  })

  test('that changes a Dockerfile is checked in the Compose file that builds from it', () => {
    const compose = 'services:\n  db:\n    build: ./db\n'
    const first = { 'compose.yaml': compose, 'db/Dockerfile': 'FROM example/db\n', 'web/compose.yaml': ERROR }
    const { status, log, commands } = pushed({ 'db/Dockerfile': 'FROM postgres:16\n' }, first)
    expect({ status, log: log.filter((line) => line.includes('error')), commands: commands.length }).toEqual({
      status: 1,
      log: [expect.stringMatching(/^compose\.yaml:3:5: error\[data-path-on-anonymous-volume\] /), '1 error in 1 file.'],
      commands: 1,
    })
  })

  test('of a renamed file, a name with spaces, and one like an option', () => {
    const folder = workTree({ 'a.yaml': ERROR })
    const before = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'mv', 'a.yaml', 'b c.yaml')
    const after = commit(folder, { '--rule=x.yaml': ERROR })
    const { commands } = runStep({ workspace: folder, event: 'push', commits: { before, after } })
    expect(commands).toEqual([annotation('--rule=x.yaml'), annotation('b c.yaml')])
  })

  test('that changes the configuration is checked as a whole', () => {
    const { commands } = pushed({ '.storlint.yaml': '', 'new/compose.yaml': CLEAN })
    expect(commands).toEqual([
      '::notice title=storlint::All files were checked: the configuration of storlint changed.',
      annotation('old/compose.yaml'),
    ])
  })

  test('that changes what the configuration extends, too', () => {
    const folder = workTree({
      '.storlint.yaml': 'extends: [./lint/base.yaml]\n',
      'lint/base.yaml': '',
      'old/compose.yaml': ERROR,
    })
    const before = git(folder, 'rev-parse', 'HEAD')
    const commits = { before, after: commit(folder, { 'lint/base.yaml': 'rules: {}\n' }) }
    expect(runStep({ workspace: folder, event: 'push', commits }).commands).toEqual([
      '::notice title=storlint::All files were checked: the configuration of storlint changed.',
      annotation('old/compose.yaml'),
    ])
  })

  test.each([
    ['of a new branch', { before: '0'.repeat(40) }, 'the branch is new'],
    [
      'from a commit that is not here',
      { before: 'a'.repeat(40) },
      'the commit before the push is not in this clone; actions/checkout fetches it with fetch-depth: 0',
    ],
    ['to a commit that is not checked out', { after: 'a'.repeat(40) }, 'what is checked out is not what was pushed'],
    ['that names an option', { before: '--output=x' }, 'the event names no commits'],
  ])('%s: everything is checked', (_, commits, why) => {
    const folder = workTree({ 'compose.yaml': CLEAN })
    const head = git(folder, 'rev-parse', 'HEAD')
    const { status, commands } = runStep({
      workspace: folder,
      event: 'push',
      commits: { before: head, after: head, ...commits },
    })
    expect({ status, commands }).toEqual({
      status: 0,
      commands: [`::notice title=storlint::All files were checked: ${why}.`],
    })
  })
})

describe('any other event', () => {
  test('has everything checked, without a word', () => {
    const { status, commands } = runStep({ workspace: workTree({ 'compose.yaml': CLEAN }), event: 'schedule' })
    expect({ status, commands }).toEqual({ status: 0, commands: [] })
  })

  test('with a base: what changed since then', () => {
    const { folder } = forked()
    git(folder, 'switch', '-q', 'volumes')
    expect(told(runStep({ workspace: folder, event: 'schedule', inputs: { base: 'main' } }))).toEqual(
      oneError('new/compose.yaml'),
    )
  })

  test.each([['--output=stolen'], ['nowhere'], ['main; touch stolen']])('with the base %s: everything', (base) => {
    const folder = workTree({ 'compose.yaml': CLEAN })
    const { commands } = runStep({ workspace: folder, inputs: { base } })
    const why = `where the base ${base} was left is not in this clone; actions/checkout fetches it with fetch-depth: 0`
    expect(commands).toEqual([`::notice title=storlint::All files were checked: ${why}.`])
    expect(git(folder, 'status', '--porcelain')).toBe('')
  })

  test('outside of a work tree, with changed-only', () => {
    const workspace = folderWith({ 'compose.yaml': CLEAN })
    const { status, commands } = runStep({ workspace, event: 'schedule', inputs: { 'changed-only': 'true' } })
    expect({ status, commands }).toEqual({
      status: 0,
      commands: ['::notice title=storlint::All files were checked: the event schedule is about no change of files.'],
    })
  })
})

describe('inputs', () => {
  test('files are files and folders, a line each; what changed elsewhere is not looked at', () => {
    const folder = workTree({ 'a/compose.yaml': CLEAN, 'b/compose.yaml': CLEAN })
    const before = git(folder, 'rev-parse', 'HEAD')
    const after = commit(folder, { 'a/compose.yaml': ERROR, 'b/compose.yaml': ERROR, 'c/compose.yaml': ERROR })
    const step = { workspace: folder, event: 'push', commits: { before, after } } as const
    const both = [annotation('a/compose.yaml'), annotation('c/compose.yaml')]
    expect(runStep({ ...step, inputs: { files: 'a\n\n  c/compose.yaml  \n' } }).commands).toEqual(both)
    const all = { files: 'a\nc/compose.yaml', 'changed-only': 'false' }
    expect(runStep({ ...step, inputs: all }).commands).toEqual(both)
  })

  test('a file that is not there is an error, whatever changed', () => {
    const folder = workTree({ 'compose.yaml': CLEAN })
    const head = git(folder, 'rev-parse', 'HEAD')
    const step = { workspace: folder, event: 'push', commits: { before: head, after: head } } as const
    const { status, commands, outputs } = runStep({ ...step, inputs: { files: 'deplyo' } })
    expect({ status, commands, outputs }).toEqual({
      status: 2,
      commands: ['::error file=deplyo,title=storlint (unreadable)::there is no such file or folder'],
      outputs: { findings: '0', errors: '0', warnings: '0', fixable: '0', 'exit-code': '2' },
    })
  })

  test('working-directory: paths are relative to it, annotations to the repository', () => {
    const workspace = workTree({ 'deploy/compose.yaml': ERROR, 'compose.yaml': ERROR })
    const inputs = { 'working-directory': 'deploy', files: 'compose.yaml\ngone.yaml' }
    const { log, commands } = runStep({ workspace, inputs })
    expect({ first: log[0], commands }).toEqual({
      first: 'gone.yaml: error[unreadable] there is no such file or folder',
      commands: [
        '::error file=deploy/gone.yaml,title=storlint (unreadable)::there is no such file or folder',
        annotation('deploy/compose.yaml'),
      ],
    })
  })

  test.each([
    ['error', WARNING, 0],
    ['warning', WARNING, 1],
    ['never', ERROR, 0],
    ['never', 'services: [\n', 2],
  ])('fail-on %s', (failOn, text, status) => {
    const ended = runStep({ workspace: workTree({ 'compose.yaml': text }), inputs: { 'fail-on': failOn } })
    expect({ status: ended.status, output: ended.outputs['exit-code'] }).toEqual({ status, output: String(status) })
  })

  test('config: what fails a run, unless fail-on says it', () => {
    const workspace = workTree({ 'compose.yaml': ERROR, 'lint/mild.yaml': 'fail-on: never\nruels: {}\n' })
    const config = { config: 'lint/mild.yaml' }
    const mild = runStep({ workspace, inputs: config })
    expect({ status: mild.status, commands: mild.commands }).toEqual({
      status: 0,
      commands: [
        expect.stringMatching(/^::notice title=storlint::lint\/mild\.yaml:2:1: .*ruels/),
        annotation('compose.yaml'),
      ],
    })
    expect(runStep({ workspace, inputs: { ...config, 'fail-on': 'error' } }).status).toBe(1)
    expect(runStep({ workspace, inputs: { config: 'gone.yaml' } }).status).toBe(2)
  })

  test('a config of any name that changes has everything checked', () => {
    const folder = workTree({ 'old/compose.yaml': ERROR })
    const before = git(folder, 'rev-parse', 'HEAD')
    const commits = { before, after: commit(folder, { 'lint/mild.yaml': 'fail-on: never\n' }) }
    const { commands } = runStep({ workspace: folder, event: 'push', commits, inputs: { config: './lint/mild.yaml' } })
    expect(commands).toEqual([
      '::notice title=storlint::All files were checked: the configuration of storlint changed.',
      annotation('old/compose.yaml'),
    ])
  })

  test('annotations and summary can be left out', () => {
    const inputs = { annotations: 'false', summary: 'false' }
    const { log, commands, summary } = runStep({ workspace: workTree({ 'compose.yaml': ERROR }), inputs })
    expect({ log, commands, summary }).toEqual({
      log: [logLine('compose.yaml'), '1 error in 1 file.', ...FIXABLE],
      commands: [],
      summary: '',
    })
  })

  test.each([
    [{ 'fail-on': 'fatal' }, 'the input fail-on is error, warning, info, never, not "fatal"'],
    [{ summary: 'yes' }, 'the input summary is true, false, not "yes"'],
    [{ 'changed-only': 'maybe' }, 'the input changed-only is auto, true, false, not "maybe"'],
    [{}, 'there is no YAML file in what was given; allow-no-files: true makes that a clean run'],
  ])('%j cannot be done', (inputs, message) => {
    const { status, commands, outputs, summary } = runStep({ workspace: workTree({}), inputs })
    expect({ status, commands, outputs, summary }).toEqual({
      status: 2,
      commands: [`::error title=storlint::${message}`],
      outputs: { 'exit-code': '2' },
      summary: '',
    })
  })

  test('a working-directory that is none', () => {
    const { status, commands } = runStep({ workspace: workTree({}), inputs: { 'working-directory': 'gone' } })
    expect({ status, commands }).toEqual({
      status: 2,
      commands: [expect.stringMatching(/^::error title=storlint::the working-directory .*gone is no folder$/)],
    })
  })

  test('no YAML at all, where that is allowed', () => {
    expect(runStep({ workspace: workTree({}), inputs: { 'allow-no-files': 'true' } }).status).toBe(0)
  })
})

test('the JSON report is the one of the command line', () => {
  const { json } = runStep({ workspace: workTree({ 'compose.yaml': ERROR }) })
  expect(json).toMatchObject({ version: '1', findings: [{ rule: RULE, path: 'compose.yaml' }], errors: [] })
})

test('nine errors, nine warnings, and where the rest is', () => {
  const files = Array.from({ length: 11 }, (_, i) => [
    [`e${i}.yaml`, ERROR],
    [`w${i}.yaml`, WARNING],
  ])
  const { commands, summary } = runStep({
    workspace: workTree(Object.fromEntries(files.flat()) as Record<string, string>),
  })
  expect(commands.map((c) => c.slice(0, c.indexOf(' ')))).toEqual([
    ...Array.from({ length: 9 }, () => '::error'),
    ...Array.from({ length: 9 }, () => '::warning'),
    '::notice',
  ])
  expect(commands.at(-1)).toBe('::notice title=storlint::4 more, see the summary')
  expect(summary.match(/^\| (error|warning) /gm)).toHaveLength(22)
})

test('nothing that a repository holds becomes a command, Markdown, HTML, a link or a name', () => {
  const name = 'a%0A,b:c\n::warning::x ##[add-mask]|<b>`*_[x](https://evil.example) @admin www.evil.example.yaml'
  const volume = 'x|y<script>`@a.b ##[add-mask]www.evil.example https://evil.example'
  const text = `services:\n  "s\\n::error::x":\n    image: example/app:1\n    environment:\n      PASSWORD: hunter2\n    volumes:\n      - type: volume\n        source: ${JSON.stringify(volume)}\n        target: /data\n`
  const { commands, log, summary, json } = runStep({ workspace: workTree({ [name]: text }) })
  expect(commands).toHaveLength(1)
  expect(commands[0]).toMatch(
    /^::error file=a%250A%2Cb%3Ac\\u000a%3A%3Awarning%3A%3Ax ##\[add-mask\]\|<b>`\*_\[x\]\(https%3A\/evil\.example\) @admin www\.evil\.example\.yaml,line=8,/,
  )
  const table = summary.slice(summary.indexOf(TABLE) + TABLE.length)
  const constant = `[<code>${RULE}</code>](${DOCS_BASE}/src/rules/${RULE}.md)`
  expect(table.replaceAll(constant, '').replace(/<\/?code>|<br>|<!-- -->/g, '')).not.toMatch(
    /[<>`*_[\]@\\]|www\.|https?:|\|.*\|.*\|.*\|.*\|.*\|.*\|/,
  )
  expect(log.join('\n') + commands.join('\n') + summary + JSON.stringify(json)).not.toContain('hunter2')
})

describe('action.yml', () => {
  test('has a description and a default for every input, and an output for all that is written', () => {
    const { outputs } = runStep({ workspace: workTree({ 'compose.yaml': CLEAN }) })
    expect(Object.keys(ACTION.outputs).sort()).toEqual([...Object.keys(outputs), 'json-file'].sort())
    for (const input of Object.values(ACTION.inputs))
      expect(input).toEqual({ description: expect.any(String), default: expect.any(String) })
  })

  test('runs on Node 24, from the bundle', () => {
    expect(ACTION.runs).toEqual({ using: 'node24', main: 'dist/action.cjs' })
  })
})

test('a work tree that lies deeper than the workspace: annotations are relative to its root', () => {
  const workspace = workTree({ 'compose.yaml': ERROR })
  write(workspace, { 'more/compose.yaml': ERROR })
  const parent = path.dirname(workspace)
  const inputs = { 'working-directory': path.basename(workspace), files: 'more' }
  expect(runStep({ workspace: parent, inputs }).commands).toEqual([annotation('more/compose.yaml')])
})
