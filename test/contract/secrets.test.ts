/** No value of an environment key that no fact names reaches any output, whatever the layout of the file. */
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { folderWith, storlint } from './cli.ts'

const SECRET = 'hunter2-s3cret'

/** A database whose data directory is bound to the host, with more lines of the service, and more of the file. */
const service = (lines: readonly string[], below = ''): string =>
  ['services:', '  db:', '    image: postgres:16', ...lines.map((line) => `    ${line}`)].join('\n') +
  `\n    volumes: [./pg:/var/lib/postgresql/data]\n${below}`

const LAYOUTS = {
  'a mapping': service(['environment:', `  POSTGRES_PASSWORD: ${SECRET}`]),
  'a list': service(['environment:', `  - POSTGRES_PASSWORD=${SECRET}`]),
  'a list of mappings': service(['environment:', `  - POSTGRES_PASSWORD: ${SECRET}`]),
  'a list of pairs with a colon': service(['environment:', `  - 'POSTGRES_PASSWORD: ${SECRET}'`]),
  'a list in a mapping': service(['environment:', '  POSTGRES_INITDB:', `    - ${SECRET}`]),
  'a pair for a key': service([`environment: {POSTGRES_PASSWORD=${SECRET}}`]),
  'a text': service([`environment: POSTGRES_PASSWORD=${SECRET}`]),
  'one line': `services:\n  db: {image: 'postgres:16', environment: {POSTGRES_PASSWORD: ${SECRET}}, volumes: ['./pg:/var/lib/postgresql/data']}\n`,
  'an anchor': `x-env: &env\n  POSTGRES_PASSWORD: ${SECRET}\n` + service(['environment:', '  <<: *env']),
  'an anchored value': `x-any: &any ${SECRET}\n` + service(['environment:', '  PGDATA: *any', '  INIT: *any']),
  'a block': service(['environment:', '  INIT: |', `    one`, `    ${SECRET}`]),
  'a comment': service(['environment:', '  POSTGRES_DB: notes', `  # INIT: ${SECRET}`]),
  'old line ends above': `# one\r# two\r# three\n` + service(['environment:', `  POSTGRES_PASSWORD: ${SECRET}`]),
}

const ELSEWHERE = {
  'a flag of a command': `services:\n  db:\n    image: redis:7\n    command: redis-server --appendonly yes --requirepass ${SECRET}\n    volumes: [./pg:/data]\n`,
  'a flag with =': `services:\n  db:\n    image: redis:7\n    command: [redis-server, --appendonly, 'yes', '--requirepass=${SECRET}']\n    volumes: [./pg:/data]\n`,
  'words of a command': service([
    `command: sh -c "MYSQL_PWD=${SECRET} mysql -p${SECRET} && curl -u a:${SECRET} && serve --auth=${SECRET} && exec postgres"`,
  ]),
  'a word that looks like a flag': service([`command: -p${SECRET}`]),
  'an address': service([`command: postgres -c archive_command='send postgres://user:${SECRET}@host/x'`]),
  'a default': service([`command: postgres -c x=\${POSTGRES_PASSWORD:-${SECRET}}`]),
  'a health check': service(['healthcheck:', `  test: mysqladmin ping -uroot -p${SECRET}`]),
  'words of a health check': service(['healthcheck:', `  test: ["CMD", "redis-cli", "-a", "${SECRET}", "ping"]`]),
  'options of a driver': service(
    [],
    `volumes:\n  share: {driver_opts: {type: cifs, o: 'username=a,password=${SECRET}'}}\n`,
  ),
  'an option of a driver': service([], `volumes:\n  share: {driver: x, driver_opts: {password: ${SECRET}}}\n`),
  'a configuration': service([], `configs:\n  app:\n    content: |\n      ${SECRET}\n`),
  'a secret': service([], `secrets:\n  app:\n    content: ${SECRET}\n`),
  'a document beside': service([], `---\nkind: Secret\nstringData: {a: ${SECRET}}\n`),
  'a broken document beside': service([], `---\nservices: [\n  environment: ${SECRET}\n`),
}

/** All of them, for the common layouts. */
const COMMANDS = [
  ['check', '--format', 'concise'],
  ['check', '--format', 'json'],
  ['check', '--format', 'github'],
  ['fix', '--diff', '--migrate'],
  ['fix', '--migrate'],
  ['plan'],
]

/** Every way to the text of a file: as a frame, as a patch, as words. */
const WAYS = [['check'], ['fix', '--diff', '--assume-new'], ['ir']]

