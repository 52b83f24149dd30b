/**
 * Reads configuration files, and says what they settle for a file. Loaded only where there is one: in the bundle this is a
 * file of its own, so it takes what main.cjs has too from `Tools`.
 */
import path from 'node:path'
import {
  BUILT_IN,
  type ClusterConfig,
  type OwnFacts,
  type RuleLevel,
  type Settings,
  type Settled,
  type WrittenConfig,
} from '../core/config.ts'
import type { ImageFacts } from '../core/facts.ts'
import type { InputError } from '../core/ir.ts'
import { positionAt, type Span } from '../core/source.ts'
import { compiled, factProblems, type WrittenImage } from '../knowledge/written.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { globsOf, type Globs } from './config/globs.ts'
import { problemsOf, unknownName, type ConfigProblem } from './config/problems.ts'
import { below, placedValue, type PlacedValue } from './config/tree.ts'
import { validate } from './config/validate.gen.ts'

export interface Tools {
  /** The documents of a file by its absolute path, or why it cannot be read. */
  readonly open: (file: string) => readonly YamlDocument[] | string
  /** The names that may have a level. */
  readonly rules: readonly string[]
  readonly image: (repository: string) => ImageFacts | undefined
  /** How a file is told to people, by its absolute path. */
  readonly shown: (file: string) => string
  /** Whether a cluster is known by this name. */
  readonly isPreset: (name: string) => boolean
  readonly presets: () => readonly string[]
}

/** Configuration files in the order in which they count, and what is wrong with them. With errors nothing of it holds. */
export interface ConfigReading {
  readonly layers: readonly Layer[]
  readonly errors: readonly InputError[]
  /** What storlint does not know and passes over. */
  readonly doubts: readonly InputError[]
}

/** One configuration, its values with their places in words. */
interface Layer {
  readonly name: string
  /** The absolute folder that its globs are relative to; absent where it has none. */
  readonly folder?: string
  readonly rules: Levels
  readonly overrides: readonly Override[]
  readonly images: readonly Settled<OwnFacts>[]
  readonly ignore?: { readonly globs: Globs; readonly from: (glob: string) => string }
  readonly cluster?: Settled<ClusterConfig>
  readonly failOn?: NonNullable<Settings['failOn']>
}

type Levels = readonly (readonly [rule: string, level: Settled<RuleLevel>])[]

interface Override {
  readonly files: Globs
  readonly rules: Levels
  readonly context?: NonNullable<Settings['context']>
}

interface Chain {
  readonly tools: Tools
  /** The files that extend each other on the way here, absolute. */
  readonly trail: readonly string[]
  readonly errors: InputError[]
  readonly doubts: InputError[]
}

/** Reads a configuration file (absolute) and all that it extends. Never throws for what stands in them. */
export function readConfig(file: string, tools: Tools): ConfigReading {
  const chain: Chain = { tools, trail: [file], errors: [], doubts: [] }
  const documents = tools.open(file)
  if (typeof documents === 'string') {
    chain.errors.push({ kind: 'config', path: tools.shown(file), message: documents })
    return { layers: [], errors: chain.errors, doubts: [] }
  }
  return { layers: layersOf(chain, file, documents), errors: chain.errors, doubts: chain.doubts }
}

/** What configuration files settle for a file (absolute): a later layer goes before an earlier, an override before its layer. */
export function settle(layers: readonly Layer[], file: string): Omit<Settings, 'facts'> {
  const rules = new Map<string, Settled<RuleLevel>>()
  const settled: { -readonly [K in 'failOn' | 'context' | 'ignored' | 'cluster']?: NonNullable<Settings[K]> } = {}
  for (const { folder, ignore, ...layer } of layers) {
    const inside = folder === undefined ? '..' : path.relative(folder, file).split(path.sep).join('/')
    for (const [rule, level] of layer.rules) rules.set(rule, level)
    for (const { files, rules: levels, context } of layer.overrides) {
      if (files(inside) === undefined) continue
      for (const [rule, level] of levels) rules.set(rule, level)
      if (context !== undefined) settled.context = context
    }
    const glob = ignore?.globs(inside)
    if (ignore !== undefined && glob !== undefined) settled.ignored = { value: glob, from: ignore.from(glob) }
    if (layer.failOn !== undefined) settled.failOn = layer.failOn
    if (layer.cluster !== undefined) settled.cluster = layer.cluster
  }
  return { files: layers.map((l) => l.name), rules, images: layers.flatMap((l) => l.images), ...settled }
}

function layersOf(chain: Chain, file: string, documents: readonly YamlDocument[]): readonly Layer[] {
  const [document, second] = documents
  const problem = document?.problems[0]
  if (document === undefined || problem !== undefined) {
    if (problem !== undefined) complain(chain, { weight: 'error', ...problem })
    return []
  }
  if (second !== undefined)
    complain(chain, { weight: 'error', span: firstLine(second.span), message: 'a configuration is one document' })
  if (document.root === undefined) return [emptyLayer(chain.tools.shown(file))]
  const placed = placedValue(document.root)
  if (placed === undefined) {
    const message = 'its aliases make too much of it'
    complain(chain, { weight: 'error', span: firstLine(document.span), message })
    return []
  }
  return written(chain, file, placed)
}

function firstLine({ source, start, end }: Span): Span {
  const lineEnd = source.text.slice(start, end).search(/[\r\n]/)
  return { source, start, end: lineEnd <= 0 ? Math.max(end, start) : start + lineEnd }
}

function complain(chain: Chain, { weight, span, message }: ConfigProblem): void {
  const told: InputError = { kind: 'config', path: span.source.path, span, message }
  if (weight === 'error') chain.errors.push(told)
  else chain.doubts.push(told)
}

