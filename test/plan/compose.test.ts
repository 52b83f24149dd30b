import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { DataMove } from '../../src/core/rule.ts'
import { composePlan, type PlanInput } from '../../src/emit/plan/compose.ts'
import { COPY_PROGRAM, MIGRATE_PROGRAM, TALK_PROGRAM } from '../../src/emit/plan/programs.gen.ts'
import { oneLine, quote, shortPath } from '../../src/emit/plan/shell.ts'
import { planTitle, undoing } from '../../src/emit/plan/words.ts'

const MOVE: DataMove = {
  container: 'db',
  workload: 'db',
  from: '/var/lib/postgresql/data',
  to: '/var/lib/postgresql/data',
  volume: 'pgdata',
  kind: 'host',
  source: './pgdata',
}

const INPUT: PlanInput = {
  title: 'Mount the named volume pgdata at /var/lib/postgresql/data',
  file: 'app/compose.yaml',
  fileFromPlan: '../../app/compose.yaml',
  moves: [MOVE],
}

const folder = mkdtempSync(join(tmpdir(), 'storlint-plan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function textOf(input: PlanInput, path: 'README.md' | 'migrate.sh'): string {
  return composePlan(input).files.find((file) => file.path === path)?.text ?? ''
}

/** The part of a script that is made for its input, followed by a harness of our own. */
function baked(input: PlanInput, harness: string): string {
  return textOf(input, 'migrate.sh').replace(`${TALK_PROGRAM}\n${MIGRATE_PROGRAM}`, '') + harness
}

function sh(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('sh', words, { encoding: 'utf8' })
}

describe('the plan of one move', () => {
  test('steps', () => {
    expect(composePlan(INPUT).steps.map(({ step, text }) => `${step}: ${text}`)).toMatchInlineSnapshot(`
      [
        "check: Find the data, its size, the free space and every other user of it; refuse a volume that is there already",
        "stop: Stop db",
        "create: Create volume pgdata with the labels of Compose",
        "copy: Copy /var/lib/postgresql/data with owners, modes, times and links",
        "verify: Compare copy and source: every name, owner, mode, link and checksum",
        "switch: Start db on volume pgdata",
        "finish: Take "external" and "name" of volume pgdata out of app/compose.yaml",
      ]
    `)
  })

  test('what is baked into migrate.sh', () => {
    const script = textOf(INPUT, 'migrate.sh')
    expect(script.replace(`${TALK_PROGRAM}\n${MIGRATE_PROGRAM}`, '…\n').replace(COPY_PROGRAM, '…\n'))
      .toMatchInlineSnapshot(`
      "#!/bin/sh
      # Written by storlint. Copies data to the volume that is to hold it, compares, and starts the service on it.
      # Without --run nothing is changed; --help says more.
      # shellcheck disable=SC2016 # names and paths mean what they say
      set -eu
      LC_ALL=C
      export LC_ALL

      title='Move the data of db to volume pgdata'
      shown_file='app/compose.yaml'
      compose_file='../../app/compose.yaml'
      stack=''
      stack_args=''
      plan=0ca9ce076fb4fba8
      moves=1
      move() {
        case $1 in
          1)
            service='db'
            kind='host'
            from='/var/lib/postgresql/data'
            target='/var/lib/postgresql/data'
            volume='pgdata'
            source='./pgdata'
            undo='service db: mount ./pgdata at /var/lib/postgresql/data again, not volume pgdata'
            ;;
        esac
      }

      helper_text() {
        cat <<'STORLINT_END'
      …
      STORLINT_END
      }

      …
      "
    `)
  })

  test('README.md', () => {
    expect(textOf(INPUT, 'README.md')).toMatchInlineSnapshot(`
      "# Move the data of db to volume pgdata

      Written by storlint for a fix in \`app/compose.yaml\`: Mount the named volume pgdata at /var/lib/postgresql/data. Nothing here runs by itself.
      Commit this folder with the fixed file: each machine that has such data moves its own. When the last one has, delete it.

      | service | data | is today | goes to the volume |
      | --- | --- | --- | --- |
      | \`db\` | \`/var/lib/postgresql/data\` | the host directory \`./pgdata\` | \`pgdata\` |

      The fixed \`app/compose.yaml\` declares \`pgdata\` as \`external\`, named \`\${COMPOSE_PROJECT_NAME}_pgdata\`. Until the script has created it,
      \`docker compose up\` ends with "external volume … not found", and the container that runs today keeps running on its
      data. So nothing can start empty before the data has been moved.

      ## Steps

      1. Look, in this folder. This changes nothing:

             sh migrate.sh

      2. Move. The service is down while it copies:

             sh migrate.sh --run

         - Find the data, its size, the free space and every other user of it; refuse a volume that is there already
         - Stop db
         - Create volume pgdata with the labels of Compose
         - Copy /var/lib/postgresql/data with owners, modes, times and links
         - Compare copy and source: every name, owner, mode, link and checksum
         - Start db on volume pgdata

      3. See for yourself that the data is there: ask the application.
      4. Once every machine has moved its data, take the lines \`external: true\` and \`name: …\` of \`pgdata\` out of \`app/compose.yaml\`.
         Nothing is restarted by that. A machine that has not moved would start empty from then on.

      On a machine that never had this data: \`sh migrate.sh --run --empty\`. With other files or another project name, give
      Compose's options after \`--\`: \`sh migrate.sh --run -- -p other -f compose.yaml -f production.yaml\`.

      ## When something fails

      Until the start on the new volume the old data is only read. On any failure the script removes the volume that it
      has created, starts the old container again and says so. If the script itself is killed (\`kill -9\`, power loss), remove
      the folder \`running\` here and run it again: it knows what it has left, and makes that anew.

      While it copies, and after it was killed, \`docker compose up\` ends with "container name … is already in use": that
      container, which never runs, keeps the service from starting on half of the data. Other ways to start it (\`docker compose
      run\`, \`--scale\`, \`docker start\`, \`down\` and then \`up\`) are not held up; the script sees them at its end, and ends with "NOT
      migrated". To give up a move that was killed, remove that container and the new volume, and undo the fix.

      A volume that has the new name already is refused, whatever is in it, unless this plan has made it.

      ## What is kept

      Owners, modes, times, symbolic and hard links, special files; compared afterwards, with a checksum of every file.
      Holes in sparse files, extended attributes and the times of symbolic links are kept where the image has GNU cp; the first
      run says if it has not, and \`--image\` names another that is on this machine. The security context (SELinux) is the new
      volume's own.

      ## The way back

      1. Undo this fix in \`app/compose.yaml\`, and no other: an older version of the whole file (\`git checkout\`) also takes back its other
         fixes, and a service whose data another plan has moved would then start without it.

         - service db: mount ./pgdata at /var/lib/postgresql/data again, not volume pgdata
         - take \`pgdata\` out of \`volumes\`

      2. Let the script print the commands, then run them. While the file still has the new volume, it refuses:

             sh migrate.sh --rollback

      What has been written since the move is in the new volume only. Before this fix is ever made again, that volume has to go
      (\`docker volume rm\`): \`up\` would start on what is in it.

      ## Clean-up

      Once you are sure, remove the host directory. Then this folder.
      "
    `)
  })

  test('only migrate.sh is executable', () => {
    expect(composePlan(INPUT).files.map(({ path, executable }) => [path, executable])).toEqual([
      ['README.md', false],
      ['migrate.sh', true],
    ])
  })
})

describe('moves', () => {
  test('memory is paused, not stopped, and the page says what that means', () => {
    const input: PlanInput = { ...INPUT, moves: [{ ...MOVE, kind: 'memory' }] }
    expect(composePlan(input).steps[1]?.text).toBe('Pause db')
    expect(textOf(input, 'README.md')).toContain('copied while the process is paused')
  })

  test('what goes with its container: the page warns before the first step', () => {
    const warned = (kind: DataMove['kind']): string | undefined =>
      /Until then no .*/.exec(
        textOf({ ...INPUT, moves: [{ ...MOVE, kind }] }, 'README.md').split('## Steps')[0] ?? '',
      )?.[0]
    expect(warned('host')).toBeUndefined()
    expect(warned('layer')).toBe(
      'Until then no `docker compose down` or `rm`**: what is in the writable layer goes with the container.',
    )
    expect(warned('anonymous')).toContain('nothing says which anonymous volume')
    expect(warned('memory')).toContain('`docker compose down`, `rm`, `stop` or `restart`')
  })

  test('what undoes a fix, for each kind', () => {
    const moves = (['host', 'named', 'anonymous', 'layer', 'memory'] as const).map((kind) => ({ ...MOVE, kind }))
    expect(moves.map(undoing)).toMatchInlineSnapshot(`
      [
        "service db: mount ./pgdata at /var/lib/postgresql/data again, not volume pgdata",
        "service db: mount volume ./pgdata at /var/lib/postgresql/data again, not volume pgdata",
        "service db: make the mount of volume pgdata at /var/lib/postgresql/data what it was, or take it out if there was none",
        "service db: make the mount of volume pgdata at /var/lib/postgresql/data what it was, or take it out if there was none",
        "service db: mount tmpfs at /var/lib/postgresql/data again, not volume pgdata",
      ]
    `)
  })

  test('a plan is known by its moves, however and whenever it is written', () => {
    const id = (input: PlanInput): string | undefined => /^plan=(.*)$/m.exec(textOf(input, 'migrate.sh'))?.[1]
    const known = id(INPUT)
    expect(known).toMatch(/^[0-9a-f]{16}$/)
    expect(id({ ...INPUT, title: 'Other', file: 'b.yaml', fileFromPlan: '../b.yaml' })).toBe(known)
    const others = [{ volume: 'other' }, { from: '/other' }, { workload: 'web' }, { source: './other' }]
    for (const other of others) expect(id({ ...INPUT, moves: [{ ...MOVE, ...other }] })).not.toBe(known)
  })

  test('several services of one volume are named once', () => {
    const moves = [MOVE, { ...MOVE, container: 'web', workload: 'web' }, MOVE]
    expect(composePlan({ ...INPUT, moves }).steps[1]?.text).toBe('Stop db, web')
  })
})

describe('shell text', () => {
  test('paths in their shortest form', () => {
    expect(['/', '/a/', '//a/./b', '/a/../b', '/..'].map(shortPath)).toEqual(['', '/a', '/a/b', '/b', ''])
  })

  test('one line', () => {
    expect(oneLine('a\r\n\u001b[1mb\u2028c ')).toBe('a [1mb c')
  })

  test('any text in, the same text out', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.replaceAll('\0', ''))
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), (values) => {
        const { stdout } = sh('-c', `printf '%s\\0' ${values.map(quote).join(' ')}`)
        expect(stdout.split('\0').slice(0, -1)).toEqual(values)
      }),
      { numRuns: 50 },
    )
  })

  test('NUL becomes U+FFFD', () => {
    expect(quote('a\0b')).toBe("'a\ufffdb'")
  })
})

