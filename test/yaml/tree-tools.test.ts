import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import type { ReachedEntry } from '../../src/parser/tree.ts'
import { entriesOf, entry, leafEnd, reach } from '../../src/parser/yaml/tree-tools.ts'
import { at, entryIn } from './edit-support.ts'
import { plain, readOne } from './support.ts'

/** Each entry as name, value and the place it came through. */
function entries(yaml: string, name: string): readonly unknown[] {
  const map = entryIn(at(readOne(yaml)), name)?.value
  return map?.kind === 'map' ? entriesOf(map).map(shown) : []
}

function shown({ name, value, via }: ReachedEntry): unknown {
  return [name, plain(value?.node), ...(via === undefined ? [] : [textOf(via)])]
}

describe('entriesOf', () => {
  const BASES = 'a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\n'
  it.each<[string, string, readonly unknown[]]>([
    [
      'own entries',
      'm: {x: 1, y: }',
      [
        ['x', 1],
        ['y', null],
      ],
    ],
    [
      'own keys win, wherever they stand',
      `${BASES}m:\n  <<: *a\n  y: 9\n`,
      [
        ['y', 9],
        ['x', 1, '*a'],
      ],
    ],
    [
      'the earlier of a list wins',
      `${BASES}m: {<<: [*a, *b]}`,
      [
        ['x', 1, '*a'],
        ['y', 2, '*a'],
        ['z', 4, '*b'],
      ],
    ],
    [
      'two merge keys',
      `${BASES}m:\n  <<: *b\n  <<: *a\n`,
      [
        ['y', 3, '*b'],
        ['z', 4, '*b'],
        ['x', 1, '*a'],
      ],
    ],
    [
      'merged through a merged one',
      `${BASES}c: &c {<<: *a, w: 0}\nm: {<<: *c}`,
      [
        ['w', 0, '*c'],
        ['x', 1, '*c'],
        ['y', 2, '*c'],
      ],
    ],
    ['merged in place', 'm: {<<: {x: 1}}', [['x', 1, '{x: 1}']]],
    [
      'an alias as value',
      `${BASES}m: {k: *a}`,
      [
        [
          'k',
          {
            map: [
              ['x', 1],
              ['y', 2],
            ],
          },
          '*a',
        ],
      ],
    ],
    [
      'an alias as value in a merged one',
      `${BASES}c: &c {k: *a}\nm: {<<: *c}`,
      [
        [
          'k',
          {
            map: [
              ['x', 1],
              ['y', 2],
            ],
          },
          '*c',
        ],
      ],
    ],
    [
      'a quoted << is a key',
      `${BASES}m: {"<<": *a}`,
      [
        [
          '<<',
          {
            map: [
              ['x', 1],
              ['y', 2],
            ],
          },
          '*a',
        ],
      ],
    ],
    ['a cycle', 'm: &m {<<: *m, x: 1}', [['x', 1]]],
    ['no mapping to merge', 'm: {<<: 5, x: 1}', [['x', 1]]],
    ['an alias to nothing', 'm: {k: *none}', [['k', null, '*none']]],
    ['the first of a repeated key', 'm: {k: 1, k: 2}', [['k', 1]]],
  ])('%s', (_, yaml, expected) => {
    const isUnresolved = yaml.includes('*none')
    expect(entries(yaml, 'm')).toEqual(isUnresolved ? [['k', null]] : expected)
  })

  it('gives the same answer each time, and by name', () => {
    const root = at(readOne('a: &a {x: 1}\nm: {<<: *a}\n'))
    const map = entryIn(root, 'm')?.value
    if (map?.kind !== 'map') throw new Error('internal error: no mapping')
    expect(entriesOf(map)).toBe(entriesOf(map))
    expect(entry(map, 'x')).toBe(entriesOf(map)[0])
    expect(entry(map, 'y')).toBe(undefined)
  })

  it('takes a long chain and a wide tree of merges in its stride', () => {
    const chain = Array.from(
      { length: 20_000 },
      (_, i) => `m${i}: &m${i} {k${i}: 1${i === 0 ? '' : `, <<: *m${i - 1}`}}`,
    )
    expect(entries(chain.join('\n'), 'm99').length).toBe(100)
    expect(entries(chain.join('\n'), 'm19999').length).toBe(1)
    const list = (i: number): string =>
      Array(9)
        .fill(`*w${i - 1}`)
        .join(', ')
    const wide = Array.from({ length: 60 }, (_, i) => `w${i}: &w${i} {k${i}: 1${i === 0 ? '' : `, <<: [${list(i)}]`}}`)
    expect(entries(wide.join('\n'), 'w59').length).toBe(60)
  })
})

describe('reach', () => {
  it('gives the node and the alias as used', () => {
    const alias = at(readOne('a: &a [1]\nb: *a\n'), 'b')
    const { node, via } = reach(alias)
    expect([plain(node), via === undefined ? '' : textOf(via)]).toEqual([[1], '*a'])
    expect(reach(node)).toEqual({ node })
  })

  it('gives an alias without anchor as it is', () => {
    const alias = at(readOne('b: *a\n'), 'b')
    expect(reach(alias)).toEqual({ node: alias, via: alias.span })
  })
})

describe('leafEnd', () => {
  it.each([
    ['a:\n  b: 1 # c\n# d\n', 'a:\n  b: 1'],
    ['a: [1, 2] # c\n', 'a: [1, 2]'],
    ['a: |\n  b\n\n# c\n', 'a: |\n  b'],
    ['- a\n-\n# c\n', '- a\n-'],
  ])('%j', (yaml, expected) => expect(yaml.slice(0, leafEnd(at(readOne(yaml))))).toBe(expected))
})
