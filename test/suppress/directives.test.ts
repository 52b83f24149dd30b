import { describe, expect, test } from 'vitest'
import { readSource } from '../../src/engine/read.ts'
import { covering, directivesOf } from '../../src/engine/suppress.ts'
import { sourceOf, textOf, type Span } from '../../src/core/source.ts'

const NAMES = ['bind-mount-data-path', 'tmpfs-on-data-path']

function read(text: string): readonly object[] {
  const { comments } = readSource(sourceOf('compose.yaml', text))
  const { directives, faults } = directivesOf(comments, [], NAMES)
  return [
    ...directives.map(({ rule, at, reason, scope }) => ({
      rule,
      at: at.start,
      reason,
      scope: scope.kind === 'line' ? scope.line : scope.kind,
    })),
    ...faults.map(({ at, message, help }) => ({ at: textOf(at), message, help })),
  ]
}

const HELP = 'Write `# storlint-ignore <rule>: why this is right here`.'

describe('a comment allows', () => {
  test.each([
    [
      'the line that it ends',
      'a: 1 # storlint-ignore tmpfs-on-data-path: why\n',
      [{ rule: 'tmpfs-on-data-path', at: 23, reason: 'why', scope: 1 }],
    ],
    [
      'the line below it',
      '# storlint-ignore tmpfs-on-data-path: why: it is so\r\na: 1\r\n',
      [{ rule: 'tmpfs-on-data-path', at: 18, reason: 'why: it is so', scope: 2 }],
    ],
    [
      'the line below other comments',
      'a:\n  ## storlint-ignore tmpfs-on-data-path: why\n  # more\n  b: 1\n',
      [{ rule: 'tmpfs-on-data-path', at: 24, reason: 'why', scope: 4 }],
    ],
    [
      'the first line behind a byte-order mark',
      '\ufeff# storlint-ignore tmpfs-on-data-path: why\na: 1\n',
      [{ rule: 'tmpfs-on-data-path', at: 19, reason: 'why', scope: 2 }],
    ],
    [
      'several rules, lines before files',
      'a: 1\n# storlint-ignore-file tmpfs-on-data-path: one\nb: 1 #storlint-ignore bind-mount-data-path ,tmpfs-on-data-path: two\n',
      [
        { rule: 'bind-mount-data-path', at: 74, reason: 'two', scope: 3 },
        { rule: 'tmpfs-on-data-path', at: 96, reason: 'two', scope: 3 },
        { rule: 'tmpfs-on-data-path', at: 28, reason: 'one', scope: 'file' },
      ],
    ],
    ['nothing in a block text', 'a: |\n  # storlint-ignore tmpfs-on-data-path: why\n', []],
    ['nothing in a quoted text', 'a: "b # storlint-ignore tmpfs-on-data-path: why"\n', []],
    ['nothing behind other words', 'a: 1 # see storlint-ignore tmpfs-on-data-path: why\n', []],
    ['nothing where storlint is only talked of', '# storlint ignores this file\na: 1\n', []],
  ])('%s', (_, text, expected) => expect(read(text)).toEqual(expected))
})

describe('a comment is wrong', () => {
  test.each([
    [
      'without a reason',
      '# storlint-ignore tmpfs-on-data-path',
      undefined,
      'a suppression of tmpfs-on-data-path gives no reason',
      HELP,
    ],
    [
      'with an empty reason',
      '# storlint-ignore tmpfs-on-data-path: ',
      undefined,
      'a suppression of tmpfs-on-data-path gives no reason',
      HELP,
    ],
    ['without a rule', '# storlint-ignore: why', undefined, 'a suppression names no rule', HELP],
    ['without anything', '# storlint-ignore-file', undefined, 'a suppression names no rule', HELP],
    [
      'with a rule that is misspelt',
      '# storlint-ignore tmpfs-on-data-paht: why',
      'tmpfs-on-data-paht',
      'there is no rule "tmpfs-on-data-paht"',
      'Did you mean tmpfs-on-data-path?',
    ],
    [
      'with a rule that is none',
      '# storlint-ignore DL3008: why',
      'DL3008',
      'there is no rule "DL3008"',
      '`storlint rules` lists all rules.',
    ],
    ['for all rules', '# storlint-ignore *: why', '*', 'there is no rule "*"', '`storlint rules` lists all rules.'],
    ['with a comma too many', '# storlint-ignore ,: why', undefined, 'a suppression has a comma too many', HELP],
    [
      'in a form of its own',
      '# storlint-ignore-next-line tmpfs-on-data-path: why',
      undefined,
      '"storlint-ignore-next-line" is not a comment that storlint knows',
      HELP,
    ],
    [
      'in the words of others',
      '# storlint: disable tmpfs-on-data-path',
      undefined,
      '"storlint: disable" is not a comment that storlint knows',
      HELP,
    ],
    [
      'about itself',
      '# storlint-ignore unused-suppression: why',
      'unused-suppression',
      'unused-suppression cannot be suppressed in a file',
      'Mend what it reports, or set `unused-suppression: off` in .storlint.yaml.',
    ],
  ])('%s', (_, text, at, message, help) => {
    const found = read(`${text}\na: 1\n`)
    expect(found[0]).toEqual({ at: at ?? text, message, help })
  })

  test('in one rule of several: the others count', () => {
    expect(read('a: 1 # storlint-ignore nope, tmpfs-on-data-path: why\n')).toEqual([
      { rule: 'tmpfs-on-data-path', at: 29, reason: 'why', scope: 1 },
      { at: 'nope', message: 'there is no rule "nope"', help: '`storlint rules` lists all rules.' },
    ])
  })
})

describe('an entry of a dialect’s own data', () => {
  const source = sourceOf('app.yaml', 'kind: Deployment # [ignore.tmpfs-on-data-path: why]\nname: app\nother: 1\n')
  const span = (start: number, end: number): Span => ({ source, start, end })
  const said = (rule: string, reason: string): Parameters<typeof directivesOf>[1] => [
    {
      rule: { value: rule, span: span(27, 45), certainty: 'literal' },
      reason: { value: reason, span: span(47, 50), certainty: 'literal' },
      span: span(20, 50),
      scope: span(0, 61),
    },
  ]
  const place = (start: number, key: number): Parameters<typeof covering>[2] => ({
    at: span(start, start + 1),
    subject: { address: 'x', origin: { kind: 'written', key: span(key, key + 1), span: span(key, key + 1) } },
  })

  test('covers what lies in its scope, or has its subject there', () => {
    const { directives, faults } = directivesOf([], said('tmpfs-on-data-path', 'why'), NAMES)
    const reasons = [place(0, 70), place(65, 3), place(65, 70)].map(
      (p) => covering(directives, 'tmpfs-on-data-path', p)?.reason,
    )
    expect({ reasons, faults, other: covering(directives, 'bind-mount-data-path', place(0, 0)) }).toEqual({
      reasons: ['why', 'why', undefined],
      faults: [],
      other: undefined,
    })
  })

  test.each([
    ['', 'tmpfs-on-data-path', 'a suppression of tmpfs-on-data-path gives no reason'],
    ['why', 'tmpfs', 'there is no rule "tmpfs"'],
  ])('with reason "%s" for %s is wrong', (reason, rule, message) => {
    expect(directivesOf([], said(rule, reason), NAMES).faults.map((f) => f.message)).toEqual([message])
  })
})
