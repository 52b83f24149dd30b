import { describe, expect, test } from 'vitest'
import { parseImage } from '../../src/core/image.ts'

const DIGEST = 'sha256:2f1f2f1725e5dc9a61cf6a2dea5aca52a776ec4d022cb29679e6aa3ff303e77a'

describe('parseImage', () => {
  test.each([
    ['postgres', { repository: 'postgres' }],
    ['postgres:16-alpine', { repository: 'postgres', tag: '16-alpine' }],
    ['library/postgres:16', { repository: 'postgres', tag: '16' }],
    ['docker.io/library/postgres', { repository: 'postgres' }],
    ['docker.io/grafana/grafana:11', { repository: 'grafana/grafana', tag: '11' }],
    ['index.docker.io/appsmith/appsmith-ce', { repository: 'appsmith/appsmith-ce' }],
    ['registry-1.docker.io/library/redis:7', { repository: 'redis', tag: '7' }],
    ['public.ecr.aws/docker/library/postgres:17', { repository: 'postgres', tag: '17' }],
    ['mcr.microsoft.com/mirror/docker/library/rabbitmq:3.10', { repository: 'rabbitmq', tag: '3.10' }],
    ['public.ecr.aws/bitnami/redis:7', { repository: 'public.ecr.aws/bitnami/redis', tag: '7' }],
    ['mirror.gcr.io/library/mysql:8', { repository: 'mysql', tag: '8' }],
    ['ghcr.io/immich-app/postgres:14-x', { repository: 'ghcr.io/immich-app/postgres', tag: '14-x' }],
    ['localhost:5000/postgres', { repository: 'localhost:5000/postgres' }],
    ['localhost:5000/postgres:16', { repository: 'localhost:5000/postgres', tag: '16' }],
    ['registry.example.com/library/postgres', { repository: 'registry.example.com/library/postgres' }],
    [`postgres@${DIGEST}`, { repository: 'postgres', digest: DIGEST }],
    [`localhost:5000/postgres:16@${DIGEST}`, { repository: 'localhost:5000/postgres', tag: '16', digest: DIGEST }],
    ['postgres:${TAG}', { repository: 'postgres', tag: '${TAG}' }],
    ['postgres:${TAG:?set it}', { repository: 'postgres', tag: '${TAG:?set it}' }],
    ['postgres:${A:-${B:-x/y}}-alpine', { repository: 'postgres', tag: '${A:-${B:-x/y}}-alpine' }],
    ['${REGISTRY:-ghcr.io/x}/postgres', { repository: '${REGISTRY:-ghcr.io/x}/postgres' }],
    ['$REGISTRY/postgres:$TAG', { repository: '$REGISTRY/postgres', tag: '$TAG' }],
  ])('%s', (text, reference) => {
    expect(parseImage(text)).toEqual(reference)
  })
})
