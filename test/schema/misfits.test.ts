import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect, Misfit } from '../../src/core/ir.ts'
import { sourceOf, textOf, type Span } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { resolved } from '../../src/parser/reading.ts'
import { ROOTS } from '../../src/parser/schema/complaint.ts'
import { fits } from '../../src/parser/schema/fits.ts'
import { judged } from '../../src/parser/schema/misfits.ts'
import type { SchemaNode, SchemaPart } from '../../src/parser/schema/node.ts'
import { SCHEMAS } from '../../src/parser/schema/standards.ts'
import { SHAPE as COMPOSE } from '../../src/parser/schema/compose-shape.gen.ts'
import { SHAPE as KUBERNETES } from '../../src/parser/schema/kubernetes-shape.gen.ts'
import { readYaml } from '../../src/parser/yaml.ts'
import { findingsOf, fixTexts } from '../harness/run.ts'

const SHAPES = { compose: COMPOSE, kubernetes: KUBERNETES }

function misfitsOf(text: string, path = 'compose.yaml'): readonly Misfit[] {
  return readSource(sourceOf(path, text)).fragments.flatMap((f) => f.misfits)
}

const MOUNT = 'services:\n  web:\n    image: x\n    volumes:\n'

describe('what a reader gives', () => {
  test('a misspelt key explains what is missing without it', () => {
    const { fragments, errors } = readSource(
      sourceOf('compose.yaml', `${MOUNT}      - { type: bind, source: ., dst: /x }\n`),
    )
    expect(errors).toEqual([])
    expect(fragments[0]?.misfits).toMatchObject([
      {
        kind: 'unknown-key',
        address: 'compose/services/web/volumes/dst',
        holder: 'a mount',
        key: { value: 'dst', certainty: 'literal' },
        meant: 'target',
        origin: { kind: 'written' },
      },
    ])
  })

  test('what is missing without a misspelt key is told', () => {
    const { errors } = readSource(sourceOf('compose.yaml', `${MOUNT}      - { type: bind, source: . }\n`))
    expect(errors.map((e) => e.message)).toEqual(['a mount needs a target: the path in the container'])
  })

  test('what came through an alias or a merge key is inherited', () => {
    const text = `x-a: &a { dst: /x }\n${MOUNT}      - <<: *a\n        type: tmpfs\n`
    expect(misfitsOf(text)).toMatchObject([{ key: { value: 'dst' }, origin: { kind: 'inherited' } }])
  })

  test('of a large value the key is told, of an entry what it begins with', () => {
    const at = (text: string): readonly string[] =>
      misfitsOf(text).map((m) => (m.kind === 'wrong-value' ? textOf(m.span) : ''))
    expect(at('services:\n  web:\n    image: x\n    volumes:\n      a: /a\n      b: /b\n')).toEqual(['volumes'])
    expect(at(`${MOUNT}      - - /a\n        - /b\n`)).toEqual(['/a'])
  })

  test('names of members that every object has are keys like any other', () => {
    const text = `${MOUNT}      - { type: bind, source: ., target: /x, constructor: 1, toString: 2, __proto__: 3 }\n`
    expect(misfitsOf(text).map((m) => (m.kind === 'unknown-key' ? m.key.value : m))).toEqual([
      'constructor',
      'toString',
      '__proto__',
    ])
  })

  test('values that aliases multiply without end are left alone', () => {
    const many = (name: string): string => Array.from({ length: 300 }, () => `*${name}`).join(', ')
    const text =
      `x-m: &m { type: bind, dst: /x }\nx-l: &l [${many('m')}]\nx-s: &s { image: x, volumes: *l }\nservices:\n` +
      Array.from({ length: 300 }, (_, i) => `  s${i}: *s\n`).join('')
    expect(misfitsOf(text)).toEqual([])
  })
})

