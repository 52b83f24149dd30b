import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { MAX_UNITS } from '../../src/parser/yaml/guard.ts'
import { readYaml } from '../../src/parser/yaml.ts'
import { entriesOf } from '../../src/parser/yaml/tree-tools.ts'
import { mapsOf } from './edit-support.ts'
import { plain, readAll, readOne } from './support.ts'

/** Reads what `process.argv[2]` makes of the size `process.argv[3]`, in a process that may die. */
const CHILD = `
const { readYaml } = require('./yaml.cjs')
const text = new Function('n', 'return ' + process.argv[2])(Number(process.argv[3]))
const documents = readYaml({ path: 'a.yaml', rootPath: 'a.yaml', text })
const last = documents[documents.length - 1].problems.at(-1)
process.stdout.write(last === undefined ? 'read' : last.kind + ' at ' + last.span.start)
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'storlint-yaml-'))
  const entryPoints = [join(import.meta.dirname, '../../src/parser/yaml.ts')]
  buildSync({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile: join(folder, 'yaml.cjs') })
})
afterAll(() => rmSync(folder, { recursive: true }))

function readInChild(make: string, size: number): string {
  const flags = ['--max-old-space-size=1024', '-e', CHILD.replace('./yaml.cjs', join(folder, 'yaml.cjs'))]
  // With -e, the arguments begin one earlier than in a file.
  const child = spawnSync(process.execPath, [...flags, '-', make, String(size)], { encoding: 'utf8', timeout: 100_000 })
  return child.status === 0 ? child.stdout : `died: ${child.status ?? child.signal}`
}

describe.each([
  ['20 KB', 20_000],
  ['1 MB', 1_000_000],
  ['10 MB', 10_000_000],
])('%s that nests too deep is refused', (_, size) => {
  it.each([
    ['[', "'['.repeat(n)", 501],
    ['[ ]', "'['.repeat(n/2) + ']'.repeat(n/2)", 501],
    ['{a: ', "'{a: '.repeat(n/4)", 2000],
    ['- - -', "'- '.repeat(n/2)", 999],
    ['? ? ?', "'? '.repeat(n/2)", 999],
    [': : :', "': '.repeat(n/2)", 999],
    ['a: b: c:', "'a: '.repeat(n/3)", 1499],
  ])('%s', (_, make, near) => {
    const [kind, place] = readInChild(make, size).split(' at ')
    expect(kind).toBe('limit')
    expect(Math.abs(Number(place) - near)).toBeLessThan(20)
  })
})

it('indentation that nests too deep is refused', () => {
  const stairs = "Array.from({length: Math.sqrt(n * 2)}, (_, i) => ' '.repeat(i) + 'a:\\n').join('')"
  expect(readInChild(stairs, 1_000_000)).toMatch(/^limit at /)
  expect(readInChild(stairs, 10_000_000)).toMatch(/^limit at /)
})

describe('10 MB of little things end normally', () => {
  it.each([
    ['many items', "'- a\\n'.repeat(n/4)", 'limit'],
    ['many items in flow', "'[' + 'a,'.repeat(n/2) + ']'", 'limit'],
    ['many keys', "Array.from({length: n/16}, (_, i) => 'key' + i + ': v').join('\\n')", 'limit'],
    ['anchors without end', "'&a '.repeat(n/3)", 'limit'],
    ['closing brackets', "']'.repeat(n)", 'limit'],
    ['open quotes', "'- \"\\n'.repeat(n/4)", 'limit'],
    ['escapes', "'a: \"' + '\\\\n'.repeat(n/2) + '\"'", 'read'],
    ['a long text', "'a: |\\n' + '  x\\n'.repeat(n/4)", 'read'],
    ['spaces', "'a: \"' + ' '.repeat(n) + '\"'", 'read'],
    ['comments', "'# comment\\n'.repeat(n/10)", 'read'],
  ])('%s', (_, make, expected) => expect(readInChild(make, 10_000_000).split(' at ')[0]).toBe(expected))
})

describe('in this process', () => {
  it('500 levels are read, 502 are not', () => {
    const depth = (n: number): readonly string[] =>
      readAll('['.repeat(n) + ']'.repeat(n)).flatMap(({ problems }) => problems.map(({ message }) => message))
    expect(depth(500)).toEqual([])
    expect(depth(502)).toEqual(['the nesting is deeper than 500 levels here; the rest of the file is not read'])
  })

  it('brackets in comments, quotes and blocks of text are no nesting', () => {
    const many = '['.repeat(10_000)
    const yaml = `# ${many}\na: "${many}"\nb: '${many}'\nc: |\n  ${many}\nd: x ${many}\n`
    expect(readOne(yaml).problems).toEqual([])
  })

  it('a document before the limit is read', () => {
    const documents = readAll(`a: 1\n---\nb: ${'['.repeat(1000)}\n---\nc: 1\n`)
    expect(documents.map(({ root, problems }) => [plain(root), problems.map(({ kind }) => kind)])).toEqual([
      [{ map: [['a', 1]] }, []],
      [null, ['limit']],
    ])
  })

  it('a file that is too large is refused', () => {
    const [document, ...others] = readYaml(sourceOf('a.yaml', '#'.repeat(MAX_UNITS + 1)))
    expect(others).toEqual([])
    expect(document?.problems.map(({ kind, message }) => [kind, message])).toEqual([
      ['limit', 'the file is larger than 32 MB and is not read'],
    ])
  })

  it('a mapping of 32,000 keys takes no more than in proportion to one of 8,000', () => {
    const keys = (n: number): string => Array.from({ length: n }, (_, i) => `key${i}: value${i}\n`).join('')
    const time = (text: string): number => {
      const start = performance.now()
      expect(readOne(text).problems).toEqual([])
      return performance.now() - start
    }
    time(keys(8000))
    const [small, large] = [keys(8000), keys(32_000)]
    expect(Math.min(time(large), time(large))).toBeLessThan(12 * Math.max(20, time(small)))
  })

  it('an alias bomb is not expanded', () => {
    const levels = Array.from({ length: 60 }, (_, i) => {
      const list =
        i === 0
          ? '1'
          : Array(9)
              .fill(`*a${i - 1}`)
              .join(', ')
      return `a${i}: &a${i} [${list}]\nm${i}: &m${i} {k: *a${i}${i === 0 ? '' : `, <<: [*m${i - 1}, *m${i - 1}]`}}`
    })
    const document = readOne(levels.join('\n'))
    expect(document.problems).toEqual([])
    expect(
      mapsOf(document)
        .map((map) => entriesOf(map).length)
        .at(-1),
    ).toBe(1)
  })

  it('100,000 comments are all there', () => {
    expect(readOne('# comment\n'.repeat(100_000)).comments.length).toBe(100_000)
  })
})
