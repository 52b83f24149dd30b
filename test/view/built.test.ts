/** What is asked of a container whose image is built: as if it ran the one that this starts from. */
import { describe, expect, test } from 'vitest'
import type { BuiltImage } from '../../src/core/ir.ts'
import type { Cover } from '../../src/core/view.ts'
import { FACTS } from '../../src/knowledge/facts.ts'
import { sourceOf } from '../../src/core/source.ts'
import { builtImage } from '../../src/parser/dockerfile/built.ts'
import { readDockerfile } from '../../src/parser/dockerfile/read.ts'
import { cover } from '../../src/view/cover.ts'
import { dataPaths } from '../../src/view/data-paths.ts'
import { knownImage } from '../../src/view/image.ts'
import { container, type Sketch } from '../harness/container.ts'

function built(dockerfile: string): BuiltImage {
  const recipe = readDockerfile(sourceOf('Dockerfile', dockerfile), { keepsEnv: FACTS.asksFor })
  const image = builtImage(recipe)
  if (image === undefined) throw new Error('no image')
  return image
}

function paths(dockerfile: string, sketch: Sketch = {}): string {
  const found = dataPaths(container({ ...sketch, build: true }), FACTS, built(dockerfile))
  if (found.state !== 'known') return `${found.state}: ${found.why}`
  return (found.variants[0] ?? [])
    .filter((p) => p.required)
    .map((p) => p.path)
    .join(' ')
}

describe('data paths', () => {
  test.each<[string, string, string, Sketch?]>([
    ['of the base', 'FROM postgres:16', '/var/lib/postgresql/data'],
    ['of an unknown base', 'FROM example/x', 'unknown: image'],
    ['of a base that hangs on an argument', 'ARG A\nFROM $A', 'unknown: image'],
    ['of a base that keeps nothing', 'FROM nginx', 'none: stateless'],
    ['moved by ENV', 'FROM postgres:16\nENV PGDATA=/a', '/a'],
    ['moved by what is not known', 'FROM postgres:16\nENV PGDATA=$A', 'unknown: setting'],
    ['moved by the service, which wins', 'FROM postgres:16\nENV PGDATA=/a', '/b', { env: { PGDATA: '/b' } }],
    ['moved by CMD', 'FROM mongo:7\nCMD ["mongod", "--dbpath", "/a"]', '/a'],
    ['of a client', 'FROM postgres:16\nCMD ["pg_dump", "-h", "db"]', 'none: client'],
    ['of a server, by the service', 'FROM redis:7\nCMD ["redis-cli"]', '/data', { command: ['redis-server'] }],
    [
      'of an entrypoint of the service',
      'FROM redis:7\nCMD ["redis-cli"]',
      '/data',
      { entrypoint: ['docker-entrypoint.sh'] },
    ],
    ['behind a script of its own', 'FROM grafana/grafana\nENTRYPOINT ["/x.sh"]', 'unknown: command'],
    ['behind a script that starts the server', 'FROM redis:7\nENTRYPOINT ["/x.sh"]\nCMD ["redis-server"]', '/data'],
    ['that the image brings along', 'FROM postgres:16\nCOPY a /var/lib/postgresql/data', 'unknown: setting'],
    ['below a folder that it brings along', 'FROM postgres:16\nCOPY a /var/lib', 'unknown: setting'],
    ['with one file brought along', 'FROM grafana/grafana\nCOPY a /var/lib/grafana/a.json', '/var/lib/grafana'],
    ['beside a copy to somewhere', 'FROM postgres:16\nCOPY a $B', 'unknown: setting'],
    ['beside a copy to the root', 'FROM postgres:16\nCOPY a /', '/var/lib/postgresql/data'],
    ['of copied settings', 'FROM influxdb:1.8\nCOPY a /etc/influxdb/influxdb.conf', 'unknown: setting'],
    ['of a copied folder of settings', 'FROM influxdb:1.8\nCOPY etc /etc', 'unknown: setting'],
    ['of settings that a script writes', 'FROM influxdb:1.8\nRUN a >> /etc/influxdb/influxdb.conf', 'unknown: setting'],
  ])('%s', (_, dockerfile, expected, sketch) => {
    expect(paths(dockerfile, sketch)).toBe(expected)
  })
})

describe('what covers a path', () => {
  const covers = (dockerfile: string, path: string, sketch: Sketch = {}): Cover => {
    const image = built(dockerfile)
    const own = container({ ...sketch, build: true })
    return cover(own, path, {
      keeps: () => 'anonymous',
      image: (c) => knownImage(c, FACTS, image),
      built: () => image,
      container: () => undefined,
      mounts: (c) => c.mounts,
    })
  }

  test('a VOLUME of the Dockerfile, with its place', () => {
    expect(covers('FROM nginx\nVOLUME /a', '/a/b')).toMatchObject({ kind: 'declared', path: '/a', at: { start: 18 } })
  })

  test('a VOLUME of the base', () => {
    const found = covers('FROM postgres:16', '/var/lib/postgresql/data')
    expect(found).toEqual({ kind: 'declared', path: '/var/lib/postgresql/data', keeps: 'anonymous' })
  })

  test('a VOLUME that may be anywhere', () => {
    expect(covers('FROM nginx\nVOLUME $A', '/a')).toEqual({ kind: 'unknown' })
  })

  test('a mount at the same path', () => {
    expect(covers('FROM nginx\nVOLUME /a', '/a', { mounts: ['x:/a'] })).toMatchObject({ kind: 'mount' })
  })

  test('nothing, where no stage declares a volume', () => {
    expect(covers('FROM postgres:16\nENV PGDATA=/a', '/a')).toEqual({ kind: 'layer', declares: 'none' })
  })
})

test('the image is that of the base, and says so', () => {
  const known = knownImage(container({ image: 'own', build: true }), FACTS, built('FROM postgres:16\nUSER 7'))
  expect(known).toMatchObject({
    name: 'postgres',
    tag: '16',
    builtFrom: { base: { value: 'postgres:16' }, user: { value: '7' } },
  })
})
