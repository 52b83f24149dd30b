/** No input takes long, whatever it is made of; what is too large is refused at once. */
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { RECIPE_LIMITS } from '../../src/parser/dockerfile/read.ts'

const MIB = 1024 * 1024
const full = (unit: string, head = 'FROM x\n'): string =>
  head + unit.repeat(Math.floor((RECIPE_LIMITS.text - head.length) / unit.length))
const doubled = Array.from({ length: 60 }, (_, i) => `ENV A${i + 1}=$A${i}$A${i}\n`).join('')

const TEXTS: Readonly<Record<string, string>> = {
  'ten megabytes': 'RUN x\n'.repeat((10 * MIB) / 6),
  'one long line': full('x'),
  comments: full('#\n'),
  'comments and stages': full('FROM a\n#b\n'.repeat(9000).slice(0, 90_000), ''),
  'continued lines': full('\\\n', 'FROM x\nRUN '),
  'continued comments': full('\\\n#a\n', 'FROM x\nRUN '),
  'blanks behind escape signs': full('\\ ', 'FROM x\nRUN '),
  'escape signs': full('\\', 'FROM x\nENV A='),
  'open quotes': full('"', 'FROM x\nENV A='),
  'open quotes and escapes': full('"\\', 'FROM x\nENV '),
  'open braces': full('${', 'FROM x\nENV A='),
  'nested defaults': full('${A:-', 'FROM x\nENV A='),
  'nested and closed': `FROM x\nENV A=${'${A:-'.repeat(40_000)}${'}'.repeat(40_000)}\n`,
  'many variables': full('$A', 'ARG A=12345678\nFROM x\nARG A\nENV B='),
  'values that double each other': `FROM x\nENV A0=${'x'.repeat(100)}\n${doubled}VOLUME $A60\n`,
  'long values, many times': full('ENV B=$A\n', `FROM x\nENV A=${'x'.repeat(8000)}\n`).slice(0, 90_000),
  'ends of lines': full('\r', 'FROM x\nRUN ').slice(0, -1) + 'x',
  'blanks in a directive': `# escape=${' '.repeat(200_000)}x`,
  'many heredocs': full('RUN <<E\nE\n').slice(0, 90_000),
  brackets: full('[', 'FROM x\nVOLUME '),
  'a long list': `FROM x\nVOLUME [${'"/a",'.repeat(50_000)}"/b"]`,
  'heredocs without end': full('<<A ', 'FROM x\nRUN '),
  'a long line in a heredoc': full('x', 'FROM x\nRUN <<EOF\n').slice(0, -100) + '\nx',
  'a long keyword': full('X', 'FROM x\n'),
  'a heredoc without end': full('A\n', 'FROM x\nRUN <<EOF\n'),
  'a script of words': full('a && ', 'FROM x\nCMD '),
  paths: full('/a.conf', 'FROM x\nRUN '),
  dots: full('/a.', 'FROM x\nRUN '),
  NUL: full('\0'),
  'stages of stages': Array.from({ length: 9000 }, (_, i) => `FROM s${i} AS s${i + 1}\nENV A${i}=b\nVOLUME $A0\n`)
    .join('')
    .slice(0, 250_000),
}

describe('is read in time', () => {
  test.each(Object.entries(TEXTS))('%s', (_, text) => {
    const start = performance.now()
    const { recipe, errors } = readSource(sourceOf('Dockerfile', text))
    expect(recipe).toBeDefined()
    expect(errors.map((e) => e.message)).not.toContain('a value nests too deep to be read')
    expect(performance.now() - start).toBeLessThan(4000)
  })
})

test('what is too large is said, and all of it hidden', () => {
  const text = 'ENV A=hunter2\n'.repeat(100_000)
  const { errors, secrets } = readSource(sourceOf('Dockerfile', text))
  expect(errors.map((e) => [e.kind, e.message])).toEqual([['limit', 'the Dockerfile is larger than 256 KiB']])
  expect(secrets).toMatchObject([{ start: 0, end: text.length }])
})

test('more instructions than are read are said', () => {
  const { errors } = readSource(sourceOf('Dockerfile', 'FROM x\n'.repeat(10_001)))
  expect(errors.map((e) => e.message)).toEqual(['the Dockerfile has more than 10000 instructions'])
})
