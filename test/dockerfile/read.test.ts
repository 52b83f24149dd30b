import { describe, expect, test } from 'vitest'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { exactText } from '../../src/core/located.ts'
import { isDockerfileName } from '../../src/parser/dockerfile/name.ts'
import { readRecipe } from '../../src/parser/dockerfile/read.ts'
import { image, recipe } from './support.ts'

describe('the image that a stage starts from', () => {
  test.each([
    ['a name', 'FROM postgres:16', 'postgres:16'],
    ['flags, in small letters', 'from --platform=linux/arm64 postgres', 'postgres'],
    ['a default before FROM', 'ARG TAG=16\nFROM postgres:${TAG}', '~postgres:16'],
    ['a default in place', 'ARG BASE\nFROM ${BASE:-postgres}:$TAG', '?postgres:$TAG'],
    ['an argument without a value', 'ARG TAG\nFROM postgres:$TAG', '?postgres:$TAG'],
    ['an alternative', 'ARG A=1\nFROM postgres${A:+:16}', '~postgres:16'],
    ['a pattern', 'ARG A=v16\nFROM postgres:${A#v}', '?postgres:${A#v}'],
    ['quotes', 'FROM "postgres:16"', 'postgres:16'],
    ['an argument of a stage counts for that', 'FROM a AS b\nARG TAG=1\nFROM postgres:$TAG', '?postgres:$TAG'],
    ['a stage, whatever its case', 'FROM postgres:16 AS Db\nFROM db', 'postgres:16'],
    ['a stage of a stage', 'FROM postgres:16 AS a\nFROM a AS b\nFROM b AS c', 'postgres:16'],
    ['a stage in capital letters is an image', 'FROM node AS db\nFROM Db', 'Db'],
    ['a later stage is an image', 'FROM db\nFROM node AS db', 'node'],
    ['the last of several', 'FROM node AS build\nFROM postgres\n', 'postgres'],
  ])('%s', (_, text, base) => {
    expect(image(text)).toMatchObject({ base })
  })

  test('a build argument wins over a default', () => {
    expect(image('ARG TAG=16\nFROM postgres:$TAG', { TAG: '18' })).toEqual({ base: 'postgres:18' })
  })

  test.each([
    ['by name', 'B', 'postgres'],
    ['by number', '0', 'node'],
    ['that is not there', 'x', undefined],
    ['beyond the last', '7', undefined],
  ])('a target %s', (_, target, base) => {
    const found = image('FROM node\nFROM postgres AS b\nFROM redis', {}, target)
    expect(found).toEqual(base === undefined ? undefined : { base })
  })
})

