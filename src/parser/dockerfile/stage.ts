/** What the instructions of one stage set. */
import type { Command, EnvVar, Stage } from '../../core/ir.ts'
import {
  locatedText,
  opaqueText,
  sliceMapped,
  spanOf,
  weaker,
  type Located,
  type MappedText,
} from '../../core/located.ts'
import { baseName, cleanPath, joinPath } from '../../core/paths.ts'
import { textOf } from '../../core/source.ts'
import { readCommand } from '../grammar/command.ts'
import { withoutSecretWords } from '../secrets/words.ts'
import { expandWord } from './expand.ts'
import { heredocOf } from './heredoc.ts'
import { expanded, lineOf, scopeOf, type Line, type Reading } from './reading.ts'
import { asVariable, type Variables } from './scope.ts'
import { blankWords, jsonWords, pairOf, quotedWords, trimmed } from './words.ts'

/** A stage in the making. */
export interface Draft {
  readonly variables: Variables
  /** Where the stage that it starts from has left off. */
  readonly outer?: Draft
  readonly env: EnvVar[]
  readonly volumes: Located<string>[]
  readonly writes: Located<string>[]
  /** What `ONBUILD` keeps for stages that start from this one. */
  readonly triggers: Line[]
  user?: Located<string>
  workdir?: Located<string>
  entrypoint?: Command
  command?: Command
  shell: readonly MappedText[]
}

type Step = (reading: Reading, draft: Draft, line: Line) => void

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['ENV', addEnv],
  ['LABEL', (reading, draft, line) => void settledPairs(reading, draft, line)],
  ['VOLUME', addVolumes],
  ['USER', setUser],
  ['WORKDIR', setWorkdir],
  ['COPY', addWrites],
  ['ADD', addWrites],
  ['RUN', addTouched],
  ['ONBUILD', (reading, { triggers }, { text, span }) => void triggers.push(lineOf(reading, { line: text, span }))],
  ['SHELL', (_, draft, { text }) => void (draft.shell = jsonWords(text) ?? draft.shell)],
  ['CMD', (reading, draft, line) => void (draft.command = commandOf(reading, draft, line))],
  ['ENTRYPOINT', (reading, draft, line) => void (draft.entrypoint = commandOf(reading, draft, line))],
])

/** Takes an instruction into a stage; what it does not set stays. */
export function step(reading: Reading, draft: Draft, line: Line): void {
  STEPS.get(line.keyword)?.(reading, draft, line)
}

interface Pair {
  readonly name: MappedText
  readonly value: MappedText
}

/** `ENV A=b C=d`, and the old form `ENV A rest of the line`. None of the values sees the others. */
function addEnv(reading: Reading, draft: Draft, line: Line): void {
  for (const { name, value, settled } of settledPairs(reading, draft, line)) {
    const located = locatedText(name)
    for (const kind of [draft.variables.all, draft.variables.env]) kind.set(located.value, asVariable(settled))
    const isKept = reading.keepsEnv(located.value)
    if (!isKept && value.text !== '') reading.secrets.push(spanOf(value, 0, value.text.length))
    draft.env.push(isKept ? { name: located, value: locatedText(settled) } : { name: located })
  }
}

function settledPairs(
  reading: Reading,
  draft: Draft,
  line: Line,
): readonly (Pair & { readonly settled: MappedText })[] {
  const scope = scopeOf(reading, line, draft.variables)
  return pairsOf(line.text, reading.escape).map(({ name, value }) => ({
    name: expandWord(name, scope),
    value,
    settled: expandWord(value, scope),
  }))
}

function pairsOf(text: MappedText, escape: string): readonly Pair[] {
  const [first, ...more] = quotedWords(text, escape)
  if (first === undefined) return []
  if (first.text.includes('=')) return [first, ...more].flatMap((word) => pairOf(word) ?? [])
  const [whole = '', name = ''] = /^([^\t\v\f\r ]+)[\t\v\f\r ]*/.exec(text.text) ?? []
  return [{ name: sliceMapped(text, 0, name.length), value: sliceMapped(text, whole.length, text.text.length) }]
}

function addVolumes(reading: Reading, draft: Draft, line: Line): void {
  const scope = scopeOf(reading, line, draft.variables)
  const words = (jsonWords(line.text) ?? blankWords(line.text)).map(trimmed)
  for (const path of words.map((word) => expanded(word, scope))) if (path.value !== '') draft.volumes.push(path)
}