const AWKWARD = [
  "'",
  '"',
  '$',
  '$(id)',
  '`id`',
  '\\',
  '\n',
  ' ',
  ';',
  '&',
  '#',
  '*',
  '~',
  '\t',
  '\r',
  'ü',
  '-',
  ')',
  ';;',
  'esac',
  'STORLINT_END',
  '\nSTORLINT_END\n',
  'a',
]
const odd = fc.array(fc.constantFrom(...AWKWARD), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
const anyMove: fc.Arbitrary<DataMove> = fc
  .record({
    workload: odd,
    path: odd,
    volume: odd,
    source: odd,
    kind: fc.constantFrom('host', 'layer', 'memory', 'named', 'anonymous'),
  })
  .map(({ path, ...rest }) => ({ ...rest, container: rest.workload, from: `/${path}`, to: `/${path}` }))

describe('a script of any input', () => {
  test('is read by sh, and its values come back intact', () => {
    fc.assert(
      fc.property(odd, odd, fc.array(anyMove, { minLength: 1, maxLength: 3 }), (title, file, moves) => {
        const input = { title, file, fileFromPlan: file, moves }
        const path = join(folder, 'baked.sh')
        const each = moves.map(
          (_, i) => `move ${i + 1}; printf '%s\\0' "$service" "$kind" "$from" "$target" "$volume" "$source" "$undo"\n`,
        )
        writeFileSync(path, baked(input, `printf '%s\\0' "$title" "$shown_file" "$compose_file"\n${each.join('')}`))
        const seen = sh(path).stdout.split('\0').slice(0, -1)
        const wanted = moves.flatMap((m) => [
          m.workload,
          m.kind,
          shortPath(m.from),
          shortPath(m.to),
          m.volume,
          m.source,
          oneLine(undoing(m)),
        ])
        expect(seen).toEqual([planTitle(input), oneLine(file), file, ...wanted])
        writeFileSync(path, textOf(input, 'migrate.sh'))
        expect(sh('-n', path)).toMatchObject({ status: 0, stderr: '' })
      }),
      { numRuns: 60 },
    )
  })

  test('is clean under ShellCheck', ({ skip }) => {
    if (spawnSync('shellcheck', ['--version']).status !== 0) skip('no shellcheck here')
    const input: PlanInput = { ...INPUT, title: "it's\n$(id)", moves: [MOVE, { ...MOVE, source: "a'b`c" }] }
    const path = join(folder, 'migrate.sh')
    writeFileSync(path, textOf(input, 'migrate.sh'))
    const sources = ['migrate.sh', 'copy.sh'].map((name) => join(import.meta.dirname, '../../src/emit/plan', name))
    expect(spawnSync('shellcheck', [path, ...sources], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' })
  })

  test('tells its options without Docker, and refuses those that it does not know', () => {
    const path = join(folder, 'migrate.sh')
    writeFileSync(path, textOf(INPUT, 'migrate.sh'))
    expect(sh(path, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: migrate.sh') })
    expect(sh(path, '--force')).toMatchObject({
      status: 2,
      stderr: 'migrate.sh: unknown option --force (see --help)\n',
    })
    expect(sh(path, '--empty')).toMatchObject({ status: 2 })
  })
})

describe('the copying program, on this machine', () => {
  test('names what an image lacks', () => {
    const { status, stderr } = spawnSync('/bin/sh', ['-c', COPY_PROGRAM, 'storlint', 'tools'], {
      encoding: 'utf8',
      env: { PATH: '/nowhere' },
    })
    expect([status, stderr]).toEqual([127, 'the copying image has no cp\n'])
  })
})
