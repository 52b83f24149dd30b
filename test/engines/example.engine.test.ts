/** What the README promises, with the bundle, on copies of examples/notes on a real Docker engine; what it needs: support.ts. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { engineFor, LIMIT, type Result } from './support.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../examples/notes')
const BUNDLE = resolve(import.meta.dirname, '../../dist/cli.cjs')

const docker = engineFor('example.engine.test.ts')
const { root, dir: engine, missing, run, ok } = docker

/** Stand-ins under the names of the example: the VOLUME and the user that the published image has. */
const IMAGES: readonly (readonly [name: string, volume: string, uid: number])[] = [
  ['registry.example.com/notes/web:2.4', '/srv/uploads', 0],
  ['postgres:16', '/var/lib/postgresql/data', 999],
  ['postgres:18', '/var/lib/postgresql', 999],
  ['redis:7', '/data', 999],
  ['influxdb:2.7', '/var/lib/influxdb2', 1000],
]

/** Where each service that moves keeps its data, and the user who owns it. */
const DATA = {
  db: { path: '/var/lib/postgresql/data', uid: 999, volume: 'notes_pgdata-moved' },
  metrics: { path: '/var/lib/influxdb2', uid: 1000, volume: 'notes_metrics-moved' },
  dashboards: { path: '/var/lib/grafana', uid: 472, volume: 'notes_dashboards-data-moved' },
} as const

/** What the script says of the old data. */
const KEPT = {
  db: 'the host directory /',
  metrics: 'the anonymous volume, ',
  dashboards: 'the image storlint-kept:notes-dashboards, ',
} as const

type Moving = keyof typeof DATA
const MOVING: readonly Moving[] = ['dashboards', 'db', 'metrics']

/** What an offline engine without networks cannot do is taken out. */
const OVERRIDE = `services:
${['web', 'db', 'archive', 'cache', 'metrics', 'dashboards'].map((name) => `  ${name}: { pull_policy: never, network_mode: none }\n`).join('')}`
  .replace(/(web: .*) }/, '$1, ports: !reset [] }')
  .replace(/(dashboards: .*) }/, '$1, ports: !reset [] }')

/** Like Grafana's image: data in a directory that is not declared as a volume, a user that is a number. */
function grafana(): void {
  const { path, uid } = DATA.dashboards
  mkdirSync(join(root, 'grafana'))
  writeFileSync(
    join(root, 'grafana/entry'),
    `#!/bin/sh
[ -e ${path}/grafana.db ] || head -c 8 /dev/urandom | od -An -tx1 >${path}/grafana.db || exit 1
trap 'exit 0' TERM INT; while :; do sleep 1 & wait $!; done
`,
    { mode: 0o755 },
  )
  const make = `mkdir -p ${path}/plugins && chown -R ${uid}:0 ${path} && chmod 777 ${path}`
  const lines = ['FROM bb:1', 'COPY entry /bin/entry', `RUN ${make}`, `USER ${uid}`, 'ENTRYPOINT ["/bin/entry"]']
  writeFileSync(join(root, 'grafana/Dockerfile'), lines.join('\n'))
  ok('DOCKER_BUILDKIT=0 docker build -q --network none -t grafana/grafana:11.1.0 grafana')
}

const compose = (at: string): string => readFileSync(join(at, 'compose.yaml'), 'utf8')
const storlint = (at: string, options: string): Result => run(`node '${BUNDLE}' ${options}`, at)
const up = (at: string): Result => run('docker compose up -d', at)
const inside = (service: string, command: string): string =>
  ok(`docker exec -u 0 notes-${service}-1 sh -c '${command}'`)
const mountOf = (service: Moving): string =>
  ok(
    `docker inspect --format '{{range .Mounts}}{{if eq .Destination "${DATA[service].path}"}}{{.Type}} {{.Name}}{{end}}{{end}}' notes-${service}-1`,
  )

/** Every container with its id and state, a line each, sorted by name. */
const containers = (): string =>
  ok(`docker ps -a --no-trunc --format '{{.Names}} {{.ID}} {{.State}}' | sort`)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')

