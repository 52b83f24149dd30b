import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNKNOWN_CHAR as U } from '../../src/core/located.ts'
import { textOf } from '../../src/core/source.ts'
import { interpolate } from '../../src/parser/compose/interpolate.ts'
import { buildOptions, readOptionList, readOptionWords, readTmpfsEntry } from '../../src/parser/grammar/options.ts'
import { plain, seen } from './texts.ts'

const list = (text: string) =>
  readOptionList(plain(text, '  ')).map((o) => [o.name.value, ...(o.value === undefined ? [] : [o.value.value])])

test('the grammar is sound', () => {
  expect(() => buildOptions(true)).not.toThrow()
})

describe('readOptionList', () => {
  test.each([
    ['', []],
    ['bind', [['bind']]],
    ['addr=10.0.0.1,rw,nfsvers=4', [['addr', '10.0.0.1'], ['rw'], ['nfsvers', '4']]],
    ['a==b:c,,d=, e', [['a', '=b:c'], ['d', ''], [' e']]],
    [',=x', [['', 'x']]],
  ])('%j', (text, expected) => {
    expect(list(text)).toEqual(expected)
  })

  test('names and values stand where they were written', () => {
    const { text } = interpolate(plain('addr=${HOST:-nfs},ro=${X}'), () => undefined)
    const read = readOptionList(text).map((o) => [seen(o.name), o.value && seen(o.value)])
    expect(read).toEqual([
      [
        ['addr', 'addr', 'literal'],
        ['nfs', 'nfs', 'default'],
      ],
      [
        ['ro', 'ro', 'literal'],
        ['${X}', '${X}', 'unknown'],
      ],
    ])
    expect(text.text.endsWith(U)).toBe(true)
  })
})

describe('readTmpfsEntry', () => {
  test.each([
    ['/run', '/run', []],
    [
      '/run:size=64m,mode=1777',
      '/run',
      [
        ['size', '64m'],
        ['mode', '1777'],
      ],
    ],
    ['/a,b=c:x:y', '/a,b=c', [['x:y']]],
    ['/run:', '/run', []],
    ['', '', []],
  ])('%j', (text, target, options) => {
    const entry = readTmpfsEntry(plain(text, '  '))
    const read = entry.options.map((o) => [o.name.value, ...(o.value === undefined ? [] : [o.value.value])])
    expect([entry.target.value, read]).toEqual([target, options])
  })
})

const listText = fc.string({ unit: fc.constantFrom(',', '=', ':', 'a', 'ro', ' ', '\n', '😀'), maxLength: 20 })

describe('for any text', () => {
  test('words are what stands between commas', () => {
    fc.assert(
      fc.property(listText, (text) => {
        const words = readOptionWords(plain(text, '  '))
        expect(words.map((w) => w.value)).toEqual(text.split(',').filter((w) => w !== ''))
        expect(words.map((w) => textOf(w.span))).toEqual(words.map((w) => w.value))
      }),
    )
  })

  test('a temporary file system splits at its first colon', () => {
    fc.assert(
      fc.property(listText, (text) => {
        const { target, options } = readTmpfsEntry(plain(text))
        const [path, ...rest] = text.split(':')
        expect(target.value).toBe(path)
        expect(options).toHaveLength(
          rest
            .join(':')
            .split(',')
            .filter((w) => w !== '').length,
        )
      }),
    )
  })
})
