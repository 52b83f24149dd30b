/**
 * Files that Compose puts together, as storlint sees them. What is right was held against Compose itself:
 * test/engines/compose-reader.engine.test.ts. `UPDATE=1` writes what is seen now.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PROJECTS, REFUSED, type ComposeProject } from './projects.ts'
import { seenByStorlint, type Seen } from './seen.ts'

const EXPECTED = 'fixtures/compose/projects.json'

function seen({ files, ...project }: ComposeProject): ReturnType<typeof seenByStorlint> {
  return seenByStorlint({ ...project, read: (name) => files[name], names: Object.keys(files) })
}

if (process.env['UPDATE'] === '1') {
  const all = Object.fromEntries(PROJECTS.map((project) => [project.title, seen(project).seen]))
  writeFileSync(EXPECTED, JSON.stringify(all, null, 2) + '\n')
}
const expected = JSON.parse(readFileSync(EXPECTED, 'utf8')) as Readonly<Record<string, Seen>>

test('every project is expected to be seen, and nothing else', () => {
  expect(PROJECTS.map((p) => p.title).sort()).toEqual(Object.keys(expected).sort())
})

describe('a project', () => {
  test.each(PROJECTS)('$title', (project) => {
    expect(seen(project)).toEqual({ seen: expected[project.title], errors: [] })
  })
  test.each(REFUSED)('refused: $title', (project) => {
    expect(seen(project).errors).toContain(project.says)
  })
})
