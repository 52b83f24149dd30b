/** Which files a plan tells Compose. */
import { expect, test } from 'vitest'
import type { TextFile } from '../harness/run.ts'
import { fixTexts } from '../harness/run.ts'
import { plansOf } from '../../src/engine/plan.ts'

const BASE = { path: 'app/compose.yaml', text: 'services:\n  db:\n    image: postgres:16\n' }
const over = (path: string): TextFile => ({
  path,
  text: 'services:\n  db:\n    volumes:\n      - ./pg:/var/lib/postgresql/data\n',
})

/** The values at the head of migrate.sh that say what Compose is told. */
function told(files: readonly TextFile[]): readonly string[] {
  const run = fixTexts(files, 'migrate')
  const script = plansOf(run, 'plan').find((file) => file.path.endsWith('migrate.sh'))?.text ?? ''
  return script.split('\n').filter((line) => /^(shown_file|compose_file|stack|stack_args)=/.test(line))
}

test('one file, and what Compose lays over it by itself, need no telling', () => {
  const alone = { path: 'app/compose.yaml', text: BASE.text + over('').text.split('\n').slice(2).join('\n') }
  expect(told([alone])).toEqual([
    `shown_file='app/compose.yaml'`,
    `compose_file='../../../app/compose.yaml'`,
    `stack=''`,
    `stack_args=''`,
  ])
  expect(told([BASE, over('app/compose.override.yaml')]).slice(2)).toEqual([`stack=''`, `stack_args=''`])
})

test('another file on top is told with what lies below it', () => {
  expect(told([BASE, over('app/compose.prod.yaml')])).toEqual([
    `shown_file='app/compose.prod.yaml'`,
    `compose_file='../../../app/compose.yaml'`,
    `stack='compose.yaml,compose.prod.yaml'`,
    `stack_args='-f '\\''compose.yaml'\\'' -f '\\''compose.prod.yaml'\\'''`,
  ])
})
