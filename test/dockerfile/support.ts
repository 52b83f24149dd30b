/** Dockerfiles as short values. */
import type { BuiltImage, Recipe } from '../../src/core/ir.ts'
import type { Located } from '../../src/core/located.ts'
import { sourceOf } from '../../src/core/source.ts'
import { builtImage } from '../../src/parser/dockerfile/built.ts'
import type { Variable } from '../../src/parser/dockerfile/expand.ts'
import { readDockerfile } from '../../src/parser/dockerfile/read.ts'

export function recipe(text: string, args: Readonly<Record<string, string>> = {}): Recipe {
  const given = Object.entries(args).map(([name, value]): [string, Variable] => [name, { value, certainty: 'literal' }])
  return readDockerfile(sourceOf('Dockerfile', text), { keepsEnv: (key) => key === 'PGDATA', args: new Map(given) })
}

/** What the last stage, or that of a name, comes to. */
export function image(text: string, args: Readonly<Record<string, string>> = {}, target?: string): object | undefined {
  const read = recipe(text, args)
  const at = { source: sourceOf('compose.yaml', ''), start: 0, end: 0 }
  const built = builtImage(read, target === undefined ? undefined : { value: target, span: at, certainty: 'literal' })
  return built && plain(built)
}

/** Values that are not literal with a `~` for a default and a `?` for what is not known; what is empty is left out. */
function plain(built: BuiltImage): object {
  const words = (command: BuiltImage['command']): string | undefined =>
    command?.commands.map((line) => line.map(said).join(' ')).join('; ')
  const all = {
    base: said(built.base),
    env: built.env.map(({ name, value }) => (value === undefined ? name.value : `${name.value}=${said(value)}`)),
    volumes: built.volumes.map(said),
    user: built.user && said(built.user),
    workdir: built.workdir && said(built.workdir),
    entrypoint: words(built.entrypoint),
    command: words(built.command),
    writes: built.writes.map(said),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value.length > 0))
}

function said({ value, certainty }: Located<string>): string {
  return `${certainty === 'unknown' ? '?' : certainty === 'default' ? '~' : ''}${value}`
}
