/** A Compose document as a fragment of the IR. */
import type { Content, Fragment, Settled, Volume, VolumeOption, Workload } from '../../core/ir.ts'
import { locatedText, opaqueText, sliceMapped, type Located, type Segment } from '../../core/located.ts'
import { emptyFragment } from '../../core/fragment.ts'
import type { Source, Span } from '../../core/source.ts'
import type { ReachedEntry, YamlDocument } from '../tree.ts'
import {
  complain,
  entries,
  hostPath,
  items,
  mapped,
  originOf,
  resolved,
  settledFlag,
  text,
  valueOf,
  type Reading,
  type Value,
} from '../reading.ts'
import { SHAPE } from '../schema/compose-shape.gen.ts'
import { misfitsIn, withoutEchoes } from '../schema/misfits.ts'
import { secretSpans } from '../secrets/tree.ts'
import { withoutPlaces, withoutSecretOptions } from '../secrets/words.ts'
import { NO_ENVIRONMENT, type Environment, type OpenEnvFile } from '../dotenv/environment.ts'
import { interpolate, type Lookup } from './interpolate.ts'
import type { ComposeReading } from './reading.ts'
import { platformOf } from './platform.ts'
import { readService } from './service.ts'

/** What the reader may know beside the file. */
export interface ComposeOptions {
  /** Whether a fact names this environment key. */
  readonly keepsEnv: (key: string) => boolean
  /** What settles variables. Absent: nothing does. */
  readonly environment?: Environment
  /** Files of variables that services name. Absent: none is read. */
  readonly openEnv?: OpenEnvFile
}

/**
 * Templates are filled in by others, so their values are unknown; so is what hangs on a variable that nothing settles and
 * that has no default. Faulty variables are noted.
 */
function expandWith(lookupIn: (source: Source) => Lookup): ComposeReading['expand'] {
  return (text, reading) => {
    if (text.text.includes('{{')) return opaqueText(text.whole, text.text, 'unknown')
    if (!text.text.includes('$')) return text
    const result = interpolate(text, lookupIn(text.source))
    for (const problem of result.problems) complain(reading, problem.span, problem.message)
    reading.settled?.push(...result.text.segments.flatMap((segment) => settledBy(text.source, segment)))
    return result.text
  }
}

function settledBy(source: Source, { hidden, sourceStart, sourceEnd }: Segment): readonly Settled[] {
  const from = hidden?.from
  return from === undefined ? [] : [{ at: { source, start: sourceStart, end: sourceEnd }, from }]
}

/** Reads a document that `dialectOf` calls Compose. Never throws: what is wrong stands in `errors`. */
export function readCompose(document: YamlDocument, options: ComposeOptions): Fragment {
  const places = secretSpans(document, options.keepsEnv)
  const { lookup, secrets, problems } = options.environment ?? NO_ENVIRONMENT
  const hidden = { places: () => places, secrets: [...places, ...secrets] }
  const reading = readingFor(document.source, options, { ...hidden, lookupIn: () => lookup, outer: lookup })
  for (const { span, message } of problems) complain(reading, span, message)
  const root = document.root === undefined ? undefined : resolved(document.root)
  const platform = platformOf(document)
  // A platform of its own takes keys of its own.
  const misfits = root === undefined || platform !== undefined ? [] : misfitsIn(STANDARD, root)
  const fragment = fragmentOf(reading, root, document.span)
  return {
    ...fragment,
    misfits,
    ...(platform && { platform }),
    errors: withoutEchoes(fragment.errors, misfits),
  }
}

/** What a reading of Compose files begins with. */
export type Beginning = Pick<ComposeReading, 'places' | 'secrets' | 'lookupIn' | 'outer' | 'homeOf'>

/** A reading of a source that begins. */
export function readingFor(
  source: Source,
  { keepsEnv, openEnv }: ComposeOptions,
  beginning: Beginning,
): ComposeReading {
  const expand = expandWith(beginning.lookupIn)
  return { source, expand, keepsEnv, errors: [], settled: [], ...(openEnv && { openEnv }), ...beginning }
}

/** What a root says, wherever its values were written. */
export function fragmentOf(reading: ComposeReading, root: Value | undefined, span: Span): Fragment {
  const projectName = text(reading, valueOf(root, 'name'))
  const { settled = [] } = reading
  return {
    ...emptyFragment('compose', span),
    workloads: SECTIONS.flatMap((section) =>
      named(reading, root, section).flatMap((e) => serviceOf(reading, e, section)),
    ),
    volumes: named(reading, root, 'volumes').map((e) => readVolume(reading, e)),
    contents: [...readContents(reading, root, 'config'), ...readContents(reading, root, 'secret')],
    includes: includes(reading, valueOf(root, 'include')),
    looseEnds: looseEnds(root),
    ...(projectName && { projectName }),
    ...(settled.length > 0 && { settled }),
    secrets: reading.secrets,
    errors: reading.errors,
  }
}

