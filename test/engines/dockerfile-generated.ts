/** Dockerfiles at random: stages on stages, words with quotes, escapes and variables, continued lines, heredocs. */
import fc from 'fast-check'

/** A Dockerfile, and the arguments that it is built with. */
export interface Asked {
  readonly text: string
  readonly args: Readonly<Record<string, string>>
}

type Texts = fc.Arbitrary<string>

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const row = (...parts: readonly Texts[]): Texts => fc.tuple(...parts).map((texts) => texts.join(''))
const some = (part: Texts, most: number): Texts =>
  fc.array(part, { minLength: 1, maxLength: most }).map((texts) => texts.join(''))
const mostly = (usual: Texts, rare: Texts): Texts =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: rare })

const PLAIN = ['a', '/b', 'C', '/d/', './e', '..', '.', ':1', 'é', '-', ',']
const QUOTED = ['"$A"', "'$A'", '"t"', '"\\"u"', '"\\x"', '\\$', '\\\\', '\\x', '""', "''"]
const VARIABLE = [
  '$A',
  '${A}',
  '$B',
  '${B:-/d}',
  '${A:+x}',
  '${B-y}',
  '${B+z}',
  '${B:-${A}z}',
  '${B:-"}"}',
  '${Z}',
  '$C',
]
const BLANK = ['"q r"', "'s $A'", '\\ ']
const ODD = [
  ...[
    '=',
    '#',
    '`',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '$',
    '${',
    '<<',
    '<<E',
    '--x',
    '--',
    '$é',
    '$10',
    '$@',
    '\\',
    '\u00a0',
  ],
  ...['${A%b}', '${A/a/b}', '${A:?no}', '${A:=x}', '${A^}', '${}', '${A/b}'],
]

const part = mostly(fc.oneof(pick(...PLAIN), pick(...PLAIN), pick(...QUOTED), pick(...VARIABLE)), pick(...ODD))
const gap = fc.oneof(
  { weight: 4, arbitrary: pick(' ', '  ', '\t') },
  { weight: 1, arbitrary: pick(' \\\n ', ' \\\n# c $A\n', ' \\ \t\n\n  ', '\\\n', ' \\\n\t# c \\\n') },
)
/** For instructions that part words at every blank, and for those that know quotes. */
const word = some(part, 3)
const quoted = some(mostly(part, pick(...BLANK)), 3)
const pair = row(gap, pick('A', 'B', 'C', '"D"'), pick('='), fc.oneof(pick(''), quoted))
const list = row(
  gap,
  fc.array(quoted, { minLength: 1, maxLength: 3 }).map((texts) => JSON.stringify(texts)),
  pick('', ' '),
)

const line = (keywords: string, rest: Texts): Texts => row(pick(...keywords.split('|')), rest)
const HEREDOCS = [
  ...[
    'RUN <<E\nVOLUME /x\nE',
    'RUN <<-"E"\nUSER x\n\tE',
    "RUN 3<<'E' cat\n$A\nE",
    'RUN a << E\nUSER x\nE',
    'RUN a <<E && b\nE',
  ],
  ...[
    'RUN cat <<E <<F\nUSER a\nE\nUSER b\nF',
    'COPY <<E /a\nUSER x\nE',
    'COPY <<E <<"F" /d/\n$A\nE\n\nF',
    'ADD <<E.c x\nE.c',
  ],
  ...[
    'COPY <<E \\\n# c\n /a\nE',
    'RUN echo <<<E',
    'RUN "<<E"',
    "RUN it's <<E",
    'RUN ["<<E"]',
    'CMD <<E',
    'ONBUILD RUN <<E\na\nE',
  ],
  ...['RUN ${A^^} <<E', 'RUN <<E${A:-b}', 'RUN <<\\E\nUSER x\nE'],
]
const SILENT = [
  '',
  '  ',
  '# VOLUME /c',
  '  # escape=`',
  'LABEL A=b "c d"="e f"',
  'LABEL A b',
  'EXPOSE 1',
  'STOPSIGNAL 9',
]
const OTHERS = [
  'MAINTAINER me',
  'HEALTHCHECK NONE',
  'HEALTHCHECK --retries=3 CMD a',
  'ONBUILD USER b',
  'ONBUILD COPY a /b',
]
const WRONG = [
  ...['USER', 'WORKDIR', 'VOLUME []', 'VOLUME [""]', 'ENV', 'ENV A', 'ENV A=b c', 'ENV =x', 'ARG', 'ARG =x', 'COPY a'],
  ...[
    'ADD ["a"]',
    'ADD [1]',
    'CMD [1]',
    'RUN [{}]',
    'SHELL a',
    'SHELL []',
    'LABEL',
    'LABEL A',
    'EXPOSE',
    'ONBUILD',
    'EOF',
  ],
  ...[
    'HEALTHCHECK',
    'HEALTHCHECK CMD',
    'HEALTHCHECK NONE a',
    'HEALTHCHECK a',
    'ONBUILD ONBUILD RUN a',
    'ONBUILD FROM x',
  ],
  ...['RUN <<E\nno end', 'VOLUM /a', 'FROM', 'FROM x y', 'FROM x AS', 'FROM x AS 1', 'FROM x IS y', '\\', '# escape=x'],
]

