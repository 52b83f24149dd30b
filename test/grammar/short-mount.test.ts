import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import { interpolate } from '../../src/parser/compose/interpolate.ts'
import { readShortMount, type ShortMount } from '../../src/parser/compose/short-mount.ts'
import { buildMount, readFields } from '../../src/parser/grammar/mount.ts'
import { composeView } from './compose-view.ts'
import { isInside, plain, seen } from './texts.ts'

/** A mount of an interpolated text; nothing is set. */
function read(text: string): ShortMount {
  const mount = readShortMount(interpolate(plain(text, '  '), () => undefined).text)
  if (mount.kind === 'problem') throw new Error(mount.message)
  return mount
}

const notes = (text: string) => read(text).notes.map((n) => [n.code, textOf(n.span)])

test('the grammar is sound', () => {
  expect(() => buildMount(true)).not.toThrow()
})

const rowsPath = resolve('../shared/conformance/compose-short-syntax.jsonl')

interface Row {
  readonly input: string
  readonly expect: unknown
  readonly why: string
}

describe.skipIf(!existsSync(rowsPath))('conformance (skipped where ../shared is absent)', () => {
  const lines = existsSync(rowsPath) ? readFileSync(rowsPath, 'utf8').trim().split('\n') : []
  const rows = lines.map((line) => JSON.parse(line) as Row)

  test('there are 123 rows', () => {
    expect(rows.length).toBe(123)
  })

  test.each(rows.map((row) => [row.input, row]))('%j', (input, row) => {
    expect(composeView(readShortMount(plain(input)))).toEqual(row.expect)
  })

  test.each(rows.filter((row) => row.why.includes('TRAP')).map((row) => row.input))('trap %j has a note', (input) => {
    const mount = readShortMount(plain(input))
    expect(mount.kind === 'mount' && mount.notes.length > 0).toBe(true)
  })
})

describe('a mount with everything', () => {
  test('each part is where it was written', () => {
    const mount = read('${ROOT:-./data}/db:/var/lib:ro,z,RO,shared,Z,nocopy,rslave')
    expect(mount.type).toBe('bind')
    expect(mount.source && seen(mount.source)).toEqual(['./data/db', './data}/db', 'default'])
    expect(seen(mount.target)).toEqual(['/var/lib', '/var/lib', 'literal'])
    expect(seen(mount.readOnly)).toEqual([true, 'ro', 'literal'])
    expect(mount.selinux && seen(mount.selinux)).toEqual(['Z', 'Z', 'literal'])
    expect(mount.propagation && seen(mount.propagation)).toEqual(['rslave', 'rslave', 'literal'])
    expect(mount.nocopy && seen(mount.nocopy)).toEqual([true, 'nocopy', 'literal'])
    expect(mount.options.map((o) => o.value)).toEqual(['ro', 'z', 'RO', 'shared', 'Z', 'nocopy', 'rslave'])
    expect(mount.notes.map((n) => [n.code, textOf(n.span)])).toEqual([['upper-case-option', 'RO']])
  })

  test('without options the whole mount says that it is writable', () => {
    expect(seen(read('data:/d').readOnly)).toEqual([false, 'data:/d', 'literal'])
  })
})

describe('unknown parts', () => {
  const whole = (text: string) => {
    const { type, source, target, readOnly } = read(text)
    return [type, source && seen(source), seen(target), seen(readOnly)]
  }

  test.each([
    ['${X}', ['unknown', undefined, ['${X}', '${X}', 'unknown'], [false, '${X}', 'unknown']]],
    ['${X}:/d', ['unknown', ['${X}', '${X}', 'unknown'], ['/d', '/d', 'literal'], [false, '${X}:/d', 'literal']]],
    ['./${X}:/d', ['bind', ['./${X}', './${X}', 'unknown'], ['/d', '/d', 'literal'], [false, './${X}:/d', 'literal']]],
    [
      'v:/d/$X:ro',
      ['bind', ['v:/d/$X', 'v:/d/$X', 'unknown'], ['ro', 'ro', 'literal'], [false, 'v:/d/$X:ro', 'literal']],
    ],
    ['vol:/d:${X}', ['volume', ['vol', 'vol', 'literal'], ['/d', '/d', 'literal'], [false, '${X}', 'unknown']]],
    ['vol:/d:ro,${X}', ['volume', ['vol', 'vol', 'literal'], ['/d', '/d', 'literal'], [true, '${X}', 'unknown']]],
    ['vol:/d:${X},ro', ['volume', ['vol', 'vol', 'literal'], ['/d', '/d', 'literal'], [true, 'ro', 'literal']]],
    ['vol:/d:${X:-ro}', ['volume', ['vol', 'vol', 'literal'], ['/d', '/d', 'literal'], [true, 'ro', 'default']]],
  ])('%s', (text, expected) => {
    expect(whole(text)).toEqual(expected)
  })
})

