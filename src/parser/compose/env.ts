/** The environment of a Compose service: what it says itself, and what the files say that it names. */
import type { EnvVar } from '../../core/ir.ts'
import { locatedText, sliceMapped, type Located, type MappedText } from '../../core/located.ts'
import { folderOf, joinPath } from '../../core/paths.ts'
import type { Span } from '../../core/source.ts'
import { readEnvFiles } from '../dotenv/environment.ts'
import type { EnvFile, Variable } from '../dotenv/read.ts'
import { complain, entries, fromHome, items, mapped, text, valueOf, type Value } from '../reading.ts'
import { withoutPlaces } from '../secrets/words.ts'
import type { ComposeReading } from './reading.ts'

export interface ServiceEnvironment {
  /** Each name once; what the service says itself goes first. */
  readonly env: readonly EnvVar[]
  /** Files that are not at hand. */
  readonly envFiles: readonly Span[]
}

export function readEnvironment(reading: ComposeReading, service: Value): ServiceEnvironment {
  const own = readEnv(reading, valueOf(service, 'environment'))
  const files = namedFiles(reading, valueOf(service, 'env_file'))
  if (files.length === 0) return { env: own, envFiles: [] }
  const envFiles = files.flatMap(({ file, span }) => (file === undefined ? [span] : []))
  const last = files.findLastIndex(({ file }) => file === undefined)
  const settled = fromFiles(reading, files.slice(last + 1))
  // What stands before a file that is not at hand may be said otherwise there.
  const open = fromFiles(reading, files.slice(0, last + 1)).map(({ name }) => ({ name, value: unknownAt(name) }))
  const all = [...own, ...settled, ...open]
  const first = new Map(all.toReversed().map((variable) => [variable.name.value, variable]))
  return {
    env: all.filter((variable) => first.get(variable.name.value) === variable || own.includes(variable)),
    envFiles,
  }
}

function readEnv(reading: ComposeReading, value: Value | undefined): readonly EnvVar[] {
  const pairs = value?.node.kind === 'map' ? mapPairs(reading, value) : listPairs(reading, value)
  return pairs.map(({ name, value: written }) => {
    const isKept = reading.keepsEnv(name.value)
    if (written === undefined) return { name, value: isKept ? passedOn(reading, name) : unknownAt(name) }
    return isKept ? { name, value: written } : { name }
  })
}

interface Pair {
  readonly name: Located<string>
  /** Absent: the value comes from the environment of whoever starts the service. */
  readonly value?: Located<string>
}

function passedOn(reading: ComposeReading, name: Located<string>): Located<string> {
  const set = reading.lookupIn(name.span.source)(name.value)
  if (set === undefined || set.certainty === 'unknown') return unknownAt(name)
  return { value: set.value, span: name.span, certainty: set.certainty, shown: `\${${name.value}}` }
}

function unknownAt({ span }: Located<string>): Located<string> {
  return { value: '', span, certainty: 'unknown' }
}

function mapPairs(reading: ComposeReading, value: Value): readonly Pair[] {
  return entries(value).map((e) => {
    const found = text(reading, e.value)
    const name = withoutPlaces({ value: e.name, span: e.key.span, certainty: 'literal' }, reading.places)
    return { name, ...(found && { value: found }) }
  })
}

function listPairs(reading: ComposeReading, value: Value | undefined): readonly Pair[] {
  return items(value).flatMap((item) => {
    // Of a list laid over a mapping, or the other way round, entries may stay mappings.
    if (item.value.node.kind === 'map') return mapPairs(reading, item.value)
    const whole = mapped(reading, item.value)
    return whole === undefined ? [] : [splitPair(reading, whole)]
  })
}

function splitPair({ places }: ComposeReading, whole: MappedText): Pair {
  const at = whole.text.indexOf('=')
  if (at < 0) return { name: withoutPlaces(locatedText(whole), places) }
  const value = locatedText(sliceMapped(whole, at + 1, whole.text.length))
  return { name: withoutPlaces(locatedText(whole, 0, at), places), value: withoutPlaces(value, places) }
}

/** More are not read: each is a copy of those before it. */
const MOST_FILES = 100

interface NamedFile {
  readonly span: Span
  readonly file: EnvFile | undefined
}

/** The entries of `env_file`: one, or a list; paths, or mappings with one. Formats of other programs are not read. */
function namedFiles(reading: ComposeReading, value: Value | undefined): readonly NamedFile[] {
  if (value?.node.kind === 'seq') {
    const all = items(value).flatMap((i) => namedFiles(reading, i.value))
    return all.length > MOST_FILES ? [{ span: value.node.span, file: undefined }] : all
  }
  if (value === undefined) return []
  const { span } = value.node
  const isLong = value.node.kind === 'map'
  const path = text(reading, isLong ? valueOf(value, 'path') : value)
  const hasFormat = isLong && valueOf(value, 'format') !== undefined
  const isKnown = path !== undefined && path.certainty !== 'unknown' && !hasFormat
  const from = isKnown ? joinPath(folderOf(path.span.source.path), fromHome(reading, path).value) : undefined
  return [{ span, file: from === undefined ? undefined : reading.openEnv?.(from) }]
}

/** Only what a fact asks for is kept. */
function fromFiles(reading: ComposeReading, named: readonly NamedFile[]): readonly EnvVar[] {
  const files = named.flatMap(({ file }) => file ?? [])
  if (files.length === 0) return []
  const { variables, secrets, problems } = readEnvFiles(reading.outer, files)
  reading.secrets.push(...secrets)
  for (const { span, message } of problems) complain(reading, span, message)
  const entries = new Map(named.map(({ file, span }) => [file?.source, span]))
  const kept = [...variables].filter(([key]) => reading.keepsEnv(key))
  return kept.map(([key, set]) => fromFile(reading, key, { ...set, at: entries.get(set.name.source) }))
}

interface Settling extends Variable {
  /** What names the file. */
  readonly at: Span | undefined
}

function fromFile({ settled }: ComposeReading, key: string, { at, ...set }: Settling): EnvVar {
  const name = { value: key, span: set.name, certainty: 'literal' as const }
  const span = set.hidden?.from ?? set.name
  if (at !== undefined) settled?.push({ at, from: span, name: key })
  return { name, value: { value: set.value, span, certainty: set.certainty, shown: `\${${key}}` } }
}
