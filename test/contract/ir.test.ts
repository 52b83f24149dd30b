import { expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

test('ir prints what was understood, with places and without secrets', () => {
  const text =
    'services:\n  db:\n    image: postgres:16\n    environment: {PGDATA: /pg, POSTGRES_PASSWORD: hunter2}\n    volumes: [data:/pg]\nvolumes:\n  data:\n'
  const { status, stdout } = storlint(folderWith({ 'compose.yaml': text }), ['ir'])
  const [fragment] = JSON.parse(stdout) as readonly {
    workloads: readonly { containers: readonly Record<string, unknown>[] }[]
  }[]
  const place = (line: number, from: number, to: number, offset: number): object => ({
    path: 'compose.yaml',
    start: { line, column: from, offset },
    end: { line, column: to, offset: offset + to - from },
  })
  expect(status).toBe(0)
  expect(stdout).not.toContain('hunter2')
  expect(fragment?.workloads[0]?.containers[0]?.['env']).toEqual([
    {
      name: { value: 'PGDATA', span: place(4, 19, 25, 57), certainty: 'literal' },
      value: { value: '/pg', span: place(4, 27, 30, 65), certainty: 'literal' },
    },
    { name: { value: 'POSTGRES_PASSWORD', span: place(4, 32, 49, 70), certainty: 'literal' } },
  ])
})
