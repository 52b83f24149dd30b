import { describe, expect, test } from 'vitest'
import type { Applies } from '../../src/core/facts.ts'
import type { ImageVersion } from '../../src/core/view.ts'
import { applies, knownImage } from '../../src/view/image.ts'
import { container, type Sketch } from '../harness/container.ts'

const exact = (...version: [number, number, number]): ImageVersion => ({ kind: 'exact', version })
const UNKNOWN: ImageVersion = { kind: 'unknown' }
const FLOATING_18: ImageVersion = { kind: 'floating', version: [18, 0, 0] }
const FLOATING: ImageVersion = { kind: 'floating' }

describe('the version of an image', () => {
  test.each<[string, ImageVersion]>([
    ['postgres:9.6', exact(9, 6, 0)],
    ['postgres:11.1', exact(11, 1, 0)],
    ['postgres:16-alpine', exact(16, 0, 0)],
    ['postgres:17.2.1-bookworm', exact(17, 2, 1)],
    ['postgres:v17', exact(17, 0, 0)],
    ['postgres:18.4-alpine3.22', exact(18, 4, 0)],
    ['postgres:18beta1', exact(18, 0, 0)],
    ['postgres:18rc1-alpine', exact(18, 0, 0)],
    ['postgres:${TAG:-16}', exact(16, 0, 0)],
    ['postgres:16-${VARIANT}', exact(16, 0, 0)],
    ['postgres:16.${MINOR}', exact(16, 0, 0)],
    ['postgres:16@sha256:ab', exact(16, 0, 0)],
    ['postgres', FLOATING_18],
    ['postgres:latest', FLOATING_18],
    ['postgres:alpine', FLOATING_18],
    ['postgres:slim-bookworm', FLOATING_18],
    ['postgres:nightly', FLOATING],
    ['postgres:bullseye', FLOATING],
    ['postgres:alpine3.14', UNKNOWN],
    ['postgres:1${MINOR}', UNKNOWN],
    ['postgres:${TAG}', UNKNOWN],
    ['postgres:$TAG', UNKNOWN],
    ['postgres:4f2c1ab', UNKNOWN],
    ['postgres@sha256:ab', UNKNOWN],
    ['pgvector/pgvector:pg16', exact(16, 0, 0)],
    ['pgvector/pgvector:0.8.0-pg17', exact(17, 0, 0)],
    ['pgvector/pgvector:0.8.0', UNKNOWN],
    ['pgvector/pgvector:latest', FLOATING],
    ['postgis/postgis:13-master', exact(13, 0, 0)],
    ['timescale/timescaledb:latest-pg17', exact(17, 0, 0)],
    ['ghcr.io/immich-app/postgres:14-vectorchord0.4.3', exact(14, 0, 0)],
    ['supabase/postgres:15.8.1.085', exact(15, 0, 0)],
    ['influxdb:3-core', exact(3, 0, 0)],
    ['influxdb:alpine', FLOATING],
  ])('%s', (image, version) => {
    expect(knownImage(container({ image }))?.version).toEqual(version)
  })
})

describe('knownImage', () => {
  test('names facts, version and tag', () => {
    const known = knownImage(container({ image: 'docker.io/library/redis:7-alpine' }))
    expect({ ...known, facts: known?.facts.image }).toEqual({
      name: 'docker.io/library/redis',
      facts: 'redis',
      version: exact(7, 0, 0),
      tag: '7-alpine',
    })
  })

  test.each<[string, Sketch]>([
    ['no image', {}],
    ['a built one', { image: 'postgres:16', build: true }],
    ['a repository that hangs on a variable', { image: '${REGISTRY}/postgres:16' }],
    ['one that no fact knows', { image: 'example.com/postgres:16' }],
  ])('is undefined for %s', (_, sketch) => {
    expect(knownImage(container(sketch))).toBeUndefined()
  })
})

describe('applies', () => {
  const below86: Applies = { versions: [{ below: [8, 6, 0] }] }
  const rootless: Applies = { tags: '*rootless*' }
  test.each<[string, Applies, boolean | 'unknown']>([
    ['redis:8.2', below86, true],
    ['redis:8.6.4', below86, false],
    ['redis:8', below86, false],
    ['redis:7', below86, true],
    ['redis:latest', below86, false],
    ['redis:${TAG}', below86, 'unknown'],
    ['caddy', { versions: [{ below: [2, 5, 0] }] }, false],
    ['caddy', { versions: [{ min: [2, 5, 0] }] }, true],
    ['gitea/gitea:1.22-rootless', rootless, true],
    ['gitea/gitea:1.22', rootless, false],
    ['gitea/gitea', rootless, false],
    ['gitea/gitea', { tags: '!*rootless*' }, true],
    ['gitea/gitea:${TAG}', rootless, 'unknown'],
    ['gitea/gitea@sha256:ab', rootless, 'unknown'],
    ['gitea/gitea', {}, true],
  ])('%s %j: %s', (image, fact, expected) => {
    const known = knownImage(container({ image }))
    expect(known && applies(fact, known)).toBe(expected)
  })
})
