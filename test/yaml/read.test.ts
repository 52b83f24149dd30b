import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import type { YamlDocument, YamlNode } from '../../src/parser/tree.ts'
import { plain, readAll, readOne, visit } from './support.ts'

/** Each node as `kind text`, in order. */
function nodes(document: YamlDocument | undefined): readonly string[] {
  const found: string[] = []
  const name = (node: YamlNode): string =>
    [node.kind, node.anchor === undefined ? '' : `&${node.anchor}`, node.tag ?? '']
      .filter((part) => part !== '')
      .join(' ')
  visit(document?.root, (node) => found.push(`${name(node)}: ${textOf(node.span)}`))
  return found
}

function comments(document: YamlDocument | undefined): readonly string[] {
  return (document?.comments ?? []).map(({ span }) => textOf(span))
}

function problems(text: string): readonly string[] {
  return readAll(text).flatMap((document) => document.problems.map((p) => `${textOf(p.span)}: ${p.message}`))
}

describe('nodes', () => {
  it.each<[string, string, readonly string[]]>([
    ['a block mapping ends with its last leaf', 'a: 1 # one\n# end\n', ['map: a: 1', 'scalar: a', 'scalar: 1']],
    [
      'a value may be missing',
      'a:\n# below\nb: 2\n',
      ['map: a:\n# below\nb: 2', 'scalar: a', 'scalar: b', 'scalar: 2'],
    ],
    ['a missing value with a tag is there', 'a: !reset\n', ['map: a: !reset', 'scalar: a', 'scalar !reset: !reset']],
    [
      'anchors and tags belong to their node',
      'a: &x !t\n  &y k: !u v\n',
      [
        'map: a: &x !t\n  &y k: !u v',
        'scalar: a',
        'map &x !t: &x !t\n  &y k: !u v',
        'scalar &y: &y k',
        'scalar !u: !u v',
      ],
    ],
    ['an alias', '- &a b\n- *a\n', ['seq: - &a b\n- *a', 'scalar &a: &a b', 'alias: *a']],
    [
      'a custom tag on a list',
      'ports: !override [80]\n',
      ['map: ports: !override [80]', 'scalar: ports', 'seq !override: !override [80]', 'scalar: 80'],
    ],
    [
      'a literal without its last line end',
      'a: | # c\n  x\n   y\n\n# end\n',
      ['map: a: | # c\n  x\n   y', 'scalar: a', 'scalar: | # c\n  x\n   y'],
    ],
    [
      'a literal that keeps blank lines',
      'a: |+\n  x\n\n\nb:\n',
      ['map: a: |+\n  x\n\n\nb:', 'scalar: a', 'scalar: |+\n  x\n\n', 'scalar: b'],
    ],
    [
      'JSON',
      '{"a": [1, {"b": null}]}',
      [
        'map: {"a": [1, {"b": null}]}',
        'scalar: "a"',
        'seq: [1, {"b": null}]',
        'scalar: 1',
        'map: {"b": null}',
        'scalar: "b"',
        'scalar: null',
      ],
    ],
    ['a complex key', '? [a, b]\n: c\n', ['map: ? [a, b]\n: c', 'seq: [a, b]', 'scalar: a', 'scalar: b', 'scalar: c']],
    [
      'CRLF and a byte-order mark',
      '\uFEFFa: 1\r\nb: 2\r\n',
      ['map: a: 1\r\nb: 2', 'scalar: a', 'scalar: 1', 'scalar: b', 'scalar: 2'],
    ],
  ])('%s', (_, text, expected) => expect(nodes(readOne(text))).toEqual(expected))

  it('have entry and item spans from key or dash to the last leaf', () => {
    const { root } = readOne('a:\n  - b: 1\n    c:\n  -\n  - - d\nx: [1]\n')
    const seq = root?.kind === 'map' ? root.entries[0]?.value : undefined
    expect(root?.kind === 'map' && root.entries.map(({ span }) => textOf(span))).toEqual([
      'a:\n  - b: 1\n    c:\n  -\n  - - d',
      'x: [1]',
    ])
    expect(seq?.kind === 'seq' && seq.items.map(({ span }) => textOf(span))).toEqual(['- b: 1\n    c:', '-', '- - d'])
  })

  it('an alias means the latest anchor before it, also one that it stands in', () => {
    const { root } = readOne('- &a 1\n- *a\n- &a 2\n- *a\n- &s [*s]\n')
    const items = root?.kind === 'seq' ? root.items.map(({ value }) => value) : []
    const targets = items.map((item) => (item?.kind === 'alias' ? plain(item.target) : undefined))
    expect(targets).toEqual([undefined, 1, undefined, 2, undefined])
    const [inner] = items[4]?.kind === 'seq' ? items[4].items : []
    expect(inner?.value?.kind === 'alias' && inner.value.target).toBe(items[4])
  })
})

