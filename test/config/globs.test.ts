import { describe, expect, test } from 'vitest'
import { globsOf } from '../../src/engine/config/globs.ts'

describe('a glob matches', () => {
  test.each([
    ['compose.yaml', 'compose.yaml'],
    ['compose.yaml', 'a/b/compose.yaml'],
    ['./compose.yaml', 'compose.yaml'],
    ['*.dev.yaml', 'a/compose.dev.yaml'],
    ['vendor', 'vendor/a/compose.yaml'],
    ['vendor/', 'a/vendor/compose.yaml'],
    ['/vendor', 'vendor/compose.yaml'],
    ['deploy/old', 'deploy/old/a/compose.yaml'],
    ['deploy/*', 'deploy/compose.yaml'],
    ['deploy/**', 'deploy/a/b/compose.yaml'],
    ['**/test/**', 'a/test/compose.yaml'],
    ['{a,b}/*.yaml', 'b/compose.yaml'],
    ['.hidden', '.hidden/compose.yaml'],
    ['*', 'a/.compose.yaml'],
  ])('%s: %s', (glob, path) => expect(globsOf([glob])(path)).toBe(glob))
})

describe('a glob does not match', () => {
  test.each([
    ['/compose.yaml', 'a/compose.yaml'],
    ['/vendor', 'a/vendor/compose.yaml'],
    ['deploy/*', 'deploy/a/compose.yaml'],
    ['vendor/', 'vendor'],
    ['vendor', 'vendored/compose.yaml'],
    ['**', '../compose.yaml'],
    ['*', '..'],
    ['+(a|aa).yaml', 'aaa.yaml'],
    ['Compose.yaml', 'compose.yaml'],
  ])('%s: %s', (glob, path) => expect(globsOf([glob])(path)).toBeUndefined())
})

test('of several globs the last one is told', () => {
  expect(globsOf(['*', 'b/*', 'a/*'])('b/compose.yaml')).toBe('b/*')
})