describe('what instructions set', () => {
  test.each<[string, string, object]>([
    ['volumes as words', 'VOLUME /a /b', { volumes: ['/a', '/b'] }],
    ['volumes as a list', 'VOLUME ["/a", "/\\u0062"]', { volumes: ['/a', '/b'] }],
    ['a list that is none', "VOLUME ['/a']", { volumes: ['[/a]'] }],
    ['variables', 'ENV A=/x\nVOLUME $A/y ${B:-/z} $C', { env: ['A'], volumes: ['/x/y', '~/z', '?$C'] }],
    ['an argument of all stages', 'ARG D\nVOLUME $D', { volumes: ['~/d'] }],
    ['env in pairs', 'ENV PGDATA="/a b" X=1', { env: ['PGDATA=/a b', 'X'] }],
    ['env in the old form', 'ENV PGDATA /a\\ b', { env: ['PGDATA=/a b'] }],
    [
      'values that do not see each other',
      'ENV PGDATA=/a\nENV PGDATA=/b X=1\nENV X=2 PGDATA=$X',
      { env: ['PGDATA=/a', 'PGDATA=/b', 'X', 'X', 'PGDATA=1'] },
    ],
    [
      'an argument behind env, which then is the last',
      'ENV A=/x\nARG A=/y\nVOLUME $A',
      { env: ['A'], volumes: ['~/y'] },
    ],
    ['names in quotes and of variables', 'ARG N=PGDATA\nENV "A"=1 $N=/x', { env: ['A', 'PGDATA=/x'] }],
    ['a letter that is no ASCII belongs to a name', 'ENV A=/x\nVOLUME /y$Aé', { env: ['A'], volumes: ['?/y$Aé'] }],
    ['a brace in quotes', 'VOLUME ${A:-"/}"}', { volumes: ['~/}'] }],
    ['an escaped dollar', 'ENV PGDATA=\\$A', { env: ['PGDATA=$A'] }],
    ['single quotes', "ENV PGDATA='$A'", { env: ['PGDATA=$A'] }],
    ['a quote that stays open', 'ENV PGDATA="/a', { env: ['PGDATA=?"/a'] }],
    ['a user', 'USER 70:70\nUSER app', { user: 'app' }],
    ['working directories', 'WORKDIR /a\nWORKDIR b/../c', { workdir: '/a/c' }],
    ['a directory of the base', 'WORKDIR b', { workdir: '?b' }],
    [
      'copies',
      'WORKDIR /a\nCOPY --chown=1 b c/d.conf e/',
      { workdir: '/a', writes: ['/a/e', '/a/e/b', '/a/e/d.conf'] },
    ],
    [
      'copies of heredocs, addresses and repositories',
      'COPY <<E <<"F" /d/\nE\nF\nADD https://x.y/a.b?c https://x.y/g.git#v /e/',
      { writes: ['/d', '/d/E', '/d/F', '/e', '/e/a.b'] },
    ],
    ['copies of what is not known', 'COPY $X ../y /d/', { writes: ['/d', '?/d/$X', '/d/y'] }],
    ['copies as a list', 'ADD ["a b", "/c"]', { writes: ['/c'] }],
    ['a copied heredoc', 'COPY <<EOF /etc/a.conf\nVOLUME /no\nEOF\nUSER a', { writes: ['/etc/a.conf'], user: 'a' }],
    ['settings in a script', 'RUN echo dir=/x >> /etc/a/b.cnf && cp /var/x /y', { writes: ['/etc/a/b.cnf'] }],
    ['a script as a heredoc', 'RUN <<A cat <<B\nUSER no\nA\nUSER no\nB\nUSER a', { user: 'a' }],
    ['a heredoc behind a blank', 'RUN cat << E > /x\nUSER no\nE\nUSER a', { user: 'a' }],
    ['a heredoc without a name', 'RUN cat <<""\nUSER a', { user: 'a' }],
    ['a heredoc in no script', 'RUN echo "<<E" ${A^^} <<F\nUSER a', { user: 'a' }],
    ['a command as a list', 'CMD ["redis-server", "--save", ""]', { command: 'redis-server --save ' }],
    ['a command for the shell', 'CMD exec a && b $C', { command: 'exec a; b ?$C' }],
    ['a shell of its own', 'SHELL ["/bin/bash", "-ec"]\nCMD a; b', { command: 'a; b' }],
    ['an entrypoint keeps its stage’s command', 'CMD a\nENTRYPOINT ["b"]', { command: 'a', entrypoint: 'b' }],
    ['nothing for others', 'ONBUILD VOLUME /a\nONBUILD USER b\nLABEL VOLUME=/c', {}],
  ])('%s', (_, text, settings) => {
    expect(image(`ARG D=/d\nFROM x\n${text}\n`)).toEqual({ base: 'x', ...settings })
  })

  test('stages add to each other, and an entrypoint drops the command below', () => {
    const text = 'FROM x AS a\nENV PGDATA=/a\nVOLUME /a\nUSER a\nCMD c\nFROM a\nENTRYPOINT ["e"]\nVOLUME $PGDATA/b\n'
    expect(image(text)).toEqual({ base: 'x', env: ['PGDATA=/a'], volumes: ['/a', '/a/b'], user: 'a', entrypoint: 'e' })
  })

  test('a stage runs what the one that it starts from keeps for it, once', () => {
    const text = 'FROM x AS a\nONBUILD VOLUME /a\nONBUILD USER b\nFROM a AS b\nFROM b'
    expect(image(text)).toEqual({ base: 'x', volumes: ['/a'], user: 'b' })
    expect(image(text, {}, 'a')).toEqual({ base: 'x' })
  })

  test('a stage begins with the environment, which then hides arguments', () => {
    const text = 'FROM x AS a\nENV A=/env\nARG A=/arg\nFROM a\nVOLUME $A'
    expect(image(text)).toEqual({ base: 'x', env: ['A'], volumes: ['/env'] })
  })
})