function runs(layouts: Readonly<Record<string, string>>, commands: readonly (readonly string[])[]): readonly Run[] {
  return Object.entries(layouts).flatMap(([layout, text]) =>
    commands.map((args) => ({ layout, text, args, name: args.join(' ') })),
  )
}

interface Run {
  readonly layout: string
  readonly text: string
  readonly args: readonly string[]
  readonly name: string
}

const COMMON = { 'a mapping': LAYOUTS['a mapping'], 'a list': LAYOUTS['a list'], 'one line': LAYOUTS['one line'] }

describe('Compose', () => {
  test.each([...runs({ ...LAYOUTS, ...ELSEWHERE }, WAYS), ...runs(COMMON, COMMANDS)])(
    '$layout: $name',
    ({ text, args }) => {
      const { stdout, stderr } = storlint(folderWith({ 'compose.yaml': text }), args)
      expect(stdout + stderr).toContain(args[0] === 'ir' ? '"dialect": "compose"' : 'bind-mount-data-path')
      expect(stdout + stderr).not.toContain(SECRET)
    },
  )
})

/** A Deployment that may lose its data, with more lines of its container, and more of the file. */
const deployment = (lines: readonly string[], below = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db}\nspec:\n  selector: {matchLabels: {app: db}}\n  template:\n    metadata: {labels: {app: db}}\n    spec:\n      containers:\n        - name: db\n          image: postgres:16\n` +
  lines.map((line) => `          ${line}\n`).join('') +
  `          volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]\n      volumes: [{name: data, emptyDir: {}}]\n${below}`

const OBJECTS = {
  'a variable': deployment(['env:', `  - {name: POSTGRES_PASSWORD, value: ${SECRET}}`]),
  'a variable without a name': deployment(['env:', `  - value: ${SECRET}`]),
  'a variable of another shape': deployment(['env:', `  - {name: A, value: [${SECRET}]}`, `  - B=${SECRET}`]),
  'a reference of the wrong shape': deployment([
    'env:',
    `  - {name: A, valueFrom: ${SECRET}}`,
    '  - {name: B, valueFrom: {secretKeyRef: {name: b, key: password}}}',
  ]),
  'a mapping of variables': deployment(['env:', `  POSTGRES_PASSWORD: ${SECRET}`]),
  'a probe': deployment([`livenessProbe: {exec: {command: [sh, -c, 'psql ${SECRET}']}}`]),
  'a Secret': deployment([], `---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: ${SECRET}}\n`),
  'a Secret as text': deployment([], `---\napiVersion: v1\nkind: Secret\nstringData:\n  a: |\n    ${SECRET}\n`),
  'a Secret of a list': deployment(
    [],
    `---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, data: {a: ${SECRET}}}\n`,
  ),
}

describe('Kubernetes', () => {
  test.each(runs(OBJECTS, [['check'], ['ir']]))('$layout: $name', ({ text, args }) => {
    const { stdout, stderr } = storlint(folderWith({ 'db.yaml': text }), args)
    expect(stdout).toContain(args[0] === 'ir' ? '"Deployment"' : 'emptydir-on-data-path')
    expect(stdout + stderr).not.toContain(SECRET)
  })

  test.each(Object.entries(OBJECTS))('%s is known as a secret', (_, text) => {
    const { secrets } = readSource(sourceOf('db.yaml', text))
    const at = text.indexOf(SECRET)
    expect(secrets.some((s) => s.start <= at && at + SECRET.length <= s.end)).toBe(true)
  })
})

const BROKEN = {
  'a bracket': `services:\n  db:\n    environment: [\n      ${SECRET}\n    volumes: x\n`,
  'a text that goes on': `services:\n  db:\n    environment:\n      A: "one\n        -${SECRET}\n        two ${SECRET}: three\n`,
  'a section of the wrong shape': `services:\n  db:\n    image: postgres\n    volumes:\n      environment:\n        - ${SECRET}\n`,
  'a key twice': `services:\n  db:\n    environment: {A=${SECRET}, A=${SECRET}}\n`,
  'too deep': `services: ${'['.repeat(600)}${SECRET}${']'.repeat(600)}\n`,
}

test.each(Object.entries(BROKEN))('%s in a file that cannot be read', (_, text) => {
  const { stdout, stderr } = storlint(folderWith({ 'compose.yaml': text }), ['check'])
  expect(stdout).toContain('error[')
  expect(stdout + stderr).not.toContain(SECRET)
})

