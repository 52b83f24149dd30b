/**
 * Twins: a Compose file and a manifest that say the same of storage, and so must read to the same Shape. What is left
 * out is how a platform spells it: addresses, names of containers, the form of a mount, what its volumes are called
 * (a Compose volume and a claim are both storage by name), and what it looks for at a path of the host.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Container, Mount, Store } from '../../src/core/ir.ts'
import { shapeOf, type Shape } from '../../src/core/shape.ts'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'

const TWINS = 'fixtures/twins'

describe.each(readdirSync(TWINS))('%s', (name) => {
  test('reads to one shape in both dialects', () => {
    const [compose, manifest] = ['compose.yaml', 'manifest.yaml'].map((file) =>
      containersIn(path.join(TWINS, name, file)),
    )
    expect(compose?.length).toBe(1)
    expect(manifest).toEqual(compose)
  })
})

test('twins that differ are told apart', () => {
  const shapes = readdirSync(TWINS).map((name) => JSON.stringify(containersIn(path.join(TWINS, name, 'compose.yaml'))))
  expect(new Set(shapes).size).toBe(shapes.length)
})

function containersIn(file: string): readonly object[] {
  const { fragments, errors } = readSource(sourceOf(file, readFileSync(file, 'utf8')))
  expect(errors).toEqual([])
  return fragments.flatMap((f) => f.workloads.flatMap((w) => w.containers.map(neutral)))
}

function neutral(container: Container): object {
  const { address: _address, mounts: _mounts, ...rest } = shapeOf(container)
  return { ...rest, mounts: container.mounts.map(neutralMount) }
}

function neutralMount(mount: Mount): object {
  const { address: _address, form: _form, volume: _volume, store, ...rest } = shapeOf(mount)
  return { ...rest, store: neutralStore(store) }
}

function neutralStore(store: Shape<Store>): object {
  if (store.kind === 'named' || store.kind === 'claim') return { kind: 'by name', name: store.name }
  if (store.kind !== 'host') return store
  const { type: _type, ...rest } = store
  return rest
}
