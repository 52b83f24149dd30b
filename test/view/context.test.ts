import { expect, test } from 'vitest'
import type { Context } from '../../src/core/view.ts'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { contextOf } from '../../src/view/context.ts'

function contextIn(path: string, name: string): Context | undefined {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\n`
  const workload = readSource(sourceOf(path, text)).fragments[0]?.workloads[0]
  return workload && contextOf(workload, path)
}

test.each([
  ['contest-db', 'production'],
  ['testimonials-postgres', 'production'],
  ['latest-news', 'production'],
  ['attestation', 'production'],
  ['ci-postgres', 'production'],
  ['integration-hub', 'production'],
  ['db-ci', 'throwaway'],
  ['db-test', 'throwaway'],
  ['e2e-db', 'throwaway'],
  ['integration-tests-db', 'throwaway'],
])('a Deployment named %s is there for: %s', (name, expected) => {
  expect(contextIn('deploy/db.yaml', name)).toBe(expected)
})

test.each([
  ['contests/latest/db.yaml', 'production'],
  ['localities/devices/db.yaml', 'production'],
  ['ci/db.yaml', 'throwaway'],
  ['deploy/db.integration.yaml', 'throwaway'],
  ['deploy/local/db.yaml', 'development'],
])('what stands in %s is there for: %s', (path, expected) => {
  expect(contextIn(path, 'db')).toBe(expected)
})

test.each([
  ['{context: ., target: e2e}', 'throwaway'],
  ['{context: ., dockerfile: Dockerfile.test}', 'throwaway'],
  ['./dev', 'development'],
  ['{context: ./db, target: dev}', 'development'],
  ['{context: ./contest, dockerfile: Dockerfile.latest}', 'production'],
])('what is built as %s is there for: %s', (build, expected) => {
  const source = sourceOf('compose.yaml', `services:\n  db:\n    build: ${build}\n`)
  const workload = readSource(source).fragments[0]?.workloads[0]
  expect(workload && contextOf(workload, 'compose.yaml')).toBe(expected)
})