describe('the layout of a file', () => {
  const wanted = { base: 'postgres', volumes: ['/a', '/b'], user: 'me' }
  const text = '# one\nFROM postgres\n\n  VOLUME /a \\\n  # two \\\n\n    /b\n# three\n\tUSER me'
  test.each([
    ['as it is', text],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${text}`],
    ['blanks behind escape signs', text.replaceAll('\\\n', '\\ \t\n')],
    ['another escape sign', `# escape=\`\n${text.replaceAll('\\', '`')}`],
    ['directives and a mark', `\ufeff# syntax=docker/dockerfile:1\r\n#escape = \`\r\n${text.replaceAll('\\', '`')}`],
    ['an escape sign in a keyword', text.replace('USER', 'US\\\nER')],
  ])('%s', (_, layout) => {
    expect(image(layout)).toEqual(wanted)
    expect(recipe(layout).errors).toEqual([])
  })

  test('two escape signs at the end of a line join nothing', () => {
    expect(image('FROM x\nWORKDIR /a\\\\\nUSER me\n')).toEqual({ base: 'x', workdir: '/a\\', user: 'me' })
  })
})

describe('what is wrong stands at its place and hides nothing', () => {
  test.each([
    ['FROM x\nFOO bar\nUSER me', 'FOO bar: there is no such instruction'],
    ['FROM x\nVOLUM /a\nUSER me', 'VOLUM /a: there is no such instruction; VOLUME was probably meant'],
    ['USER a\nFROM x\nUSER me', 'USER a: USER stands before the first FROM'],
    ['FROM x y\nUSER me', 'FROM x y: FROM takes an image, or an image, AS and a name'],
    ['FROM\nFROM x\nUSER me', 'FROM: FROM takes an image, or an image, AS and a name'],
    ['FROM x\nUSER me\nRUN <<E\na\nF', 'RUN <<E\na\nF: its heredoc never ends, so all that follows belongs to it'],
    ['FROM x\nhunter2-s3cret\nUSER me', 'hunter2-s3cret: there is no such instruction'],
    ['FROM x\nLABEL A="b\nUSER me', 'LABEL A="b: its quote never ends'],
    ['FROM x\nLABEL A=${A\nUSER me', 'LABEL A=${A: there is no such substitution'],
    ['FROM x\nLABEL A=${A:-b\nUSER me', 'LABEL A=${A:-b: its ${ never ends'],
    ['# escape=\\\n# escape=`\nFROM x\nUSER me', '# escape=`: a parser directive stands once, and escape is \\ or `'],
    [
      'FROM x AS 1\nUSER me',
      'FROM x AS 1: the name of a stage begins with a letter and has letters, digits, _, . and -',
    ],
    ...[
      ['ADD ["a"]', 'ADD takes what to copy, and where to'],
      ['COPY a', 'COPY takes what to copy, and where to'],
      ['COPY a <<E', 'COPY writes to a path, and not to a heredoc', '\nE'],
      ['COPY https://x.y/z a', 'COPY takes no address, ADD does'],
      ['ARG', 'ARG takes an argument'],
      ['ARG =a', 'what ARG sets has a name'],
      ['CMD [1]', 'a JSON list holds texts only'],
      ['ENV A', 'ENV takes pairs: NAME=value'],
      ['ENV A=b c', 'ENV takes pairs: NAME=value'],
      ['ENV =a', 'what ENV sets has a name'],
      ['EXPOSE', 'EXPOSE takes an argument'],
      ['HEALTHCHECK curl x', 'HEALTHCHECK takes NONE, or CMD and a command'],
      ['HEALTHCHECK CMD []', 'HEALTHCHECK takes NONE, or CMD and a command'],
      ['ONBUILD FROM y', 'ONBUILD takes any instruction but ONBUILD, FROM and MAINTAINER'],
      ['SHELL bash', 'SHELL takes a JSON list of texts'],
      ['VOLUME []', 'VOLUME takes an argument'],
      ['VOLUME [""]', 'a volume has a path'],
      ['WORKDIR', 'WORKDIR takes an argument'],
    ].map(([line = '', said = '', more = '']) => [`FROM x\n${line}${more}\nUSER me`, `${line}${more}: ${said}`]),
  ])('%j', (text, said) => {
    const { errors } = recipe(text)
    expect(errors.map((e) => `${e.span === undefined ? '' : textOf(e.span)}: ${e.message}`)).toEqual([said])
    expect(image(text)).toEqual({ base: 'x', user: 'me' })
  })

  test.each(['', '\n# only a comment\n', 'ARG A=1\n', '\ufeff'])('there is no FROM in %j', (text) => {
    expect(recipe(text).errors.map((e) => e.message)).toEqual(['there is no FROM'])
    expect(image(text)).toBeUndefined()
  })
})

test('a text within another one has its places there', () => {
  const source = sourceOf('compose.yaml', 'inline: |\n  FROM postgres\n')
  const { stages } = readRecipe(exactText({ source, start: 12, end: 26 }), { keepsEnv: () => false })
  expect(stages.map(({ from, span }) => [textOf(from.span), textOf(span)])).toEqual([['postgres', 'FROM postgres']])
})

test.each([
  ['Dockerfile', true],
  ['db/Dockerfile.prod', true],
  ['db/prod.Dockerfile', true],
  ['Containerfile', true],
  ['dockerfile-dev', true],
  ['Dockerfile.dockerignore', false],
  ['Dockerfile.yaml', false],
  ['dockerfiles/compose.yaml', false],
  ['my-dockerfiles', false],
])('%s: %s', (name, expected) => {
  expect(isDockerfileName(name)).toBe(expected)
})

test('no value that may be a secret is kept, and all are known as such', () => {
  const secret = 'hunter2-s3cret'
  const text = `ARG A=${secret}\nFROM postgres:16\nARG B="${secret}"\nENV C=${secret} PGDATA=/a\nENV D ${secret}\nRUN ${secret}\nLABEL e=${secret}\nCMD redis-cli -a ${secret}\nF ${secret}\nENV G=1 ${secret}\nRUN <<E\n${secret}\nE\n`
  const { stages, secrets } = recipe(text)
  const hidden = [...text.matchAll(new RegExp(secret, 'g'))].map(({ index }) => index)
  expect(hidden.filter((at) => !secrets.some((s) => s.start <= at && at + secret.length <= s.end))).toEqual([])
  const shown = JSON.stringify(stages, (key, value: unknown) => (key === 'source' ? undefined : value))
  expect(shown).toContain('/a')
  expect(shown).not.toContain(secret)
})