describe('keys that must be there', () => {
  const claim = (spec: string): string =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: q }\nspec: ${spec}\n`
  const missingIn = (text: string, path = 'claim.yaml'): readonly string[] =>
    misfitsOf(text, path).map((m) => (m.kind === 'missing-key' ? `${textOf(m.span)}: ${m.keys.join('|')}` : m.kind))
  const SIZE = 'resources: { requests: { storage: 1Gi } }'

  test('what is said of one', () => {
    const source = sourceOf('compose.yaml', `${MOUNT}      - { type: bind, target: /x }\n`)
    const at = (text: string): Span => ({
      source,
      start: source.text.indexOf(text),
      end: source.text.indexOf(text) + text.length,
    })
    expect(readSource(source).fragments[0]?.misfits).toEqual([
      {
        kind: 'missing-key',
        address: 'compose/services/web/volumes/source',
        origin: { kind: 'written', key: at('type'), span: at('{ type: bind, target: /x }') },
        dialect: 'compose',
        holder: 'a mount',
        keys: ['source'],
        because: 'type bind',
        says: 'the path on the host',
        isEmpty: false,
        span: at('type'),
      },
    ])
  })

  test.each([
    ['{ accessModes: [ReadWriteOnce], resources: }', ['resources: resources']],
    ['{ accessModes: [], resources: {} }', ['accessModes: accessModes', 'resources: requests']],
    [`{ accessModes: ~, ${SIZE} }`, ['accessModes: accessModes']],
    ['{ accessModes: [ReadWriteOnce], resources: { requests: { cpu: 1 } } }', ['requests: storage']],
  ])('absent, or empty: %s', (spec, missing) => {
    expect(missingIn(claim(spec))).toEqual(missing)
  })

  test.each([
    ['a template among the keys', `{ "{{ .Values.key }}": 1, ${SIZE} }`],
    ['a template as a key', `{ {{ .Values.key }}: 1, ${SIZE} }`],
    ['a directive of a patch', `{ $patch: replace, ${SIZE} }`],
    ['a tag', `{ accessModes: !env MODES, ${SIZE} }`],
    ['nothing but a name', '{}'],
  ])('%s: nothing is missing', (_, spec) => {
    expect(missingIn(claim(spec))).toEqual([])
  })

  test('of a key that stands around where it belongs, only that is told', () => {
    const spec = '{ accessModes: [ReadWriteOnce], resources: { storage: 1Gi } }'
    expect(missingIn(claim(spec))).toEqual(['unknown-key'])
    expect(missingIn(`accessModes: []\n${claim(`{ ${SIZE} }`)}`)).toEqual(['unknown-key'])
    expect(missingIn(claim('{ accessModes: [ReadWriteOnce], storage: 1Gi }'))).toEqual(['unknown-key'])
    expect(missingIn(claim(`{ accessMode: [], size: 1Gi, reclaimPolicy: Retain, selector: {} }`))).toEqual([
      'unknown-key',
      'unknown-key',
      'unknown-key',
    ])
  })

  test('beside a key that belongs elsewhere, what else is missing is told', () => {
    expect(missingIn(claim(`{ reclaimPolicy: Retain, ${SIZE} }`))).toEqual(['unknown-key', 'spec: accessModes'])
  })

  test('a mount without its path is told of once', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: q }\nspec:\n  volumes: [{ name: d }]\n'
    const text = `${pod}  containers: [{ name: c, image: x, volumeMounts: [{ name: d }] }]\n`
    expect(readSource(sourceOf('pod.yaml', text)).errors).toEqual([])
    expect(missingIn(text, 'pod.yaml')).toEqual(['name: mountPath'])
    expect(missingIn(text.replace(', image: x', ''), 'pod.yaml')).toEqual([])
  })

  test('what a later file fills in is not missing; the type is in each file', () => {
    const mounts = (web: string, worker: string): string =>
      `services:\n  web: { image: x, volumes: [${web}] }\n  worker: { image: x, volumes: [${worker}] }\n`
    const under = mounts('{ type: bind, target: /x }', '{ type: bind, target: /y }')
    const over = mounts('{ type: bind, source: ., target: /x }', '{ target: /z }')
    const files = [
      { path: 'compose.yaml', text: under },
      { path: 'compose.override.yaml', text: over },
    ]
    expect(findingsOf(files, 'missing-storage-key').map(({ at }) => [at.source.path, at.start])).toEqual([
      ['compose.override.yaml', over.indexOf('target: /z')],
      ['compose.yaml', under.indexOf('type: bind, target: /y')],
    ])
  })
})

test('a fix beside a misfit is made all the same', () => {
  const text = `${MOUNT}      - uploads:/srv/uploads\n      - { type: tmpfs, dst: /x }\n`
  const { applied, withheld } = fixTexts([{ path: 'compose.yaml', text }], 'safe')
  expect({ applied: applied.map((f) => f.rule), withheld }).toEqual({
    applied: ['undeclared-named-volume'],
    withheld: [],
  })
})

/** Every key of a schema, misspelt ones, and some that no schema has. */
function keysOf(dialect: Dialect): readonly string[] {
  const nodes = (part: SchemaPart | false | undefined): readonly string[] => {
    if (typeof part !== 'object') return []
    const inside = [part.items, part.additionalProperties, ...Object.values(part.properties ?? {})]
    return [...Object.keys(part.properties ?? {}), ...Object.keys(part.hints ?? {}), ...inside.flatMap(nodes)]
  }
  const all = Object.values<SchemaNode>(SCHEMAS[dialect].definitions).flatMap(nodes)
  return [...new Set([...all, ...all.map((key) => key.slice(1)), 'x-own', '$patch', 'other', 'constructor'])]
}

const scalar = fc.constantFrom(
  ...['true', '"true"', 'yes', '3', '1.5', '"3"', '-1', '~', '', 'bind', 'volumes', 'ReadWriteOnce', 'RWO', 'Retain'],
  ...['10Gi', '10GB', '${X}', '"{{ .X }}"', '{{ .X }}', '!reset null', '!!str 3', 'Memory', 'text', '/path', '.inf'],
)

/** Documents in flow style, shaped by the schema for the most part. */
function documentsOf(dialect: Dialect, root: string): fc.Arbitrary<string> {
  const { definitions } = SCHEMAS[dialect]
  const anyKey = fc.constantFrom(...keysOf(dialect))
  const valueOf = (part: SchemaPart | false | undefined, depth: number): fc.Arbitrary<string> => {
    const node =
      typeof part !== 'object' ? undefined : part.$ref === undefined ? part : definitions[part.$ref.slice(14)]
    if (node === undefined || depth > 9) return scalar
    const known = Object.entries(node.properties ?? {}).filter(([, inner]) => inner !== true)
    const inner = known.map(([key, value]) =>
      fc.tuple(
        fc.constant(key),
        fc.oneof({ weight: 5, arbitrary: valueOf(value, depth + 1) }, { weight: 1, arbitrary: scalar }),
      ),
    )
    const free = fc.tuple(anyKey, valueOf(node.additionalProperties, depth + 1))
    const map = fc
      .uniqueArray(fc.oneof(...inner, free), { maxLength: 4, selector: ([key]) => key })
      .map((entries) => `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')} }`)
    const list = fc.array(valueOf(node.items, depth + 1), { maxLength: 2 }).map((items) => `[${items.join(', ')}]`)
    const kinds = [node.type ?? []].flat()
    return fc.oneof(
      ...(kinds.includes('object') ? [{ weight: 8, arbitrary: map }] : []),
      ...(kinds.includes('array') ? [{ weight: 8, arbitrary: list }] : []),
      ...(node.enum ? [{ weight: 4, arbitrary: fc.constantFrom(...node.enum.map((w) => JSON.stringify(w))) }] : []),
      { weight: 2, arbitrary: scalar },
    )
  }
  return valueOf({ $ref: `#/definitions/${root}` }, 0)
}

