import { expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { lifetime } from '../../src/view/lifetime.ts'

test.each([
  ['{}', 'project'],
  ['{external: true}', 'external'],
  ['{external: {name: notes}}', 'external'],
  ['{external: "${SHARED:-true}"}', 'external'],
  ['{external: "${SHARED}"}', 'unknown'],
])('a volume that is declared as %s lives as long as: %s', (declaration, expected) => {
  const { fragments } = readSource(sourceOf('compose.yaml', `volumes:\n  notes: ${declaration}\n`))
  const volume = fragments[0]?.volumes[0]
  const span = volume?.key.span
  expect(volume && span && lifetime({ kind: 'named', name: volume.key, span }, volume)).toBe(expected)
})

test.each([
  ['true', true],
  ['false', false],
  ['${LOCKED}', 'unknown'],
])('a root that is read only by %s is %s', (written, expected) => {
  const text = `services:\n  web:\n    image: nginx\n    read_only: ${written}\n`
  const { fragments } = readSource(sourceOf('compose.yaml', text))
  expect(fragments[0]?.workloads[0]?.containers[0]?.readOnlyRoot).toBe(expected)
})
