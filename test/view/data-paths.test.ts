import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/core/source.ts'
import type { DataPath, DataPaths } from '../../src/core/view.ts'
import { dataPaths } from '../../src/view/data-paths.ts'
import { container, located, type Sketch } from '../harness/container.ts'

/** `path`, with ` in mount` where that differs, ` by "text"` for what set it, `?` for less than literal, `~` for optional. */
function written({ path, mountAt, required, setBy, certainty }: DataPath): string {
  const mount = mountAt === path ? '' : ` in ${mountAt}`
  const by = setBy === undefined ? '' : ` by "${textOf(setBy)}"`
  return `${required ? '' : '~'}${path}${mount}${by}${certainty === 'literal' ? '' : '?'}`
}

function summary(paths: DataPaths): unknown {
  if (paths.state !== 'known') return `${paths.state}/${paths.why}`
  return paths.variants.map((variant) => variant.map(written))
}

function outcome(sketch: Sketch): unknown {
  return summary(dataPaths(container(sketch)))
}

const V18 = '/var/lib/postgresql/18/docker in /var/lib/postgresql'
const V17 = '/var/lib/postgresql/data'

describe('dataPaths', () => {
  test('is whole', () => {
    const db = container({ image: 'postgres:18-alpine', env: { PGDATA: '/var/lib/postgresql/data/' } })
    expect(dataPaths(db)).toEqual({
      state: 'known',
      image: expect.objectContaining({ tag: '18-alpine', version: { kind: 'exact', version: [18, 0, 0] } }),
      variants: [
        [
          {
            path: '/var/lib/postgresql/data',
            mountAt: '/var/lib/postgresql',
            shown: { path: '/var/lib/postgresql/data', mountAt: '/var/lib/postgresql' },
            kind: 'data',
            required: true,
            setBy: db.env[0]?.value?.span,
            certainty: 'literal',
          },
        ],
      ],
    })
  })

  describe('of a version', () => {
    test.each<[string, unknown]>([
      ['postgres:9.6', [[V17]]],
      ['postgres:17', [[V17]]],
      ['postgres:18', [[V18]]],
      ['postgres:18beta1', [[V18]]],
      ['postgres:19beta1-alpine', [['/var/lib/postgresql/19/docker in /var/lib/postgresql']]],
      ['postgres:latest', [[`${V18}?`]]],
      ['postgres', [[`${V18}?`]]],
      ['postgres:alpine', [[`${V18}?`]]],
      ['postgres:${TAG:-16}', [[`${V17}?`]]],
      ['postgres:${TAG}', [['/var/lib/postgresql?'], [`${V17}?`]]],
      ['postgres@sha256:ab', [['/var/lib/postgresql?'], [`${V17}?`]]],
      ['pgvector/pgvector:pg16', [[V17]]],
      ['pgvector/pgvector:pg18', [[V18]]],
      ['pgvector/pgvector:latest', [['/var/lib/postgresql?'], [`${V17}?`]]],
      ['timescale/timescaledb-ha:pg17', [['/home/postgres/pgdata/data in /home/postgres/pgdata?']]],
      ['mysql:latest', [['/var/lib/mysql']]],
      ['mysql:${TAG}', [['/var/lib/mysql']]],
      ['mysql:${TAG:-8}', [['/var/lib/mysql?']]],
      ['influxdb:1.8', [['/var/lib/influxdb']]],
      ['influxdb:2.7', [['/var/lib/influxdb2', '~/etc/influxdb2']]],
      ['influxdb', [[], ['/var/lib/influxdb2?', '~/etc/influxdb2?'], ['/var/lib/influxdb?']]],
      ['influxdb:3-core', 'unknown/setting'],
      ['chromadb/chroma:0.5.0', [['/chroma/chroma?']]],
      ['gitea/gitea:1.22-rootless', [['/var/lib/gitea', '/etc/gitea']]],
      ['gitea/gitea', [['/data']]],
      ['gitea/gitea:${TAG}', [['/data?'], ['/var/lib/gitea?', '/etc/gitea?']]],
      ['docker:27-cli', 'none/stateless'],
      ['zookeeper:3.9', [['/data', '/datalog', '~/logs']]],
      ['solr:9', [['/var/solr/data in /var/solr']]],
      ['solr:latest', [['/var/solr/data in /var/solr?']]],
      ['solr:7.7', [['/opt/solr/server/solr']]],
      ['kartoza/postgis:16-3.4', [['/var/lib/postgresql/16/main in /var/lib/postgresql?']]],
      ['citusdata/citus:13.0', [['/var/lib/postgresql/data?']]],
      ['getmeili/meilisearch:v1.12', [['/meili_data/data.ms in /meili_data']]],
      ['confluentinc/confluent-local:7.6', [['/tmp/kraft-combined-logs', '~/etc/kafka/secrets']]],
    ])('%s', (image, expected) => {
      const variants = outcome({ image })
      expect(variants).toEqual(expected)
    })
  })

  describe('of no image that is known', () => {
    test.each<[string, Sketch, string]>([
      ['nothing', {}, 'none/no-image'],
      ['an unread base', { opaque: true }, 'unknown/opaque'],
      ['a build', { image: 'postgres:16', build: true }, 'none/no-image'],
      ['no facts', { image: 'example.com/app' }, 'unknown/image'],
      ['a variable', { image: '${IMAGE}' }, 'unknown/image'],
      ['a base image', { image: 'alpine:3' }, 'none/stateless'],
      ['an init container', { image: 'postgres:16', role: 'init' }, 'none/client'],
      ['an image with an unread base', { image: 'postgres:16', opaque: true }, 'unknown/opaque'],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toBe(expected)
    })
  })

  describe('of a server or a client', () => {
    const server = [[V17]]
    test.each<[string, Sketch, unknown]>([
      ['postgres', { command: ['postgres', '-c', 'fsync=off'] }, server],
      ['flags', { command: ['-c', 'max_connections=200'] }, server],
      ['an empty command', { command: [] }, server],
      ['a path', { command: ['/usr/local/bin/postgres'] }, server],
      ['the image entrypoint', { entrypoint: ['docker-entrypoint.sh'], command: ['postgres'] }, server],
      ['the image entrypoint alone', { entrypoint: ['/usr/local/bin/docker-entrypoint.sh'] }, server],
      ['a client behind the entrypoint', { entrypoint: ['docker-entrypoint.sh'], command: ['psql'] }, 'none/client'],
      ['exec and gosu', { command: ['exec', 'gosu', 'postgres', 'postgres'] }, server],
      ['tini', { entrypoint: ['/sbin/tini', '-g', '--', 'postgres'] }, server],
      ['assignments', { command: ['env', 'TZ=UTC', 'postgres'] }, server],
      ['a waiting script', { command: ['./wait-for-it.sh', 'x:1', '--', 'postgres'] }, server],
      [
        'a later command',
        {
          command: [
            ['chown', 'postgres', '/x'],
            ['exec', 'postgres'],
          ],
        },
        server,
      ],
      [
        'pg_dump',
        {
          entrypoint: [
            ['while', 'true'],
            ['pg_dump', '-h', 'db'],
            ['sleep', '60'],
          ],
        },
        'none/client',
      ],
      ['an exporting script', { command: ['bash', '/backup.sh'] }, 'none/client'],
      ['a shell', { command: ['bash'] }, 'none/client'],
      ['a variable', { command: ['${COMMAND}'] }, 'unknown/command'],
      ['an own entrypoint before the server', { entrypoint: ['/keys.sh'], command: ['postgres', '-c', 'x=y'] }, server],
      ['an own entrypoint before a client', { entrypoint: ['/keys.sh'], command: ['psql'] }, 'none/client'],
      ['an own entrypoint before flags', { entrypoint: ['/backup.sh'], command: ['--daily'] }, 'none/client'],
      ['a script that is given the name of the server', { command: ['/backup.sh', 'postgres'] }, 'none/client'],
      ['a script in one word', { entrypoint: ['sh', '-c'], command: ['postgres -c fsync=off'] }, 'unknown/command'],
    ])('%s', (_, sketch, expected) => {
      expect(outcome({ image: 'postgres:16', ...sketch })).toEqual(expected)
    })

    test.each<[string, readonly string[], unknown]>([
      ['mongo:7', ['mongos', '--configdb', 'x'], 'none/client'],
      ['mongo:7', ['--replSet', 'rs0'], [['/data/db', '~/data/configdb']]],
      ['mongo:7', ['mongod', '--configsvr', '--replSet', 'c'], [['/data/configdb']]],
      ['mongo:7', ['--configsvr', '--dbpath', '/data/db'], [['/data/db by "/data/db"']]],
      ['mongo:7', ['mongod', '${ARGS}'], 'unknown/setting'],
      ['redis:7', ['redis-cli', 'ping'], 'none/client'],
      ['redis:7', ['redis-sentinel', '/s.conf'], 'none/client'],
      ['cockroachdb/cockroach:v24.1.0', ['init', '--insecure'], 'none/client'],
      ['cockroachdb/cockroach:v24.1.0', ['start-single-node'], [['/cockroach/cockroach-data?']]],
      ['clickhouse/clickhouse-server:24', ['clickhouse', 'client'], 'none/client'],
      ['chrislusf/seaweedfs:4.41', ['weed', '-v=1', 'server'], [['/data']]],
      ['chrislusf/seaweedfs:4.41', ['s3', '-port=8333'], 'none/client'],
    ])('%s %j', (image, command, expected) => {
      expect(outcome({ image, command })).toEqual(expected)
    })
  })

  describe('of an entrypoint that is given its command', () => {
    test.each(['$@', '$$@', '"$@"', '"$$@"', '${@}', '$*'])('%s', (rest) => {
      const entrypoint = [
        ['chmod', '400', '/key'],
        ['exec', 'docker-entrypoint.sh', rest],
      ]
      const paths = [['/data/db', '~/data/configdb']]
      expect(outcome({ image: 'mongo:7', entrypoint, command: ['mongod', '--keyFile', '/key'] })).toEqual(paths)
      expect(outcome({ image: 'mongo:7', entrypoint, command: ['--keyFile', '/key'] })).toEqual(paths)
      expect(outcome({ image: 'mongo:7', entrypoint })).toEqual(paths)
      expect(outcome({ image: 'mongo:7', entrypoint, command: ['mongosh'] })).toBe('none/client')
    })

    test('an argument of another name is unknown', () => {
      const entrypoint = ['exec', 'docker-entrypoint.sh', '$1']
      expect(outcome({ image: 'mongo:7', entrypoint, command: ['mongod'] })).toBe('unknown/command')
    })
  })

  describe('of what keeps nothing by its settings', () => {
    const keeps = [['/data']]
    test.each<[string, Sketch, unknown]>([
      [
        'saving and append-only off',
        { command: ['redis-server', '--save', '', '--appendonly', 'no'] },
        'none/ephemeral',
      ],
      ['saving off', { command: ['--save', ''] }, 'none/ephemeral'],
      ['saving off, append-only on', { command: ['--save', '', '--appendonly', 'yes'] }, keeps],
      ['append-only off', { command: ['redis-server', '--appendonly', 'no'] }, keeps],
      ['an eviction policy', { command: ['redis-server', '--maxmemory-policy', 'allkeys-lru'] }, keeps],
      ['a password', { command: ['redis-server', '--requirepass', '${PASSWORD}'] }, keeps],
      ['any arguments', { command: ['redis-server', '${ARGS}'] }, 'unknown/setting'],
      ['saving by a variable', { command: ['redis-server', '--save', '${SAVE}'] }, 'unknown/setting'],
      ['a sentinel', { command: ['redis-server', '/s.conf', '--sentinel'] }, 'none/ephemeral'],
      ['saving off in one word', { command: ['--save ""', '--appendonly no'] }, 'none/ephemeral'],
      ['saving off in single quotes', { command: ["--save ''"] }, 'none/ephemeral'],
      ['saving in one word', { command: ['--save 60 1'] }, keeps],
      ['a directory in one word', { command: ['--dir /d'] }, [['/d by "/d"']]],
      ['a password in one word', { command: ['--requirepass ${PASSWORD}'] }, keeps],
    ])('redis: %s', (_, sketch, expected) => {
      expect(outcome({ image: 'redis:7-alpine', ...sketch })).toEqual(expected)
    })

    test.each<[string, Sketch, unknown]>([
      ['valkey', { image: 'valkey/valkey:8.0', command: ['valkey-server', '--appendonly', 'yes'] }, keeps],
      ['memcached', { image: 'memcached:1.6', command: ['memcached', '-m', '64'] }, 'none/stateless'],
      ['consul by default', { image: 'hashicorp/consul:1' }, 'none/ephemeral'],
      [
        'a consul server',
        { image: 'hashicorp/consul:1', command: ['agent', '-server'] },
        [['/consul/data', '~/consul/config']],
      ],
      ['nats by default', { image: 'nats:2' }, 'none/ephemeral'],
      ['nats with JetStream', { image: 'nats:2', command: ['-js'] }, [['/tmp/nats/jetstream?']]],
      [
        'keycloak for development',
        { image: 'quay.io/keycloak/keycloak:24.0', command: ['start-dev'] },
        [['/opt/keycloak/data']],
      ],
      [
        'keycloak for development with its realm in a file',
        { image: 'quay.io/keycloak/keycloak:26.0', command: ['start-dev', '--import-realm'] },
        'none/ephemeral',
      ],
      [
        'keycloak with a first realm from a file',
        { image: 'quay.io/keycloak/keycloak:26.0', command: ['start', '--import-realm'] },
        [['/opt/keycloak/data']],
      ],
      ['jenkins as code', { image: 'jenkins/jenkins', env: { CASC_JENKINS_CONFIG: null } }, [['/var/jenkins_home']]],
      ['redis-stack', { image: 'redis/redis-stack:7.4.0' }, [['/data?']]],
      ['redis-stack with arguments', { image: 'redis/redis-stack', env: { REDIS_ARGS: null } }, 'unknown/setting'],
      ['dynamodb-local as it comes', { image: 'amazon/dynamodb-local' }, 'none/ephemeral'],
      [
        'dynamodb-local with a directory',
        { image: 'amazon/dynamodb-local', command: ['-jar', 'DynamoDBLocal.jar', '-dbPath', '/d'] },
        [['/d by "/d"?']],
      ],
      [
        'azurite without a directory',
        { image: 'mcr.microsoft.com/azure-storage/azurite', command: ['azurite-blob', '--blobHost', '0.0.0.0'] },
        [['/opt/azurite?']],
      ],
      ['azurite', { image: 'mcr.microsoft.com/azure-storage/azurite' }, [['/data?']]],
      [
        'keycloak in memory',
        { image: 'quay.io/keycloak/keycloak', command: ['start-dev', '--db=dev-mem'] },
        'none/ephemeral',
      ],
      [
        'keycloak',
        { image: 'quay.io/keycloak/keycloak', command: ['start'], env: { KC_DB: 'postgres' } },
        'none/elsewhere',
      ],
      [
        'keycloak by flag',
        { image: 'quay.io/keycloak/keycloak', command: ['start', '--db=postgres'] },
        'none/elsewhere',
      ],
      ['grafana', { image: 'grafana/grafana', env: { GF_DATABASE_TYPE: 'postgres' } }, 'none/elsewhere'],
      ['n8n without its key', { image: 'n8nio/n8n', env: { DB_TYPE: 'postgresdb' } }, [['/home/node/.n8n']]],
      [
        'n8n with its key',
        { image: 'n8nio/n8n', env: { DB_TYPE: 'postgresdb', N8N_ENCRYPTION_KEY: null } },
        'none/elsewhere',
      ],
      ['n8n with an environment file', { image: 'n8nio/n8n', envFile: true }, 'unknown/setting'],
      [
        'surrealdb by default',
        { image: 'surrealdb/surrealdb:v2', command: ['start', '--user', 'root'] },
        'none/ephemeral',
      ],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toEqual(expected)
    })
  })

  describe('moved', () => {
    test.each<[string, Sketch, unknown]>([
      ['by a variable', { image: 'postgres:17', env: { PGDATA: '/pg_data' } }, [['/pg_data by "/pg_data"']]],
      [
        'below its volume',
        { image: 'postgres:17', env: { PGDATA: `${V17}/pg` } },
        [[`${V17}/pg in ${V17} by "${V17}/pg"`]],
      ],
      ['by a default', { image: 'postgres:17', env: { PGDATA: '${D:-/d}' } }, [['/d by "${D:-/d}"?']]],
      ['by an empty variable', { image: 'postgres:17', env: { PGDATA: '' } }, [[V17]]],
      ['somewhere', { image: 'postgres:17', env: { PGDATA: '${PGDATA}' } }, 'unknown/setting'],
      ['by a variable without value', { image: 'postgres:17', env: { PGDATA: null } }, 'unknown/setting'],
      ['to a relative path', { image: 'postgres:17', env: { PGDATA: 'data' } }, 'unknown/setting'],
      ['by a flag', { image: 'mysql:8', command: ['--datadir=/d/'] }, [['/d by "/d/"']]],
      ['by a flag and a word', { image: 'mysql:8', command: ['mysqld', '--datadir', '/d'] }, [['/d by "/d"']]],
      ['by an unknown flag value', { image: 'mysql:8', command: ['--datadir=${D}'] }, 'unknown/setting'],
      ['by perhaps a flag', { image: 'mysql:8', command: ['mysqld', '${ARGS}'] }, 'unknown/setting'],
      ['by a short flag', { image: 'postgres:17', command: ['postgres', '-D/d'] }, [['/d by "/d"']]],
      ['by -c', { image: 'postgres:17', command: ['postgres', '-c', 'data_directory=/d'] }, [['/d by "/d"']]],
      [
        'by a flag over a variable',
        { image: 'postgres:17', env: { PGDATA: '/e' }, command: ['-D', '/d'] },
        [['/d by "/d"']],
      ],
      ['in part', { image: 'postgres:17', env: { POSTGRES_INITDB_WALDIR: '/wal' } }, [[V17, '/wal by "/wal"']]],
      ['in part to a place inside', { image: 'postgres:17', env: { POSTGRES_INITDB_WALDIR: `${V17}/wal` } }, [[V17]]],
      [
        'to a file',
        { image: 'influxdb:2.7', env: { INFLUXD_BOLT_PATH: '/b/influxd.bolt' } },
        [['/b by "/b/influxd.bolt"', '/var/lib/influxdb2/engine in /var/lib/influxdb2', '~/etc/influxdb2']],
      ],
      [
        'to a file of unknown name',
        { image: 'metabase/metabase', env: { MB_DB_FILE: '/metabase-data/${NAME}' } },
        [['/metabase-data by "/metabase-data/${NAME}"?']],
      ],
      [
        'to a file in an unknown directory',
        { image: 'metabase/metabase', env: { MB_DB_FILE: '/metabase-data/${NAME}/metabase.db' } },
        'unknown/setting',
      ],
      [
        'to a directory of unknown name',
        { image: 'postgres:17', env: { PGDATA: '/var/lib/postgresql/${NAME}' } },
        'unknown/setting',
      ],
      [
        'by one field of a flag',
        { image: 'cockroachdb/cockroach:v24.1.0', command: ['start', '--store=path=/x,size=20GB'] },
        [['/x by "path=/x,size=20GB"?']],
      ],
      [
        'by the first field of a flag',
        { image: 'cockroachdb/cockroach:v24.1.0', command: ['start', '--store=/x,attrs=ssd'] },
        [['/x by "/x,attrs=ssd"?']],
      ],
      [
        'by a later field of a flag',
        { image: 'cockroachdb/cockroach:v24.1.0', command: ['start', '--store=attrs=ssd,path=/x'] },
        'unknown/setting',
      ],
      ['with a suffix', { image: 'n8nio/n8n', env: { N8N_USER_FOLDER: '/n' } }, [['/n/.n8n by "/n"']]],
      [
        'to two directories',
        { image: 'confluentinc/cp-kafka:7.6', env: { KAFKA_LOG_DIRS: '/a,/b' } },
        [['/a by "/a,/b"', '/b by "/a,/b"', '~/etc/kafka/secrets']],
      ],
      [
        'in kafka',
        { image: 'apache/kafka:3.9.0', env: { KAFKA_LOG_DIRS: '/var/lib/kafka/data' } },
        [['/var/lib/kafka/data by "/var/lib/kafka/data"', '~/etc/kafka/secrets', '~/mnt/shared/config']],
      ],
      [
        'in kafka where its own default is mounted',
        { image: 'apache/kafka:3.9.0', mounts: ['k:/tmp/kafka-logs'] },
        'unknown/setting',
      ],
      [
        'not at all in kafka',
        { image: 'apache/kafka:3.9.0' },
        [['/tmp/kraft-combined-logs', '~/etc/kafka/secrets', '~/mnt/shared/config']],
      ],
      [
        'by a store URL',
        { image: 'surrealdb/surrealdb', command: ['start', '--user', 'root', 'rocksdb:/d/x'] },
        [['/d/x by "rocksdb:/d/x"']],
      ],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toEqual(expected)
    })
  })

  describe('of minio', () => {
    const at = (...paths: string[]): unknown => [paths]
    test.each<[string, Sketch, unknown]>([
      ['nothing', {}, 'none/ephemeral'],
      ['server', { command: ['server', '/export'] }, at('/export by "/export"')],
      ['a console', { command: ['server', '/data', '--console-address', ':9001'] }, at('/data by "/data"')],
      ['a console first', { command: ['server', '--console-address', ':9001', '/data'] }, at('/data by "/data"')],
      ['a switch first', { command: ['server', '--quiet', '/data'] }, at('/data by "/data"')],
      [
        'a switch first and a console',
        { command: ['server', '--quiet', '/data', '--console-address', ':9001'] },
        at('/data by "/data"'),
      ],
      [
        'a switch before drives of a cluster',
        { command: ['server', '--quiet', 'http://minio1/data', '--console-address', ':9001'] },
        at('/data by "http://minio1/data"'),
      ],
      [
        'a console and a variable',
        { env: { MINIO_VOLUMES: '/mnt/a' }, command: ['server', '--console-address', ':9001'] },
        at('/mnt/a by "/mnt/a"'),
      ],
      [
        'a later command',
        {
          command: [
            ['mkdir', '-p', '/data/x'],
            ['minio', 'server', '/data'],
          ],
        },
        at('/data by "/data"'),
      ],
      [
        'drives of a cluster',
        { command: ['server', 'http://minio{1...4}/data{1...2}'] },
        at('/data1 by "http://minio{1...4}/data{1...2}"', '/data2 by "http://minio{1...4}/data{1...2}"'),
      ],
      ['a variable', { env: { MINIO_VOLUMES: '/mnt/a' }, command: ['server'] }, at('/mnt/a by "/mnt/a"')],
      ['an unknown path', { command: ['server', '${DATA}'] }, 'unknown/setting'],
      ['a relative path', { command: ['server', 'data'] }, 'unknown/setting'],
      ['no path', { command: ['server'] }, 'unknown/setting'],
      ['no path, but the usual mount', { command: ['server'], mounts: ['d:/data'] }, at('/data?')],
      ['mc', { entrypoint: ['mc', 'mb', 'x'] }, 'none/client'],
    ])('%s', (_, sketch, expected) => {
      expect(outcome({ image: 'minio/minio:RELEASE.2025-01-20T14-49-07Z', ...sketch })).toEqual(expected)
    })
  })

  describe('where a setting may stand in a file', () => {
    const conf = './my.cnf:/etc/mysql/conf.d/my.cnf'
    test.each<[string, Sketch, unknown]>([
      ['a configuration and an unusual mount', { image: 'mysql:8', mounts: [conf, 'db:/d'] }, 'unknown/setting'],
      [
        'a configuration and the usual mount',
        { image: 'mysql:8', mounts: [conf, 'db:/var/lib/mysql/'] },
        [['/var/lib/mysql?']],
      ],
      ['a configuration and a flag', { image: 'mysql:8', mounts: [conf], command: ['--datadir=/d'] }, [['/d by "/d"']]],
      ['init scripts', { image: 'mysql:8', mounts: ['./x:/docker-entrypoint-initdb.d'] }, [['/var/lib/mysql']]],
      [
        'an environment file and the usual mount',
        { image: 'postgres:17', envFile: true, mounts: [`db:${V17}`] },
        [[`${V17}?`]],
      ],
      [
        'an environment file and the wrong mount',
        { image: 'postgres:18', envFile: true, mounts: [`db:${V17}`] },
        'unknown/setting',
      ],
      [
        'an environment file and a mount above',
        { image: 'postgres:16', envFile: true, mounts: ['db:/var/lib/postgresql'] },
        [[`${V17}?`]],
      ],
      [
        'an environment file and a mount of all',
        { image: 'postgres:16', envFile: true, mounts: ['db:/'] },
        'unknown/setting',
      ],
      [
        'an environment file, a configuration and a mount above',
        { image: 'apache/kafka:3.9.0', envFile: true, mounts: ['./c:/opt/kafka/config', 'd:/tmp'] },
        'unknown/setting',
      ],
      ['an environment file of no interest', { image: 'mysql:8', envFile: true }, [['/var/lib/mysql']]],
      ['a file in the command', { image: 'redis:7', command: ['redis-server', '/etc/redis.conf'] }, 'unknown/setting'],
      [
        'the file of the image',
        { image: 'grafana/loki:3.0', command: ['-config.file=/etc/loki/local-config.yaml'] },
        [['/loki']],
      ],
      [
        'a file over it',
        { image: 'grafana/loki:3.0', mounts: ['./l.yaml:/etc/loki/local-config.yaml'] },
        'unknown/setting',
      ],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toEqual(expected)
    })
  })

  describe('where a configuration can only move what nothing keeps', () => {
    const conf = './my.cnf:/etc/mysql/conf.d/my.cnf'
    const mysql = [['/var/lib/mysql?']]
    test.each<[string, Sketch, unknown]>([
      ['an environment file', { image: 'postgres:16', envFile: true }, [[`${V17}?`]]],
      [
        'an environment file and start scripts',
        { image: 'postgres:16', envFile: true, mounts: ['./init:/docker-entrypoint-initdb.d'] },
        [[`${V17}?`]],
      ],
      ['a configuration', { image: 'mysql:8', mounts: [conf] }, mysql],
      ['a directory of it', { image: 'mariadb:11', mounts: ['./conf.d:/etc/mysql/conf.d'] }, mysql],
      ['a configuration and memory', { image: 'mysql:8', mounts: [conf, 'tmpfs:/var/lib/mysql'] }, mysql],
      ['a configuration and an anonymous volume', { image: 'mysql:8', mounts: [conf, ':/d'] }, mysql],
      ['a configuration and a file', { image: 'mysql:8', mounts: [conf, './dump.sql:/d/dump.sql'] }, mysql],
      ['a configuration and a directory', { image: 'mysql:8', mounts: [conf, './d:/d'] }, 'unknown/setting'],
      ['a configuration and something', { image: 'mysql:8', mounts: [conf, 'd:${TARGET}'] }, 'unknown/setting'],
      ['a configuration and a variable', { image: 'mysql:8', mounts: [conf], command: ['${X}'] }, 'unknown/command'],
      [
        'mongo',
        { image: 'mongo:7', command: ['--config', '/etc/mongod.conf'], mounts: ['./m.conf:/etc/mongod.conf'] },
        [['/data/db?', '~/data/configdb']],
      ],
      [
        'clickhouse',
        { image: 'clickhouse/clickhouse-server:24', mounts: ['./config.d:/etc/clickhouse-server/config.d'] },
        [['/var/lib/clickhouse?', '~/var/log/clickhouse-server']],
      ],
      [
        'neo4j',
        { image: 'neo4j:5', mounts: ['./conf:/conf', './logs:/logs', './plugins:/plugins'] },
        [['/data?', '~/logs', '~/plugins', '~/conf']],
      ],
      ['neo4j, data by its other name', { image: 'neo4j:5', mounts: ['d:/var/lib/neo4j/data'] }, 'unknown/setting'],
      ['etcd', { image: 'quay.io/coreos/etcd:v3.5.0', command: ['etcd', '--name', 'n'] }, [['/var/lib/etcd?']]],
      [
        'etcd with a volume',
        { image: 'quay.io/coreos/etcd:v3.5.0', command: ['etcd'], mounts: ['d:/etcd-data'] },
        'unknown/setting',
      ],
      [
        'etcd with a flag',
        { image: 'quay.io/coreos/etcd:v3.5.0', command: ['etcd', '--data-dir=/d'] },
        [['/d by "/d"?']],
      ],
      [
        'a configuration that can turn saving off',
        { image: 'redis:7', command: ['redis-server', '/r.conf'], mounts: ['./r.conf:/r.conf'] },
        'unknown/setting',
      ],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toEqual(expected)
    })

    test('a directory that is read only', () => {
      const db = container({ image: 'mysql:8', mounts: [conf, './d:/d'] })
      const mounts = db.mounts.map((mount) => ({ ...mount, readOnly: { ...mount.readOnly, value: true } }))
      expect(summary(dataPaths({ ...db, mounts }))).toEqual(mysql)
    })

    test('mounts of another container', () => {
      const db = container({ image: 'mysql:8', mounts: [conf] })
      const mountsFrom = [{ from: located('data'), readOnly: false }]
      expect(summary(dataPaths({ ...db, mountsFrom }))).toBe('unknown/setting')
    })
  })

  describe('where a mount may stand for the path', () => {
    test.each<[string, Sketch, unknown]>([
      ['drupal', { image: 'drupal:11' }, 4],
      ['drupal behind its link', { image: 'drupal:11', mounts: ['d:/opt/drupal/web/sites'] }, 'unknown/setting'],
      ['jupyter', { image: 'jupyter/base-notebook' }, 1],
      [
        'jupyter elsewhere in its home',
        { image: 'jupyter/base-notebook', mounts: ['./n:/home/jovyan/n'] },
        'unknown/setting',
      ],
      ['code-server', { image: 'codercom/code-server' }, 1],
      [
        'code-server in parts',
        { image: 'codercom/code-server', mounts: ['./c:/home/coder/.config'] },
        'unknown/setting',
      ],
    ])('%s', (_, sketch, expected) => {
      const paths = dataPaths(container(sketch))
      expect(paths.state === 'known' ? paths.variants[0]?.length : summary(paths)).toBe(expected)
    })
  })

  describe('says what they are used for', () => {
    const evicting = ['--maxmemory-policy', 'allkeys-lru']
    test.each<[string, Sketch, 'kept' | 'evicted' | undefined]>([
      ['nothing said', { image: 'redis:7' }, undefined],
      ['append-only', { image: 'redis:7', command: ['redis-server', '--appendonly', 'yes'] }, 'kept'],
      ['append-only in one word', { image: 'valkey/valkey:8', command: ['--appendonly yes'] }, 'kept'],
      ['append-only behind =', { image: 'eqalpha/keydb', command: ['keydb-server', '--appendonly=yes'] }, 'kept'],
      ['append-only off', { image: 'redis:7', command: ['--appendonly', 'no'] }, undefined],
      ['eviction', { image: 'redis:7', command: ['redis-server', ...evicting] }, 'evicted'],
      ['eviction of what expires', { image: 'redis:7', command: ['--maxmemory-policy', 'volatile-ttl'] }, 'evicted'],
      ['no eviction', { image: 'redis:7', command: ['--maxmemory-policy', 'noeviction'] }, undefined],
      ['both', { image: 'redis:7', command: ['--appendonly', 'yes', ...evicting] }, 'kept'],
      ['a variable', { image: 'bitnami/redis', env: { REDIS_AOF_ENABLED: 'yes' } }, 'kept'],
      ['dragonfly as a cache', { image: 'dragonflydb/dragonfly', command: ['--cache_mode=true'] }, 'evicted'],
      [
        'dragonfly with snapshots',
        { image: 'dragonflydb/dragonfly', command: ['--snapshot_cron', '* * * * *'] },
        'kept',
      ],
      ['another image', { image: 'postgres:17', command: ['--appendonly', 'yes'] }, undefined],
    ])('%s', (_, sketch, expected) => {
      const paths = dataPaths(container(sketch))
      expect(paths.state === 'known' ? paths.use : paths).toBe(expected)
    })
  })

  describe('of parts of one volume', () => {
    test.each<[string, Sketch, unknown]>([
      ['nothing inside', { image: 'nextcloud:31' }, [['/var/www/html', '~/var/www/html/custom_apps']]],
      [
        'a mount inside',
        { image: 'nextcloud:31', mounts: ['d:/var/www/html/data'] },
        [
          [
            '/var/www/html/data in /var/www/html',
            '/var/www/html/config in /var/www/html',
            '~/var/www/html/custom_apps',
          ],
        ],
      ],
      [
        'one moved',
        { image: 'nextcloud:31', env: { NEXTCLOUD_DATA_DIR: '/d' } },
        [['/d by "/d"', '/var/www/html/config in /var/www/html', '~/var/www/html/custom_apps']],
      ],
    ])('%s', (_, sketch, expected) => {
      expect(outcome(sketch)).toEqual(expected)
    })
  })
})