describe('notes', () => {
  test.each([
    ['data:/data:ro', []],
    ['C:\\data:/data', []],
    ['c:/:d:/data', []],
    ['a:/data', [['one-letter-name', 'a']]],
    ['é:/data', [['one-letter-name', 'é']]],
    [
      'v:/data:ro',
      [
        ['one-letter-name', 'v'],
        ['mode-as-target', 'ro'],
      ],
    ],
    ['d:\\path:rw', [['mode-as-target', 'rw']]],
    ['app/data:/data', [['path-like-name', 'app/data']]],
    ['data:logs', [['relative-target', 'logs']]],
    ['data', [['relative-target', 'data']]],
    ['a:/x:/y:', undefined],
    [
      'data:/d:cached,RO,uid=1,ro ',
      [
        ['consistency-option', 'cached'],
        ['upper-case-option', 'RO'],
        ['unknown-option', 'uid=1'],
        ['unknown-option', 'ro '],
      ],
    ],
    ['$${D}:/data', [['uninterpolated-variable', '$${D}']]],
    ['data:/d:$$M', [['uninterpolated-variable', '$$M']]],
    ['data:/d:$${M', [['unterminated-variable', '$${M']]],
    ['${X}:/data:${Y}', []],
  ])('%s', (text, expected) => {
    if (expected === undefined) expect(() => notes(text)).toThrow('empty section')
    else expect(notes(text)).toEqual(expected)
  })
})

describe('what Compose refuses', () => {
  test.each([
    ['', 'empty', ''],
    [':/data', 'empty-section', ':'],
    ['/foo::ro', 'empty-section', ':'],
    ['/src:', 'empty-section', ':'],
    ['/a:/b:ro:rw', 'too-many-colons', ':rw'],
    ['a\0b', 'nul', '\0'],
  ])('%j', (text, code, at) => {
    const problem = readShortMount(plain(text, '  '))
    expect(problem.kind === 'problem' && [problem.code, textOf(problem.span)]).toEqual([code, at])
  })
})

const mountText = fc.string({
  unit: fc.constantFrom(
    ':',
    '/',
    '.',
    '~',
    '\\',
    ',',
    '$',
    '{',
    '}',
    '${',
    'a',
    'é',
    '界',
    '😀',
    'ro',
    'rw',
    'z',
    'name',
    ' ',
  ),
  maxLength: 20,
})

describe('for any text', () => {
  test('fields and colons make the text', () => {
    fc.assert(
      fc.property(fc.oneof(mountText, fc.string({ unit: 'binary' })), (text) => {
        const fields = readFields(text)
        expect(fields.map((f) => text.slice(f.start, f.end)).join(':')).toBe(text)
      }),
    )
  })

  test('values stand where their spans say', () => {
    fc.assert(
      fc.property(fc.oneof(mountText, fc.string({ unit: 'binary' })), (text) => {
        const mount = readShortMount(plain(text, '  '))
        expect(isInside(mount.span)).toBe(true)
        if (mount.kind === 'problem') return
        const strings = [mount.source, mount.target.value === '' ? undefined : mount.target, ...mount.options]
        for (const value of strings) if (value !== undefined) expect(textOf(value.span)).toBe(value.value)
        for (const { span } of mount.notes) expect(isInside(span) && span.start < span.end).toBe(true)
      }),
    )
  })

  test('long runs of brackets are read in step', () => {
    expect(readFields('${'.repeat(50_000)).length).toBe(1)
    expect(readFields('a:'.repeat(50_000)).length).toBe(25_001)
  })
})
