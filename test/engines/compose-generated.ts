/** Projects at random: a file, perhaps with an override, an included file, a file to extend from, and files of variables. */
import fc from 'fast-check'
import type { ComposeProject } from '../compose/projects.ts'

const SOURCES = [
  './a',
  './a/../b',
  '../c',
  '/abs',
  '~/h',
  'data',
  'more',
  '${D:-./d}',
  '${N:-data}',
  '$$x/y',
  'C:\\w',
  './é',
  '${E}',
  '$F/f',
  './g${G}',
  '${H:+./h}',
]
const TARGETS = ['/x', '/x/', '/y', '/y/z', '/data', '${T:-/t}', '/a//b', '/x/../y']
const MODES = ['', ':ro', ':rw', ':z', ':ro,Z', ':nocopy', ':cached', ':rw,ro']
const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

const short = fc
  .tuple(fc.option(pick(SOURCES)), pick(TARGETS), pick(MODES))
  .map(([source, target, mode]) => (source === null ? target : `${source}:${target}${mode}`))
const long = fc.oneof(
  fc.record({
    type: fc.constant('bind'),
    source: pick(['./l', '/l', '../l']),
    target: pick(TARGETS),
    read_only: fc.boolean(),
  }),
  fc.record({ type: fc.constant('volume'), source: pick(['data', 'more']), target: pick(TARGETS) }),
  fc.record({ type: fc.constant('tmpfs'), target: pick(['/t1', '/t2']) }),
)
const mount = fc.oneof({ weight: 3, arbitrary: short }, long)
const memoryEntry = pick(['/run', '/tmp', '/run:size=1m', '/tmp:size=2m', '/m:mode=755,size=1k'])
const variable = pick(['A=1', 'B=2', 'B', 'C=', 'E', 'A=$G'])

/** Lists of services may hold an entry twice, those of jobs and hooks may not. */
type ListOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.Arbitrary<readonly T[]>
const several: ListOf = (arbitrary) => fc.array(arbitrary, { maxLength: 4 })
const distinct: ListOf = (arbitrary) => fc.uniqueArray(arbitrary, { maxLength: 4, selector: (v) => JSON.stringify(v) })

const memory = (list: ListOf): fc.Arbitrary<unknown> => fc.oneof(pick(['/run', '/tmp']), list(memoryEntry))
const environment = (list: ListOf): fc.Arbitrary<unknown> =>
  fc.oneof(fc.dictionary(pick(['A', 'B', 'C']), pick(['1', 'x', '', '$F', '${E:-e}']), { maxKeys: 3 }), list(variable))
const envFile = pick<unknown>(['a.env', ['a.env', 'b.env'], [{ path: 'b.env' }, 'a.env'], ['a.env', 'a.env']])
const configs = pick<unknown>([
  'c1',
  'c2',
  { source: 'c1', target: '/etc/c' },
  { source: 'c2', target: '/c1' },
  { source: 'c2' },
])
const secrets = pick<unknown>(['s1', 's2', { source: 's1', target: 't' }, { source: 's2', target: '/run/secrets/s1' }])

/** The lines of a file of variables. */
const variables = fc
  .array(
    fc.tuple(
      pick(['D', 'E', 'F', 'G', 'H', 'export E', ' F ']),
      pick(['=', ': ', '= ']),
      pick([
        './v',
        '/v',
        'nv',
        '~/v',
        '',
        '"./q v"',
        "'./s'",
        './x$D',
        '${N:-./z}',
        './w # c',
        '"\\$y"',
        "'$D'",
        './a$$b',
      ]),
    ),
    { maxLength: 5 },
  )
  .map((lines) => `E=./e\nF=./f\n${lines.map(([name, is, value]) => `${name}${is}${value}\n`).join('')}`)

/** A value under a tag. */
class Tagged {
  readonly tag: string
  readonly value: unknown
  constructor(tag: string, value: unknown) {
    this.tag = tag
    this.value = value
  }
}

function maybeTagged<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | Tagged> {
  const tagged = fc.tuple(pick(['!reset', '!override']), arbitrary).map(([tag, value]) => new Tagged(tag, value))
  return fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: tagged })
}

const hook = fc.record(
  {
    image: pick(['h:1', 'k:2']),
    volumes: distinct(mount),
    tmpfs: memory(distinct),
    environment: environment(distinct),
    user: pick(['7']),
    secrets: distinct(secrets),
    command: pick(['h']),
  },
  { requiredKeys: [] },
)

const TRIGGERS = { manual: true }

