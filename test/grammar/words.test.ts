import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import { interpolate } from '../../src/parser/compose/interpolate.ts'
import { commandWords, readCommand, readCommandWords } from '../../src/parser/grammar/command.ts'
import { buildWords, readLine, readScript, readWords } from '../../src/parser/grammar/words.ts'
import { isInside, plain, seen } from './texts.ts'

const values = (commands: ReturnType<typeof readWords>) => commands.map((c) => c.map((w) => w.value))
const script = (text: string) => values(readWords(plain(text, '  ')))
const line = (text: string) => readLine(plain(text, '  ')).map((w) => [w.located.value, w.located.certainty])

test('the grammar is sound', () => {
  expect(() => buildWords(true)).not.toThrow()
})

describe('the simple commands of a script', () => {
  test.each([
    ['', []],
    [' # nothing', []],
    ['a b', [['a', 'b']]],
    ['a && b || c; d | e & f\ng', [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['a#b #c', [['a#b']]],
    ["a 'b c'\"d e\"f\\ g ''", [['a', 'b cd ef g', '']]],
    ['"a\\"b\\n\\$c"', [['a"b\\n$c']]],
    ['a \\\n  b\\\nc', [['a', 'bc']]],
    ['exec x -D /data > /log 2>&1 < /dev/null', [['exec', 'x', '-D', '/data']]],
    ['a &> b; c &', [['a'], ['c']]],
    ['if [ -f a ]; then b; else c; fi', [['[', '-f', 'a', ']'], ['b'], ['c']]],
    ['while ! a; do b; done', [['a'], ['b']]],
    ['{ a; }; (b; c)', [['a'], ['b'], ['c']]],
    ["'if' a", [['if', 'a']]],
    ["cat <<EOF >f | tee x\n it's\nEOF\na", [['cat'], ['tee', 'x'], ['a']]],
    ["cat <<-'E'\n\tx &&\n\tE\na", [['cat'], ['a']]],
    ['cat <<A <<B\n1\nA\n2\nB\na', [['cat'], ['a']]],
    ['cat <<EOF\nnever ends', [['cat']]],
    ['cat <<< x; a', [['cat'], ['a']]],
  ])('%j', (text, expected) => {
    expect(script(text)).toEqual(expected)
  })

  test('a word spans its quotes, and what a shell expands is unknown', () => {
    const text = 'a "b $C" \'$D\' $(e "f)" `g`) `h i` ${J:-k l} m\\$n $\'o\' $'
    const [words] = readWords(plain(text, '  '))
    expect(words?.map(seen)).toEqual([
      ['a', 'a', 'literal'],
      ['"b $C"', '"b $C"', 'unknown'],
      ['$D', "'$D'", 'literal'],
      ['$(e "f)" `g`)', '$(e "f)" `g`)', 'unknown'],
      ['`h i`', '`h i`', 'unknown'],
      ['${J:-k l}', '${J:-k l}', 'unknown'],
      ['m$n', 'm\\$n', 'literal'],
      ["$'o'", "$'o'", 'unknown'],
      ['$', '$', 'literal'],
    ])
  })

  test('variables of Compose keep their certainty', () => {
    const { text } = interpolate(plain('run -D ${DIR:-/data} ${MODE} $$HOME'), () => undefined)
    expect(readWords(text).flat().map(seen)).toEqual([
      ['run', 'run', 'literal'],
      ['-D', '-D', 'literal'],
      ['/data', '/data', 'default'],
      ['${MODE}', '${MODE}', 'unknown'],
      ['$HOME', '$$HOME', 'unknown'],
    ])
  })

  test.each([['a "b && c'], ["a 'b && c"], ['a `b && c'], ['a $(b && c'], ['a ${b && c'], ['a "$(b" && c']])(
    '%s: the rest is one unknown word',
    (text) => {
      expect(readWords(plain(text)).map((c) => c.map(seen))).toEqual([
        [
          ['a', 'a', 'literal'],
          [text.slice(2), text.slice(2), 'unknown'],
        ],
      ])
    },
  )

  test('what nests deeper than a hundred is one unknown word', () => {
    const nested = (depth: number) => '$('.repeat(depth) + ')'.repeat(depth)
    expect(readWords(plain(`a ${nested(100)}`)).map((c) => c.length)).toEqual([2])
    expect(readWords(plain(`a ${nested(101)}`)).map((c) => c.length)).toEqual([1])
    expect(readWords(plain(`a ${nested(20_000)}`)).map((c) => c.length)).toEqual([1])
  })
})

describe('a command of one line, as Compose splits it', () => {
  const known = (...words: string[]) => words.map((word) => [word, 'literal'])

  test.each([
    ['', []],
    ['a && b', known('a')],
    ['a "b c" d\\ e', known('a', 'b c', 'd e')],
    ['echo $HOME ${X}', known('echo', '$HOME', '${X}')],
    ['a # b', known('a', '#', 'b')],
    ['a `b c` $(d e)', known('a', '`b c`', '$(d e)')],
    ['a 2>&1 x', known('a')],
    ['a b>c', known('a', 'b')],
    ['"a" ""', known('a', '')],
    ['a\nb', known('a', 'b')],
    ['x;y', known('x')],
    ['\'a\\b\' "a\\nb"', known('a\\b', 'anb')],
    ['a "b', [...known('a'), ['"b', 'unknown']]],
    ['(a)', [['(a)', 'unknown']]],
    ['a\\', [['a\\', 'unknown']]],
  ])('%j', (text, expected) => {
    expect(line(text)).toEqual(expected)
  })
})

describe('commands with shells seen through', () => {
  const list = (...words: string[]) => values(readCommand(words.map((word) => plain(word))))

  test.each([
    [['postgres', '-D', '/x y'], [['postgres', '-D', '/x y']]],
    [[], []],
    [
      ['sh', '-c', 'a && b'],
      [['a'], ['b']],
    ],
    [
      ['/bin/bash', '-lc', 'a; b'],
      [['a'], ['b']],
    ],
    [
      ['bash', '-o', 'pipefail', '-c', 'a | b', 'name'],
      [['a'], ['b']],
    ],
    [['bash', '-euo', 'pipefail', '-c', 'a'], [['a']]],
    [['ash', '-c', '-e', 'a'], [['a']]],
    [
      ['sh', '-ec', 'sh -c "a; b"'],
      [['a'], ['b']],
    ],
    [['sh', '-c', 'sh -c \'sh -c "a; b"\''], [['sh', '-c', 'a; b']]],
    [['sh', '-c', 'sh -c "$X; y"'], [['sh', '-c', '"$X; y"']]],
    [['sh', 'run.sh', '-c'], [['sh', 'run.sh', '-c']]],
    [['bash', '--norc', '-c', 'a'], [['a']]],
    [['sh', '-c'], [['sh', '-c']]],
    [['push', '-c', 'a && b'], [['push', '-c', 'a && b']]],
  ])('%j', (words, expected) => {
    expect(list(...words)).toEqual(expected)
  })

  test('a line is split as Compose does before its shell is seen through', () => {
    const read = readCommand(plain('sh -c "echo \'a b\' && run -D $$X" && gone', '  '))
    expect(read.map((c) => c.map(seen))).toEqual([
      [
        ['echo', 'echo', 'literal'],
        ['a b', "'a b'", 'literal'],
      ],
      [
        ['run', 'run', 'literal'],
        ['-D', '-D', 'literal'],
        ['$$X', '$$X', 'unknown'],
      ],
    ])
  })

  test('words of an entrypoint and of a command may be joined', () => {
    const words = [...commandWords([plain('sh'), plain('-c')]), ...commandWords([plain('a; b')])]
    expect(values(readCommandWords(words))).toEqual([['a'], ['b']])
  })
})

const commandText = fc.string({
  unit: fc.constantFrom(
    ...[
      'a',
      'b',
      ' ',
      '\n',
      "'",
      '"',
      '`',
      '\\',
      '$',
      '$(',
      '(',
      ')',
      '{',
      '}',
      '${',
      '#',
      '&',
      '|',
      ';',
      '<',
      '<<',
      '>',
    ],
    ...['1', 'EOF', 'sh -c ', '😀', '\r', '\0'],
  ),
  maxLength: 24,
})

describe('for any text', () => {
  test.each([
    ['script', readScript],
    ['line', (text: ReturnType<typeof plain>) => [readLine(text)]],
  ])('%s: words stand in order within their source and say what is written', (_, read) => {
    fc.assert(
      fc.property(fc.oneof(commandText, fc.string({ unit: 'binary' })), (text) => {
        let at = 0
        for (const { located, text: inner } of read(plain(text, '  ')).flat()) {
          expect(isInside(located.span) && located.span.start >= at).toBe(true)
          at = located.span.end
          const written = textOf(located.span)
          if (located.certainty === 'unknown') expect(located.value).toBe(written)
          else expect(located.value).toBe(inner.text)
          if (/^[\w./-]+$/.test(written)) expect(located.value).toBe(written)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('commands can be read', () => {
    fc.assert(fc.property(commandText, (text) => Array.isArray(readCommand([plain('sh'), plain('-c'), plain(text)]))))
  })

  test('unknown parts make their word unknown', () => {
    fc.assert(
      fc.property(commandText, (text) => {
        const { text: mapped } = interpolate(plain(`a${text.replaceAll('$', '')}b\${X}c`), () => undefined)
        const words = readScript(mapped).flat()
        const holding = words.filter((w) => textOf(w.located.span).includes('${X}'))
        expect(holding.every((w) => w.located.certainty === 'unknown')).toBe(true)
      }),
    )
  })
})