describe('values', () => {
  it.each<[string, unknown]>([
    ['[1, -2, 0x1f, 0o17, 1.5, 1e3]', [1, -2, 31, 15, 1.5, 1000]],
    ['[true, False, ~, null, yes, on, 1_000]', [true, false, null, null, 'yes', 'on', '1_000']],
    ['["1", \'true\', !!str 1, 08]', ['1', 'true', '1', 8]],
    ['%YAML 1.1\n---\n[yes, 012]', ['yes', 12]],
    [
      '!!set {a, b}',
      {
        map: [
          ['a', null],
          ['b', null],
        ],
      },
    ],
    ['!!binary aGk=', 'aGk='],
    ['<<: {a: 1}', { map: [['<<', { map: [['a', 1]] }]] }],
  ])('%s', (text, expected) => expect(plain(readOne(text).root)).toEqual(expected))
})

describe('streams', () => {
  const cases: [string, string, readonly (readonly [unknown, readonly string[]])[]][] = [
    ['nothing', '', [[null, []]]],
    ['only comments', '# a\n  # b\n', [[null, ['# a', '# b']]]],
    [
      'two documents',
      '# 1\na\n# 2\n---\nb # 3\n# 4\n',
      [
        ['a', ['# 1', '# 2']],
        ['b', ['# 3', '# 4']],
      ],
    ],
    ['comments before the first ---', '# 1\n---\n# 2\na\n', [['a', ['# 1', '# 2']]]],
    [
      'ends and directives',
      '%YAML 1.2\n--- a\n... # 1\n# 2\n---\nb\n',
      [
        ['a', []],
        ['b', ['# 1', '# 2']],
      ],
    ],
    [
      'an empty one between',
      'a\n---\n---\nb\n',
      [
        ['a', []],
        [null, []],
        ['b', []],
      ],
    ],
    [
      'no comments in text',
      'a: |\n  # no\nb: "# no" # yes\n',
      [
        [
          {
            map: [
              ['a', '# no\n'],
              ['b', '# no'],
            ],
          },
          ['# yes'],
        ],
      ],
    ],
  ]
  it.each(cases)('%s', (_, text, expected) => {
    expect(readAll(text).map((document) => [plain(document.root), comments(document)])).toEqual(expected)
  })

  it('have document spans without markers', () => {
    expect(readAll('\uFEFF# 1\na\n---\nb\n...\n--- c\n').map(({ span }) => textOf(span))).toEqual([
      '# 1\na\n',
      'b\n',
      ' c\n',
    ])
  })
})

describe('problems', () => {
  it.each<[string, readonly string[]]>([
    ['a: 1\nb: 2\na: 3\n', ['a: the key "a" stands twice in this mapping, first on line 1']],
    ['{1: x, "1": y}', ['"1": the key "1" stands twice in this mapping, first on line 1']],
    ['x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n', []],
    ['a: *none\n', ['*none: no anchor of this name stands before the alias; a text that begins with * needs quotes']],
    [
      'a: *b\nc: &b 1\n',
      ['*b: no anchor of this name stands before the alias; a text that begins with * needs quotes'],
    ],
    [
      '&a a: 1\n---\nb: *a\n',
      ['*a: no anchor of this name stands before the alias; a text that begins with * needs quotes'],
    ],
    ['a: b: c\n', ['b: a second "key: " stands on one line; put the value in quotes or on a line of its own']],
    ['a: "x\n', ['x: the double-quoted text is not closed']],
    ['a: [1, 2\n', ['2: the list that [ opens is not closed with ], or its lines are not indented']],
    ['a:\n\tb: 1\n', ['\t: a tab stands in the indentation; YAML indents with spaces only']],
    ['a: @x\n', ['@: plain value cannot start with reserved character @']],
    ['a: "\\q"\n', ['\\: invalid escape sequence \\q']],
    ['a: 1\nb\n', ['b: this line is no "key: value" pair; a colon is missing behind the key']],
    ['a: !x!y z\n', ['!x!y: could not resolve tag: !x!y']],
  ])('%j', (text, expected) => expect(problems(text)).toEqual(expected))

  it('of one document leave the others', () => {
    const documents = readAll('a: 1\n---\nb: [\n---\nc: 3\n')
    expect(documents.map(({ root, problems }) => [plain(root), problems.length > 0])).toEqual([
      [{ map: [['a', 1]] }, false],
      [{ map: [['b', []]] }, true],
      [{ map: [['c', 3]] }, false],
    ])
  })

  it('never show control characters', () => {
    expect(problems('"\x1b[31m": 1\n"\x1b[31m": 2\n')).toEqual([
      '"\x1b[31m": the key "U+001B[31m" stands twice in this mapping, first on line 1',
    ])
  })
})