const instruction = mostly(
  fc.oneof(
    line('VOLUME|volume|CMD|ENTRYPOINT|RUN', some(row(gap, word), 3)),
    line('USER|WORKDIR|WorkDir|\tUSER', row(gap, quoted)),
    line('VOLUME|CMD|ENTRYPOINT|COPY a|ADD "b c"|SHELL', list),
    line('ENV|ARG|LABEL', some(pair, 3)),
    line('ENV A|ENV B', some(row(gap, quoted), 2)),
    pick('ARG A', 'ARG B', 'ARG A B', 'ARG T'),
    line('COPY|ADD|COPY --chown=1 |COPY --link |ADD --chmod="644" ', row(gap, word, some(row(gap, word), 2))),
    pick('ADD https://x.y/a.b?c=d#e /d/', 'COPY .. /d/', 'COPY a b.c ./', 'COPY a .', 'CMD []', 'ENTRYPOINT []'),
    pick(...HEREDOCS),
    pick(...SILENT, ...OTHERS),
  ),
  pick(...WRONG),
)

const stage = fc
  .tuple(
    pick('FROM x', 'FROM x:1$A', 'FROM ${T:-y}/z', 'from --platform=linux/amd64 x', 'FROM "x"', 'FROM scratch'),
    pick('FROM s', 'FROM t', 'FROM ${T:-s}', 'FROM t AS t'),
    fc.nat(1),
    pick('', '', ' AS s', ' as T', ' AS t'),
    fc.array(instruction, { maxLength: 7 }),
  )
  .map(([image, base, at, name, lines]) =>
    [(at === 0 ? image : base).replace(/ AS .*/, '') + name, ...lines].join('\n'),
  )

const DIRECTIVES = [
  ...[
    '',
    '',
    '',
    '# escape=`\n',
    '# syntax=x\n# escape=`\n',
    '\n# escape=`\n',
    '# c\n# escape=`\n',
    '#Escape = \\\n',
    '\ufeff',
  ],
  ...['# a=b\n# escape=`\n', '# check=skip=all\n'],
]
const GLOBALS = [
  '',
  '',
  'ARG A=1\n',
  'ARG A\nARG B=g\n',
  'ARG T=s\nARG A="1"\n',
  '# c\n\nARG B=$A A=2\n',
  'ARG A=1\nARG B=${A}b\n',
]

/** Where the escape sign is a backtick, it is written so. */
function written(directives: string, body: string, end: string): string {
  const isTick = /^(?:# syntax.*\n)?# escape=`\n$/.test(directives)
  return (directives + (isTick ? body.replaceAll('\\', '`') : body)).replaceAll('\n', end)
}

export const generated: fc.Arbitrary<Asked> = fc.record({
  text: fc
    .tuple(pick(...DIRECTIVES), pick(...GLOBALS), fc.array(stage, { minLength: 1, maxLength: 3 }), pick('\n', '\r\n'))
    .map(([directives, globals, stages, end]) => written(directives, globals + stages.join('\n'), end)),
  args: pick<Asked['args']>({}, {}, { A: 'arg' }, { A: '', B: 'a b' }, { T: 't' }),
})
