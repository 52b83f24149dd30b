/** Every value of the IR has a place in its file; cut out, it is what was written. And what was written is read. */
import fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Fragment } from '../../src/core/ir.ts'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { checkPlaces } from '../harness/places.ts'
import { MANIFESTS, REFUSED } from './manifests.ts'

const CORPUS = path.resolve('../shared/corpus')
const isThere = existsSync(CORPUS)
if (!isThere) console.warn('skipped: there is no corpus beside the checkout (../shared/corpus)')

function fragmentsOf(text: string, name = 'manifest.yaml'): readonly Fragment[] {
  return readSource(sourceOf(name, text)).fragments.filter((f) => f.dialect === 'kubernetes')
}

describe('every value stands where it is said to', () => {
  test.skipIf(!isThere)('in the corpus', () => {
    const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f))
    const fragments = names.flatMap((name) => fragmentsOf(readFileSync(path.join(CORPUS, name), 'utf8'), name))
    const { values, cut } = checkPlaces(fragments)
    expect(values).toBeGreaterThan(2000)
    expect(cut).toBeGreaterThan(values / 2)
  })

  test.each([...MANIFESTS, ...REFUSED])('in $name', ({ text }) => {
    for (const form of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`])
      expect(checkPlaces(fragmentsOf(form)).values).toBeGreaterThan(0)
  })
})

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/)
const filePath = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
const size = fc
  .tuple(fc.integer({ min: 1, max: 4096 }), fc.constantFrom('Mi', 'Gi', 'M', '', 'e3'))
  .map(([n, unit]) => `${n}${unit}`)

type Tree = string | boolean | null | readonly Tree[] | { readonly [key: string]: Tree }

/** A source of a volume, and the kind that it is read as. */
const source = fc.oneof(
  fc.record({ limit: size }).map(({ limit }) => ({ tree: { emptyDir: { sizeLimit: limit } }, kind: 'scratch' })),
  fc.constant({ tree: { emptyDir: { medium: 'Memory' } }, kind: 'memory' }),
  filePath.map((p) => ({ tree: { hostPath: { path: p }, emptyDir: null }, kind: 'host' })),
  word.map((name) => ({ tree: { persistentVolumeClaim: { claimName: name, readOnly: true } }, kind: 'claim' })),
  word.map((name) => ({ tree: { configMap: { name } }, kind: 'content' })),
  filePath.map((p) => ({ tree: { nfs: { server: 'nas', path: p } }, kind: 'network' })),
  word.map((name) => ({ tree: { csi: { driver: name } }, kind: 'csi' })),
  fc.constant({ tree: {}, kind: 'scratch' }),
  fc.constant({ tree: { emptyDir: {}, nfs: { server: 'nas', path: '/x' } }, kind: 'unknown' }),
)

interface Model {
  readonly volumes: readonly {
    readonly name: string
    readonly source: { readonly tree: Tree; readonly kind: string }
  }[]
  readonly mounts: readonly { readonly at: number; readonly path: string; readonly readOnly: boolean }[]
}

const model: fc.Arbitrary<Model> = fc.record({
  volumes: fc.uniqueArray(fc.record({ name: word, source }), { minLength: 1, maxLength: 5, selector: (v) => v.name }),
  mounts: fc.array(fc.record({ at: fc.nat(), path: filePath, readOnly: fc.boolean() }), { maxLength: 5 }),
})

function podOf({ volumes, mounts }: Model): Tree {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'registry.example.com/web:1',
          volumeMounts: mounts.map((m) => ({
            name: volumes[m.at % volumes.length]?.name ?? '',
            mountPath: m.path,
            readOnly: m.readOnly,
          })),
        },
      ],
      volumes: volumes.map(({ name, source: { tree } }) => ({ name, ...(tree as object) })),
    },
  }
}

/** How a text is written; `style` is asked anew for each scalar and collection. */
function written(tree: Tree, depth: number, style: () => number): string {
  if (tree === null || typeof tree === 'boolean') return String(tree)
  if (typeof tree === 'string') return scalar(tree, style())
  const isFlow = depth > 2 && style() % 4 === 0
  const pad = '  '.repeat(depth)
  if (Array.isArray(tree)) {
    if (tree.length === 0 || isFlow) return JSON.stringify(tree)
    return tree.map((item: Tree) => `\n${pad}- ${written(item, depth + 1, style).trimStart()}`).join('')
  }
  const entries = Object.entries(tree)
  if (entries.length === 0 || isFlow) return JSON.stringify(tree)
  return entries.map(([key, value]) => `\n${pad}${key}: ${written(value, depth + 1, style)}`).join('')
}

/** Plain, in quotes, or with an escape. */
function scalar(text: string, style: number): string {
  if (style % 4 === 0) return `'${text}'`
  if (style % 4 === 1) return JSON.stringify(text)
  if (style % 4 === 2) return `"\\x${text.charCodeAt(0).toString(16).padStart(2, '0')}${text.slice(1)}"`
  return /^(true|false|null|yes|no|on|off|y|n|~|[\d.])/i.test(text) ? `'${text}'` : text
}

describe('what is written is read, however it is written', () => {
  test('volumes and mounts of a pod', () => {
    fc.assert(
      fc.property(
        model,
        fc.array(fc.nat(), { minLength: 50, maxLength: 50 }),
        fc.boolean(),
        (pod, styles, isWindows) => {
          let at = 0
          const text = written(podOf(pod), 0, () => styles[at++ % styles.length] ?? 0).trimStart() + '\n'
          const fragments = fragmentsOf(isWindows ? text.replaceAll('\n', '\r\n') : text)
          checkPlaces(fragments)
          const workload = fragments[0]?.workloads[0]
          expect(workload?.podVolumes.map((v) => [v.name.value, v.store.kind])).toEqual(
            pod.volumes.map((v) => [v.name, v.source.kind]),
          )
          expect(workload?.containers[0]?.mounts.map((m) => [m.target.value, m.readOnly.value, m.store.kind])).toEqual(
            pod.mounts.map((m) => [m.path, m.readOnly, pod.volumes[m.at % pod.volumes.length]?.source.kind]),
          )
        },
      ),
      { numRuns: 1000, seed: 1 },
    )
  })
})
