/** No value of a file of variables, or of the environment of the process, reaches any output. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const MARK = 'hunter2'

/** Each value of `.env` holds the mark, and each rule that speaks of mounts has something to say. */
const FILES = {
  '.env': [
    `PGV=16 # ${MARK}`,
    `DATA=/srv/${MARK}`,
    `PG=/var/lib/postgresql/data/${MARK}`,
    `USER_NAME=${MARK}`,
    `NAME=${MARK}-volume`,
    `TARGET=/${MARK}/x`,
    `SOCKET=/var/run/docker.sock`,
    `MODE=${MARK}`,
    `MOUNT=./${MARK}:/data:ro`,
    `MYSQL=registry.example/${MARK}/mysql:8.4`,
    `REDIS_DIR=/data/${MARK}`,
    '',
  ].join('\n'),
  'db.env': `PGDATA=/var/lib/postgresql/data/${MARK}\nPOSTGRES_PASSWORD=${MARK}\n`,
  'compose.yaml': `services:
  bind:
    image: postgres:\${PGV}
    user: \${USER_NAME}
    volumes: ["\${DATA}/pg:/var/lib/postgresql/data"]
    env_file: db.env
  moved:
    image: postgres:16
    environment: {PGDATA: "\${PG}"}
    volumes: ["\${DATA}:\${TARGET}"]
  passed:
    image: postgres:16
    environment: [PG, "PGDATA=\${PG}"]
    tmpfs: ["\${PG}"]
  named:
    image: redis:7
    command: redis-server --dir \${REDIS_DIR} --appendonly yes
    volumes: ["\${NAME}:\${TARGET}:\${MODE}", "\${MOUNT}"]
  long:
    image: "\${MYSQL}"
    volumes:
      - {type: bind, source: "\${DATA}", target: "\${TARGET}"}
      - {type: volume, source: "\${NAME}", target: "\${TARGET}"}
      - {type: tmpfs, target: /var/lib/mysql}
  socket:
    image: x
    volumes: ["\${SOCKET}:\${TARGET}"]
    configs: [{source: "\${NAME}", target: "\${TARGET}"}]
  plain:
    image: redis:7
    command: redis-server --appendonly yes
    volumes: [./redis:/data]
`,
}

const COMMANDS = [
  ['check'],
  ['check', '--format', 'concise', '--statistics'],
  ['check', '--format', 'json'],
  ['check', '--format', 'github'],
  ['check', '-f', 'compose.yaml'],
  ['ir'],
  ['ir', '-f', 'compose.yaml'],
  ['fix', '--diff', '--unsafe', '--migrate'],
  ['fix', '--diff', '--assume-new'],
  ['plan'],
  ['fix', '--unsafe', '--migrate'],
]

describe('values of .env', () => {
  test.each(COMMANDS)('%s %s %s %s', (...words) => {
    const folder = folderWith(FILES)
    const { stdout, stderr } = storlint(
      folder,
      words.filter((word) => word !== undefined),
    )
    expect(stdout + stderr).not.toContain(MARK)
    expect(stdout + stderr).not.toBe('')
    expect(writtenIn(folder)).not.toContain(MARK)
  })

  test('steer what is said', () => {
    const { stdout } = storlint(folderWith(FILES), ['check', '--format', 'concise'])
    const told = stdout.split('\n').filter((line) => /^compose.yaml:5:|^compose.yaml:33:/.test(line))
    expect(told).toEqual([
      'compose.yaml:5:16: warning[bind-mount-data-path] postgres keeps its data in ${PGDATA}, which is the host directory ${DATA}/pg: its owner, modes and file system are the host’s, and other hosts do not have it',
    ])
  })
})

describe('a value of .env in the place of a name', () => {
  const ENV = { '.env': `A=${MARK}\nLONG=/data/${MARK}\nDB=x\n` }
  test.each([
    ['include', 'include: ["${A}.yaml", {path: x.yaml, env_file: "${A}.env"}]\nservices: {w: {image: x}}\n'],
    [
      'extends',
      'services:\n  w: {image: x, extends: {file: "${A}.yaml", service: x}}\n  v: {image: x, extends: "${A}"}\n',
    ],
    ['depends_on', 'services:\n  w: {image: x, depends_on: ["${A}"]}\n'],
    [
      'a Dockerfile',
      `services:\n  w:\n    build:\n      dockerfile_inline: |\n        FROM postgres:16\n        ARG A=\${LONG}\n        ENV PGDATA=$$A/x\n        WORKDIR \${LONG}\n        USER \${A}\n        CMD ["a", "\${A}\\t"]\n`,
    ],
    [
      'beside a secret',
      `services:\n  w:\n    image: redis:7\n    command: redis-server --appendonly yes --requirepass=${MARK}\${DB}\n    volumes: [./a:/data]\nvolumes:\n  v: {driver_opts: {type: cifs, o: "password=${MARK},x=\${DB}"}}\n`,
    ],
    [
      'beside a default',
      `services:\n  w:\n    image: redis:7\n    environment: ["PASSWORD=\${DB:-${MARK}}"]\n    volumes: [./x:/data]\n`,
    ],
  ])('%s', (_, text) => {
    const folder = folderWith({ ...ENV, 'compose.yaml': text })
    for (const words of [...COMMANDS.slice(0, 7), ['plan'], ['fix', '--diff', '--assume-new']]) {
      const { stdout, stderr } = storlint(folder, words)
      expect(stdout + stderr, words.join(' ')).not.toContain(MARK)
    }
  })
})

/** All files but those of variables. */
function writtenIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
  const files = names.filter((entry) => entry.isFile() && !entry.name.endsWith('.env'))
  return files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).join('\n')
}

test('values of the environment settle variables where that is asked for, and are not shown', () => {
  const folder = folderWith({
    'compose.yaml': 'services:\n  db:\n    image: ${IMAGE}\n    volumes: ["${DATA}:/var/lib/postgresql/data"]\n',
  })
  const env = { ...process.env, IMAGE: 'postgres:16', DATA: `/srv/${MARK}` }
  const run = (...words: readonly string[]): string => {
    const { stdout } = spawnSync(process.execPath, [path.resolve('dist/cli.cjs'), 'check', ...words], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    return stdout
  }
  expect(run('--format', 'concise')).toBe('')
  const told = run('--env', '--format', 'concise')
  expect(told).toBe(
    'compose.yaml:4:16: warning[bind-mount-data-path] ${IMAGE} keeps its data in /var/lib/postgresql/data, which is the host directory ${DATA}: its owner, modes and file system are the host’s, and other hosts do not have it\n',
  )
})