/** Everything that the engine and the folder hold. */
const world = (at: string): string =>
  containers() + ok(`docker volume ls -q; docker images -q; find . -type f -exec cksum {} + | sort`, at)

/** A fresh copy of the example, in a folder of the same name: the project is always "notes". */
function copyOfExample(): string {
  const at = join(mkdtempSync(join(root, 'copy-')), 'notes')
  cpSync(EXAMPLE, at, { recursive: true })
  writeFileSync(join(at, 'compose.override.yaml'), OVERRIDE)
  // The published image gives the folder to its user as root; its stand-in is never root.
  mkdirSync(join(at, 'pgdata'))
  ok(`chown ${DATA.db.uid}:${DATA.db.uid} pgdata`, at)
  return at
}

/** Writes what must not be lost: a row, with an owner, modes and a link that are easily lost. */
function writeRow(service: Moving): void {
  const { path, uid } = DATA[service]
  inside(
    service,
    `cd ${path} && mkdir -p base/1 && echo "row of ${service}" >base/1/row && ln base/1/row base/hard && ln -s 1/row base/soft &&
      chown -R ${uid}:5 base && chown -h 7:8 base/soft && chmod 2750 base/1 && chmod 640 base/1/row && touch -d "2001-02-03 04:05:06" base/1/row base/1`,
  )
}

/** Every name with owner and mode, all but links with their times, every file with its number of links and checksum. */
const listing = (service: Moving): string =>
  inside(
    service,
    `cd ${DATA[service].path} && find . -exec stat -c "%n %u:%g %a %F" {} + | sort && readlink base/soft &&
      find . ! -type l -exec stat -c "%n %Y" {} + | sort && find . -type f -exec stat -c "%n %h %s" {} + | sort && find . -type f -exec sha256sum {} + | sort`,
  )

/** A copy that runs in the form that the safe fixes give it, with rows; the Compose file of then is kept beside it. */
function running(): string {
  const at = copyOfExample()
  storlint(at, 'fix')
  ok('docker compose up -d', at)
  MOVING.forEach(writeRow)
  copyFileSync(join(at, 'compose.yaml'), join(at, '../before.yaml'))
  return at
}

/** A copy whose data has moved. */
function migrated(): string {
  const at = running()
  storlint(at, 'fix --migrate')
  for (const service of MOVING) expect(migrate(at, service, '--run')).toMatchObject({ code: 0 })
  return at
}

function planOf(at: string, service: Moving): string {
  const folders = readdirSync(join(at, 'storlint-plan')).filter((name) => name.startsWith(`${service}-`))
  expect(folders).toHaveLength(1)
  return join(at, 'storlint-plan', folders[0] ?? '')
}

/** As the plan's README.md says it: in the folder of the plan. */
const migrate = (at: string, service: Moving, options = ''): Result =>
  run(`sh migrate.sh ${options}`, planOf(at, service))

