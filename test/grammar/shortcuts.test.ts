/** Each shortcut says what its grammar says, or nothing. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTemplate } from '../../src/parser/grammar/interpolation.ts'
import { parseFields } from '../../src/parser/grammar/mount.ts'
import { parseEntries } from '../../src/parser/grammar/options.ts'
import { plainFields, plainMembers, plainTemplate, plainWords } from '../../src/parser/grammar/shortcuts.ts'
import { parseLine, readLine } from '../../src/parser/grammar/words.ts'
import { plain } from './texts.ts'

const PIECES = [
  '$',
  '${',
  '}',
  '{',
  '$$',
  'A',
  'b_1',
  ':',
  '-',
  '?',
  '+',
  '/',
  '.',
  ',',
  '=',
  ' ',
  '\n',
  'ro',
  'é',
  '\u017f',
  '\u212a',
  '\u{1d400}',
  '"',
  "'",
  '\\',
  '~',
  ';',
  '&',
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('${A}', '${A:-b}', '$A', '/x', ':', 'data', 'ro', ',', ' ', '--a=b'), { maxLength: 8 })
    .map((p) => p.join('')),
)

/** Holds a shortcut against its grammar on many texts; `least` of them must have been taken by the shortcut. */
function agree<T>(shortcut: (text: string) => T | undefined, grammar: (text: string) => T, least: number): void {
  let taken = 0
  const same = fc.property(texts, (text) => {
    const found = shortcut(text)
    if (found === undefined) return
    taken += 1
    expect(found).toEqual(grammar(text))
  })
  fc.assert(same, { numRuns: 4000 })
  expect(taken).toBeGreaterThan(least)
}

describe('a shortcut agrees with its grammar on', () => {
  test('templates', () => agree(plainTemplate, parseTemplate, 400))
  test('fields of a mount', () => agree(plainFields, parseFields, 400))
  test('members of a list', () => agree(plainMembers, parseEntries, 400))
  test('words of a line', () =>
    agree(
      (text) => (plainWords(text) === undefined ? undefined : readLine(plain(text)).map((w) => w.located.value)),
      (text) => parseLine(plain(text)).map((w) => w.located.value),
      400,
    ))
})

test('what nine of ten real entries look like takes the shortcut', () => {
  expect([
    plainTemplate('${POSTGRES_DATA:-./data}:/var/lib/postgresql/data')?.map((p) => p.kind),
    plainFields('./data:/var/lib/postgresql/data:ro')?.map(({ start, end }) => [start, end]),
    plainFields('data:/data:z')?.length,
    plainMembers('ro,z')?.length,
    plainWords('redis-server --appendonly yes')?.length,
  ]).toEqual([
    ['variable', 'text'],
    [
      [0, 6],
      [7, 31],
      [32, 34],
    ],
    3,
    2,
    3,
  ])
})
