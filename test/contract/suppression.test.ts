import { expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const TEXT =
  'services:\n  db:\n    image: postgres:16\n    volumes:\n      - ./pg:/var/lib/postgresql/data # storlint-ignore bind-mount-data-path: snapshots\n'

test('a suppressed finding is counted, told in JSON with its reason, and fails nothing', () => {
  const folder = folderWith({ 'compose.yaml': TEXT })
  const json = storlint(folder, ['check', '--format', 'json', '--fail-on', 'info'])
  const { findings, summary } = JSON.parse(json.stdout) as { findings: readonly object[]; summary: object }
  expect({ status: json.status, findings, summary, text: storlint(folder, ['check']).stdout }).toEqual({
    status: 0,
    findings: [
      expect.objectContaining({
        rule: 'bind-mount-data-path',
        path: 'compose.yaml',
        fixes: [],
        suppressed: { reason: 'snapshots' },
      }),
    ],
    summary: { files: 1, documents: 1, findings: { error: 0, warning: 0, info: 0 }, suppressed: 1 },
    text: 'No findings in 1 file, 1 finding suppressed.\n',
  })
})

test('--rule asks for nothing else, and may name what only the engine tells', () => {
  const folder = folderWith({ 'compose.yaml': TEXT.replace('bind-mount-data-path', 'tmpfs-on-data-path') })
  const check = (...args: readonly string[]): readonly string[] =>
    storlint(folder, ['check', '--format', 'concise', ...args])
      .stdout.split('\n')
      .map((line) => /\[(.*?)\]/.exec(line)?.[1] ?? '')
  expect([check(), check('--rule', 'bind-mount-data-path'), check('--rule', 'unused-suppression')]).toEqual([
    ['bind-mount-data-path', 'unused-suppression', ''],
    ['bind-mount-data-path', ''],
    ['unused-suppression', ''],
  ])
})

test('reserved names are listed and explained', () => {
  const folder = folderWith({})
  const lines = storlint(folder, ['rules']).stdout.split('\n')
  expect(
    lines.filter((line) => /^(un|bad)/.test(line) && line.includes('suppression')).map((l) => l.split(' ')[0]),
  ).toEqual(['bad-suppression', 'unused-suppression'])
  expect(storlint(folder, ['explain', 'unused-suppression']).stdout).toMatch(/^# Suppression\n/)
})
