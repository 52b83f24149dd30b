import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NAME, VERSION } from '../src/core/about.ts'

test('name and version are those of package.json', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string }
  expect({ name: NAME, version: VERSION }).toEqual({ name, version })
})
