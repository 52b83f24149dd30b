/** The examples of docs: files with their paths, a command, and what it prints. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from '../contract/cli.ts'

const FENCE = /(?:^`([^`\n]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm

describe.each(['docs/compose.md', 'docs/configuration.md', 'docs/suppression.md'])('%s', (page) => {
  const sections = readFileSync(page, 'utf8').split(/^(?=## )/m)
  const examples = sections.map(exampleOf).filter((e) => e.command !== undefined)
  test('has examples', () => expect(examples.length).toBeGreaterThan(0))
  test.each(examples)('$title', ({ files, command, output }) => {
    const [, ...args] = (command ?? '').trim().split(' ')
    const { stdout, stderr } = storlint(folderWith(files), args)
    const expected = (output ?? '').split('\n')
    // A line of a page may leave its end out, so that pages do not hang on the wording of rules.
    const said = (stderr + stdout).split('\n').map((line, i) => shortened(line, expected[i] ?? ''))
    expect(said).toEqual(expected)
  })
})

function shortened(line: string, expected: string): string {
  const start = expected.endsWith('…') ? expected.slice(0, -1) : undefined
  return start !== undefined && line.startsWith(start) ? expected : line
}

function exampleOf(section: string): {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly command: string | undefined
  readonly output: string | undefined
} {
  const fences = [...section.matchAll(FENCE)].map(([, path, language, text]) => ({ path, language, text }))
  return {
    title: /^#+ (.*)$/m.exec(section)?.[1] ?? '',
    files: Object.fromEntries(fences.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text ?? '']]))),
    command: fences.find((f) => f.language === 'sh')?.text,
    output: fences.find((f) => f.language === 'text')?.text,
  }
}
