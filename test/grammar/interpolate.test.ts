import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatMapped, exactText, opaqueText, UNKNOWN_CHAR as U } from '../../src/core/located.ts'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { interpolate, type Lookup } from '../../src/parser/compose/interpolate.ts'
import { buildInterpolation, readTemplate } from '../../src/parser/grammar/interpolation.ts'
import { isInside, plain, runs } from './texts.ts'

const ENV: Readonly<Record<string, string>> = { SET: 'value', EMPTY: '', DOLLAR: '${SET}' }
const lookup: Lookup = (name) => {
  const value = ENV[name]
  if (name === 'SURE') return { value: 'sure', certainty: 'literal' }
  if (name === 'HIDDEN') return { value: 'hidden', certainty: 'unknown' }
  return value === undefined ? undefined : { value, certainty: 'default' }
}
const read = (text: string) => interpolate(plain(text, '  '), lookup)

test('the grammar is sound', () => {
  expect(() => buildInterpolation(true)).not.toThrow()
})

describe('values', () => {
  test.each([
    ['plain', 'plain'],
    ['$SET/${SET}', 'value/value'],
    ['$SETTER', U],
    ['${SET:-d} ${SET-d} ${SET:?e} ${SET?e} ${SET:+a} ${SET+a}', 'value value value value a a'],
    ['${EMPTY:-d} ${EMPTY-d} ${EMPTY:?e} ${EMPTY?e} ${EMPTY:+a} ${EMPTY+a}', `d  ${U}   a`],
    ['${NONE:-d} ${NONE-d} ${NONE:?e} ${NONE?e} ${NONE:+a} ${NONE+a}', `d d ${U} ${U} ${U} ${U}`],
    ['${NONE}', U],
    ['${HIDDEN:-d}${HIDDEN:+a}$HIDDEN', U + U + U],
    ['${DOLLAR}', '${SET}'],
    ['$$SET $${SET} $$$SET', '$SET ${SET} $value'],
    ['5$ $1 $', '5$ $1 $'],
    ['}{', '}{'],
    ['${NONE:-/a:/b:ro}', '/a:/b:ro'],
    ['${NONE:-${NO:-${SET}}/x}', 'value/x'],
    ['${NONE:-a}}', 'a}'],
    ['${NONE:-{a}}/${NO:-{{b}}}', '{a}/{{b}}'],
    ['${SET:-{a}}/${SET:-{{b}}}', 'value/value}'],
    ['${NONE:-{}}/x', '{}/x'],
    ['${NONE:-$${SET}}', '${SET}'],
    ['${NONE:-}', ''],
  ])('%s', (text, expected) => {
    const { text: result, problems } = read(text)
    expect([result.text, problems]).toEqual([expected, []])
  })
})

describe('places', () => {
  test('a default keeps its place, nested variables and escapes map as a whole', () => {
    expect(runs(read('a${NONE:-b$$${SET}c}$SURE').text)).toEqual([
      ['a', 'a', 'literal', true],
      ['b', 'b', 'default', true],
      ['$', '$$', 'default', false],
      ['value', '${SET}', 'default', false],
      ['c', 'c', 'default', true],
      ['sure', '$SURE', 'literal', false],
    ])
  })

  test('what nothing settles is one unknown character over the whole variable', () => {
    expect(runs(read('/a/${NONE:?say so}/b').text)).toEqual([
      ['/a/', '/a/', 'literal', true],
      [U, '${NONE:?say so}', 'unknown', false],
      ['/b', '/b', 'literal', true],
    ])
  })

  test('an empty value leaves a run without text', () => {
    expect(runs(read('a${NONE:-}').text)).toEqual([
      ['a', 'a', 'literal', true],
      ['', '${NONE:-}', 'default', false],
    ])
  })

  test('an alternative is as sure as its variable', () => {
    expect(runs(read('${SURE:+a}${SET:+b}').text)).toEqual([
      ['a', 'a', 'literal', true],
      ['b', 'b', 'default', true],
    ])
  })

  test('decoded text keeps the places of its escapes', () => {
    const source = sourceOf('compose.yaml', '"${A:-\\x2fdata}"')
    const span = (start: number, end: number) => ({ source, start, end })
    const parts = [exactText(span(1, 6)), opaqueText(span(6, 10), '/'), exactText(span(10, 15))]
    const { text } = interpolate(concatMapped(parts, span(1, 15)), lookup)
    expect(runs(text)).toEqual([
      ['/', '\\x2f', 'default', false],
      ['data', 'data', 'default', true],
    ])
    expect(textOf(text.whole)).toBe('${A:-\\x2fdata}')
  })
})

describe('what Compose refuses', () => {
  test.each([
    ['a${', '${'],
    ['a${1}b', '${1}b'],
    ['${}', '${}'],
    ['${A:}', '${A:}'],
    ['${A', '${A'],
    ['${A b}', '${A b}'],
    ['${NONE:-a\nb}', '${NONE:-a\nb}'],
    ['${NONE:-${B:-1}', '${B:-1'],
    ['${NONE:-{}} and ${B:-c}', '${B:-c'],
  ])('%j', (text, at) => {
    const { text: result, problems } = read(text)
    expect(problems.map((p) => [p.code, textOf(p.span)])).toEqual([['invalid-variable', at]])
    expect(result.text.endsWith(U)).toBe(true)
  })

  test('a default that is not needed is not read', () => {
    expect(read('${SET:-${}}').problems).toEqual([])
  })

  test('variables nest a hundred deep and no deeper', () => {
    const nested = (depth: number) => '${A:-'.repeat(depth) + 'x' + '}'.repeat(depth)
    expect([read(nested(100)).text.text, read(nested(100)).problems]).toEqual(['x', []])
    expect(read(nested(101)).problems.map((p) => p.code)).toEqual(['too-deep'])
    expect(read(nested(20_000)).problems.map((p) => p.code)).toEqual(['too-deep'])
  })
})

const template = fc.string({
  unit: fc.constantFrom('$', '{', '}', '${', '${A:-', '${SET', ':-', ':+', '?', 'a', '\n', ' '),
  maxLength: 24,
})

describe('for any text', () => {
  test('the parts follow each other and make the text', () => {
    fc.assert(
      fc.property(fc.oneof(template, fc.string({ unit: 'binary' })), (text) => {
        const parts = readTemplate(text)
        expect(parts.map((p) => text.slice(p.start, p.end)).join('')).toBe(text)
        expect(parts.every((p, at) => p.start === (parts[at - 1]?.end ?? 0))).toBe(true)
      }),
    )
  })

  test('segments follow each other, lie in the source, and exact ones stand there', () => {
    fc.assert(
      fc.property(template, (text) => {
        const { text: result } = read(text)
        const { source } = result
        let at = 0
        for (const s of result.segments) {
          expect(s.textStart).toBe(at)
          expect(isInside({ source, start: s.sourceStart, end: s.sourceEnd })).toBe(true)
          if (s.exact)
            expect(source.text.slice(s.sourceStart, s.sourceEnd)).toBe(result.text.slice(s.textStart, s.textEnd))
          at = s.textEnd
        }
        expect(at).toBe(result.text.length)
      }),
    )
  })

  test('a text without a dollar is itself', () => {
    const mapped = plain('a:{b}:c')
    expect(interpolate(mapped, lookup).text).toBe(mapped)
  })
})
