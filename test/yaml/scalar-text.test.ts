import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../src/core/located.ts'
import { textOf } from '../../src/core/source.ts'
import * as library from 'yaml'
import { corpusFiles, hasCorpus, isOpaque, mappingFaults, plain, readAll, readOne, scalarsOf } from './support.ts'

const OPTIONS = {
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
  schema: 'core',
  resolveKnownTags: false,
} as const

/** The library's own idea of a node, in the form of `plain`. */
function libraryPlain(node: unknown): unknown {
  if (library.isAlias(node)) return { alias: node.source }
  if (library.isScalar(node)) return node.value
  if (library.isMap(node)) return { map: node.items.map(({ key, value }) => [libraryPlain(key), libraryPlain(value)]) }
  return library.isSeq(node) ? node.items.map((item) => libraryPlain(item)) : null
}

function libraryDocuments(text: string): readonly library.Document[] {
  return library.parseAllDocuments(text, OPTIONS).map((document) => document as library.Document)
}

describe('segments', () => {
  /** Each segment as text and source, exact ones alone. */
  const segments = (yaml: string): readonly unknown[] => {
    const scalar = scalarsOf(readOne(yaml).root).at(-1)
    return (scalar?.text.segments ?? []).map((s) => {
      const text = scalar?.text.text.slice(s.textStart, s.textEnd)
      return s.exact ? text : [text, yaml.slice(s.sourceStart, s.sourceEnd)]
    })
  }

  it.each<[string, readonly unknown[]]>([
    ['a: b c # d\n', ['b c']],
    ['a: 8080\n', ['8080']],
    ['a: b\n  c\n\n  d\n', ['b', [' ', '\n  '], 'c', ['\n', '\n\n  '], 'd']],
    ['a: b\r\n  c\r\n', ['b', [' ', '\r\n  '], 'c']],
    ["a: ''\n", []],
    ["a: 'b''c'\n", ['b', ["'", "''"], 'c']],
    ["a: ' b\n  c '\n", [' b', [' ', '\n  '], 'c ']],
    ['a: "b\\tc\\x41\\U0001F4BE"\n', ['b', ['\t', '\\t'], 'c', ['A', '\\x41'], ['💾', '\\U0001F4BE']]],
    ['a: "b\\\n  c  \n  d"\n', ['bc', [' ', '  \n  '], 'd'].flatMap((s) => (s === 'bc' ? ['b', 'c'] : [s]))],
    ['a: "\\u12zz"\n', [['\\u12zz', '\\u12zz']].map(() => '\\u12zz')],
    ['a: |\n  b\n   c\n', ['b\n', ' c', ['\n', '']]],
    ['a: |\r\n  b\r\n  c\r\n', ['b', ['\n', '\r\n'], 'c', ['\n', '']]],
    ['a: |-\n\n  b\n', ['\n', 'b']],
    ['a: |2\n    b\n', ['  b', ['\n', '']]],
    ['a: >\n  b\n  c\n\n  d\n', ['b', [' ', '\n  '], 'c', ['\n', '\n\n  '], 'd', ['\n', '']]],
    ['a: |+\n  b\n\n', ['b', ['\n\n', '\n']]],
  ])('%j', (yaml, expected) => expect(segments(yaml)).toEqual(expected))

  it('give a part of a quoted text its place', () => {
    const yaml = 'a: "x\\ty:/data"\n'
    const scalar = scalarsOf(readOne(yaml).root)[1]
    if (scalar === undefined) throw new Error('internal error: no scalar')
    expect(textOf(spanOf(scalar.text, 4, 9))).toBe('/data')
    expect(textOf(spanOf(scalar.text, 1, 2))).toBe('\\t')
  })
})

describe('against the library', () => {
  const check = (text: string): readonly string[] =>
    readAll(text).flatMap((document, index) => {
      const scalars = scalarsOf(document.root)
      const given = libraryDocuments(text)[index]
      const faults = scalars.flatMap((scalar) => mappingFaults(scalar.text))
      if (document.problems.length === 0 && scalars.some((scalar) => isOpaque(scalar.text))) faults.push('opaque')
      if (JSON.stringify(plain(document.root)) !== JSON.stringify(libraryPlain(given?.contents))) faults.push('value')
      return faults
    })

  it.skipIf(!hasCorpus)(`on the corpus${hasCorpus ? '' : ' (absent: skipped)'}`, () => {
    const files = corpusFiles()
    expect(files.length).toBe(569)
    expect(files.flatMap(({ path, text }) => check(text).map((fault) => `${path}: ${fault}`))).toEqual([])
    const crlf = files.filter((_, index) => index % 5 === 0).map(({ text }) => text.replace(/\r?\n/g, '\r\n'))
    expect(crlf.flatMap(check)).toEqual([])
  })

  it('on a CR alone at the end of a kept block', () => {
    expect(check('|+\na---\n\r')).toEqual([])
  })

  const ANY = [
    ...[
      'a',
      'b',
      'key',
      ': ',
      ':',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '? ',
      '"',
      "'",
      '|',
      '>',
      '|+',
      '>-',
      '|2',
    ],
    ...[
      '[',
      ']',
      '{',
      '}',
      ', ',
      '#',
      ' # c',
      '&a ',
      '*a',
      '!t ',
      '!!str ',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      '\t',
      '\r\n',
    ],
    ...[
      '\r',
      '\\',
      '\\n',
      '\\x41',
      '\\\n',
      '1',
      '0x1f',
      'true',
      '~',
      '<<',
      '\u2028',
      '\uFEFF',
      '💾',
      "''",
      '@',
      '%',
      '`',
    ],
  ]
  const SCALARS = [
    ...[
      'a',
      'k: ',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '"x',
      'y"',
      "'x",
      "y'",
      '|\n',
      '>\n',
      '|+\n',
      '>-\n',
      '|2\n',
      ' >+\n',
    ],
    ...['\r\n  ', '  ', 'word', '\\\n', '\\t', '\\u00e9', '\\ ', "''", '\t', '💾', '\n\n', ' \n'],
  ]

  it.each([
    ['any text', ANY],
    ['many scalars', SCALARS],
  ])('on %s', (_, parts) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 25 }), (pieces) => {
        const text = pieces.join('')
        expect(check(text)).toEqual([])
        for (const { problems } of readAll(text))
          for (const { span, message } of problems) {
            expect(span.start >= 0 && span.start < span.end && span.end <= text.length).toBe(true)
            expect(message).not.toMatch(/\p{Cc}/u)
          }
      }),
      { numRuns: 10_000 },
    )
  })

  it('on any characters at all, without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => readAll(text).length > 0),
      { numRuns: 10_000 },
    )
  })
})
