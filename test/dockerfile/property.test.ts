/** Generated Dockerfiles: what was put in comes out, and places cut from the source are what was written. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Recipe } from '../../src/core/ir.ts'
import { shapeOf } from '../../src/core/shape.ts'
import { sourceOf, textOf, type Span } from '../../src/core/source.ts'
import { builtImage } from '../../src/parser/dockerfile/built.ts'
import { readDockerfile } from '../../src/parser/dockerfile/read.ts'

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/)
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
const paths = fc.array(path, { minLength: 1, maxLength: 3 })

type Part =
  | { readonly kind: 'volume'; readonly paths: readonly string[] }
  | { readonly kind: 'list'; readonly paths: readonly string[] }
  | { readonly kind: 'user'; readonly value: string }
  | { readonly kind: 'workdir'; readonly value: string }
  | { readonly kind: 'env'; readonly value: string }
  | { readonly kind: 'noise'; readonly text: string }

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('volume'), paths }),
  fc.record({ kind: fc.constant('list'), paths }),
  fc.record({ kind: fc.constant('user'), value: name }),
  fc.record({ kind: fc.constant('workdir'), value: path }),
  fc.record({ kind: fc.constant('env'), value: path }),
  fc.record({
    kind: fc.constant('noise'),
    text: fc.constantFrom(
      'RUN <<EOF\nVOLUME /no\nUSER no\nEOF',
      'RUN a \\\n  && b \\\n# USER no\n  && c',
      '# VOLUME /no',
      'ONBUILD USER no',
      'LABEL a="USER no"',
      '',
      'NONSENSE /no',
      'HEALTHCHECK CMD curl localhost',
    ),
  }),
)

interface Layout {
  readonly end: '\n' | '\r\n'
  readonly mark: '' | '\ufeff'
  readonly escape: '\\' | '`'
  /** What stands between two words. */
  readonly gaps: readonly number[]
}

const layout: fc.Arbitrary<Layout> = fc.record({
  end: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  escape: fc.constantFrom('\\', '`'),
  gaps: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
})

const stage = fc.record({ image: name, parts: fc.array(part, { maxLength: 6 }) })
const file = fc.record({ stages: fc.array(stage, { minLength: 1, maxLength: 4 }), layout })
type File = typeof file extends fc.Arbitrary<infer T> ? T : never

function written({ stages, layout: { end, mark, escape, gaps } }: File): string {
  let at = 0
  const gap = (): string =>
    [' ', ' \t', ` ${escape}\n  `, ` ${escape}\n# USER no ${escape}\n\n `][gaps[at++ % 4] ?? 0] ?? ' '
  const line = (keyword: string, words: readonly string[]): string => [keyword, ...words].join(' ').replaceAll(' ', gap)
  const lines = stages.flatMap(({ image, parts }, i) => [
    line('FROM', [`${image}:${i}`]),
    ...parts.map((p) => lineOf(p, line).replaceAll('\\', escape)),
  ])
  const text = (escape === '`' ? '# escape=`\n' : '') + lines.join('\n')
  return mark + text.replaceAll('\n', end)
}

function lineOf(part: Part, line: (keyword: string, words: readonly string[]) => string): string {
  switch (part.kind) {
    case 'volume':
      return line('VOLUME', part.paths)
    case 'list':
      return `VOLUME ${JSON.stringify(part.paths)}`
    case 'noise':
      return part.text
    case 'env':
      return line('ENV', ['SECRET=no', `PGDATA=${part.value}`])
    case 'user':
    case 'workdir':
      return line(part.kind.toUpperCase(), [part.value])
  }
}

const read = (text: string): Recipe =>
  readDockerfile(sourceOf('Dockerfile', text), { keepsEnv: (key) => key === 'PGDATA' })

test('what is written is read, in every layout', () => {
  fc.assert(
    fc.property(file, (made) => {
      const { stages } = read(written(made))
      expect(stages.map(({ from }) => from.value)).toEqual(made.stages.map(({ image }, i) => `${image}:${i}`))
      for (const [i, { parts }] of made.stages.entries()) {
        const got = stages[i]
        const values = (kind: Part['kind']): readonly string[] =>
          parts.flatMap((p) => (p.kind === kind && 'value' in p ? [p.value] : []))
        expect(got?.volumes.map((v) => v.value)).toEqual(parts.flatMap((p) => ('paths' in p ? p.paths : [])))
        expect(got?.user?.value).toBe(values('user').at(-1))
        expect(got?.workdir?.value).toBe(values('workdir').at(-1))
        expect(got?.env.flatMap((e) => e.value?.value ?? [])).toEqual(values('env'))
      }
    }),
  )
})

test('places cut from the source are what was written', () => {
  fc.assert(
    fc.property(file, (made) => {
      for (const { from, volumes, user, workdir, env } of read(written(made)).stages) {
        const located = [from, ...volumes, ...env.flatMap((e) => [e.name, ...(e.value ? [e.value] : [])])]
        for (const each of [...located, ...[user, workdir].filter((v) => v !== undefined)])
          expect(textOf(each.span)).toBe(each.value)
      }
    }),
  )
})

test('any text is read, and every place lies in it', () => {
  const signs = fc.constantFrom(
    ...[
      'FROM ',
      'VOLUME ',
      'ENV ',
      'ARG ',
      'RUN ',
      'CMD ',
      'COPY ',
      'AS ',
      'a',
      '/b',
      '=',
      '${',
      '}',
      ':-',
      '$',
      '"',
      "'",
    ],
    ...[
      '\\',
      '\\\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      '#',
      '# escape=`\n',
      '<<EOF',
      'EOF',
      '[',
      ']',
      ',',
      '\0',
      '\ufeff',
      '`',
    ],
  )
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const found = read(text)
      for (const { start, end } of spansIn(found)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
      builtImage(found)
      expect(shapeOf(read(text))).toEqual(shapeOf(found))
    }),
    { numRuns: 2000 },
  )
})

function spansIn(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return []
  if ('start' in value && 'end' in value && 'source' in value) return [value as Span]
  return Object.values(value).flatMap(spansIn)
}
