import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildKnowledge } from '../../scripts/gen/knowledge.ts'
import { factEnvKeys, imageFacts } from '../../src/knowledge/facts.ts'

describe('imageFacts', () => {
  test('fills in what the files leave out', () => {
    expect(imageFacts('restic/rest-server')).toEqual({
      image: 'restic/rest-server',
      aliases: [],
      engine: 'object-store',
      data: [{ path: '/data', kind: 'data', required: true }],
      declares: [{ path: '/data' }],
      moves: [
        { kind: 'env', name: 'DATA_DIRECTORY' },
        { kind: 'flag', name: '--path' },
      ],
      ephemeral: [],
      elsewhere: [],
      serves: [],
      user: '0:0',
      lockSensitive: true,
      sharedOk: false,
      hostTool: true,
      filtersSocket: false,
      source: expect.stringContaining('@'),
      checked: expect.stringMatching(/^2026-11-2[01]$/),
      certainty: 'seen',
    })
  })

  test('compiles ranges into intervals', () => {
    expect(imageFacts('postgres')?.declares).toEqual([
      { path: '/var/lib/postgresql/data', versions: [{ below: [18, 0, 0] }] },
      { path: '/var/lib/postgresql', versions: [{ min: [18, 0, 0] }] },
    ])
  })

  test.each([
    ['docker.elastic.co/elasticsearch/elasticsearch', 'elasticsearch'],
    ['lscr.io/linuxserver/sonarr', 'linuxserver/sonarr'],
    ['quay.io/minio/minio', 'minio/minio'],
    ['ghcr.io/dani-garcia/vaultwarden', 'vaultwarden/server'],
    ['elastic/elasticsearch', 'elasticsearch'],
    ['elastic/kibana', 'kibana'],
    ['docker.redpanda.com/vectorized/redpanda', 'redpandadata/redpanda'],
    ['gitea/runner', 'gitea/act_runner'],
    ['kkimurak/sameersbn-postgresql', 'sameersbn/postgresql'],
    ['sonatypecommunity/nexus3', 'sonatype/nexus3'],
    ['ghcr.io/drakkan/sftpgo', 'drakkan/sftpgo'],
  ])('%s is %s', (alias, image) => {
    expect(imageFacts(alias)?.image).toBe(image)
  })

  test('knows nothing of other repositories', () => {
    expect(imageFacts('registry.example.com/postgres')).toBeUndefined()
  })

  test.each(['tecnativa/docker-socket-proxy', 'linuxserver/socket-proxy', 'wollomatic/socket-proxy'])(
    '%s keeps nothing and filters the socket',
    (image) => {
      expect(imageFacts(image)).toMatchObject({ engine: 'stateless', hostTool: true, filtersSocket: true })
    },
  )
})

describe('the data of an image', () => {
  test.each([
    ['getmeili/meilisearch', '/meili_data/data.ms'],
    ['typesense/typesense', '/data'],
    ['dpage/pgadmin4', '/var/lib/pgadmin'],
    ['redis/redisinsight', '/data'],
    ['binwiederhier/ntfy', '/var/cache/ntfy'],
    ['moodle', '/var/www/moodledata'],
    ['codercom/code-server', '/home/coder'],
    ['quay.io/jupyter/base-notebook', '/home/jovyan/work'],
    ['clickhouse/clickhouse-keeper', '/var/lib/clickhouse/coordination'],
    ['sameersbn/postgresql', '/var/lib/postgresql'],
    ['sameersbn/redis', '/var/lib/redis'],
    ['wurstmeister/kafka', '/kafka'],
    ['public.ecr.aws/zinclabs/openobserve', '/data'],
    ['redislabs/redismod', '/data'],
    ['ghcr.io/kimdre/doco-cd', '/data'],
    ['heartexlabs/label-studio', '/label-studio/data'],
  ])('%s: %s', (image, path) => {
    expect(
      imageFacts(image)
        ?.data.filter((fact) => fact.required)
        .map((fact) => fact.path),
    ).toContain(path)
  })
})

describe('factEnvKeys', () => {
  test.each(['PGDATA', 'KAFKA_LOG_DIRS', 'KC_DB', 'DB_TYPE', 'MINIO_VOLUMES', 'REDIS_AOF_ENABLED', 'ZO_LOCAL_MODE'])(
    '%s keeps its value',
    (key) => {
      expect(factEnvKeys().has(key)).toBe(true)
    },
  )

  test.each(['POSTGRES_PASSWORD', 'N8N_ENCRYPTION_KEY', 'REDIS_ARGS', 'DATABASE_URL', 'KC_DB_URL', 'SONAR_JDBC_URL'])(
    '%s does not',
    (key) => {
      expect(factEnvKeys().has(key)).toBe(false)
    },
  )
})

describe('the facts', () => {
  const { path, text } = buildKnowledge('.')

  test('are folded in as they stand in the files', () => {
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
