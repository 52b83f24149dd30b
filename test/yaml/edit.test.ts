import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, isRefusal } from '../../src/core/edit.ts'
import type { Span } from '../../src/core/source.ts'
import type { Edited, NewValue } from '../../src/emit/yaml-edit.ts'
import {
  appendEntry,
  appendItem,
  insertEntry,
  removeEntry,
  replaceItem,
  replaceScalar,
} from '../../src/emit/yaml-edit.ts'
import type { YamlDocument } from '../../src/parser/tree.ts'
import { at, entryIn, outcome } from './edit-support.ts'
import { plain, readOne } from './support.ts'

type Path = readonly (string | number)[]

function edit(yaml: string, change: (document: YamlDocument) => Edited): string {
  return outcome(yaml, change(readOne(yaml)))
}

/** The mapping or list at a path, or its entry where it has none. */
function holder(
  document: YamlDocument,
  path: Path,
): Parameters<typeof insertEntry>[1] | Parameters<typeof appendItem>[1] {
  const last = path[path.length - 1]
  const above = at(document, ...path.slice(0, -1))
  const entry = last === undefined ? undefined : entryIn(above, String(last))
  if (entry !== undefined) return entry
  const node = at(document, ...path)
  if (node.kind === 'map' || node.kind === 'seq') return node
  throw new Error('internal error: no holder')
}

function inserted(yaml: string, path: Path, value: NewValue, after?: string): string {
  return edit(yaml, (document) => {
    const target = holder(document, path)
    if ('items' in target) throw new Error('internal error: a list')
    const node = at(document, ...(after === undefined ? [] : path))
    const behind = after === undefined ? undefined : entryIn(node, after)
    return insertEntry(document, target, { key: 'new', value, ...(behind === undefined ? {} : { after: behind }) })
  })
}

function appended(yaml: string, path: Path, value: NewValue): string {
  return edit(yaml, (document) => {
    const target = holder(document, path)
    if ('entries' in target) throw new Error('internal error: a mapping')
    return appendItem(document, target, value)
  })
}

