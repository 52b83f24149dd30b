/** Files of variables; that Compose reads them alike is shown in test/engines/compose-reader.engine.test.ts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { readDotenv, type Dotenv } from '../../src/parser/dotenv/read.ts'

function read(text: string, isTracked = true): Dotenv {
  const outer = { HOME_DIR: '/home/me' }
  const lookup = (name: string): { value: string; certainty: 'literal' } | undefined =>
    name in outer ? { value: '/home/me', certainty: 'literal' } : undefined
  return readDotenv({ source: sourceOf('.env', text), isTracked }, lookup)
}

/** Names, values and certainty; `?` for what is not known. */
function said(text: string, isTracked = true): readonly string[] {
  return [...read(text, isTracked).variables].map(
    ([name, { value, certainty }]) => `${name}=${certainty === 'unknown' ? '?' : value} ${certainty}`,
  )
}

describe('a file of variables', () => {
  test.each<[string, readonly string[]]>([
    ['A=1\nB=2\n', ['A=1 literal', 'B=2 literal']],
    ['export A = 1 # one\n# B=2\n\nC: 3', ['A=1 literal', 'C=3 literal']],
    ['A=\'$X # y\'\nB="x # y"', ['A=$X # y literal', 'B=x # y literal']],
    ['A=$HOME_DIR/a\nB=${A}/b', ['A=/home/me/a literal', 'B=/home/me/a/b literal']],
    ['A=${X}/a\nB=${X:-d}', ['A=? unknown', 'B=d default']],
    ['HOME_DIR\nX\n', ['HOME_DIR=/home/me literal', 'X=? unknown']],
    ['A="a\\tb\\$c\\"d"\nB=\'a\\tb\'', ['A=a\tb$c"d literal', 'B=a\\tb literal']],
    ['A="one\ntwo"\nB=3', ['A=one\ntwo literal', 'B=3 literal']],
    ['A=#x\nB=', ['A=#x literal', 'B= literal']],
    ['A=1\nA=2', ['A=2 literal']],
  ])('%j', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  test('what git does not track is a default', () => {
    expect(said('A=1\n', false)).toEqual(['A=1 default'])
  })

  test.each<[string, string, string]>([
    ['A B=1\n', 'A', 'a name of a variable cannot hold a space'],
    ['A=1\nB!=2\n', '!', 'a name of a variable cannot hold this character'],
    ['A=1\nB="x\n', '"', 'the quote is never closed'],
    ['A=${B\n', '${B', 'Compose refuses this variable; a plain dollar is written $$'],
  ])('%j is refused at its place, and nothing is known', (text, place, message) => {
    const { problem, variables, secrets } = read(text)
    expect(problem && { place: textOf(problem.span), message: problem.message }).toEqual({ place, message })
    expect(variables.size).toBe(0)
    expect(secrets.map(textOf)).toEqual([text])
  })

  test('a message holds no value', () => {
    expect(read('A="hunter2\n').problem?.message).not.toContain('hunter2')
  })
})

test('every place gives back what is written, and each value without quotes and variables is its text', () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,5}$/)
  const value = fc.stringMatching(/^[a-z0-9./-]{1,9}$/)
  const lines = fc.array(fc.tuple(name, value, fc.constantFrom('', ' # c', '  ')), { maxLength: 6 })
  fc.assert(
    fc.property(lines, (all) => {
      const { variables, secrets } = read(all.map(([n, v, end]) => `${n}=${v}${end}\n`).join(''))
      for (const [key, variable] of variables) {
        expect(textOf(variable.name)).toBe(key)
        expect(variable.hidden?.from && textOf(variable.hidden.from)).toBe(variable.value)
      }
      expect(secrets.map(textOf)).toEqual(all.map(([, v]) => v))
    }),
  )
})

test('no text makes it throw, and no text takes long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('A', '=', ' ', '\n', '"', "'", '\\', '$', '{', '}', '#', ':', '-') }),
      (text) => {
        const { variables, problem } = read(text)
        expect(problem === undefined || variables.size === 0).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
  expect(read(`A="${'x\n'.repeat(100_000)}`).problem?.message).toBe('the quote is never closed')
})
