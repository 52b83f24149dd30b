/** Migration plans on a real Docker engine; what it needs: support.ts. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { composePlan } from '../../src/emit/plan/compose.ts'
import type { PlanMove } from '../../src/emit/plan/compose.ts'
import { engineFor, LIMIT, type Result } from './support.ts'

const docker = engineFor('plan.engine.test.ts')
const { root, dir: engine, environment, missing, run, ok } = docker

/** An image with GNU tools, of this machine's own files. */
function gnuImage(): void {
  const tools = 'sh cp find stat sort grep ls df du chown chmod touch wc cat mkdir tar sha256sum head diff rm sleep'
  ok(`mkdir -p gnu/bin gnu/tmp && for t in ${tools}; do p=$(readlink -f "$(command -v $t)") && cp "$p" gnu/bin/$t &&
    for l in $(ldd "$p" 2>/dev/null | grep -o '/[^ ]*'); do mkdir -p "gnu$(dirname $l)" && cp -Ln "$l" "gnu$l"; done; done
    tar -C gnu -c . | docker import -c 'ENV PATH=/bin' - gnu:1`)
}

interface Case {
  readonly dir: string
  readonly before: string
  readonly after: string
  readonly move: Partial<PlanMove>
  /** Further moves of the same fix. */
  readonly more?: readonly Partial<PlanMove>[]
}

const HOLD = `["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1 & wait $$!; done"]`
const PENDING = `volumes:\n  data:\n    external: true\n    name: \${COMPOSE_PROJECT_NAME}_data\n`

function service(rest: string, image = 'db:1'): string {
  return `services:\n  db:\n    image: ${image}\n    pull_policy: never\n    network_mode: none\n${rest}`
}

const MOUNTED = service('    volumes:\n      - data:/var/lib/db\n') + PENDING
const HOST: Omit<Case, 'dir'> = {
  before: service('    volumes:\n      - ./data:/var/lib/db\n'),
  after: MOUNTED,
  move: { kind: 'host', source: './data' },
}

/** Writes the plan of a case and starts its project in the old form. */
function begin({ dir, before, move, more = [] }: Case): string {
  const at = join(root, dir)
  mkdirSync(join(at, 'storlint-plan/db'), { recursive: true })
  mkdirSync(join(at, 'data'))
  ok('chown 70:70 data', at)
  writeFileSync(join(at, 'compose.yaml'), before)
  const base: PlanMove = {
    container: 'db',
    workload: 'db',
    from: '/var/lib/db',
    to: '/var/lib/db',
    volume: 'data',
    kind: 'host',
  }
  const input = {
    title: 'Use a volume',
    file: 'compose.yaml',
    fileFromPlan: '../../compose.yaml',
    moves: [move, ...more].map((one) => ({ ...base, ...one })),
  }
  for (const file of composePlan(input).files) writeFileSync(join(at, 'storlint-plan/db', file.path), file.text)
  chmodSync(join(at, 'storlint-plan/db/migrate.sh'), 0o755)
  ok('docker compose up -d', at)
  return at
}

function rewrite(at: string, text: string): void {
  writeFileSync(join(at, 'compose.yaml'), text)
}

const migrate = (at: string, options = '', more: Record<string, string> = {}): Result =>
  run(`./storlint-plan/db/migrate.sh ${options}`, at, more)
const id = (at: string): string => ok('docker compose ps -a -q db', at)
const inside = (at: string, command: string): string => ok(`docker exec -u 0 ${id(at)} sh -c '${command}'`, at)
const running = (at: string): string => ok(`docker inspect --format '{{.State.Status}}' ${id(at)}`, at)
const hasVolume = (name: string): boolean => run(`docker volume inspect ${name}`).code === 0

/** Everything that the engine holds: containers with their state, volumes, images. */
const world = (): string =>
  ok(`docker ps -a --no-trunc --format '{{.ID}} {{.Names}} {{.State}}'; docker volume ls -q; docker images -q`)

