/** Patches of Kustomize are not applied; what they may change is said, and they themselves are left alone. */
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import { load } from '../../src/engine/load.ts'
import { workTree } from '../engine/git-folder.ts'
import { checkTexts, fixTexts } from '../harness/run.ts'

const DB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: postgres:17.2
          volumeMounts:
            - { name: data, mountPath: /var/lib/postgresql/data }
      volumes:
        - name: data
          emptyDir: {}
`

/** The findings of the base, under a kustomization that takes it in: severity, and the patches that are told. */
function under(kustomization: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  const texts = {
    'base/db.yaml': DB,
    'base/kustomization.yaml': 'resources: [db.yaml]\n',
    'prod/kustomization.yaml': `resources: [../base]\n${kustomization}`,
    ...more,
  }
  const { findings, errors } = checkTexts(Object.entries(texts).map(([path, text]) => ({ path, text })))
  expect(errors).toEqual([])
  return findings.map(({ rule, severity, at, labels = [] }) => {
    const told = labels.filter((l) => l.text === 'this may change it')
    return [at.source.path, rule, severity, ...told.map((l) => textOf(l.span))].join(' ')
  })
}

const PLAIN = 'base/db.yaml emptydir-on-data-path error'
const TOLD = 'base/db.yaml emptydir-on-data-path warning'

const CLAIM = `apiVersion: apps/v1
kind: Deployment
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    spec:
      containers:
        - { name: db, image: "postgres:17.2", volumeMounts: [{ name: lost, mountPath: /lost }] }
      volumes:
        - name: data
          emptyDir: null
          persistentVolumeClaim: { claimName: db }
`

describe('a patch that may change what is reported', () => {
  test.each([
    ['in a file', 'patches: [{ path: data.yaml }]\n', { 'prod/data.yaml': CLAIM }, 'path'],
    ['in a file of the old form', 'patchesStrategicMerge: [data.yaml]\n', { 'prod/data.yaml': CLAIM }, 'data.yaml'],
    ['in place', `patches:\n  - patch: |\n${CLAIM.replace(/^/gm, '      ')}`, {}, 'patch'],
    [
      'as operations',
      'patches:\n  - target: { kind: Deployment, name: db }\n    patch: |\n      - { op: remove, path: /spec/template/spec/volumes/0 }\n',
      {},
      'target',
    ],
    [
      'as operations in a file, which is a list and not read',
      'patchesJson6902: [{ target: { kind: Deployment, name: d.* }, path: operations.yaml }]\n',
      { 'prod/operations.yaml': '- { op: remove, path: /spec/template/spec/volumes/0 }\n' },
      'target',
    ],
    [
      'of a component',
      'components: [../parts]\n',
      {
        'parts/kustomization.yaml':
          'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{ path: data.yaml }]\n',
        'parts/data.yaml': CLAIM,
      },
      'path',
    ],
  ] as const)('is told: %s', (_, kustomization, more, told) => {
    expect(under(kustomization, more)).toEqual([`${TOLD} ${told}`])
  })

  test('an image is told where it is what is reported', () => {
    const bare = DB.replace(/ {10}volumeMounts[\s\S]*$/, '')
    const images = 'images: [{ name: postgres, newTag: "18" }, { name: mysql, newTag: "9" }]\n'
    expect(under(images, { 'base/db.yaml': bare })).toEqual([
      'base/db.yaml stateful-data-in-writable-layer warning { name: postgres, newTag: "18" }',
    ])
  })
})

describe('a patch that brings what is missing', () => {
  const BARE = DB.replace(/ {6}volumes:[\s\S]*$/, '')

  test('of a volume that is mounted', () => {
    const found = under(`patches:\n  - patch: |\n${CLAIM.replace(/^/gm, '      ')}`, { 'base/db.yaml': BARE })
    expect(found).toEqual(['base/db.yaml mount-without-volume warning patch'])
  })

  test('or does not', () => {
    const found = under('replicas: [{ name: db, count: 3 }]\n', { 'base/db.yaml': BARE })
    expect(found).toEqual(['base/db.yaml mount-without-volume error'])
  })
})

describe('a patch that changes something else', () => {
  test.each([
    ['nothing', ''],
    ['replicas', 'replicas: [{ name: db, count: 3 }]\n'],
    [
      'another object',
      `patches:\n  - patch: |\n${CLAIM.replace('name: db }', 'name: web }').replace(/^/gm, '      ')}`,
    ],
    [
      'another volume',
      'patches:\n  - target: { kind: Deployment }\n    patch: |\n      spec: { template: { spec: { volumes: [{ name: cache, emptyDir: {} }] } } }\n',
    ],
    ['an image of another name', 'images: [{ name: mysql, newTag: "9" }]\n'],
  ])('is not told: %s', (_, kustomization) => {
    expect(under(kustomization)).toEqual([PLAIN])
  })

  test('a patch outside the tree says nothing', () => {
    const other = { 'other/kustomization.yaml': 'patches: [{ path: data.yaml }]\n', 'other/data.yaml': CLAIM }
    expect(under('', other)).toEqual([PLAIN])
  })
})

test('what a patch may change is not fixed', () => {
  const files = {
    'db.yaml': DB,
    'kustomization.yaml': 'resources: [db.yaml]\npatches: [{ path: data.yaml }]\n',
    'data.yaml': CLAIM,
  }
  const { applied, withheld } = fixTexts(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    'migrate',
  )
  expect(applied).toEqual([])
  expect(withheld.map((w) => w.reason)).toEqual(['a kustomization may change what is written here'])
})

test('kustomizations around a manifest are read with it, whether they say their kind or not', async () => {
  const folder = workTree({
    'base/db.yaml': DB,
    'base/kustomization.yaml': 'resources: [db.yaml]\n',
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: data.yaml }]\n',
    'prod/data.yaml': CLAIM,
  })
  const { context } = await load(folder, ['base/db.yaml'])
  expect(context.map((s) => s.path).sort()).toEqual([
    'base/kustomization.yaml',
    'prod/data.yaml',
    'prod/kustomization.yaml',
  ])
})

test('a circle of kustomizations ends', () => {
  expect(under('', { 'base/kustomization.yaml': 'resources: [db.yaml, ../prod]\n' })).toEqual([PLAIN])
})