test('what no secret gives away stays to be seen', () => {
  const shown = `    command: postgres --datadir=/data -c path.data=/token:/token -p5432 --config /run/secrets/db-token`
  const text = `services:\n  db:\n    image: postgres:16\n${shown}\n    labels: {env: prod}\n    volumes: [./pg:/var/lib/postgresql/data]\n`
  const folder = folderWith({ 'compose.yaml': text })
  expect(storlint(folder, ['fix', '--diff', '--assume-new']).stdout).toContain(
    `\n ${shown}\n     labels: {env: prod}\n`,
  )
  const words = storlint(folder, ['ir']).stdout
  for (const word of shown.trim().split(' ').slice(1)) expect(words).toContain(`"value": "${word}"`)
})

test('control characters of the input do not reach the terminal', () => {
  const text = 'services:\n  "a\\u001b[31m\\u202eb":\n    image: example/app:1\n    volumes: ["da\\u001bta:/data"]\n'
  const { stdout } = storlint(folderWith({ 'compose.yaml': text }), ['check', '--color', 'never'])
  expect(stdout).toContain('da\\u001bta')
  expect(stdout).not.toMatch(/[\u001b\u202e]/)
})

/** A Dockerfile whose instructions hold a secret, each beside something that a finding points to. */
const DOCKERFILES = {
  'an ENV pair': `FROM postgres:16\nENV PGDATA=/pg POSTGRES_PASSWORD=${SECRET}\n`,
  'a quoted ENV pair': `FROM postgres:16\nENV POSTGRES_PASSWORD="a ${SECRET}" PGDATA=/pg\n`,
  'an old ENV': `FROM postgres:16\nENV PGDATA /pg\nENV INIT ${SECRET} more\n`,
  'a continued ENV': `FROM postgres:16\nENV PGDATA=/pg \\\n  INIT=${SECRET} \\\n  B=c\n`,
  'an ARG': `ARG NPM=${SECRET}\nFROM postgres:16\nARG NPM\nARG OTHER=${SECRET}\nENV PGDATA=/pg\n`,
  'a script': `FROM postgres:16\nRUN psql -c "${SECRET}" && echo ${SECRET} > /etc/a.conf\nENV PGDATA=/pg\n`,
  'a heredoc': `FROM postgres:16\nENV PGDATA=/pg\nCOPY <<EOF /etc/b.conf\n${SECRET}\nEOF\n`,
  'a command': `FROM postgres:16\nENV PGDATA=/pg\nCMD ["postgres", "-c", "x.password=${SECRET}"]\n`,
  'a command with a password': `FROM redis:7\nCMD redis-server --appendonly yes --requirepass ${SECRET}\n`,
  'a label, a health check, a trigger': `FROM postgres:16\nLABEL a=${SECRET}\nHEALTHCHECK CMD x ${SECRET}\nONBUILD ENV A=${SECRET}\nENV PGDATA=/pg\n`,
  'an instruction that is none': `FROM postgres:16\nENV PGDATA=/pg\nENVV A=${SECRET}\n`,
}

describe('Dockerfiles', () => {
  const beside = { 'compose.yaml': 'services:\n  db:\n    build: .\n' }
  const WORDS = [['check'], ['check', '--format', 'json'], ['fix', '--diff', '--migrate'], ['plan']]

  test.each(runs(DOCKERFILES, WORDS))('$layout: $name', ({ text, args }) => {
    const folder = folderWith({ ...beside, Dockerfile: text })
    const { stdout, stderr } = storlint(folder, args)
    expect(stdout + stderr).toMatch(/stateful-data-in-writable-layer|data-path-on-anonymous-volume/)
    expect(stdout + stderr).not.toContain(SECRET)
  })

  test.each(Object.entries(DOCKERFILES))('%s: ir, and as a file that is checked', (_, text) => {
    const folder = folderWith({ Dockerfile: text })
    const [ir, checked] = [storlint(folder, ['ir', 'Dockerfile']), storlint(folder, ['check', 'Dockerfile'])]
    expect(ir.stdout).toContain('"dialect": "dockerfile"')
    expect(ir.stdout + ir.stderr + checked.stdout + checked.stderr).not.toContain(SECRET)
  })

  test.each(runs(DOCKERFILES, [['check'], ['ir']]))('$layout, in a Compose file: $name', ({ text, args }) => {
    const inline = text.replace(/^/gm, '        ')
    const compose = `services:\n  db:\n    build:\n      args: [TOKEN=${SECRET}, 'B=${SECRET}']\n      dockerfile_inline: |\n${inline}`
    const { stdout, stderr } = storlint(folderWith({ 'compose.yaml': compose.trimEnd() + '\n' }), args)
    expect(stdout + stderr).toMatch(/"dialect": "dockerfile"|-layer|-anonymous-volume/)
    expect(stdout + stderr).not.toContain(SECRET)
  })
})