describe.skipIf(missing.length > 0)('migrate.sh on a real engine', () => {
  beforeAll(() => {
    docker.start()
    ok(`${docker.tool} image ${engine} db:1 /var/lib/db 70`)
  }, LIMIT)
  afterEach(docker.clear, LIMIT)
  afterAll(docker.stop, LIMIT)

  test(
    'host directory to volume, in a folder with spaces, quotes and dollars: guard, copy, switch, last step',
    () => {
      const at = begin({ dir: `My "proj's" $HOME, 1`, ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      inside(
        at,
        `cd /var/lib/db && mkdir -m 2751 d && chown 5:6 d && echo x >"d/a  b" && chmod 640 "d/a  b" && ln "d/a  b" d/hard &&
      ln -s "a  b" d/soft && mkfifo d/pipe && touch -d "2001-02-03 04:05:06" "d/a  b" && echo y >"d/new\nline"`,
      )
      const old = id(at)
      const listing =
        'cd /var/lib/db && find . | sort | while IFS= read -r f; do stat -c "%n %u:%g %a %h %F" "$f"; done; stat -c %Y d/hard'
      const seen = inside(at, listing)
      rewrite(at, HOST.after)

      const guarded = run('docker compose up -d', at)
      expect(guarded.code).toBe(1)
      expect(guarded.out).toContain('external volume "myprojshome1_data" not found')
      expect([id(at), running(at)]).toEqual([old, 'running'])

      const before = world()
      const dry = migrate(at)
      expect(dry.out).toContain('Nothing has been changed.')
      expect(dry.code).toBe(0)
      expect(world()).toBe(before)

      const done = migrate(at, '--run')
      expect(done.out).toContain('copy and source are the same')
      expect(done.code).toBe(0)
      expect(id(at)).not.toBe(old)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
      expect(inside(at, listing)).toBe(seen)
      expect(inside(at, 'cat /var/lib/db/d/soft')).toBe('x')
      expect(ok(`docker inspect --format '{{range .Mounts}}{{.Type}} {{.Name}}{{end}}' ${id(at)}`)).toBe(
        'volume myprojshome1_data',
      )
      expect(existsSync(join(at, 'data/cluster-id'))).toBe(true)
      expect(readdirSync(join(at, 'storlint-plan/db'))).toEqual(['README.md', 'migrate.sh'])

      const fresh = id(at)
      rewrite(at, service('    volumes:\n      - data:/var/lib/db\n') + 'volumes:\n  data:\n')
      const last = run('docker compose up -d', at)
      expect(last.out).not.toMatch(/Recreate|already exists|warn/i)
      expect([last.code, id(at)]).toEqual([0, fresh])
      ok('docker compose down -v', at)
      expect(hasVolume('myprojshome1_data')).toBe(false)
    },
    LIMIT,
  )

  test(
    'with GNU tools, holes and extended attributes are kept',
    () => {
      gnuImage()
      const at = begin({
        dir: 'gnu-project',
        before: service(`    command: ${HOLD}\n    volumes:\n      - ./data:/var/lib/db\n`, 'gnu:1'),
        after: '',
        move: HOST.move,
      })
      const python = run('python3 --version').code === 0
      ok('head -c 10M /dev/zero >/dev/null; truncate -s 64M data/sparse; echo end >>data/sparse', at)
      if (python) ok(`python3 -c 'import os; os.setxattr("data/sparse", "user.note", b"kept")'`, at)
      rewrite(at, service(`    command: ${HOLD}\n    volumes:\n      - data:/var/lib/db\n`, 'gnu:1') + PENDING)
      const done = migrate(at, '--run')
      expect(done.out).not.toContain('no GNU cp')
      expect(done.code).toBe(0)
      const copy = `${engine}/data/volumes/gnu-project_data/_data/sparse`
      expect(Number(ok(`du -k ${copy} | cut -f1`))).toBeLessThan(1000)
      if (python) expect(ok(`python3 -c 'import os; print(os.getxattr("${copy}", "user.note"))'`)).toBe("b'kept'")
    },
    LIMIT,
  )

  test(
    'a volume that is not empty is refused, and nothing is stopped',
    () => {
      const at = begin({ dir: 'filled', ...HOST })
      rewrite(at, HOST.after)
      ok(`docker volume create filled_data && docker run --rm --network none -v filled_data:/v bb:1 touch /v/x`)
      const before = world()
      for (const options of ['', '--run']) {
        const refused = migrate(at, options)
        expect(refused.code).toBe(1)
        expect(refused.out).toContain('refused: volume filled_data is there and not empty')
      }
      expect(world()).toBe(before)
    },
    LIMIT,
  )

  test(
    'a copy that fails leaves the service as it was',
    () => {
      const at = begin({ dir: 'failing', ...HOST })
      rewrite(at, HOST.after)
      const before = world()
      const real = ok('command -v docker')
      mkdirSync(join(root, 'shim'))
      writeFileSync(
        join(root, 'shim/docker'),
        `#!/bin/sh\n${real} "$@" || exit\ncase " $* " in *" storlint copy "*) exit 1 ;; esac\n`,
      )
      chmodSync(join(root, 'shim/docker'), 0o755)
      const failed = migrate(at, '--run', { PATH: `${join(root, 'shim')}:${environment['PATH'] ?? ''}` })
      expect(failed.code).toBe(1)
      expect(failed.out).toContain('removed the half-filled volume failing_data')
      expect(failed.out).toContain('NOT migrated.')
      expect(world()).toBe(before)
      expect(migrate(at, '--run').code).toBe(0)
    },
    LIMIT,
  )

  test(
    'a source that changes while it is copied fails the comparison',
    () => {
      const at = begin({ dir: 'changing', ...HOST })
      rewrite(at, HOST.after)
      const failed = run(
        `(while [ ! -e stop ]; do echo x >>data/busy; done) & ./storlint-plan/db/migrate.sh --run; code=$?; touch stop; wait; exit $code`,
        at,
      )
      expect(failed.out).toContain('the copy differs from the source')
      expect(failed.code).toBe(1)
      expect([running(at), hasVolume('changing_data')]).toEqual(['running', false])
    },
    LIMIT,
  )

  test(
    'a plan whose fix is not applied does nothing',
    () => {
      const at = begin({ dir: 'unapplied', ...HOST })
      const refused = migrate(at, '--run')
      expect(refused.out).toContain('apply the fix first')
      expect([refused.code, running(at), hasVolume('unapplied_data')]).toEqual([1, 'running', false])
    },
    LIMIT,
  )

  test(
    'another container that writes to the source is named, and nothing is stopped',
    () => {
      const at = begin({ dir: 'shared', ...HOST })
      rewrite(at, HOST.after)
      ok(`docker run -d --name intruder --network none -v '${at}/data:/x' bb:1 sleep 1000`)
      const refused = migrate(at, '--run')
      expect(refused.out).toMatch(/another running container writes to .*\/intruder/)
      expect([refused.code, running(at)]).toEqual([1, 'running'])
    },
    LIMIT,
  )

  test(
    'a project that was started under another name is found by its options only',
    () => {
      const at = begin({ dir: 'renamed', ...HOST })
      ok('docker compose down && docker compose -p 0x1f up -d', at)
      const row = ok('cat data/cluster-id', at)
      rewrite(at, HOST.after)
      expect(migrate(at, '--run').out).toMatch(/another running container writes to .*0x1f-db-1/)
      expect(migrate(at, '--run -- -p 0x1f').code).toBe(0)
      expect(ok(`docker exec 0x1f-db-1 cat /var/lib/db/cluster-id`)).toBe(row)
      expect(hasVolume('0x1f_data')).toBe(true)
    },
    LIMIT,
  )

  test(
    'files that the project was not started with are refused',
    () => {
      const at = begin({ dir: 'files', ...HOST })
      writeFileSync(join(at, 'more.yaml'), 'services:\n  db:\n    labels:\n      a: b\n')
      ok('docker compose -f compose.yaml -f more.yaml up -d', at)
      rewrite(at, HOST.after)
      expect(migrate(at, '--run').out).toContain('was started with the files compose.yaml,more.yaml')
      expect(migrate(at, '--run -- -f compose.yaml -f more.yaml').code).toBe(0)
      expect(ok(`docker inspect --format '{{.Config.Labels.a}}' ${id(at)}`)).toBe('b')
    },
    LIMIT,
  )

  test(
    'a service that is down is copied from what the file named, and stays down',
    () => {
      const at = begin({ dir: 'down', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      ok('docker compose down', at)
      rewrite(at, HOST.after)
      expect(migrate(at, '--run').code).toBe(0)
      expect(id(at)).toBe('')
      ok('docker compose up -d', at)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
    },
    LIMIT,
  )

  test(
    '--empty creates the volume where there was no data, and only there',
    () => {
      const at = begin({ dir: 'none', ...HOST })
      rewrite(at, HOST.after)
      expect(migrate(at, '--run --empty').out).toContain('has a container here')
      ok('docker compose down', at)
      expect(migrate(at, '--run --empty').out).toContain('is not empty')
      rmSync(join(at, 'data'), { recursive: true })
      expect(migrate(at, '--run --empty').code).toBe(0)
      ok('docker compose up -d', at)
    },
    LIMIT,
  )

  test(
    'host directory: the way back',
    () => {
      const at = begin({ dir: 'back-host', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, HOST.after)
      expect(migrate(at, '--run').code).toBe(0)
      rewrite(at, HOST.before)
      expect(run('./storlint-plan/db/migrate.sh --rollback | sh -e', at).code).toBe(0)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
      expect(ok(`docker inspect --format '{{range .Mounts}}{{.Type}}{{end}}' ${id(at)}`)).toBe('bind')
    },
    LIMIT,
  )

  test(
    'anonymous volume to named volume, and the way back',
    () => {
      const before = service('')
      const at = begin({ dir: 'anonymous', before, after: MOUNTED, move: { kind: 'anonymous' } })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      const source = ok(`docker inspect --format '{{range .Mounts}}{{.Name}}{{end}}' ${id(at)}`)
      rewrite(at, MOUNTED)
      const done = migrate(at, '--run')
      expect(done.out).toContain(`is in an anonymous volume, ${source}`)
      expect(done.code).toBe(0)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
      expect(hasVolume(source)).toBe(true)
      inside(at, 'echo later >/var/lib/db/cluster-id')
      rewrite(at, before)
      expect(run('./storlint-plan/db/migrate.sh --rollback | sh -e', at)).toMatchObject({ code: 0 })
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
      expect(hasVolume(source)).toBe(true)
      expect(ok('docker run --rm --network none -v anonymous_data:/v:ro bb:1 cat /v/cluster-id')).toBe('later')
    },
    LIMIT,
  )

  test(
    'an anonymous volume whose container is gone is chosen by hand',
    () => {
      const at = begin({ dir: 'orphan', before: service(''), after: MOUNTED, move: { kind: 'anonymous' } })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      const source = ok(`docker inspect --format '{{range .Mounts}}{{.Name}}{{end}}' ${id(at)}`)
      ok('docker compose down', at)
      rewrite(at, MOUNTED)
      const asked = migrate(at, '--run')
      expect(asked.out).toContain(source)
      expect(asked.code).toBe(1)
      expect(migrate(at, `--run --source ${source}`).code).toBe(0)
      ok('docker compose up -d', at)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
    },
    LIMIT,
  )

  test(
    'writable layer to volume, and the way back',
    () => {
      const rest = `    command: ${HOLD}\n`
      const before = service(rest, 'bb:1')
      const after = service(`${rest}    volumes:\n      - data:/srv/d b\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'layer', before, after, move: { kind: 'layer', from: '/srv/d b', to: '/srv/d b' } })
      inside(
        at,
        'mkdir -p "/srv/d b/s" && chown 70:71 "/srv/d b" && chmod 700 "/srv/d b" && cd "/srv/d b" && echo row >s/x && ln s/x s/y && ln -s x s/z && chown -h 5:6 s s/z && touch -d "2001-02-03 04:05:06" s',
      )
      const listing =
        'cd "/srv/d b" && cat s/z && find . | sort | while read -r f; do stat -c "%n %u:%g %a %F" "$f"; done; stat -c "%h %Y" s s/x'
      const seen = inside(at, listing)
      rewrite(at, after)
      const before2 = world()
      expect(migrate(at)).toMatchObject({ code: 0 })
      expect(world()).toBe(before2)
      const done = migrate(at, '--run')
      expect(done.out).toContain('the image storlint-kept:layer-db, which is the container of service db as it was')
      expect(done.code).toBe(0)
      expect(inside(at, listing)).toBe(seen)

      // What runs from the kept image is no container of the service.
      ok('docker run -d --name stranger --network none --entrypoint sleep storlint-kept:layer-db 1000')
      expect(id(at)).not.toContain('\n')
      ok('docker rm -f stranger')

      inside(at, 'echo later >"/srv/d b/s/x"')
      rewrite(at, before)
      expect(run('./storlint-plan/db/migrate.sh --rollback | sh -e', at)).toMatchObject({ code: 0 })
      expect(inside(at, listing)).toBe(seen)
      expect(ok(`docker inspect --format '{{len .Mounts}}' ${id(at)}`)).toBe('0')
      expect(ok('docker run --rm --network none -v layer_data:/v:ro bb:1 cat /v/s/x')).toBe('later')
    },
    LIMIT,
  )

  test(
    'a writable layer that went with its container is not said to be in a volume',
    () => {
      const before = service(`    command: ${HOLD}\n`, 'bb:1')
      const after = service(`    command: ${HOLD}\n    volumes:\n      - data:/srv\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'gone', before, after, move: { kind: 'layer', from: '/srv', to: '/srv' } })
      ok('docker compose down', at)
      rewrite(at, after)
      const refused = migrate(at, '--run')
      expect(refused.out).toContain('what was in its writable layer went with it.')
      expect(refused.out).toContain('There are:\n  none\n')
      expect(refused.code).toBe(1)
    },
    LIMIT,
  )

  test(
    'a writable layer behind a symbolic link is refused, and all is as before',
    () => {
      const before = service(`    command: ${HOLD}\n`, 'bb:1')
      const after = service(`    command: ${HOLD}\n    volumes:\n      - data:/srv\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'linked', before, after, move: { kind: 'layer', from: '/srv', to: '/srv' } })
      inside(at, 'mkdir /real && ln -s /real /srv')
      rewrite(at, after)
      const world0 = world()
      expect(migrate(at, '--run').out).toContain('/srv is behind a symbolic link; move it by hand')
      expect(
        world()
          .split('\n')
          .filter((line) => !/^[0-9a-f]{12}$/.test(line)),
      ).toEqual(world0.split('\n').filter((line) => !/^[0-9a-f]{12}$/.test(line)))
    },
    LIMIT,
  )

  test(
    'an image that is not here is refused by name',
    () => {
      const at = begin({ dir: 'absent-image', ...HOST })
      rewrite(at, HOST.after)
      const refused = migrate(at, '--run --image nope:1')
      expect(refused.out).toContain('image nope:1 is not on this machine; --image takes one that is')
      expect([refused.code, running(at)]).toEqual([1, 'running'])
    },
    LIMIT,
  )

  test(
    'a file that Compose cannot read: the command that says why',
    () => {
      const at = begin({ dir: 'broken', ...HOST })
      rewrite(at, 'services: 1\n')
      expect(migrate(at, '-- -p other').out).toContain(`run in ${at}: docker compose '-p' 'other' --profile '*' config`)
    },
    LIMIT,
  )

  test(
    'the way back is refused where it leads nowhere: nothing moved, the old data gone',
    () => {
      const at = begin({ dir: 'nowhere', ...HOST })
      rewrite(at, HOST.after)
      expect(migrate(at, '--rollback').out).toContain('was not filled by this plan')
      expect(migrate(at, '--run').code).toBe(0)
      rewrite(at, HOST.before)
      rmSync(join(at, 'data'), { recursive: true })
      const refused = migrate(at, '--rollback')
      expect(refused.out).toContain(`there is no ${at}/data any more`)
      expect(refused.out).toContain('volume nowhere_data only')
      expect([refused.code, refused.out.includes('up -d')]).toEqual([1, false])
    },
    LIMIT,
  )

  test(
    'a directory of two services is copied once, and both move',
    () => {
      const web = (rest: string): string =>
        `  web:\n    image: bb:1\n    pull_policy: never\n    network_mode: none\n    command: ${HOLD}\n    volumes:\n      - ${rest}\n`
      const after = service(`    volumes:\n      - data:/var/lib/db\n${web('data:/srv')}`) + PENDING
      const before = service(`    volumes:\n      - ./data:/var/lib/db\n${web('./data:/srv')}`)
      const more = [{ ...HOST.move, workload: 'web', from: '/srv', to: '/srv' }]
      const at = begin({ dir: 'two', before, after, move: HOST.move, more })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, after)
      const done = migrate(at, '--run')
      expect(done.code).toBe(0)
      expect(done.out.match(/^copying/gm)).toHaveLength(1)
      expect(ok('docker exec two-web-1 cat /srv/cluster-id')).toBe(row)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
    },
    LIMIT,
  )

  test(
    'an override file beside the Compose file stays in force, and no value of the environment is shown',
    () => {
      const at = begin({ dir: 'override', ...HOST })
      const over = 'services:\n  db:\n    labels:\n      a: b\n    environment:\n      PASSWORD: hunter2-xyz\n'
      writeFileSync(join(at, 'compose.override.yaml'), over)
      ok('docker compose up -d', at)
      rewrite(at, HOST.after)
      const outputs = ['', '--run', '--run', '--rollback'].map((options) => migrate(at, options))
      expect(outputs.map(({ code }) => code)).toEqual([0, 0, 1, 1])
      expect(outputs[2]?.out).toContain('has its data in volume override_data already')
      expect(outputs.map(({ out }) => out).join('')).not.toContain('hunter2')
      expect(ok(`docker inspect --format '{{.Config.Labels.a}}' ${id(at)}`)).toBe('b')
    },
    LIMIT,
  )

  test(
    'a path that the container does not have is refused before anything stops',
    () => {
      const before = service(`    command: ${HOLD}\n`, 'bb:1')
      const after = service(`    command: ${HOLD}\n    volumes:\n      - data:/no\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'absent', before, after, move: { kind: 'layer', from: '/no', to: '/no' } })
      rewrite(at, after)
      const world0 = world()
      expect(migrate(at, '--run').out).toContain('has no directory /no')
      expect(world()).toBe(world0)
    },
    LIMIT,
  )

  test(
    'containers of one service that hold different data are refused',
    () => {
      const at = begin({ dir: 'scaled', before: service(''), after: MOUNTED, move: { kind: 'anonymous' } })
      ok('docker compose up -d --scale db=2', at)
      rewrite(at, MOUNTED)
      const before = world()
      expect(migrate(at, '--run').out).toContain('hold different data')
      expect(migrate(at, '--run --source nothing').out).toContain('there is no volume nothing')
      expect(world()).toBe(before)
      const first = id(at).split('\n')[0] ?? ''
      const chosen = ok(`docker inspect --format '{{range .Mounts}}{{.Name}}{{end}}' ${first}`)
      expect(migrate(at, `--source ${chosen}`)).toMatchObject({ code: 0 })
    },
    LIMIT,
  )

  test(
    'memory to volume: copied while paused',
    () => {
      const rest = `    command: ${HOLD}\n`
      const before = service(`${rest}    tmpfs:\n      - /cache\n`, 'bb:1')
      const after = service(`${rest}    volumes:\n      - data:/cache\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'memory', before, after, move: { kind: 'memory', from: '/cache', to: '/cache' } })
      inside(at, 'echo row >/cache/x && chown 5:6 /cache/x')
      rewrite(at, after)
      const done = migrate(at, '--run')
      expect(done.out).toContain('pausing db')
      expect(done.code).toBe(0)
      expect(inside(at, 'cat /cache/x; stat -c %u:%g /cache/x')).toBe('row\n5:6')
    },
    LIMIT,
  )

  test(
    'data below the mount of the new volume keeps its place',
    () => {
      const after = service('    volumes:\n      - data:/var/lib\n') + PENDING
      const at = begin({ dir: 'below', before: HOST.before, after, move: { ...HOST.move, mount: '/var/lib' } })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, after)
      const done = migrate(at, '--run --no-start')
      expect(done.out).toContain(`Not started: db. In ${at}, start with: docker compose up -d --no-deps db\n`)
      expect([done.code, running(at)]).toEqual([0, 'exited'])
      const files = `${engine}/data/volumes/below_data/_data`
      expect(ok(`cat ${files}/db/cluster-id; stat -c '%u %a' ${files}/db`)).toBe(`${row}\n70 700`.replace('\n', ''))
    },
    LIMIT,
  )
})