function written(chain: Chain, file: string, placed: PlacedValue): readonly Layer[] {
  const isValid = validate(placed.value)
  const problems = isValid ? [] : problemsOf(validate.errors ?? [], placed)
  for (const problem of problems) complain(chain, problem)
  if (problems.some((p) => p.weight === 'error')) return []
  // Only unknown keys are left, which nothing below looks at.
  const config = placed.value as WrittenConfig
  if (!checked(chain, config, placed)) return []
  const extended = (config.extends ?? []).flatMap((name, i) =>
    extension(chain, file, name, placed.at(below('/extends', i))),
  )
  return [...extended, layerOf(config, { name: chain.tools.shown(file), folder: path.dirname(file) }, placed)]
}

/** What the schema cannot see: names of rules, and facts that contradict each other; false when such facts are there. */
function checked(chain: Chain, config: WrittenConfig, placed: PlacedValue): boolean {
  const { tools } = chain
  const named = [
    { pointer: '/rules', rules: config.rules },
    ...(config.overrides ?? []).map(({ rules }, i) => ({ pointer: below('/overrides', i, 'rules'), rules })),
  ]
  for (const { pointer, rules = {} } of named) {
    for (const name of Object.keys(rules).filter((n) => !tools.rules.includes(n))) {
      const message = unknownName('rule', name, tools.rules)
      complain(chain, { weight: 'doubt', span: placed.keyAt(pointer, name), message })
    }
  }
  const preset = config.cluster?.preset
  if (preset !== undefined && !tools.isPreset(preset)) {
    const message = unknownName('cluster', preset, tools.presets())
    complain(chain, { weight: 'doubt', span: placed.at('/cluster/preset'), message })
  }
  const problems = (config.images ?? []).flatMap((image, i) =>
    imageProblems(tools, image).map(({ at, message }) => ({ span: placed.at(below('/images', i, ...at)), message })),
  )
  for (const { span, message } of problems) complain(chain, { weight: 'error', span, message })
  return problems.length === 0
}

/** A repeated group that repeats inside takes time without end on some tags. */
const NESTED = /\([^()]*[+*}][^()]*\)[+*{]/

function imageProblems(tools: Tools, image: WrittenImage): ReturnType<typeof factProblems> {
  const own = factProblems(image, tools.image(image.image)?.data)
  if (image.versionFromTag === undefined || !NESTED.test(image.versionFromTag)) return own
  return [...own, { at: ['versionFromTag'], message: 'versionFromTag repeats a group that repeats inside' }]
}

function extension(chain: Chain, file: string, name: string, at: Span): readonly Layer[] {
  const refuse = (message: string): readonly Layer[] => {
    complain(chain, { weight: 'error', span: at, message })
    return []
  }
  if (Object.hasOwn(BUILT_IN, name)) return [layerOf(BUILT_IN[name as keyof typeof BUILT_IN], { name })]
  if (!/\/|\.ya?ml$/i.test(name)) return refuse(unknownName('built-in configuration', name, Object.keys(BUILT_IN)))
  if (path.isAbsolute(name)) return refuse('extends names files relative to this one')
  const next = path.resolve(path.dirname(file), name)
  const { tools, trail } = chain
  if (trail.includes(next))
    return refuse(
      `extends leads in a circle: ${[...trail.slice(trail.indexOf(next)), next].map(tools.shown).join(', ')}`,
    )
  const documents = tools.open(next)
  if (typeof documents === 'string') return refuse(`${tools.shown(next)}: ${documents}`)
  return layersOf({ ...chain, trail: [...trail, next] }, next, documents)
}

function emptyLayer(name: string): Layer {
  return { name, rules: [], overrides: [], images: [] }
}

function layerOf(
  config: WrittenConfig,
  { name, folder }: { readonly name: string; readonly folder?: string },
  placed?: PlacedValue,
): Layer {
  const from = (pointer: string): string => (placed === undefined ? name : wordsOf(placed.at(pointer)))
  const levels = (rules: WrittenConfig['rules'], pointer: string): Levels =>
    Object.entries(rules ?? {}).map(([rule, value]) => [rule, { value, from: from(below(pointer, rule)) }])
  const { overrides = [], images = [], ignore, cluster, 'fail-on': failOn } = config
  return {
    name,
    ...(folder !== undefined && { folder }),
    rules: levels(config.rules, '/rules'),
    overrides: overrides.map(({ files, rules, context }, i) => ({
      files: globsOf(files),
      rules: levels(rules, below('/overrides', i, 'rules')),
      ...(context && { context: { value: context, from: from(below('/overrides', i, 'context')) } }),
    })),
    images: images.map((image, i) => ({ value: ownFacts(image, name), from: from(below('/images', i)) })),
    ...(ignore && {
      ignore: { globs: globsOf(ignore), from: (glob) => from(below('/ignore', ignore.indexOf(glob))) },
    }),
    ...(cluster && { cluster: { value: { ...cluster, classes: cluster.classes ?? [] }, from: from('/cluster') } }),
    ...(failOn && { failOn: { value: failOn, from: from('/fail-on') } }),
  }
}

function wordsOf({ source, start }: Span): string {
  const { line, column } = positionAt(source, start)
  return `${source.path}:${line}:${column}`
}

function ownFacts({ data, declares, ...rest }: WrittenImage, source: string): OwnFacts {
  return {
    source,
    ...rest,
    ...(data && { data: data.map((fact) => ({ required: true, ...compiled(fact) })) }),
    ...(declares && { declares: declares === 'unknown' ? declares : declares.map((fact) => compiled(fact)) }),
  }
}