/** What Compose files are held against. */
export const STANDARD = { dialect: 'compose', shape: SHAPE, root: 'file', owner: 'compose' } as const

const SECTIONS = ['services', 'jobs'] as const

/** A service or job; one that is no mapping is noted. */
function serviceOf(
  reading: ComposeReading,
  entry: ReachedEntry,
  section: (typeof SECTIONS)[number],
): readonly Workload[] {
  const service = readService(reading, entry, section)
  const what = section === 'jobs' ? 'job' : 'service'
  if (service === undefined) complain(reading, entry.key.span, `the ${what} ${entry.name} must be a mapping`)
  return service === undefined ? [] : [service]
}

/** The entries of a top-level section; a section that is no mapping is noted. */
function named(reading: Reading, root: Value | undefined, section: string): readonly ReachedEntry[] {
  const value = valueOf(root, section)
  if (value?.node.tag === '!reset') return []
  if (value === undefined || value.node.kind === 'map')
    return entries(value).filter((entry) => entry.entry.value?.tag !== '!reset')
  if (value.node.kind === 'scalar' && value.node.value === null) return []
  complain(reading, value.node.span, `${section} must be a mapping of names to definitions`)
  return []
}

function readVolume(reading: Reading, entry: ReachedEntry): Volume {
  const { value } = entry
  const external = valueOf(value, 'external')
  const physicalName = text(reading, valueOf(value, 'name') ?? valueOf(external, 'name'))
  const driver = text(reading, valueOf(value, 'driver'))
  const labels = readLabels(reading, valueOf(value, 'labels'))
  return {
    address: `volume:${entry.name}`,
    origin: originOf(entry.key.span, entry.entry.span, entry.via),
    key: { value: entry.name, span: entry.key.span, certainty: 'literal' },
    ...(physicalName && { physicalName }),
    external: external?.node.kind === 'map' || settledFlag(reading, external),
    ...(driver && { driver }),
    driverOptions: readOptions(reading, valueOf(value, 'driver_opts')),
    ...(labels.length > 0 && { labels }),
  }
}

/** Labels: a mapping, or a list of `name=value`. */
function readLabels(reading: Reading, value: Value | undefined): readonly VolumeOption[] {
  const listed = items(value).flatMap(({ value: item }): readonly VolumeOption[] => {
    const whole = mapped(reading, item)
    const at = whole?.text.indexOf('=') ?? -1
    if (whole === undefined || at < 0) return []
    const label = locatedText(sliceMapped(whole, at + 1, whole.text.length))
    return [{ name: locatedText(whole, 0, at), value: withoutPlaces(label, reading.places) }]
  })
  return [...readOptions(reading, value), ...listed]
}

function readOptions(reading: Reading, value: Value | undefined): readonly VolumeOption[] {
  return entries(value).flatMap((e) => {
    const found = text(reading, e.value)
    if (found === undefined) return []
    const name = { value: e.name, span: e.key.span, certainty: 'literal' as const }
    return [{ name, value: withoutSecretOptions(found, reading.secrets) }]
  })
}

function readContents(reading: Reading, root: Value | undefined, what: Content['what']): readonly Content[] {
  return named(reading, root, `${what}s`).map((entry) => {
    const file = hostPath(reading, valueOf(entry.value, 'file'))
    return {
      address: `${what}:${entry.name}`,
      origin: originOf(entry.key.span, entry.entry.span, entry.via),
      what,
      key: { value: entry.name, span: entry.key.span, certainty: 'literal' },
      ...(file && { file }),
    }
  })
}

/** Networks that a service names and the top level does not have; Compose itself makes \`default\`. */
function looseEnds(root: Value | undefined): readonly Span[] {
  const declared = new Set(['default', ...entries(valueOf(root, 'networks')).map((e) => e.name)])
  const used = entries(valueOf(root, 'services')).map((service) => valueOf(service.value, 'networks'))
  const listed = used.flatMap((networks) => items(networks).map(({ value }) => value.node))
  const keyed = used.flatMap((networks) => entries(networks).map((e) => e.key))
  return [...listed, ...keyed].flatMap((node) => {
    const name = node.kind === 'scalar' ? node.text.text : 'default'
    return declared.has(name) || name.includes('$') ? [] : [node.span]
  })
}

/** The files of `include`: texts, or mappings with one `path` or several. What has none of these is unknown. */
function includes(reading: Reading, value: Value | undefined): readonly Located<string>[] {
  if (value === undefined) return []
  if (value.node.kind === 'seq') return items(value).flatMap((i) => includes(reading, i.value))
  if (value.node.kind === 'map' && valueOf(value, 'path') !== undefined)
    return includes(reading, valueOf(value, 'path'))
  return [text(reading, value) ?? { value: '', span: value.node.span, certainty: 'unknown' }]
}
