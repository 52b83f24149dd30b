import { expect, test } from 'vitest'
import { VERSION } from '../../src/core/about.ts'
import { folderWith, storlint } from './cli.ts'

test('the JSON report, whole', () => {
  const folder = folderWith({
    'compose.yaml': 'services:\n  app:\n    image: example/app:1\n    volumes: [data:/data]\n',
  })
  const { stdout } = storlint(folder, ['check', '--format', 'json'])
  expect(JSON.parse(stdout)).toEqual({
    version: '1',
    tool: { name: 'storlint', version: VERSION },
    findings: [
      {
        rule: 'undeclared-named-volume',
        severity: 'error',
        category: 'correctness',
        message: 'the volume data is not declared at the top level, so Compose refuses the project',
        help: 'Declare data under the top-level volumes.',
        path: 'compose.yaml',
        range: { start: { line: 4, column: 15, offset: 56 }, end: { line: 4, column: 19, offset: 60 } },
        related: [],
        address: 'app/mount:/data',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        docs: expect.stringMatching(/src\/rules\/undeclared-named-volume\.md$/),
        fixes: [
          {
            title: 'Declare the volume data',
            applicability: 'safe',
            edits: [
              {
                path: 'compose.yaml',
                range: { start: { line: 5, column: 1, offset: 68 }, end: { line: 5, column: 1, offset: 68 } },
                text: 'volumes:\n  data:\n',
              },
            ],
            newFiles: [],
            needs: [],
            plan: null,
            refused: null,
          },
        ],
        suppressed: null,
      },
    ],
    errors: [],
    skipped: [],
    summary: { files: 1, documents: 1, findings: { error: 1, warning: 0, info: 0 }, suppressed: 0 },
  })
})

test('an error has its range; columns count UTF-16 units', () => {
  const folder = folderWith({ 'compose.yaml': 'services:\n  "🐘": {image: a, image: b}\n' })
  const { stdout } = storlint(folder, ['check', '--format', 'json'])
  const { errors } = JSON.parse(stdout) as { errors: readonly object[] }
  expect(errors).toEqual([
    {
      path: 'compose.yaml',
      range: { start: { line: 2, column: 20, offset: 29 }, end: { line: 2, column: 25, offset: 34 } },
      kind: 'syntax',
      message: expect.stringContaining('"image"'),
    },
  ])
})

test('fingerprints do not move with lines, wording of values elsewhere, or the working directory', () => {
  const fingerprint = (text: string, cwd = ''): string => {
    const folder = folderWith({ 'deploy/compose.yaml': text, '.git/HEAD': '' })
    const { stdout } = storlint(`${folder}/${cwd}`, ['check', '--format', 'json'])
    return (JSON.parse(stdout) as { findings: readonly { fingerprint: string }[] }).findings[0]?.fingerprint ?? ''
  }
  const text = 'services:\n  app:\n    image: example/app:1\n    volumes: [data:/data]\n'
  const moved = '# one more line\n' + text.replace('app:1', 'app:2')
  expect([fingerprint(moved), fingerprint(text, 'deploy')]).toEqual([fingerprint(text), fingerprint(text)])
})