describe('insertEntry', () => {
  it.each<[string, string, Path, NewValue, string]>([
    ['at the end', 'a:\n  b: 1 # c\n  # d\ne: 2\n', ['a'], 'x', 'a:\n  b: 1 # c\n  new: x\n  # d\ne: 2\n'],
    [
      'before the comment of the next section',
      'a:\n  b: 1\n\n# e\ne: 2\n',
      ['a'],
      null,
      'a:\n  b: 1\n  new:\n\n# e\ne: 2\n',
    ],
    ['behind a block of text', 'a:\n  b: |\n    c\n\ne: 2\n', ['a'], 1, 'a:\n  b: |\n    c\n  new: 1\n\ne: 2\n'],
    ['without a last line end', 'a:\n  b: 1', ['a'], 'x', 'a:\n  b: 1\n  new: x'],
    [
      'with CRLF',
      'a:\r\n  b: 1\r\nc: 2\r\n',
      ['a'],
      { d: [1] },
      'a:\r\n  b: 1\r\n  new:\r\n    d:\r\n      - 1\r\nc: 2\r\n',
    ],
    [
      'in the width of the file',
      'a:\n    b:\n    - 1\n',
      ['a'],
      { d: [1] },
      'a:\n    b:\n    - 1\n    new:\n        d:\n        - 1\n',
    ],
    ['in a list item', '- b: 1\n- c: 2\n', [0], 'x', '- b: 1\n  new: x\n- c: 2\n'],
    ['before an end marker', 'a:\n  b: 1\n...\n---\nc: 1\n', ['a'], 'x', 'a:\n  b: 1\n  new: x\n...\n---\nc: 1\n'],
    ['to a missing value', 'a: # c\n  # d\nb: 1\n', ['a'], 'x', 'a: # c\n  new: x\n  # d\nb: 1\n'],
    ['to null', 'a: null # c\n', ['a'], 'x', 'a: # c\n  new: x\n'],
    ['to {}', 'a: {} # c\nb: 1\n', ['a'], { d: 'e' }, 'a: # c\n  new:\n    d: e\nb: 1\n'],
    ['to one line of flow', 'a: { b: 1 }\n', ['a'], { d: null }, 'a: { b: 1, new: { d: null } }\n'],
    ['behind a key without a value in flow', 'a: {b: }\n', ['a'], null, 'a: {b: , new: null }\n'],
    ['to JSON', '{"a": {}, "b": 1}\n', [], 'x', '{"a": {}, "b": 1, "new": "x"}\n'],
    ['to {} in JSON', '{"a": {}, "b": 1}\n', ['a'], 'x', '{"a": {"new": "x"}, "b": 1}\n'],
    ['not to flow on several lines', 'a: {\n  b: 1\n}\n', ['a'], 'x', 'refused: flow-style'],
    ['not to an alias', 'a: &a {b: 1}\nc: *a\n', ['c'], 'x', 'refused: alias'],
    ['not to what an alias uses', 'a: &a {b: 1}\nc: *a\n', ['a'], 'x', 'refused: alias'],
    ['not to an explicit key', '? a\n: b: 1\n', [], 'x', 'refused: shape'],
    ['not to a broken document', 'a: 1\na: 2\n', [], 'x', 'refused: unsupported'],
    ['not to a list', 'a: [1]\n', ['a'], 'x', 'refused: shape'],
    ['not to a tagged null', 'a: !reset null\n', ['a'], 'x', 'refused: shape'],
  ])('%s', (_, yaml, path, value, expected) => expect(inserted(yaml, path, value)).toBe(expected))

  it('behind another', () => {
    expect(inserted('a:\n  b: 1\n  c: 2\n', ['a'], 'x', 'b')).toBe('a:\n  b: 1\n  new: x\n  c: 2\n')
  })

  it.each<[NewValue, string]>([
    ['8080', '"8080"'],
    ['yes', '"yes"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['*a', '"*a"'],
    ['', '""'],
    ['a\nb', '"a\\nb"'],
    ['./data:/var/lib', './data:/var/lib'],
    ['${DATA:-/x}/y', '${DATA:-/x}/y'],
    ['10Gi', '10Gi'],
    ['16:30', '"16:30"'],
    [[], '[]'],
    [true, 'true'],
  ])('writes %j', (value, expected) => expect(inserted('a: 1\n', [], value)).toBe(`a: 1\nnew: ${expected}\n`))

  it('quotes as the file does', () => expect(inserted("a: 'b'\n", [], '8080')).toBe("a: 'b'\nnew: '8080'\n"))
})

describe('appendItem', () => {
  it.each<[string, string, Path, NewValue, string]>([
    ['indented', 'a:\n  - b # c\n  # d\ne: 1\n', ['a'], 'x', 'a:\n  - b # c\n  - x\n  # d\ne: 1\n'],
    ['not indented', 'a:\n- b\ne: 1\n', ['a'], 'x', 'a:\n- b\n- x\ne: 1\n'],
    ['a mapping', 'a:\n- b\n', ['a'], { c: 1, d: { e: 2 } }, 'a:\n- b\n- c: 1\n  d:\n    e: 2\n'],
    ['with the spaces of the last', 'a:\n  -   b\n', ['a'], { c: 1, d: 2 }, 'a:\n  -   b\n  -   c: 1\n      d: 2\n'],
    ['to a missing list', 'a:\nb:\n- 1\n', ['a'], 'x', 'a:\n- x\nb:\n- 1\n'],
    ['to []', 'a: [] # c\n', ['a'], 'x', 'a: # c\n  - x\n'],
    ['to one line of flow', 'a: [b] # c\n', ['a'], 'x, y', 'a: [b, "x, y"] # c\n'],
    ['without a last line end', 'a:\n  - b', ['a'], 'x', 'a:\n  - b\n  - x'],
    ['in a list in a list', '- - a\n  - b\n- c\n', [0], 'x', '- - a\n  - b\n  - x\n- c\n'],
    ['not to flow on several lines', 'a: [\n  b\n]\n', ['a'], 'x', 'refused: flow-style'],
  ])('%s', (_, yaml, path, value, expected) => expect(appended(yaml, path, value)).toBe(expected))
})

describe('appendEntry', () => {
  it.each<[string, string, string]>([
    ['to the root', 'services:\n  db:\n    image: a\n', 'services:\n  db:\n    image: a\nvolumes:\n  pgdata:\n'],
    [
      'with a blank line where the file has them',
      'a: 1\n\nb: 2\n# end\n',
      'a: 1\n\nb: 2\n\nvolumes:\n  pgdata:\n# end\n',
    ],
    ['to comments only', '# a\n', '# a\nvolumes:\n  pgdata:\n'],
    ['to nothing', '', 'volumes:\n  pgdata:\n'],
    ['before the next document', 'a: 1\n---\nb: 1\n', 'a: 1\nvolumes:\n  pgdata:\n---\nb: 1\n'],
    ['to {}', '{}\n', 'volumes:\n  pgdata:\n'],
    ['with a byte-order mark', '\uFEFFa: 1\n', '\uFEFFa: 1\nvolumes:\n  pgdata:\n'],
    ['not to a list', '- a\n', 'refused: shape'],
  ])('%s', (_, yaml, expected) => {
    expect(edit(yaml, (document) => appendEntry(document, 'volumes', { pgdata: null }))).toBe(expected)
  })
})

describe('replaceItem', () => {
  it.each<[string, string, NewValue, string]>([
    ['with a scalar', 'a:\n  - b # c\n', 'x', 'a:\n  - x # c\n'],
    [
      'with a mapping',
      'a:\n  - ./b:/c # c\n  - d\n',
      { type: 'volume', source: 'x' },
      'a:\n  - type: volume # c\n    source: x\n  - d\n',
    ],
    ['a mapping', 'a:\n  - b: 1\n    c: 2\n  - d\n', 'x', 'a:\n  - x\n  - d\n'],
    ['in flow', 'a: [b, d]\n', 'x', 'a: [x, d]\n'],
    ['not over a comment', 'a:\n  - b: 1 # c\n    c: 2\n', 'x', 'refused: shape'],
  ])('%s', (_, yaml, value, expected) => {
    const replaced = edit(yaml, (document) => {
      const seq = at(document, 'a')
      const [item] = seq.kind === 'seq' ? seq.items : []
      if (seq.kind !== 'seq' || item === undefined) throw new Error('internal error: no item')
      return replaceItem(document, seq, item, value)
    })
    expect(replaced).toBe(expected)
  })
})

describe('removeEntry', () => {
  it.each<[string, string, Path, string, string]>([
    ['with its lines', 'a:\n  b:\n    c: 1\n  d: 2\n', ['a'], 'b', 'a:\n  d: 2\n'],
    [
      'and keeps comments',
      'a:\n  # above\n  b: # c\n    c: 1 # d\n  d: 2\n',
      ['a'],
      'b',
      'a:\n  # above\n  # c\n  # d\n  d: 2\n',
    ],
    ['the last without a line end', 'a: 1\r\nb: 2', [], 'b', 'a: 1'],
    ['the first of a list item', '- a: 1\n  b: 2\n', [0], 'a', '- b: 2\n'],
    ['in flow', 'x: {a: 1, b: 2, c: 3}\n', ['x'], 'b', 'x: {a: 1, c: 3}\n'],
    ['the last in flow', 'x: {a: 1, b: 2}\n', ['x'], 'b', 'x: {a: 1}\n'],
    ['not what an alias uses', 'a: 1\nb: &b 2\nc: *b\n', [], 'b', 'refused: alias'],
    ['not the only one', 'a: 1\n', [], 'a', 'refused: shape'],
  ])('%s', (_, yaml, path, name, expected) => {
    const removed = edit(yaml, (document) => {
      const map = at(document, ...path)
      const entry = entryIn(map, name)
      if (map.kind !== 'map' || entry === undefined) throw new Error('internal error: no entry')
      return removeEntry(document, map, entry)
    })
    expect(removed).toBe(expected)
  })
})

describe('replaceScalar', () => {
  /** Replaces `old` in the value of `a`, or all of the value. */
  const replaced = (yaml: string, text: string, old?: string): string =>
    edit(yaml, (document) => {
      const scalar = at(document, 'a')
      if (scalar.kind !== 'scalar') throw new Error('internal error: no scalar')
      const start = old === undefined ? 0 : yaml.indexOf(old)
      const part: Span = { source: document.source, start, end: start + (old?.length ?? 0) }
      return replaceScalar(document, scalar, text, old === undefined ? undefined : part)
    })

  it.each<[string, string, string | undefined, string]>([
    ['a: ./b:/c # d\n', 'x', './b', 'a: x:/c # d\n'],
    ['a: ./b:/c # d\n', 'x y', undefined, 'a: x y # d\n'],
    ['a: ./b:/c\n', 'x: y', './b', 'a: "x: y:/c"\n'],
    ['a: &b !t c\n', '8080', undefined, 'a: &b !t "8080"\n'],
    ['a: 80\n', '8080', undefined, 'a: 8080\n'],
    ['a: true\n', 'false', undefined, 'a: false\n'],
    ['a: "b:/c"\n', 'x"y', 'b', 'a: "x\\"y:/c"\n'],
    ["a: 'b:/c'\n", "x'y", 'b', "a: 'x''y:/c'\n"],
    ["a: 'b:/c'\n", 'x\ny', 'b', 'a: "x\\ny:/c"\n'],
    ['a: "b\n  c"\n', 'x', 'b', 'a: "x c"\n'],
    ['a: b\n  c\n', 'x', 'c', 'a: b\n  x\n'],
    ['a: |\n  b c\n  d\n', 'x', 'c', 'a: |\n  b x\n  d\n'],
    ['a: |\n  b c\n', 'x', undefined, 'refused: shape'],
    ['a: "\\u0062c"\n', 'x', '0062', 'refused: shape'],
    ['a: ""\n', 'x', undefined, 'a: "x"\n'],
  ])('%j, %j for %j', (yaml, text, old, expected) => expect(replaced(yaml, text, old)).toBe(expected))

  it('gives any text to any place', () => {
    const places = [
      'a: b # c\n',
      "a: 'b' # c\n",
      'a: "b" # c\n',
      'x: {a: b} # c\n',
      'x: [1]\na: b\n  c\n',
      'a: 1\r\nz: 2\r\n',
    ]
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@` a1.]{0,6}$/),
    )
    fc.assert(
      fc.property(fc.constantFrom(...places), text, (yaml, value) => {
        const document = readOne(yaml)
        const holding = yaml.startsWith('x: {') ? at(document, 'x', 'a') : at(document, 'a')
        if (holding.kind !== 'scalar') throw new Error('internal error: no scalar')
        const edited = replaceScalar(document, holding, value)
        if (isRefusal(edited)) throw new Error(edited.reason)
        const after = readOne(applyEdits(yaml, edited))
        expect(after.problems).toEqual([])
        expect(after.comments.length).toBe(document.comments.length)
        const now = yaml.startsWith('x: {') ? at(after, 'x', 'a') : at(after, 'a')
        expect(String(plain(now) ?? value)).toBe(holding.value === 1 ? String(plain(now) ?? value) : value)
        expect(now.kind === 'scalar' && now.text.text).toBe(value)
      }),
      { numRuns: 10_000 },
    )
  })
})
