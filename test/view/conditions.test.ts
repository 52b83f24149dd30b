import { describe, expect, test } from 'vitest'
import type { Condition } from '../../src/core/facts.ts'
import { type Answer, holds } from '../../src/view/conditions.ts'
import { container, type Sketch } from '../harness/container.ts'

const ENV: Condition = { env: 'MODE' }
const ENV_IS: Condition = { env: 'MODE', equals: ['s3', 'gs*'] }
const SAVE_OFF: Condition = { flag: '--save', equals: [''] }

describe('holds', () => {
  test.each<[string, Condition, Sketch, Answer]>([
    ['always', { always: true }, {}, true],

    ['an absent key', ENV, {}, false],
    ['an absent key with an environment file', ENV, { envFile: true }, 'unknown'],
    ['an absent key with an unread base', ENV, { opaque: true }, 'unknown'],
    ['a key', ENV, { env: { MODE: 'x' } }, true],
    ['a key in spite of an environment file', ENV, { env: { MODE: 'x' }, envFile: true }, true],
    ['an empty key', ENV, { env: { MODE: '' } }, false],
    ['a key that hangs on a variable', ENV, { env: { MODE: '${MODE}' } }, 'unknown'],
    ['a key whose value is not kept', ENV, { env: { MODE: null } }, true],
    ['the value of a key whose value is not kept', ENV_IS, { env: { MODE: null } }, 'unknown'],
    ['a value in another case', ENV_IS, { env: { MODE: 'S3' } }, true],
    ['a value by glob', ENV_IS, { env: { MODE: 'gs://x' } }, true],
    ['another value', ENV_IS, { env: { MODE: 'local' } }, false],
    ['a default', ENV_IS, { env: { MODE: '${MODE:-s3}' } }, true],

    ['no command', SAVE_OFF, {}, false],
    ['no command with an unread base', SAVE_OFF, { opaque: true }, 'unknown'],
    ['--save ""', SAVE_OFF, { command: ['redis-server', '--save', ''] }, true],
    ['--save=', SAVE_OFF, { command: ['redis-server', '--save='] }, true],
    ['--save before a flag', SAVE_OFF, { command: ['redis-server', '--save', '--appendonly', 'no'] }, true],
    ['--save "" in one word', SAVE_OFF, { command: ['redis-server', '--save ""'] }, true],
    ['--save 60 1 in one word', SAVE_OFF, { command: ['redis-server', '--save 60 1'] }, false],
    ['--save ${SAVE} in one word', SAVE_OFF, { command: ['redis-server', '--save ${SAVE}'] }, 'unknown'],
    ['a longer flag in one word', SAVE_OFF, { command: ['redis-server', '--save-all ""'] }, false],
    ['a password in one word', SAVE_OFF, { command: ['redis-server', '--requirepass ${PASSWORD}'] }, false],
    ['--save 60 1', SAVE_OFF, { command: ['redis-server', '--save', '60', '1'] }, false],
    ['--save ${SAVE}', SAVE_OFF, { command: ['redis-server', '--save', '${SAVE}'] }, 'unknown'],
    ['--save in the entrypoint', SAVE_OFF, { entrypoint: ['redis-server', '--save', ''] }, true],
    [
      '--save in a second command',
      SAVE_OFF,
      {
        command: [
          ['sleep', '1'],
          ['redis-server', '--save', ''],
        ],
      },
      true,
    ],
    ['a flag of one dash', { flag: '-js' }, { command: ['--js'] }, true],
    ['one letter with two dashes', { flag: '-D' }, { command: ['--D', 'x'] }, false],
    ['a flag with value', { flag: '--db' }, { command: ['start', '--db=postgres'] }, true],
    ['a longer flag', { flag: '--db' }, { command: ['start', '--db-url=x'] }, false],
    ['a password behind a flag', SAVE_OFF, { command: ['redis-server', '--requirepass', '${PASSWORD}'] }, false],
    ['a password in a flag', SAVE_OFF, { command: ['redis-server', '--requirepass=${PASSWORD}'] }, false],
    ['more arguments', SAVE_OFF, { command: ['redis-server', '${ARGS}'] }, 'unknown'],
    ['a flag of unknown name', SAVE_OFF, { command: ['redis-server', '--${NAME}'] }, 'unknown'],
    ['an unknown path', SAVE_OFF, { command: ['redis-server', '/etc/${NAME}.conf'] }, false],

    ['a word', { word: 'worker' }, { command: ['n8n', 'worker'] }, true],
    ['a word by glob', { word: 'rocksdb:*' }, { command: ['start', 'rocksdb:/data'] }, true],
    ['another word', { word: 'worker' }, { command: ['n8n', 'start'] }, false],
    ['an unknown word', { word: 'worker' }, { command: ['n8n', '${ROLE}'] }, 'unknown'],

    ['the default command', { command: 'default' }, {}, true],
    ['the default command with an unread base', { command: 'default' }, { opaque: true }, 'unknown'],
    ['a command', { command: 'default' }, { command: ['agent'] }, false],
    ['an entrypoint', { command: 'default' }, { entrypoint: ['agent'] }, false],

    ['a tag', { tag: '*dind*' }, { image: 'docker:27-dind' }, true],
    ['another tag', { tag: '*dind*' }, { image: 'docker:27' }, false],
    ['no tag', { tag: 'latest' }, { image: 'docker' }, true],
    ['an unknown tag', { tag: '*dind*' }, { image: 'docker:${TAG}' }, 'unknown'],
    ['a digest', { tag: '*dind*' }, { image: 'docker@sha256:ab' }, 'unknown'],

    ['all', { all: [ENV, SAVE_OFF] }, { env: { MODE: 'x' }, command: ['--save', ''] }, true],
    ['not all', { all: [ENV, SAVE_OFF] }, { env: { MODE: '${MODE}' } }, false],
    ['perhaps all', { all: [ENV, SAVE_OFF] }, { env: { MODE: '${MODE}' }, command: ['--save', ''] }, 'unknown'],
    ['any', { any: [ENV, SAVE_OFF] }, { env: { MODE: '${MODE}' }, command: ['--save', ''] }, true],
    ['perhaps any', { any: [ENV, SAVE_OFF] }, { env: { MODE: '${MODE}' } }, 'unknown'],
    ['none', { any: [ENV, SAVE_OFF] }, {}, false],
    ['not', { not: ENV }, {}, true],
    ['perhaps not', { not: ENV }, { envFile: true }, 'unknown'],
  ])('%s', (_, condition, sketch, expected) => {
    expect(holds(condition, container({ image: 'x', ...sketch }))).toBe(expected)
  })
})
