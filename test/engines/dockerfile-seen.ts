/** What BuildKit and storlint make of a Dockerfile, in one shape. */
import type { BuiltImage, Command } from '../../src/core/ir.ts'
import { exactText, type Located } from '../../src/core/located.ts'
import { sourceOf, type Source } from '../../src/core/source.ts'
import { builtImage } from '../../src/parser/dockerfile/built.ts'
import { instructionsIn } from '../../src/parser/dockerfile/instructions.ts'
import { readDockerfile } from '../../src/parser/dockerfile/read.ts'
import { readCommand } from '../../src/parser/grammar/command.ts'
import type { Asked } from './dockerfile-generated.ts'

/** The answer of dockerfile-oracle; its main.go and image.go say what each part means. */
export interface Answer {
  readonly error: string
  readonly line: number
  readonly names: readonly string[]
  readonly images: Readonly<Record<string, Told>>
}

interface Told {
  readonly from: string
  readonly env: readonly string[]
  readonly volumes: readonly string[] | null
  readonly user: string
  readonly workdir: string
  readonly entrypoint: readonly string[] | null
  readonly cmd: readonly string[] | null
  readonly writes: readonly string[] | null
}

/** A value that storlint leaves open. */
export const OPEN = '?'

/** Absent is empty; lists without an order are sorted. */
export interface SeenImage {
  readonly from: string
  readonly env: Readonly<Record<string, string>>
  readonly volumes: readonly string[]
  readonly user: string
  readonly workdir: string
  readonly entrypoint: readonly (readonly string[])[]
  readonly cmd: readonly (readonly string[])[]
  readonly writes: readonly string[]
}

/** The names of stages in order, empty for one without, and what each name, and nothing, as the target gives. */
export interface Seen {
  readonly names: readonly string[]
  readonly images: Readonly<Record<string, SeenImage>>
}

/** The first and the last line of an error, from 1. */
export type Lines = readonly [first: number, last: number]

/** storlint's reading, and where its errors are. */
export function seenByStorlint({ text, args }: Asked): { readonly seen: Seen; readonly errors: readonly Lines[] } {
  const given = Object.entries(args).map(([name, value]) => [name, { value, certainty: 'literal' as const }] as const)
  const source = sourceOf('Dockerfile', text)
  const recipe = readDockerfile(source, { keepsEnv: () => true, args: new Map(given) })
  const names = recipe.stages.map(({ name }) => name?.value.toLowerCase() ?? '')
  const lineAt = (offset: number | undefined): number => text.slice(0, offset).split('\n').length
  const images = [...new Set(['', ...names])].map((name) => {
    const target = { value: name, certainty: 'literal', span: recipe.span } as const
    return [name, imageSeen(source, builtImage(recipe, name === '' ? undefined : target))]
  })
  const seen = { names, images: Object.fromEntries(images) as Seen['images'] }
  return { seen, errors: recipe.errors.map(({ span }): Lines => [lineAt(span?.start), lineAt(span?.end)]) }
}

function imageSeen(source: Source, image: BuiltImage | undefined): SeenImage | undefined {
  if (image === undefined) return undefined
  const { base, env, volumes, user, workdir, entrypoint, command, writes } = image
  return {
    from: shortName(valueOf(base)),
    env: Object.fromEntries(env.map(({ name, value }) => [valueOf(name), value === undefined ? OPEN : valueOf(value)])),
    volumes: asSet(volumes.map(valueOf)),
    user: user === undefined ? '' : valueOf(user),
    workdir: workdir === undefined ? '' : valueOf(workdir),
    entrypoint: wordsOf(entrypoint),
    cmd: wordsOf(command),
    writes: asSet(writes.filter(isCopied(source)).map(valueOf)),
  }
}

function valueOf({ value, certainty }: Located<string>): string {
  return certainty === 'unknown' ? OPEN : value
}

function wordsOf(command: Pick<Command, 'commands'> | undefined): readonly (readonly string[])[] {
  return command?.commands.map((words) => words.map(valueOf)) ?? []
}

function asSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}

/** BuildKit does not look into the script of a `RUN`. */
function isCopied(source: Source): (path: Located<string>) => boolean {
  const { list } = instructionsIn(exactText({ source, start: 0, end: source.text.length }))
  const scripts = list.filter(({ line }) => /^run\b/i.test(line.text))
  return (path) => !scripts.some(({ span }) => span.start <= path.span.start && path.span.end <= span.end)
}

/** As Docker names an image: `docker.io/library/x` is `x:latest`. */
function shortName(name: string): string {
  if (name === OPEN || name === 'scratch') return name
  const short = name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`
}

/** BuildKit's reading; what storlint leaves open is left open here, too. */
export function seenByBuildKit({ names, images }: Answer, ours: Seen): Seen {
  const seen = Object.entries(images).map(([name, told]) => {
    const our = ours.images[name]
    return [name, our === undefined ? plainImage(told) : blurred(plainImage(told), our)]
  })
  return { names, images: Object.fromEntries(seen) as Seen['images'] }
}

function plainImage({ from, env, volumes, user, workdir, entrypoint, cmd, writes }: Told): SeenImage {
  const pairs = env.map((pair): [string, string] => [pair.replace(/=.*/s, ''), pair.replace(/^[^=]*=/, '')])
  return {
    ...{ from, user, workdir, env: Object.fromEntries(pairs) },
    ...{ volumes: asSet(volumes ?? []), writes: asSet(writes ?? []) },
    ...{ entrypoint: asCommand(entrypoint), cmd: asCommand(cmd) },
  }
}

/** Words as storlint reads them, shells seen through. */
function asCommand(words: readonly string[] | null): readonly (readonly string[])[] {
  const texts = (words ?? []).map((text) => exactText({ source: sourceOf('word', text), start: 0, end: text.length }))
  return wordsOf({ commands: readCommand(texts) })
}

/** The folder that every image starts in, and that of one which starts from nothing. */
const BASE_WORKDIRS = ['/of/the/base', '/']

function blurred(told: SeenImage, our: SeenImage): SeenImage {
  const isOpen = our.from === OPEN
  const open = (value: string, ours = ''): string => (ours === OPEN || (isOpen && ours === '') ? ours : value)
  const command = (words: SeenImage['cmd'], ours: SeenImage['cmd']): SeenImage['cmd'] =>
    isOpen && ours.length === 0 ? [] : words
  const isOfBase = our.workdir === '' && BASE_WORKDIRS.includes(told.workdir)
  const isMeant = (name: string): boolean => name in our.env || (name !== 'PATH' && !isOpen)
  const env = Object.entries(told.env).flatMap(([name, value]) =>
    isMeant(name) ? [[name, open(value, our.env[name])]] : [],
  )
  return {
    from: open(told.from, our.from),
    // A name that is open may be any.
    env: OPEN in our.env ? our.env : (Object.fromEntries(env) as SeenImage['env']),
    volumes: openSet(told.volumes, our.volumes, isOpen),
    user: open(told.user, our.user),
    workdir: isOfBase ? '' : open(told.workdir, our.workdir),
    entrypoint: command(told.entrypoint, our.entrypoint),
    cmd: command(told.cmd, our.cmd),
    writes: openSet(told.writes, our.writes, isOpen),
  }
}

/** Where some are open, those that are known have to be there. */
function openSet(told: readonly string[], ours: readonly string[], isOpen: boolean): readonly string[] {
  if (!isOpen && !ours.includes(OPEN)) return told
  return ours.filter((value) => value === OPEN || told.includes(value))
}
