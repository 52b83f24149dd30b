/** What storlint and Compose make of one project, in the same words, to be compared. */
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Command, Container, Content, Fragment, Mount, Volume, Workload } from '../../src/core/ir.ts'
import { exactText, type Located } from '../../src/core/located.ts'
import { isAutomaticOverride, isBaseName } from '../../src/core/compose-names.ts'
import { cleanPath, folderOf } from '../../src/core/paths.ts'
import { sourceOf, type Span } from '../../src/core/source.ts'
import { environmentsFrom, type Environments } from '../../src/engine/environments.ts'
import { stacksOf } from '../../src/engine/stacks.ts'
import { readCommand } from '../../src/parser/grammar/command.ts'
import { withProfiles } from '../../src/engine/profiles.ts'
import { readComposeModel } from '../../src/parser/compose/model/read.ts'
import type { YamlDocument } from '../../src/parser/tree.ts'
import { readYaml } from '../../src/parser/yaml.ts'

/** What hangs on a variable that nothing sets: the oracle has it blank. */
export const UNKNOWN = '?'

export interface Answer {
  readonly id: string
  readonly error: { readonly message: string } | null
  readonly services: Readonly<Record<string, OracleService>>
  readonly jobs: Readonly<Record<string, OracleService>>
  readonly volumes: Readonly<Record<string, { readonly driver: string | null; readonly external: boolean }>>
  readonly configs: Readonly<Record<string, OracleContent>>
  readonly secrets: Readonly<Record<string, OracleContent>>
}

interface OracleContent {
  readonly file: string | null
}

interface OracleGrant {
  readonly source: string
  readonly target: string | null
}

interface OracleService {
  readonly image: string | null
  readonly user: string | null
  readonly read_only: boolean
  readonly volumes: readonly OracleMount[]
  readonly tmpfs: readonly string[]
  readonly volumes_from: readonly string[]
  readonly configs: readonly OracleGrant[]
  readonly secrets: readonly OracleGrant[]
  readonly environment: Readonly<Record<string, string | null>>
  readonly command: readonly string[] | null
  readonly entrypoint: readonly string[] | null
  readonly pre_start?: readonly OracleService[]
}

interface OracleMount {
  readonly type: string
  readonly source: string | null
  readonly target: string
  readonly read_only: boolean
}

export interface SeenMount {
  readonly type: string
  readonly source: string
  readonly target: string
  readonly readOnly: boolean | string
}

export interface SeenService {
  readonly image: string
  readonly user: string
  readonly readOnlyRoot: boolean | string
  readonly mounts: readonly SeenMount[]
  readonly from: readonly string[]
  /** What is granted: `path <- name`, each once; Compose tells of hooks some twice, in two forms. */
  readonly grants: readonly string[]
  /** Values by their names; of one that is passed on and not settled `?`. */
  readonly env: Readonly<Record<string, string>>
  /** Simple commands; `?` where a word of them is not known. */
  readonly command: string
  readonly entrypoint: string
  readonly hooks: readonly SeenService[]
}

export interface Seen {
  readonly services: Readonly<Record<string, SeenService>>
  readonly jobs: Readonly<Record<string, SeenService>>
  readonly volumes: Readonly<Record<string, string>>
  /** Files of configs and secrets. */
  readonly contents: Readonly<Record<string, string>>
}

/** The oracle's answer in those words. */
export function seenByCompose({ services, jobs, volumes, configs, secrets }: Answer): Seen {
  return {
    services: mapValues(services, oracleService),
    jobs: mapValues(jobs, oracleService),
    volumes: mapValues(volumes, (v) => `${v.external ? 'external' : 'own'} ${v.driver ?? ''}`),
    contents: { ...filesOf('config', configs), ...filesOf('secret', secrets) },
  }
}

function filesOf(what: string, contents: Answer['configs']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(contents).map(([key, { file }]) => [`${what}:${key}`, file ?? '']))
}

function oracleService(s: OracleService): SeenService {
  return {
    image: s.image ?? '',
    user: s.user ?? '',
    readOnlyRoot: s.read_only,
    mounts: [...s.volumes.map(oracleMount), ...s.tmpfs.map(memoryMount)],
    from: s.volumes_from,
    grants: once([...granted(s.configs, '/'), ...granted(s.secrets, '/run/secrets/')]),
    env: mapValues(s.environment, (value) => value ?? UNKNOWN),
    command: linesOf(s.command),
    entrypoint: linesOf(s.entrypoint),
    hooks: (s.pre_start ?? []).map(oracleService),
  }
}

function once(grants: readonly string[]): readonly string[] {
  return [...new Set(grants)].sort()
}

function granted(grants: readonly OracleGrant[], folder: string): readonly string[] {
  return grants.map(({ source, target }) => {
    const path = target ?? source
    return `${path.startsWith('/') ? path : folder + path} <- ${source}`
  })
}

