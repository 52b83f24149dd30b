/** Projects at random: a file, perhaps with an override, an included file and a file to extend from. */
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
const mounts = fc.array(fc.oneof({ weight: 3, arbitrary: short }, long), { maxLength: 4 })
const memory = fc.oneof(
  pick(['/run', '/tmp']),
  fc.array(pick(['/run', '/tmp', '/run:size=1m', '/tmp:size=2m', '/m:mode=755,size=1k']), { maxLength: 3 }),
)
const environment = fc.oneof(
  fc.dictionary(pick(['A', 'B', 'C']), pick(['1', 'x', '']), { maxKeys: 3 }),
  fc.array(pick(['A=1', 'B=2', 'B', 'C=']), { maxLength: 3 }),
)

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

function service(isOverlay: boolean, bases: readonly unknown[]): fc.Arbitrary<object> {
  const tagged = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | Tagged> =>
    isOverlay ? maybeTagged(arbitrary) : arbitrary
  const optional = {
    volumes: tagged(mounts),
    tmpfs: tagged(memory),
    environment: tagged(environment),
    user: pick(['1', '0:0']),
    read_only: fc.boolean(),
    command: fc.oneof(pick(['a b', 'c']), fc.array(pick(['x', 'y z']), { minLength: 1, maxLength: 2 })),
    ...(bases.length > 0 && { extends: pick(bases) }),
  }
  const required = isOverlay ? [] : (['image'] as const)
  return fc.record({ image: pick(['i:1', 'j:2']), ...optional }, { requiredKeys: [...required] })
}

const VOLUMES = fc.record({ data: pick([{}, { driver: 'd' }]), more: pick([{}, { external: true }]) })

const EXTERNAL = [
  { file: 'lib/base.yaml', service: 'p' },
  { file: 'lib/base.yaml', service: 'q' },
]

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
  })
  .map(({ main, over, included, base, volumes }) => ({
    title: 'generated',
    files: {
      'compose.yaml': yaml({ ...(included && { include: ['inc/inc.yaml'] }), services: main, volumes }),
      'lib/base.yaml': yaml({ services: base }),
      ...(over && { 'compose.override.yaml': yaml({ services: over }) }),
      ...(included && { 'inc/inc.yaml': yaml({ services: included }) }),
    },
  }))

/** JSON is YAML; tags go before their values. */
function yaml(value: unknown): string {
  if (value instanceof Tagged) return `${value.tag} ${yaml(value.value)}`
  if (Array.isArray(value)) return `[${value.map(yaml).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${yaml(inner)}`)
    .join(', ')}}`
}