/** Does by hand what `--rollback` prints: runs each command where it says. */
function goBack(at: string, services: readonly Moving[]): void {
  for (const service of services) {
    const printed = migrate(at, service, '--rollback')
    expect(printed).toMatchObject({ code: 0 })
    const folder = /Run these in (.*?);/.exec(printed.out)?.[1] ?? ''
    for (const line of printed.out.split('\n').filter((text) => !/^#|^$/.test(text))) ok(line, folder)
  }
}

const rulesIn = ({ out }: Result): readonly string[] =>
  [...out.matchAll(/^(?:error|warning)\[(.+?)\]/gm)].map(([, rule]) => rule ?? '').sort()

describe.skipIf(missing.length > 0)('examples/notes on a real engine', () => {
  beforeAll(() => {
    docker.start()
    const each = IMAGES.map(([name, volume, uid]) => `${docker.tool} image ${engine} ${name} ${volume} ${uid}`)
    ok(each.join(' && '))
    grafana()
  }, LIMIT)
  afterEach(docker.clear, LIMIT)
  afterAll(docker.stop, LIMIT)

  test(
    'Compose refuses it as it is written; after the safe fixes it starts',
    () => {
      const at = copyOfExample()
      const found = storlint(at, 'check')
      expect(rulesIn(found)).toEqual([
        'bind-mount-data-path',
        'postgres-18-mount-path',
        'stateful-data-in-writable-layer',
        'undeclared-named-volume',
        'volume-misses-data-dir',
      ])
      const refused = up(at)
      expect(refused.out).toBe('service "web" refers to undefined volume uploads: invalid compose project\n')
      expect([refused.code, containers()]).toEqual([1, ''])

      const before = compose(at)
      expect(storlint(at, 'fix').out).toContain('Declare the volume uploads [undeclared-named-volume, safe]')
      expect(compose(at)).toBe(`${before}  uploads:\n`)
      expect(up(at)).toMatchObject({ code: 0 })
      expect(containers().match(/ running$/gm)).toHaveLength(6)
    },
    LIMIT,
  )

  test(
    'data moves: the guard, the dry run, the move, the last step',
    () => {
      const at = running()
      const rows = MOVING.map(listing)
      expect(ok('cat pgdata/base/1/row', at)).toBe('row of db')

      const fixed = storlint(at, 'fix --migrate')
      expect(fixed.out).toMatch(
        /^Until then no .*: only their containers lead to the data of metrics and dashboards\.$/m,
      )
      expect([...fixed.out.matchAll(/\[(.+), migrate\]$/gm)].map(([, rule]) => rule)).toEqual([
        'bind-mount-data-path',
        'volume-misses-data-dir',
        'stateful-data-in-writable-layer',
      ])
      expect(fixed.out).toMatch(/^Not fixed for you:\n.*\[postgres-18-mount-path\]: .*pg_upgrade/m)
      expect(fixed.code).toBe(1)

      // The guard: nothing starts, what runs keeps running on its data. Volumes left over from earlier make no difference.
      ok('docker volume create notes_pgdata && docker volume create notes_dashboards-data')
      const before = containers()
      const guarded = up(at)
      expect(guarded.out).toMatch(/external volume "notes_(pgdata|metrics|dashboards-data)-moved" not found/)
      expect([guarded.code, containers(), MOVING.map(listing)]).toEqual([1, before, rows])
      ok('docker volume rm notes_pgdata notes_dashboards-data')

      const all = world(at)
      for (const service of MOVING) {
        const dry = migrate(at, service)
        expect(dry.out).toContain('Nothing has been changed.')
        expect(dry.code).toBe(0)
      }
      expect(world(at)).toBe(all)

      for (const [done, service] of MOVING.entries()) {
        expect(up(at)).toMatchObject({ code: 1 })
        const moved = migrate(at, service, '--run')
        expect(moved.out).toContain('copy and source are the same')
        expect(moved.out).toContain(KEPT[service])
        expect(moved.out.includes('No container uses volume notes_metrics any more.')).toBe(service === 'metrics')
        expect(moved.code).toBe(0)
        expect(mountOf(service)).toBe(`volume ${DATA[service].volume}`)
        expect(listing(service)).toBe(rows[done])
      }
      expect(ok('cat pgdata/base/1/row', at)).toBe('row of db')
      expect(up(at)).toMatchObject({ code: 0 })
      expect(MOVING.map(listing)).toEqual(rows)

      // Once more, nothing happens.
      const text = compose(at)
      expect(storlint(at, 'fix --migrate').out).toContain('Nothing to fix.')
      expect(compose(at)).toBe(text)
      for (const service of MOVING) {
        const again = migrate(at, service, '--run')
        expect(again.out).toContain(
          `has its data in volume ${DATA[service].volume} already, filled and compared by this plan`,
        )
        expect(again.code).toBe(0)
      }

      // The last step: nothing is restarted, and the volumes are Compose's own.
      const moved = containers()
      const final = text.replace(/^ {4}(external: true|name: \$\{COMPOSE_PROJECT_NAME\}_.*)\n/gm, '')
      expect(text.split('\n').length - final.split('\n').length).toBe(6)
      writeFileSync(join(at, 'compose.yaml'), final)
      const last = up(at)
      expect(last.out).not.toMatch(/Recreate|Starting|already exists|warn/i)
      expect([last.code, containers()]).toEqual([0, moved])
      expect(rulesIn(storlint(at, 'check'))).toEqual(['postgres-18-mount-path'])
      ok('docker compose down && docker compose up -d', at)
      expect(MOVING.map(listing)).toEqual(rows)
      ok('docker compose down -v', at)
      // What the mount of metrics held before is in a volume that nothing uses, and that no plan touches.
      expect(ok('docker volume ls -q --filter name=notes_')).toBe('notes_metrics')
    },
    LIMIT,
  )

  test(
    'the way back of the database alone: its rows are in the folder again, and all else is as it was',
    () => {
      const at = migrated()
      const rows = listing('db')
      const others = (['dashboards', 'metrics'] as const).map(listing)
      inside('db', `echo later >${DATA.db.path}/later`)

      const refused = migrate(at, 'db', '--rollback')
      expect(refused.code).toBe(1)
      expect(refused.out).toContain(
        'service db: mount ./pgdata at /var/lib/postgresql/data again, not volume pgdata-moved\n  take volume pgdata-moved out of',
      )
      expect(refused.out).toContain('takes back the fixes of volume notes_dashboards-data-moved, notes_metrics-moved:')
      expect(refused.out).not.toContain('docker compose up')
      const undone = compose(at)
        .replace('- pgdata-moved:/var/lib/', '- ./pgdata:/var/lib/')
        .replace(/^ {2}pgdata-moved:\n {4}external: .*\n {4}name: .*\n/m, '')
      writeFileSync(join(at, 'compose.yaml'), undone)
      expect(migrate(at, 'db', '--rollback').out).not.toContain('other plans')
      goBack(at, ['db'])
      expect(up(at)).toMatchObject({ code: 0 })
      expect((['dashboards', 'metrics'] as const).map(listing)).toEqual(others)
      expect(mountOf('db')).toBe('bind')
      expect(listing('db')).toBe(rows)
      expect(ok('cat pgdata/base/1/row', at)).toBe('row of db')
      // Written since the move: in the new volume only.
      expect(ok(`docker run --rm --network none -v notes_pgdata-moved:/v:ro bb:1 cat /v/later`)).toBe('later')
    },
    LIMIT,
  )

  test(
    'the way back of all three, and what was written since is kept in the new volumes',
    () => {
      const at = migrated()
      const rows = MOVING.map(listing)
      const write = (service: Moving, text: string): string =>
        inside(service, `echo ${text} >${DATA[service].path}/base/1/row`)
      MOVING.forEach((service) => write(service, 'later'))
      expect(migrate(at, 'metrics', '--rollback').out).toContain(
        '(service metrics had its volumes so: notes_metrics at /var/lib/influxdb)',
      )
      copyFileSync(join(at, '../before.yaml'), join(at, 'compose.yaml'))
      expect(migrate(at, 'db', '--rollback').out).toContain(
        'lacks what other plans filled too, volume notes_dashboards-data-moved, notes_metrics-moved: go the way back',
      )
      goBack(at, MOVING)
      expect(MOVING.map(listing)).toEqual(rows)
      for (const service of MOVING) {
        expect(mountOf(service)).not.toContain('notes_')
        const kept = `docker run --rm --network none -v ${DATA[service].volume}:/v:ro bb:1 cat /v/base/1/row`
        expect(ok(kept)).toBe('later')
      }
    },
    LIMIT,
  )

  test(
    'a machine that never had the data: refused, then started empty on purpose',
    () => {
      const at = copyOfExample()
      storlint(at, 'fix --migrate')
      const guarded = up(at)
      expect(guarded.out).toContain('not found')
      expect([guarded.code, containers()]).toEqual([1, ''])
      for (const service of MOVING) expect(migrate(at, service, '--run --empty')).toMatchObject({ code: 0 })
      expect(up(at)).toMatchObject({ code: 0 })
      expect(MOVING.map(mountOf)).toEqual(MOVING.map((service) => `volume ${DATA[service].volume}`))
      expect(containers().match(/ running$/gm)).toHaveLength(6)
    },
    LIMIT,
  )
})
