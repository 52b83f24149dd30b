/** What the instructions of one stage set. */
import type { Command, EnvVar, Stage } from '../../core/ir.ts'
import { locatedText, opaqueText, sliceMapped, spanOf, type Located, type MappedText } from '../../core/located.ts'
import { joinPath } from '../../core/paths.ts'
import { textOf } from '../../core/source.ts'
import { readCommand } from '../grammar/command.ts'
import { withoutSecretWords } from '../secrets/words.ts'
import { expandWord } from './expand.ts'
import { expanded, scopeOf, type Line, type Reading } from './reading.ts'
import { asVariable, type Variables } from './scope.ts'
import { blankWords, jsonWords, pairOf, quotedWords, withoutFlags } from './words.ts'

/** A stage in the making. */
export interface Draft {
  readonly variables: Variables
  /** Where the stage that it starts from has left off. */
  readonly outer?: Draft
  readonly env: EnvVar[]
  readonly volumes: Located<string>[]
  readonly writes: Located<string>[]
  user?: Located<string>
  workdir?: Located<string>
  entrypoint?: Command
  command?: Command
  shell: readonly MappedText[]
}

type Step = (reading: Reading, draft: Draft, line: Line) => void

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['ENV', addEnv],
  ['VOLUME', addVolumes],
  ['USER', (reading, draft, { text }) => setUser(reading, draft, text)],
  ['WORKDIR', (reading, draft, { text }) => setWorkdir(reading, draft, text)],
  ['COPY', addWrites],
  ['ADD', addWrites],
  ['RUN', addTouched],
  ['SHELL', (_, draft, { text }) => void (draft.shell = jsonWords(text) ?? draft.shell)],
  ['CMD', (reading, draft, line) => void (draft.command = commandOf(reading, draft, line))],
  ['ENTRYPOINT', (reading, draft, line) => void (draft.entrypoint = commandOf(reading, draft, line))],
])

/** Takes an instruction into a stage; what it does not set stays. */
export function step(reading: Reading, draft: Draft, line: Line): void {
  STEPS.get(line.keyword)?.(reading, draft, line)
}

/** `ENV A=b C=d`, and the old form `ENV A rest of the line`. None of the values sees the others. */
function addEnv(reading: Reading, draft: Draft, { text }: Line): void {
  const scope = scopeOf(reading, draft.variables)
  const pairs = envPairs(text, reading.escape).map((pair) => ({ ...pair, settled: expandWord(pair.value, scope) }))
  for (const { name, value, settled } of pairs) {
    const located = locatedText(name)
    draft.variables.env.set(located.value, asVariable(settled))
    const isKept = reading.keepsEnv(located.value)
    if (!isKept && value.text !== '') reading.secrets.push(spanOf(value, 0, value.text.length))
    draft.env.push(isKept ? { name: located, value: locatedText(settled) } : { name: located })
  }
}

function envPairs(text: MappedText, escape: string): readonly { name: MappedText; value: MappedText }[] {
  const [first, ...more] = quotedWords(text, escape)
  if (first === undefined) return []
  if (first.text.includes('=')) return [first, ...more].flatMap((word) => pairOf(word) ?? [])
  const [whole = '', name = ''] = /^(\S+)\s*/.exec(text.text) ?? []
  return [{ name: sliceMapped(text, 0, name.length), value: sliceMapped(text, whole.length, text.text.length) }]
}

function addVolumes(reading: Reading, draft: Draft, { text }: Line): void {
  const scope = scopeOf(reading, draft.variables)
  const paths = (jsonWords(text) ?? blankWords(text)).map((word) => expanded(word, scope))
  for (const path of paths) if (path.value !== '') draft.volumes.push(path)
}

function setUser(reading: Reading, draft: Draft, text: MappedText): void {
  if (text.text !== '') draft.user = expanded(text, scopeOf(reading, draft.variables))
}

function setWorkdir(reading: Reading, draft: Draft, text: MappedText): void {
  draft.workdir = inWorkdir(expanded(text, scopeOf(reading, draft.variables)), draft)
}

/** A path relative to the working directory; unknown where that is the base image’s. */
function inWorkdir(path: Located<string>, draft: Draft): Located<string> {
  const workdir = workdirOf(draft)
  if (path.certainty === 'unknown' || path.value.startsWith('/')) return path
  if (workdir === undefined || workdir.certainty === 'unknown') return { ...path, certainty: 'unknown' }
  return { ...path, value: joinPath(workdir.value, path.value) }
}

function workdirOf(draft: Draft): Located<string> | undefined {
  for (let at: Draft | undefined = draft; at !== undefined; at = at.outer) {
    if (at.workdir !== undefined) return at.workdir
  }
  return undefined
}

/** The last word of `COPY` and `ADD`, and of a folder (`/etc/x/`) the files in it that the sources are named like. */
function addWrites(reading: Reading, draft: Draft, { text }: Line): void {
  const { rest } = withoutFlags(text)
  const words = (jsonWords(rest) ?? blankWords(rest)).map((word) => expanded(word, scopeOf(reading, draft.variables)))
  const target = words.at(-1)
  if (target === undefined || words.length < 2) return
  const path = inWorkdir(target, draft)
  const inside = target.value.endsWith('/') || target.value === '.' ? words.slice(0, -1) : []
  const files = inside.map(({ value }) => value.replace(/^.*\//, '')).filter((name) => name !== '' && name !== '.')
  draft.writes.push(path)
  for (const name of files) draft.writes.push({ ...path, value: joinPath(path.value, name) })
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