function setUser(reading: Reading, draft: Draft, line: Line): void {
  if (line.text.text !== '') draft.user = expanded(line.text, scopeOf(reading, line, draft.variables))
}

function setWorkdir(reading: Reading, draft: Draft, line: Line): void {
  draft.workdir = inWorkdir(expanded(line.text, scopeOf(reading, line, draft.variables)), draft)
}

/** A path relative to the working directory; unknown where that is the base image’s. */
function inWorkdir(path: Located<string>, draft: Draft): Located<string> {
  const workdir = workdirOf(draft)
  if (path.certainty === 'unknown' || path.value.startsWith('/')) return path
  if (workdir === undefined || workdir.certainty === 'unknown') return { ...path, certainty: 'unknown' }
  return { ...path, value: path.value === '' ? workdir.value : joinPath(workdir.value, path.value) }
}

function workdirOf(draft: Draft): Located<string> | undefined {
  for (let at: Draft | undefined = draft; at !== undefined; at = at.outer) {
    if (at.workdir !== undefined) return at.workdir
  }
  return undefined
}

/** The last word of `COPY` and `ADD`, and of a folder (`/etc/x/`) the files in it that the sources are named like. */
function addWrites(reading: Reading, draft: Draft, line: Line): void {
  const scope = scopeOf(reading, line, draft.variables)
  const words = (jsonWords(line.text) ?? blankWords(line.text)).map((word) => expanded(word, scope))
  const target = words.at(-1)
  if (target === undefined || words.length < 2) return
  const { value, ...place } = inWorkdir(target, draft)
  const path = { ...place, value: cleanPath(value) }
  draft.writes.push(path)
  if (path.value !== '/' && !/(?:\/|^\.?)$/.test(target.value)) return
  for (const source of words.slice(0, -1)) {
    const name = nameOf(source.value)
    const certainty = weaker(path.certainty, source.certainty)
    if (name !== '') draft.writes.push({ ...path, value: joinPath(path.value, name), certainty })
  }
}

/** The content of a repository is copied, and not the repository. */
const REPOSITORY = /^(?:git@|git:|ssh:|https?:\/\/[^?#]*\.git(?:[?#]|$))/

/** The name of what is copied: of a file, an address or a heredoc; empty for a folder whose content is. */
function nameOf(source: string): string {
  if (REPOSITORY.test(source)) return ''
  const isAddress = /^https?:\/\//.test(source)
  return heredocOf(source)?.name ?? baseName(`/${isAddress ? source.replace(/[?#].*$/, '') : source}`)
}

/** Files of settings, as commands name them. Nothing else of a script is kept. */
const SETTINGS =
  /(?<![\w:/.-])\/(?:[\w.-]+\/)*[\w.-]+\.(?:conf|cnf|ini|ya?ml|toml|json|xml|properties|env|cfg)(?![\w.-])/g

function addTouched(_: Reading, draft: Draft, { span }: Line): void {
  for (const { 0: value, index } of textOf(span).matchAll(SETTINGS)) {
    const start = span.start + index
    draft.writes.push({ value, span: { ...span, start, end: start + value.length }, certainty: 'literal' })
  }
}

/** A list is run as it is, a text by the shell; variables are left to that. */
function commandOf(reading: Reading, { shell }: Draft, { text, span }: Line): Command {
  const words = jsonWords(text)
  const run = words ?? (text.text === '' ? [] : [...shell, text])
  const places = reading.secrets.filter((secret) => secret.start >= span.start && secret.end <= span.end)
  return withoutSecretWords({ span, commands: readCommand(run) }, { ...reading, places: () => places })
}

/** The shell that runs a text: https://docs.docker.com/reference/dockerfile/#shell */
export function usualShell(whole: MappedText): readonly MappedText[] {
  return ['/bin/sh', '-c'].map((word) => opaqueText({ ...whole.whole, end: whole.whole.start }, word))
}

/** The stage without what is only needed to read it. */
export function finished(draft: Draft, from: Pick<Stage, 'span' | 'name' | 'from' | 'parent'>): Stage {
  const { env, volumes, writes, user, workdir, entrypoint, command } = draft
  const commands = { ...(entrypoint && { entrypoint }), ...(command && { command }) }
  return { ...from, env, volumes, writes, ...(user && { user }), ...(workdir && { workdir }), ...commands }
}