/** Words of a command as storlint reads them, where they are written out. */
function linesOf(words: readonly string[] | null): string {
  if (words === null) return ''
  return commandLines(
    readCommand(words.map((word) => exactText({ source: sourceOf('', word), start: 0, end: word.length }))),
  )
}

function commandLines(commands: Command['commands']): string {
  const lines = commands.map((line) => line.map((word) => known(word)))
  return lines.flat().includes(UNKNOWN) ? UNKNOWN : lines.map((line) => line.join(' ')).join('; ')
}

function oracleMount({ type, source, target, read_only: readOnly }: OracleMount): SeenMount {
  // Of hooks Compose leaves the cleaning to the engine.
  return { type, source: source ?? '', target: cleanPath(target), readOnly }
}

function memoryMount(text: string): SeenMount {
  const [target = '', options = ''] = text.split(/:(.*)/s)
  return { type: 'tmpfs', source: '', target: cleanPath(target), readOnly: options.split(',').includes('ro') }
}

/** A project as it lies on the disk, and how it is run. */
export interface Run {
  /** The text of a file by its name, relative to the project. */
  readonly read: (name: string) => string | undefined
  readonly names: readonly string[]
  readonly given?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly profiles?: readonly string[]
}

/** storlint's model in those words. */
export function seenByStorlint(run: Run): { readonly seen: Seen; readonly errors: readonly string[] } {
  const fragment = modelOf(run)
  if (fragment === undefined) return { seen: NOTHING, errors: ['nothing'] }
  const whole = withProfiles(fragment, run.profiles ?? ['*'])
  const seen = seenIn(whole, { top: folderOf(fragment.source.path), secrets: fragment.secrets })
  return { seen, errors: fragment.errors.map((e) => e.message) }
}

/** What storlint reads of the files that are run. */
export function modelOf(run: Run): Fragment | undefined {
  const { read } = run
  const known = new Map<string, readonly YamlDocument[] | undefined>()
  const open = (name: string): readonly YamlDocument[] | undefined => {
    const text = known.has(name) ? undefined : read(name)
    if (!known.has(name)) known.set(name, text === undefined ? undefined : readYaml(sourceOf(name, text)))
    return known.get(name)
  }
  const environments = environmentsFrom((name) => {
    const text = read(name)
    return text === undefined ? undefined : { source: sourceOf(name, text), isTracked: true }
  }, run.env)
  const { files, home } = filesToRun(run, environments)
  const documents = files.map((file) => open(file) ?? [])
  return readComposeModel(documents, {
    open,
    keepsEnv: () => true,
    environment: environments.of(files[0] ?? '', home),
    openEnv: environments.open,
    isGone: (name) => read(name) === undefined,
  })
}

const NOTHING: Seen = { services: {}, jobs: {}, volumes: {}, contents: {} }

/** The files that are given, that an `.env` names, or that Compose finds. */
function filesToRun({ given, names, read }: Run, { open }: Environments): { files: readonly string[]; home?: string } {
  if (given !== undefined) return { files: given }
  const look = (name: string): 'usable' | 'gone' => (read(name) === undefined ? 'gone' : 'usable')
  const [told] = stacksOf({
    paths: names,
    openEnv: open,
    separator: ':',
    above: 0,
    normal: (name) => name,
    look,
  }).stacks
  if (told !== undefined) return told
  return { files: [names.find(isBaseName), names.find(isAutomaticOverride)].filter((name) => name !== undefined) }
}

/** What a view is told with. */
interface Telling {
  /** The folder of the project: host paths are told from there. */
  readonly top: string
  /** Places whose text the IR does not hold. */
  readonly secrets: readonly Span[]
}

function seenIn({ workloads, volumes, contents }: Fragment, telling: Telling): Seen {
  const [services, jobs] = ['service', 'Job'].map((controller) =>
    Object.fromEntries(
      workloads.flatMap((w) => (w.controller === controller ? [[w.name.value, workloadOf(w, telling)]] : [])),
    ),
  )
  return {
    services: services ?? {},
    jobs: jobs ?? {},
    volumes: Object.fromEntries(volumes.map((v) => [v.key.value, volumeOf(v)])),
    contents: Object.fromEntries(contents.map((c) => [c.address, fileOf(c, telling.top)])),
  }
}

function workloadOf({ containers }: Workload, telling: Telling): SeenService {
  const [main, ...hooks] = containers
  if (main === undefined) throw new Error('a workload without a container')
  return { ...serviceOf(main, telling), hooks: hooks.map((hook) => serviceOf(hook, telling)) }
}

function overlaps(a: Span, b: Span): boolean {
  return a.source === b.source && a.start < b.end && b.start < a.end
}