const ALL = Object.entries(ROOTS).flatMap(([dialect, roots]) =>
  roots.map((root) => ({ dialect: dialect as Dialect, root })),
)

describe.each(ALL)('$dialect $root: any document', ({ dialect, root }) => {
  test('that plainly fits has no misfits, and every misfit stands where it is said to', () => {
    let judgedRight = 0
    let found = 0
    fc.assert(
      fc.property(documentsOf(dialect, root), (text) => {
        const [document] = readYaml(sourceOf('x.yaml', text))
        const value = document?.root === undefined ? undefined : resolved(document.root)
        if (value === undefined || (document?.problems.length ?? 0) > 0) return
        const shape = SHAPES[dialect]
        const misfits = judged({ dialect, shape, root, owner: 'x' }, value)
        if (fits(shape, { $ref: `#/definitions/${root}` }, value)) {
          judgedRight += 1
          expect(misfits).toEqual([])
        }
        found += misfits.length
        for (const misfit of misfits) expectPlaced(misfit)
      }),
      { numRuns: 400, seed: 1 },
    )
    expect(Math.min(judgedRight, found)).toBeGreaterThan(20)
  })
})

function expectPlaced(misfit: Misfit): void {
  if (misfit.kind === 'unknown-key') {
    expect(textOf(misfit.key.span)).toBe(JSON.stringify(misfit.key.value))
    return
  }
  if (misfit.kind === 'missing-key') {
    expect(textOf(misfit.span)).not.toBe('')
    expect(misfit.says).not.toBe('')
    if (misfit.isEmpty) expect(textOf(misfit.span)).toBe(JSON.stringify(misfit.keys[0]))
    return
  }
  expect(textOf(misfit.name.span)).toBe(JSON.stringify(misfit.name.value))
  expect(misfit.span.end).toBeGreaterThan(misfit.span.start)
  if (misfit.word === 'both') expect(misfit.form).toContain(JSON.parse(textOf(misfit.span)))
  else if (misfit.word !== undefined) expect(textOf(misfit.span).replace(/^"(.*)"$/, '$1')).toBe(misfit.word)
}
