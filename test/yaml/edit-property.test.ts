import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/core/edit.ts'
import { appendEntry, appendItem, insertEntry, removeEntry } from '../../src/emit/yaml-edit.ts'
import { additionFaults, mapsOf, outcome, plainWith, plainWithout, seqsOf } from './edit-support.ts'
import { corpusFiles, hasCorpus, plain, readAll, readOne } from './support.ts'

const ADDED = { key: 'storlint-new', value: { driver: 'local', labels: ['a: b', ''] } }
const ADDED_PLAIN = [
  'storlint-new',
  {
    map: [
      ['driver', 'local'],
      ['labels', ['a: b', '']],
    ],
  },
]

describe('random block documents', () => {
  type Tree =
    string | null | readonly Tree[] | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Tree])[] }
  interface Written {
    readonly indent: number
    readonly dash: number
    readonly decor: readonly number[]
  }

  const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,6}$/)
  const scalar = fc.constantFrom(
    'a',
    'b c',
    '"q # x"',
    "'it''s'",
    '8080',
    '|\n x\n\n y',
    '>-\n x\n y',
    '|+\n x\n\n',
    '[a, {b: c}]',
    '"a\n b"',
    '{}',
  )
  const { tree } = fc.letrec<{ tree: Tree; map: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.constant(null),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      tie('map'),
    ),
    map: fc
      .uniqueArray(fc.tuple(name, tie('tree')), { minLength: 1, maxLength: 4, selector: ([key]) => key })
      .map((entries): Tree => ({ kind: 'map', entries })),
  }))
  const root = fc
    .uniqueArray(fc.tuple(name, tree), { minLength: 1, maxLength: 4, selector: ([key]) => key })
    .map((entries): Tree => ({ kind: 'map', entries }))
  const written = fc.record({
    indent: fc.integer({ min: 1, max: 4 }),
    dash: fc.integer({ min: 0, max: 2 }),
    decor: fc.array(fc.nat(11), { minLength: 1, maxLength: 30 }),
  })

  /** Block YAML from column 0; comments and blank lines where the decor says so. */
  function render(value: Tree, how: Written): string {
    let at = 0
    const next = (): number => how.decor[at++ % how.decor.length] ?? 0
    const lines: string[] = []
    const above = (column: number): void => {
      const kind = next()
      if (kind === 0) lines.push('')
      if (kind === 1) lines.push(' '.repeat(column) + '# above')
      if (kind === 2) lines.push('# shallow')
    }
    const put = (prefix: string, inner: Tree, column: number): void => {
      if (inner === null) return void lines.push(prefix.trimEnd() + (next() === 3 ? ' # nothing' : ''))
      if (typeof inner === 'string') return putScalar(prefix, inner, column)
      lines.push(prefix.trimEnd() + (next() === 4 ? ' # open' : ''))
      block(inner, column)
    }
    const putScalar = (prefix: string, inner: string, column: number): void => {
      const [first = '', ...rest] = inner.split('\n')
      lines.push(prefix + first + (rest.length === 0 && next() === 5 ? ' # side' : ''))
      for (const line of rest) lines.push(line === '' ? '' : ' '.repeat(column + 1) + line.trimStart())
    }
    const block = (inner: Tree, column: number): void => {
      if (inner === null || typeof inner === 'string') return put(' '.repeat(column), inner, column)
      if ('kind' in inner) for (const [key, child] of inner.entries) putEntry(key, child, column)
      else for (const child of inner) putItem(child, column)
    }
    const putEntry = (key: string, child: Tree, column: number): void => {
      above(column)
      const isList = Array.isArray(child)
      put(`${' '.repeat(column)}${key}: `, child, column + (isList ? Math.min(how.dash, how.indent) : how.indent))
    }
    const putItem = (child: Tree, column: number): void => {
      above(column)
      put(`${' '.repeat(column)}- `, child, column + 2)
    }
    block(value, 0)
    return lines.join('\n') + '\n'
  }

  const text = fc
    .tuple(root, written, fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([value, how, isCrlf, isOpen, hasBom, hasNext]) => {
      const lf = render(value, how) + (hasNext ? '# last\n---\nother: 1\n' : '')
      const cut = isOpen ? lf.replace(/\n+$/, '') : lf
      return (hasBom ? '\uFEFF' : '') + (isCrlf ? cut.replaceAll('\n', '\r\n') : cut)
    })

  const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)]

  it('keep all they have when a mapping gets an entry', () => {
    fc.assert(
      fc.property(text, fc.nat(), (yaml, at) => {
        const document = readOne(yaml)
        fc.pre(document.problems.length === 0)
        const map = pick(mapsOf(document), at)
        if (map === undefined) return
        const edited = insertEntry(document, map, ADDED)
        if (isRefusal(edited)) return expect(edited.code).toBe('flow-style')
        expect(additionFaults(readAll(yaml), edited, 0, plainWith(document.root, map, ADDED_PLAIN))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('keep all they have when a list gets an item', () => {
    fc.assert(
      fc.property(text, fc.nat(), (yaml, at) => {
        const document = readOne(yaml)
        fc.pre(document.problems.length === 0)
        const seq = pick(seqsOf(document), at)
        if (seq === undefined) return
        const edited = appendItem(document, seq, ADDED.value)
        if (isRefusal(edited)) return expect(edited.code).toBe('flow-style')
        expect(additionFaults(readAll(yaml), edited, 0, plainWith(document.root, seq, ADDED_PLAIN[1]))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('keep all they have when the root gets an entry', () => {
    fc.assert(
      fc.property(text, (yaml) => {
        const document = readOne(yaml)
        fc.pre(document.problems.length === 0 && document.root !== undefined)
        const edited = appendEntry(document, ADDED.key, ADDED.value)
        if (isRefusal(edited) || document.root === undefined) throw new Error('refused')
        expect(additionFaults(readAll(yaml), edited, 0, plainWith(document.root, document.root, ADDED_PLAIN))).toEqual(
          [],
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('are as before when the entry that they got is taken out', () => {
    fc.assert(
      fc.property(text, fc.nat(), (yaml, at) => {
        const document = readOne(yaml)
        fc.pre(document.problems.length === 0)
        const map = pick(mapsOf(document), at)
        if (map === undefined || map.entries.length === 0) return
        const index = mapsOf(document).indexOf(map)
        const added = outcome(yaml, insertEntry(document, map, ADDED))
        const again = readOne(added)
        const grown = mapsOf(again)[index]
        const entry = grown?.entries[grown.entries.length - 1]
        if (added === yaml || grown === undefined || entry === undefined) return
        const removed = removeEntry(again, grown, entry)
        if (isRefusal(removed)) return
        expect(
          outcome(added, removed)
            .trimEnd()
            .replace(/\s+(?=---|# last)/g, '\n'),
        ).toBe(yaml.trimEnd().replace(/\s+(?=---|# last)/g, '\n'))
      }),
      { numRuns: 1000 },
    )
  })

  it('keep every comment and all other values when an entry is taken out', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (yaml, at, which) => {
        const document = readOne(yaml)
        fc.pre(document.problems.length === 0)
        const map = pick(mapsOf(document), at)
        const entry = map === undefined ? undefined : pick(map.entries, which)
        if (map === undefined || entry === undefined) return
        const edited = removeEntry(document, map, entry)
        if (isRefusal(edited)) return
        const after = outcome(yaml, edited)
        const now = readOne(after)
        expect(now.problems).toEqual([])
        expect(now.comments.length).toBe(document.comments.length)
        expect(plain(now.root)).toEqual(plainWithout(document.root, entry))
      }),
      { numRuns: 1000 },
    )
  })
})

describe.skipIf(!hasCorpus)(`the corpus${hasCorpus ? '' : ' (absent: skipped)'}`, () => {
  /** Two or three of a list, from all over it. */
  const some = <T>(all: readonly T[]): readonly T[] => all.filter((_, at) => at % Math.ceil(all.length / 2) === 0)

  it('keeps all it has when mappings and lists get one more', () => {
    const faults: string[] = []
    const counts = new Map<string, number>()
    const count = (what: string): number => counts.set(what, (counts.get(what) ?? 0) + 1).size
    for (const { path, text } of corpusFiles()) {
      const old = readAll(text)
      old.slice(0, 3).forEach((document, index) => {
        for (const target of [...some(mapsOf(document)), ...some(seqsOf(document))]) {
          const isMap = target.kind === 'map'
          const edited = isMap ? insertEntry(document, target, ADDED) : appendItem(document, target, ADDED.value)
          count(isRefusal(edited) ? edited.code : 'edited')
          if (isRefusal(edited)) continue
          const expected = plainWith(document.root, target, isMap ? ADDED_PLAIN : ADDED_PLAIN[1])
          const found = additionFaults(old, edited, index, expected)
          if (found.length > 0) faults.push(`${path} at ${target.span.start}: ${found.join(', ')}`)
        }
      })
    }
    expect(faults).toEqual([])
    expect(counts.get('edited')).toBeGreaterThan(2000)
    expect([...counts.keys()].sort()).toEqual(['alias', 'edited', 'flow-style', 'shape', 'unsupported'])
  })
})