function service(isOverlay: boolean, bases: readonly unknown[], list: ListOf = several): fc.Arbitrary<object> {
  const tagged = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | Tagged> =>
    isOverlay ? maybeTagged(arbitrary) : arbitrary
  const optional = {
    volumes: tagged(list(mount)),
    tmpfs: tagged(memory(list)),
    environment: tagged(environment(list)),
    user: pick(['1', '0:0']),
    read_only: fc.boolean(),
    command: fc.oneof(pick(['a b', 'c']), fc.array(pick(['x', 'y z']), { minLength: 1, maxLength: 2 })),
    env_file: tagged(envFile),
    configs: tagged(list(configs)),
    secrets: tagged(list(secrets)),
    pre_start: fc.array(hook, { maxLength: 2 }),
    ...(bases.length > 0 && { extends: pick(bases) }),
  }
  const required = isOverlay ? [] : (['image'] as const)
  return fc.record({ image: pick(['i:1', 'j:2']), ...optional }, { requiredKeys: [...required] })
}

const EXTERNAL = [
  { file: 'lib/base.yaml', service: 'p' },
  { file: 'lib/base.yaml', service: 'q' },
]

/** Jobs that may extend each other; they have no hooks, and Compose reads their `env_file` only when one runs. */
const NOT_OF_JOBS = { pre_start: undefined, env_file: undefined }

const jobs = fc.record({ j: service(false, [], distinct), k: service(false, ['j'], distinct) }).map(({ j, k }) => ({
  j: { ...j, ...NOT_OF_JOBS, triggers: TRIGGERS },
  k: { ...k, ...NOT_OF_JOBS, triggers: TRIGGERS },
}))

/** How a file is taken in. */
const inclusion = pick<unknown>([
  'inc/inc.yaml',
  { path: 'inc/inc.yaml', project_directory: 'other' },
  { path: ['inc/inc.yaml', 'inc/over.yaml'] },
  { path: 'inc/inc.yaml', env_file: ['a.env', 'other/.env'] },
  { path: 'inc/inc.yaml', env_file: '/dev/null', project_directory: '.' },
])

const VOLUMES = fc.record({ data: pick([{}, { driver: 'd' }]), more: pick([{}, { external: true }]) })

/** Services that may extend those before them. */
function services(names: readonly string[], isOverlay: boolean, more: readonly unknown[]): fc.Arbitrary<object> {
  const entries = names.map((name, i): [string, fc.Arbitrary<object>] => [
    name,
    service(isOverlay, isOverlay ? [] : [...names.slice(0, i), ...more]),
  ])
  const record = Object.fromEntries(entries)
  return fc.record(record, { requiredKeys: isOverlay ? [] : Object.keys(record) })
}

export const generated: fc.Arbitrary<ComposeProject> = fc
  .record({
    main: services(['a', 'b', 'c'], false, EXTERNAL),
    over: fc.option(services(['a', 'c', 'd'], true, [])),
    included: fc.option(services(['e', 'f'], false, [])),
    base: services(['p', 'q'], false, []),
    volumes: VOLUMES,
    job: fc.option(jobs),
    how: inclusion,
    env: fc.option(variables, { freq: 20 }),
    inner: fc.option(variables),
    first: variables,
    second: variables,
    isGiven: fc.boolean(),
  })
  .map(({ main, over, included, base, volumes, job, how, env, inner, first, second, isGiven }) => ({
    title: 'generated',
    ...(isGiven && over !== null && { given: ['compose.yaml', 'sub/over.yaml'] }),
    files: {
      'compose.yaml': yaml({
        ...(included && { include: [how] }),
        services: main,
        ...(job && { jobs: job }),
        volumes,
        ...CONTENTS,
      }),
      'lib/base.yaml': yaml({ services: base }),
      ...(over && { [isGiven ? 'sub/over.yaml' : 'compose.override.yaml']: yaml({ services: over }) }),
      ...(included && {
        'inc/inc.yaml': yaml({ services: included, ...CONTENTS }),
        'inc/over.yaml': yaml({ services: { f: { volumes: ['./over:/x'] } } }),
      }),
      ...(env !== null && { '.env': env }),
      'other/.env': inner ?? 'E=./of-other\n',
      ...(inner !== null && { 'inc/.env': inner }),
      ...Object.fromEntries(['', 'lib/', 'inc/', 'other/'].map((folder) => [`${folder}a.env`, first])),
      ...Object.fromEntries(['', 'lib/', 'inc/', 'other/'].map((folder) => [`${folder}b.env`, second])),
    },
  }))

const CONTENTS = {
  configs: { c1: { file: './c1' }, c2: { file: '/c2' } },
  secrets: { s1: { file: './s1' }, s2: { file: '../s2' } },
}

/** JSON is YAML; tags go before their values. */
function yaml(value: unknown): string {
  if (value instanceof Tagged) return `${value.tag} ${yaml(value.value)}`
  if (Array.isArray(value)) return `[${value.map(yaml).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${yaml(inner)}`)
    .join(', ')}}`
}
