import { describe, expect, test } from 'vitest'
import type { Mount, Project } from '../../src/core/ir.ts'
import { sourceOf } from '../../src/core/source.ts'
import type { View } from '../../src/core/view.ts'
import { readSource } from '../../src/engine/read.ts'
import { link } from '../../src/parser/link.ts'
import { createView } from '../../src/view/view.ts'

function projectsOf(files: Readonly<Record<string, string>>): readonly Project[] {
  return link(Object.entries(files).flatMap(([path, text]) => readSource(sourceOf(path, text)).fragments))
}

function viewOf(files: Readonly<Record<string, string>>): View {
  const [project = { fragments: [] }] = projectsOf(files)
  return createView(project)
}

function mountsOf(view: View): readonly Mount[] {
  return view.project.fragments.flatMap((f) => f.workloads.flatMap((w) => w.containers.flatMap((c) => c.mounts)))
}

/** The mounts that share the store of the first one, by address. */
function usersOfFirst(files: Readonly<Record<string, string>>): readonly string[] {
  const view = viewOf(files)
  const [first] = mountsOf(view)
  return first === undefined ? [] : view.usersOf(first.store).map(({ mount }) => mount.address)
}

const services = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  'stack/compose.yaml': `services:\n${lines.map((line) => `  ${line}\n`).join('')}`,
})

describe('usersOf', () => {
  test('host paths that hold one another', () => {
    const users = usersOfFirst(
      services(
        'a: {volumes: [./data/pg:/a]}',
        'b: {volumes: [./data:/b]}',
        'c: {volumes: [.:/c]}',
        'd: {volumes: [..:/d]}',
        'e: {volumes: [./data/pg/base:/e]}',
        'f: {volumes: [./data/other:/f, ../data:/f2, /data/pg:/f3]}',
      ),
    )
    expect(users).toEqual(['a/mount:/a', 'b/mount:/b', 'c/mount:/c', 'd/mount:/d', 'e/mount:/e'])
  })

  test('the folder of the project, at the working directory', () => {
    const text = 'services:\n  a: {volumes: [.:/a]}\n  b: {volumes: [./b:/b]}\n  c: {volumes: [../c:/c, /c:/c2]}\n'
    expect(usersOfFirst({ 'compose.yaml': text })).toEqual(['a/mount:/a', 'b/mount:/b'])
  })

  test('a volume that is bound to a host path, both ways', () => {
    const volumes = 'volumes:\n  bound: {driver_opts: {type: none, o: "rw,bind", device: ./data/pg}}\n  plain: {}\n'
    const text = (first: string, second: string): Readonly<Record<string, string>> => ({
      'compose.yaml': `services:\n  a: {volumes: ["${first}:/a", "plain:/w"]}\n  b: {volumes: ["${second}:/b"]}\n${volumes}`,
    })
    expect(usersOfFirst(text('./data', 'bound'))).toEqual(['a/mount:/a', 'b/mount:/b'])
    expect(usersOfFirst(text('bound', './data'))).toEqual(['a/mount:/a', 'b/mount:/b'])
  })

  test('what services extend, over steps, but for targets of their own', () => {
    const users = usersOfFirst(
      services(
        'a: {volumes: [./data:/a]}',
        'b: {extends: a}',
        'c: {extends: {service: b}}',
        'd: {extends: c, volumes: [./other:/a]}',
        'e: {extends: e}',
      ),
    )
    expect(users).toEqual(['a/mount:/a', 'b/mount:/a', 'c/mount:/a'])
  })

  test('a claim within its namespace only', () => {
    const pod = (name: string, namespace: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}${namespace}}\nspec:\n  containers: [{name: c, volumeMounts: [{name: v, mountPath: /v}]}]\n  volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]\n---\n`
    const text = pod('a', ', namespace: one') + pod('b', ', namespace: two') + pod('c', ', namespace: one')
    expect(usersOfFirst({ 'pods.yaml': text })).toEqual([
      'Pod/one/a/container:c/mount:/v',
      'Pod/one/c/container:c/mount:/v',
    ])
  })
})

test('contentsIn gives the configs and secrets whose files lie below a host path', () => {
  const below = 'configs: {a: {file: ./data/a.conf}, b: {file: ./b.conf}}\nsecrets: {c: {file: data/c/key}}\n'
  const view = viewOf({ 'compose.yaml': `services:\n  a: {volumes: [./data:/a]}\n${below}` })
  const [mount] = mountsOf(view)
  expect(mount && view.contentsIn(mount.store).map((c) => c.address)).toEqual(['config:a', 'secret:c'])
})

describe('link', () => {
  const one = 'services:\n  a: {image: a}\n'
  const groups = (paths: readonly string[]): readonly (readonly string[])[] =>
    projectsOf(Object.fromEntries(paths.map((path) => [path, one]))).map((p) => p.fragments.map((f) => f.source.path))

  test('an override belongs to the only file that Compose takes by itself', () => {
    expect(groups(['docker-compose.yml', 'compose.override.yaml'])).toEqual([
      ['docker-compose.yml', 'compose.override.yaml'],
    ])
    expect(groups(['compose.yaml', 'docker-compose.override.yml'])).toEqual([
      ['compose.yaml', 'docker-compose.override.yml'],
    ])
  })

  test('of two such files, to the one of its name; in another folder, to none', () => {
    expect(groups(['compose.yaml', 'docker-compose.yml', 'docker-compose.override.yml'])).toEqual([
      ['compose.yaml'],
      ['docker-compose.yml', 'docker-compose.override.yml'],
    ])
    expect(groups(['docker-compose.yml', 'a/compose.override.yml'])).toEqual([
      ['docker-compose.yml'],
      ['a/compose.override.yml'],
    ])
  })

  test('other files on top go by their name', () => {
    expect(groups(['docker-compose.yml', 'compose.prod.yml'])).toEqual([['docker-compose.yml'], ['compose.prod.yml']])
  })
})
