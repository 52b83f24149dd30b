/** Migration plans on a real Docker engine; what it needs: support.ts. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { composePlan } from '../../src/emit/plan/compose.ts'
import type { DataMove } from '../../src/core/rule.ts'
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
  readonly move: Partial<DataMove>
  /** Further moves of the same fix. */
  readonly more?: readonly Partial<DataMove>[]
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
  const base: DataMove = {
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

/** Runs a migration that waits before its copy for `during`, and then goes on, or fails. */
function whileCopying(at: string, during: (pid: string) => unknown, then: 'go' | 'stop' = 'go'): Result {
  const hook = mkdtempSync(join(root, 'hook-'))
  const shim = `#!/bin/sh
case " $* " in *" storlint copy "*)
  touch ${hook}/copying
  while [ ! -e ${hook}/go ]; do [ ! -e ${hook}/stop ] || exit 1; sleep 0.1; done ;;
esac
exec ${ok('command -v docker')} "$@"
`
  writeFileSync(join(hook, 'docker'), shim, { mode: 0o755 })
  const start = `(PATH=${hook}:$PATH setsid ./storlint-plan/db/migrate.sh --run >${hook}/out 2>&1 & echo $! >${hook}/pid; wait $!; echo $? >${hook}/code) >${hook}/log 2>&1 &`
  ok(
    `${start}\nwhile [ ! -e ${hook}/copying ]; do [ ! -e ${hook}/code ] || { cat ${hook}/out; exit 1; }; sleep 0.1; done`,
    at,
  )
  during(ok(`cat ${hook}/pid`))
  ok(`touch ${hook}/${then}; while [ ! -s ${hook}/code ]; do sleep 0.1; done; sleep 0.3`)
  return { code: Number(ok(`cat ${hook}/code`)), out: ok(`cat ${hook}/out`) }
}

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
    'a volume that is there already is refused, filled or empty, and nothing is stopped',
    () => {
      const at = begin({ dir: 'leftover', ...HOST })
      ok('docker volume create --label com.docker.compose.project=leftover leftover_data')
      rewrite(at, HOST.after)
      const before = world()
      const refusals = [', empty, used by no container', ', with 2 entries, used by stranger']
      for (const refusal of refusals) {
        for (const options of ['', '--run']) {
          const refused = migrate(at, options)
          expect(refused.out).toContain('refused: volume leftover_data is there already, and not from this plan')
          expect(refused.out).toMatch(RegExp(`created .*, by Compose for project leftover${refusal}`))
          expect([refused.code, running(at)]).toEqual([1, 'running'])
        }
        if (refusal === refusals[0]) expect(world()).toBe(before)
        ok(`docker run --rm --network none -v leftover_data:/v bb:1 touch /v/x /v/y`)
        run('docker create --name stranger --network none -v leftover_data:/v bb:1')
      }
    },
    LIMIT,
  )

  test(
    'a service that runs on a volume which this plan did not fill is not said to have moved',
    () => {
      const at = begin({ dir: 'illusion', ...HOST })
      rewrite(at, HOST.after)
      ok('docker volume create illusion_data && docker compose up -d', at)
      for (const options of ['', '--run', '--run --empty']) {
        const stopped = migrate(at, options)
        expect(stopped.out).not.toContain('nothing to do')
        expect([stopped.code, running(at)]).toEqual([1, 'running'])
      }
      const what = 'has its data in volume illusion_data already, but this plan did not fill that: created '
      expect(migrate(at).out).toContain(what)
      ok('docker compose down', at)
      rmSync(join(at, 'data'), { recursive: true })
      expect(migrate(at, '--run --empty')).toMatchObject({
        code: 1,
        out: expect.stringContaining('not from this plan'),
      })
    },
    LIMIT,
  )

  test(
    'what is filled and compared is not filled again',
    () => {
      const at = begin({ dir: 'again', ...HOST })
      rewrite(at, HOST.after)
      expect(migrate(at, '--run --no-start').code).toBe(0)
      const before = world()
      const refused = migrate(at, '--run')
      expect(refused.out).toContain('volume again_data is filled and compared already; go on in')
      expect(refused.code).toBe(1)
      expect(world()).toBe(before)
      ok('docker compose up -d', at)
      expect(migrate(at)).toMatchObject({ code: 0, out: expect.stringContaining('nothing to do') })
    },
    LIMIT,
  )

  test(
    'while it copies, `up` is refused and the old container kept, also where there is none',
    () => {
      const at = begin({ dir: 'impatient', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, HOST.after)
      for (const state of ['exited', undefined]) {
        if (state === undefined) ok('docker compose down && docker volume rm impatient_data', at)
        const old = id(at)
        const done = whileCopying(at, () => {
          const refused = run('docker compose up -d', at)
          expect(refused.out).toMatch(/container name "\/(.{12}_)?impatient-db-1" is already in use/)
          expect([refused.code, id(at)]).toEqual([1, old])
          if (state !== undefined) expect(running(at)).toBe(state)
        })
        expect(done.code).toBe(0)
        ok('docker compose up -d', at)
        expect(inside(at, 'cat /var/lib/db/cluster-id; ls -A /var/lib/db')).toBe(`${row}cluster-id`)
        expect(ok('docker ps -a -q').split('\n')).toHaveLength(1)
      }
    },
    LIMIT,
  )

  test(
    'after it was killed `up` is refused, and another run begins anew',
    () => {
      const at = begin({ dir: 'killed', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, HOST.after)
      whileCopying(at, (pid) => ok(`kill -9 ${pid}`), 'stop')
      expect(hasVolume('killed_data')).toBe(true)
      expect(run('docker compose up -d', at)).toMatchObject({ code: 1, out: expect.stringContaining('already in use') })
      expect(migrate(at, '--run').out).toContain('if it was killed, remove')
      rmSync(join(at, 'storlint-plan/db/running'), { recursive: true })
      const before = world()
      expect(migrate(at)).toMatchObject({ code: 0, out: expect.stringContaining('it is made anew') })
      expect(world()).toBe(before)
      expect(migrate(at, '--run')).toMatchObject({ code: 0 })
      ok('docker compose up -d', at)
      expect(inside(at, 'cat /var/lib/db/cluster-id; ls -A /var/lib/db')).toBe(`${row}cluster-id`)
      expect(ok('docker ps -a -q').split('\n')).toHaveLength(1)
    },
    LIMIT,
  )

  test(
    'a service that was started on what a killed run left is not said to have moved',
    () => {
      const at = begin({ dir: 'forced', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, HOST.after)
      whileCopying(at, (pid) => ok(`kill -9 ${pid}`), 'stop')
      rmSync(join(at, 'storlint-plan/db/running'), { recursive: true })
      ok('docker ps -a -q --filter label=com.storlint.guard | xargs docker rm -v && docker compose up -d', at)
      expect(inside(at, 'ls -A /var/lib/db')).toBe('.storlint-unfinished')
      const stopped = migrate(at, '--run')
      expect(stopped.out).toContain(`which a run that was killed left half-filled`)
      expect(stopped.out).toContain(`bring back what had the data before (host ${at}/data)`)
      expect([stopped.code, running(at)]).toEqual([1, 'running'])
      ok(/if nothing in it is missed: (.*?);/.exec(stopped.out)?.[1] ?? '', at)
      expect(migrate(at, '--run')).toMatchObject({ code: 0 })
      ok('docker compose up -d', at)
      expect(inside(at, 'cat /var/lib/db/cluster-id')).toBe(row)
    },
    LIMIT,
  )

  test(
    'a container that takes the volume while it is filled is named, and `up` is refused until it is gone',
    () => {
      const at = begin({ dir: 'taken', ...HOST })
      rewrite(at, HOST.after)
      const old = id(at)
      const failed = whileCopying(at, () =>
        ok('docker run -d --name intruder --network none -v taken_data:/v bb:1 sleep 1000'),
      )
      expect(failed.out).toContain('container intruder was started on volume taken_data before that was complete')
      expect(failed.out).toContain('Volume taken_data is half-filled and cannot be removed; used by: intruder.')
      expect([failed.code, id(at), running(at)]).toEqual([1, old, 'running'])
      expect(run('docker compose up -d', at)).toMatchObject({ code: 1, out: expect.stringContaining('already in use') })
      expect(migrate(at, '--run').out).toContain('taken_data: /intruder ; stop it first')
      ok('docker stop -t 0 intruder')
      expect(migrate(at, '--run').out).toContain('is used by intruder; remove that first')
      ok('docker rm intruder')
      expect(migrate(at, '--run')).toMatchObject({ code: 0 })
    },
    LIMIT,
  )

  test(
    'an old container that is started while its data is copied: not migrated',
    () => {
      const at = begin({ dir: 'restarted', ...HOST })
      rewrite(at, HOST.after)
      const failed = whileCopying(at, () => ok(`docker start ${id(at)}`))
      expect(failed.out).toContain('the old container was started again while its data was copied')
      expect([failed.code, running(at), hasVolume('restarted_data')]).toEqual([1, 'running', false])
      expect(run('docker compose up -d', at)).toMatchObject({ code: 1, out: expect.stringContaining('not found') })
    },
    LIMIT,
  )

  test(
    'a writable layer whose container goes while it is copied stays as an image',
    () => {
      const before = service(`    command: ${HOLD}\n`, 'bb:1')
      const after = service(`    command: ${HOLD}\n    volumes:\n      - data:/srv\n`, 'bb:1') + PENDING
      const at = begin({ dir: 'layer-gone', before, after, move: { kind: 'layer', from: '/srv', to: '/srv' } })
      inside(at, 'mkdir -p /srv && echo row >/srv/x')
      rewrite(at, after)
      const failed = whileCopying(at, () => ok(`docker compose down`, at), 'stop')
      expect(failed.out).toContain('image storlint-kept:layer-gone-db has it all')
      expect([failed.code, hasVolume('layer-gone_data')]).toEqual([1, false])
      expect(ok('docker run --rm --network none storlint-kept:layer-gone-db cat /srv/x')).toBe('row')
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
      expect(run('docker compose up -d', at)).toMatchObject({ code: 1, out: expect.stringContaining('not found') })
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
      // As the page says it, in the folder of the plan.
      const done = run('sh migrate.sh --run -- -p files -f compose.yaml -f more.yaml', join(at, 'storlint-plan/db'))
      expect(done.code).toBe(0)
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
    'a host that has only what BusyBox has',
    () => {
      const at = begin({ dir: 'small', ...HOST })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, HOST.after)
      const tools =
        'mkdir -p small-bin && busybox --install -s small-bin && ln -s "$(command -v docker)" small-bin/docker'
      ok(tools)
      const done = run(`PATH=${root}/small-bin sh storlint-plan/db/migrate.sh --run`, at)
      expect(done.out).not.toMatch(/not found|usage|unrecognized/i)
      expect([done.code, inside(at, 'cat /var/lib/db/cluster-id; ls -A /var/lib/db')]).toEqual([0, `${row}cluster-id`])
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
      const made = migrate(at, '--run')
      expect([made.code, made.out.includes('volume none_data was made with --empty')]).toEqual([1, true])
      ok('docker compose up -d', at)
      expect(migrate(at)).toMatchObject({
        code: 0,
        out: expect.stringContaining('made empty with --empty; nothing to do'),
      })
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
      expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 1])
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
    'files that are run together are told to Compose',
    () => {
      const over = (lines: string): string => `services:\n  db:\n    volumes:\n      - ${lines}:/var/lib/db\n`
      const at = join(root, 'stacked')
      mkdirSync(join(at, 'storlint-plan/db'), { recursive: true })
      mkdirSync(join(at, 'data'))
      ok('chown 70:70 data', at)
      writeFileSync(join(at, 'compose.yaml'), service(''))
      writeFileSync(join(at, 'prod.yaml'), over('./data'))
      const move = { container: 'db', workload: 'db', from: '/var/lib/db', to: '/var/lib/db', volume: 'data' }
      const { files } = composePlan({
        title: 'Use a volume',
        file: 'prod.yaml',
        fileFromPlan: '../../compose.yaml',
        stack: ['compose.yaml', 'prod.yaml'],
        moves: [{ ...move, kind: 'host', source: './data' }],
      })
      for (const file of files) writeFileSync(join(at, 'storlint-plan/db', file.path), file.text, { mode: 0o755 })
      ok('docker compose -f compose.yaml -f prod.yaml up -d', at)
      const row = ok('docker compose -f compose.yaml -f prod.yaml exec -T db cat /var/lib/db/cluster-id', at)
      writeFileSync(join(at, 'prod.yaml'), over('data') + PENDING)
      const done = migrate(at, '--run')
      expect(done.out).toContain('copy and source are the same')
      expect(done.code).toBe(0)
      expect(ok('docker compose -f compose.yaml -f prod.yaml exec -T db cat /var/lib/db/cluster-id', at)).toBe(row)
      expect(ok(`docker inspect --format '{{range .Mounts}}{{.Name}}{{end}}' ${id(at)}`)).toBe('stacked_data')
      writeFileSync(join(at, 'prod.yaml'), over('./data'))
      expect(migrate(at, '--rollback').out).toContain("docker compose -f 'compose.yaml' -f 'prod.yaml' up -d")
    },
    LIMIT,
  )

  test(
    'a service that is not to be started is told of',
    () => {
      const after = service('    volumes:\n      - data:/var/lib/db\n') + PENDING
      const at = begin({ dir: 'unstarted', before: HOST.before, after, move: HOST.move })
      const row = inside(at, 'cat /var/lib/db/cluster-id')
      rewrite(at, after)
      const done = migrate(at, '--run --no-start')
      expect(done.out).toContain(`Not started: db. In ${at}, start with: docker compose up -d --no-deps db\n`)
      expect([done.code, running(at)]).toEqual([0, 'exited'])
      const files = `${engine}/data/volumes/unstarted_data/_data`
      expect(ok(`cat ${files}/cluster-id`)).toBe(row)
    },
    LIMIT,
  )
})
