/** Containers for tests of the view, made from strings. */
import type { Command, Container, EnvVar, Mount, Opaque, Origin, Store } from '../../src/core/ir.ts'
import type { Certainty, Located } from '../../src/core/located.ts'
import { sourceOf, type Span } from '../../src/core/source.ts'

/** A container in short: words may hold `${NAME}` (unknown) or `${NAME:-default}`. */
export interface Sketch {
  readonly image?: string
  readonly build?: true
  readonly role?: Container['role']
  /** One simple command, or several. */
  readonly command?: readonly string[] | readonly (readonly string[])[]
  readonly entrypoint?: readonly string[] | readonly (readonly string[])[]
  /** `null`: a variable whose value is not kept. */
  readonly env?: Readonly<Record<string, string | null>>
  readonly envFile?: true
  /** `target` for an anonymous volume, `name:target`, `/host:target`, or `tmpfs:target`. */
  readonly mounts?: readonly string[]
  readonly opaque?: true
}

export function container(sketch: Sketch): Container {
  return {
    address: 'db',
    origin: writtenAt('db'),
    role: sketch.role ?? 'main',
    ...(sketch.image !== undefined && { image: located(sketch.image) }),
    ...(sketch.build && { build: { span: spanOf('.') } }),
    ...(sketch.entrypoint && { entrypoint: command(sketch.entrypoint) }),
    ...(sketch.command && { command: command(sketch.command) }),
    env: Object.entries(sketch.env ?? {}).map(([name, value]) => envVar(name, value)),
    envFiles: sketch.envFile ? [spanOf('.env')] : [],
    readOnlyRoot: false,
    mounts: (sketch.mounts ?? []).map(mount),
    mountsFrom: [],
    watches: [],
    opaque: sketch.opaque ? [{ what: 'extends', span: spanOf('base') } satisfies Opaque] : [],
  }
}

/** A value in a source of its own, which holds it as written. */
export function located(written: string): Located<string> {
  const value = written.replace(/\$\{\w+:-([^}]*)\}/g, '$1')
  const certainty: Certainty = value.includes('$') ? 'unknown' : value === written ? 'literal' : 'default'
  return { value: certainty === 'unknown' ? written : value, span: spanOf(written), certainty }
}

/** The span of a text that is all of its source. */
export function spanOf(written: string): Span {
  return { source: sourceOf('compose.yaml', written), start: 0, end: written.length }
}

function writtenAt(text: string): Origin {
  return { kind: 'written', key: spanOf(text), span: spanOf(text) }
}

function command(words: readonly string[] | readonly (readonly string[])[]): Command {
  const lines = words.every((word) => typeof word === 'string') ? [words] : words
  return { span: spanOf('command'), commands: lines.map((line) => [...line].map(located)) }
}

function envVar(name: string, value: string | null): EnvVar {
  return { name: located(name), ...(value !== null && { value: located(value) }) }
}

function mount(text: string): Mount {
  const at = text.lastIndexOf(':')
  const target = located(text.slice(at + 1))
  return {
    address: `db/mount:${target.value}`,
    origin: writtenAt(text),
    form: 'short',
    target,
    readOnly: { value: false, span: spanOf(text), certainty: 'literal' },
    options: {},
    store: store(at < 0 ? '' : text.slice(0, at)),
  }
}

function store(source: string): Store {
  const span = spanOf(source)
  if (source === '') return { kind: 'anonymous', span }
  if (source === 'tmpfs') return { kind: 'memory', span }
  return /^[./~]/.test(source)
    ? { kind: 'host', path: located(source), span }
    : { kind: 'named', name: located(source), span }
}
