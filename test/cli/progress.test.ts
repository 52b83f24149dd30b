import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ProgressLine, wantsProgress } from '../../src/cli/progress.ts'
import { folderWith } from '../contract/cli.ts'

function shown(calls: readonly (readonly [nowMs: number, done: number])[]): string {
  let [now, text] = [0, '']
  const line = new ProgressLine(
    (more) => (text += more),
    () => now,
  )
  for (const [at, done] of calls) {
    now = at
    line.show(done, 1200, 'files')
  }
  line.clear()
  return text
}

describe('the line', () => {
  test('is silent in the first second, and leaves nothing to clear', () => {
    expect(shown([[0, 1], [999, 900]])).toBe('') // prettier-ignore
  })

  test('is rewritten in place ten times a second, and cleared', () => {
    const calls = [[1000, 340], [1050, 341], [1100, 342], [1101, 343]] as const // prettier-ignore
    expect(shown(calls)).toBe('\r\u001b[Kstorlint: 340 of 1200 files\r\u001b[Kstorlint: 342 of 1200 files\r\u001b[K')
  })
})

test.each([
  [true, {}, true],
  [false, {}, false],
  [false, { CI: 'true' }, true],
  [true, { CI: 'false' }, true],
  [false, { PRE_COMMIT: '1' }, true],
  [false, { TERM: 'dumb' }, true],
])('progress is %s for %j on a terminal: %s', (expected, env, isTerminal) => {
  expect(wantsProgress(env, isTerminal)).toBe(expected)
})

const hasScript = spawnSync('script', ['--version']).status === 0

test.skipIf(!hasScript)('on a pseudo-terminal the report follows a line that is gone', () => {
  const services = Array.from({ length: 60 }, (_, i) => `  s${i}:\n    image: nginx:1.27\n    ports: ["${i}:80"]\n`)
  const names = Array.from({ length: 400 }, (_, i) => `p${i}/compose.yaml`)
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, `services:\n${services.join('')}`])))
  const command = `'${process.execPath}' '${path.resolve('dist/cli.cjs')}' check --color never`
  const { CI: _c, PRE_COMMIT: _p, ...env } = process.env
  const output = execFileSync('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...env, TERM: 'xterm' },
    encoding: 'utf8',
  })
  expect(output).toMatch(/^(\r\u001b\[Kstorlint: \d+ of 400 files)+\r\u001b\[KNo findings in 400 files\.\r\n$/)
})
