import { expect, test } from 'vitest'
import type { Run } from '../../src/core/finding.ts'
import { sourceOf } from '../../src/core/source.ts'
import { errorCommand, githubReport } from '../../src/report/github.ts'
import { checkTexts } from '../harness/run.ts'

const annotated = (text: string): string => githubReport(checkTexts([{ path: 'compose.yaml', text }]), 'see the log')

test('columns count characters, not UTF-16 units', () => {
  expect(
    annotated('services:\n  "🐘":\n    image: example/app:1 # 🐘\n    volumes: ["/🐘:/🐘", data:/data]\n'),
  ).toContain(
    '::error file=compose.yaml,line=4,col=24,endLine=4,endColumn=28,title=storlint (undeclared-named-volume)::',
  )
})

test('a place of several lines has no columns', () => {
  const source = sourceOf('compose.yaml', 'one\ntwo\nthree\n')
  const error = { kind: 'syntax', path: source.path, span: { source, start: 1, end: 7 }, message: 'what' } as const
  const run: Run = { ...checkTexts([]), errors: [error] }
  expect(githubReport(run, 'see the log')).toBe(
    '::error file=compose.yaml,line=1,endLine=2,title=storlint (syntax)::what\n',
  )
})

test('a fault of our own keeps its lines, and cannot begin another command', () => {
  expect(errorCommand('internal error: a:b,c 100%\n::error::x\r')).toBe(
    '::error title=storlint::internal error: a:b,c 100%25%0A::error::x\\u000d\n',
  )
})