function fileOf({ file }: Content, top: string): string {
  if (file === undefined) return ''
  return file.certainty === 'unknown' ? UNKNOWN : hostPath(file, top)
}

function volumeOf({ external, driver }: Volume): string {
  if (external === 'unknown') return UNKNOWN
  return driver?.certainty === 'unknown' ? UNKNOWN : `${external ? 'external' : 'own'} ${driver?.value ?? ''}`
}

function serviceOf(container: Container, { top, secrets }: Telling): SeenService {
  const isSecret = (value: Located<string> | undefined): boolean =>
    secrets.some((s) => value !== undefined && value.shown === undefined && overlaps(s, value.span))
  const { image, user, readOnlyRoot, mounts, mountsFrom, env, command, entrypoint } = container
  const grants = mounts.filter((m) => m.form === 'grant')
  return {
    image: known(image),
    user: known(user),
    readOnlyRoot: readOnlyRoot === 'unknown' ? UNKNOWN : readOnlyRoot,
    mounts: mounts.filter((m) => m.form !== 'grant').map((m) => mountOf(m, top)),
    from: mountsFrom.map((m) => known(m.from) + (m.readOnly ? ':ro' : '')),
    grants: once(grants.map((m) => `${m.target.value} <- ${m.store.kind === 'content' ? known(m.store.name) : ''}`)),
    env: Object.fromEntries(env.map((e) => [e.name.value, isSecret(e.value) ? UNKNOWN : known(e.value)])),
    command: commandLines(command?.commands ?? []),
    entrypoint: commandLines(entrypoint?.commands ?? []),
    hooks: [],
  }
}

function mountOf(mount: Mount, top: string): SeenMount {
  const { target, readOnly, store } = mount
  return {
    type: TYPES[store.kind] ?? UNKNOWN,
    source: sourceOfStore(mount, top),
    target: target.certainty === 'unknown' ? UNKNOWN : cleanPath(target.value),
    readOnly: readOnly.certainty === 'unknown' ? UNKNOWN : readOnly.value,
  }
}

const TYPES: Readonly<Record<string, string>> = {
  host: 'bind',
  named: 'volume',
  anonymous: 'volume',
  memory: 'tmpfs',
  pipe: 'npipe',
  image: 'image',
  cluster: 'cluster',
}

function sourceOfStore({ store }: Mount, top: string): string {
  switch (store.kind) {
    case 'host':
      return store.path.certainty === 'unknown' ? UNKNOWN : hostPath(store.path, top)
    case 'named':
      return known(store.name)
    case 'cluster':
      return known(store.name)
    case 'image':
      return known(store.image)
    case 'pipe':
      return known(store.path)
    case 'unknown':
      return UNKNOWN
    default:
      return ''
  }
}

/** As the oracle prints it: below the project, below home, or as it is. */
function hostPath({ value, span }: Located<string>, top: string): string {
  if (value.startsWith('~')) return cleanPath(`$HOME${value.slice(1)}`)
  if (value.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(value)) return value
  const below = path.posix.relative(top, path.posix.join(path.posix.dirname(span.source.path), value))
  return below === '' ? '$PROJECT' : `$PROJECT/${below}`
}

function known(value: Located<string> | undefined): string {
  if (value === undefined) return ''
  return value.certainty === 'unknown' ? UNKNOWN : value.value
}

function mapValues<T, U>(object: Readonly<Record<string, T>>, change: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** The oracle's view with what storlint does not know taken out, so that the rest can be compared. */
export function blurred(compose: Seen, storlint: Seen): Seen {
  return blur(compose, storlint) as Seen
}

function blur(real: unknown, ours: unknown): unknown {
  if (ours === UNKNOWN) return UNKNOWN
  if (Array.isArray(real) && Array.isArray(ours) && real.length === ours.length)
    return real.map((r, i) => blur(r, ours[i]))
  if (typeof real !== 'object' || real === null || Array.isArray(real)) return real
  const other = typeof ours === 'object' && ours !== null ? (ours as Readonly<Record<string, unknown>>) : {}
  return Object.fromEntries(Object.entries(real).map(([key, value]) => [key, blur(value, other[key])]))
}

/** Where two views differ: the keys that lead there, and what stands there in each. */
export function differences(compose: unknown, storlint: unknown, trail: string = ''): readonly string[] {
  if (isDeepStrictEqual(compose, storlint)) return []
  const isBoth = [compose, storlint].every((v) => typeof v === 'object' && v !== null)
  if (!isBoth) return [`${trail}: ${JSON.stringify(compose)} ≠ ${JSON.stringify(storlint)}`]
  const [real, ours] = [compose, storlint] as readonly Readonly<Record<string, unknown>>[]
  const keys = new Set([...Object.keys(real ?? {}), ...Object.keys(ours ?? {})])
  return [...keys].flatMap((key) => differences(real?.[key], ours?.[key], `${trail}/${key}`))
}
