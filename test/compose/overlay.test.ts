/** Laws of laying Compose files over each other, where Compose has them: of nodes whose kinds agree, and without tags. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { laidOver } from '../../src/parser/compose/model/overlay.ts'
import { memberOf, nameOf, plainEntries, settled } from '../../src/parser/compose/model/nodes.ts'
import type { YamlNode } from '../../src/parser/tree.ts'
import { readYaml } from '../../src/parser/yaml.ts'

const HOW = { expand: (text: unknown) => text, cleaned: new WeakSet(), homeOf: () => '.' } as never

function tree(value: unknown): YamlNode | undefined {
  return memberOf(readYaml(sourceOf('compose.yaml', JSON.stringify({ root: value })))[0]?.root, 'root')
}

function over(base: YamlNode | undefined, top: YamlNode | undefined): YamlNode | undefined {
  return laidOver(base, top, { path: ['services', 'app'], how: HOW })
}

/** What a node says; of lists of variables the entries as pairs. */
function said(node: YamlNode | undefined): unknown {
  const target = settled(node)
  if (target?.kind === 'scalar') return target.value
  if (target?.kind === 'seq') return target.items.map((item) => said(item.value))
  return target && Object.fromEntries(plainEntries(target).map((entry) => [nameOf(entry), said(entry.value)]))
}

const word = fc.constantFrom('a', 'b', 'c', 'd')
const service = fc.record(
  {
    image: word,
    user: fc.option(word),
    command: fc.array(word, { maxLength: 3 }),
    profiles: fc.uniqueArray(word),
    environment: fc
      .uniqueArray(fc.tuple(word, word), { selector: ([name]) => name })
      .map((all) => all.map((p) => p.join('='))),
    labels: fc.dictionary(word, word),
    build: fc.record({ context: word, args: fc.dictionary(word, word) }, { requiredKeys: [] }),
    volumes: fc.uniqueArray(fc.tuple(word, word).map(([source, target]) => `${source}x:/${target}`)),
  },
  { requiredKeys: [] },
)

describe('services laid over each other', () => {
  test('in whatever order two of three are put together first, the same comes out', () => {
    fc.assert(
      fc.property(service, service, service, (...all) => {
        const [a, b, c] = all.map(tree)
        expect(said(over(over(a, b), c))).toEqual(said(over(a, over(b, c))))
      }),
      { numRuns: 1000 },
    )
  })
  test('one over itself, and nothing over or below one, is that one', () => {
    fc.assert(
      fc.property(service, (value) => {
        const node = tree(value)
        for (const same of [over(node, node), over(node, undefined), over(undefined, node), over(node, tree(null))])
          expect(said(same)).toEqual(said(node))
      }),
    )
  })
  test('every value of the result stands in one of them', () => {
    fc.assert(
      fc.property(service, service, (a, b) => {
        const [one, two] = [a, b].map((value) => tree(value))
        const spans = new Set([one, two].flatMap(scalars))
        expect(scalars(over(one, two)).filter((span) => !spans.has(span))).toEqual([])
      }),
    )
  })
})

/** The places of the scalars of a node. */
function scalars(node: YamlNode | undefined): readonly object[] {
  const target = settled(node)
  if (target?.kind === 'scalar') return [target.span]
  if (target?.kind === 'seq') return target.items.flatMap((item) => scalars(item.value))
  return target === undefined ? [] : plainEntries(target).flatMap((entry) => scalars(entry.value))
}
