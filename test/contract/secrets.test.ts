/** No value of an environment key that no fact names reaches any output, whatever the layout of the file. */
import { describe, expect, test } from 'vitest'
import { folderWith, storlint } from './cli.ts'

const SECRET = 'hunter2-s3cret'

const LAYOUTS = {
  'a mapping': `services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${SECRET}\n    volumes: [./pg:/var/lib/postgresql/data]\n`,
  'a list': `services:\n  db:\n    image: postgres:16\n    environment:\n      - POSTGRES_PASSWORD=${SECRET}\n    volumes: [./pg:/var/lib/postgresql/data]\n`,
  'one line': `services:\n  db: {image: 'postgres:16', environment: {POSTGRES_PASSWORD: ${SECRET}}, volumes: ['./pg:/var/lib/postgresql/data']}\n`,
  'an anchor': `x-env: &env\n  POSTGRES_PASSWORD: ${SECRET}\nservices:\n  db:\n    image: postgres:16\n    environment:\n      <<: *env\n    volumes: [./pg:/var/lib/postgresql/data]\n`,
}

const ELSEWHERE = {
  'a flag of a command': `services:\n  db:\n    image: redis:7\n    command: redis-server --appendonly yes --requirepass ${SECRET}\n    volumes: [./pg:/data]\n`,
  'a flag with =': `services:\n  db:\n    image: redis:7\n    command: [redis-server, --appendonly, 'yes', '--requirepass=${SECRET}']\n    volumes: [./pg:/data]\n`,
  'options of a driver': `services:\n  db:\n    image: postgres:16\n    volumes: [./pg:/var/lib/postgresql/data, share:/share]\nvolumes:\n  share: {driver_opts: {type: cifs, o: 'username=a,password=${SECRET}'}}\n`,
}

const COMMANDS = [
  ['check'],
  ['check', '--format', 'concise'],
  ['check', '--format', 'json'],
  ['check', '--format', 'github'],
  ['fix', '--diff', '--assume-new'],
  ['fix', '--diff', '--migrate'],
  ['fix', '--migrate'],
  ['plan'],
]

describe.each(Object.entries({ ...LAYOUTS, ...ELSEWHERE }))('%s', (_, text) => {
  test.each(COMMANDS.map((args) => ({ args, name: args.join(' ') })))('$name', ({ args }) => {
    const { stdout, stderr } = storlint(folderWith({ 'compose.yaml': text }), args)
    expect(stdout + stderr).toContain('bind-mount-data-path')
    expect(stdout + stderr).not.toContain(SECRET)
  })
})

test('control characters of the input do not reach the terminal', () => {
  const text = 'services:\n  "a\\u001b[31m\\u202eb":\n    image: example/app:1\n    volumes: ["da\\u001bta:/data"]\n'
  const { stdout } = storlint(folderWith({ 'compose.yaml': text }), ['check', '--color', 'never'])
  expect(stdout).toContain('da\\u001bta')
  expect(stdout).not.toMatch(/[\u001b\u202e]/)
})
