/** Compose files that build from the Dockerfiles of a focus. */
import path from 'node:path'
import { containersIn } from '../core/containers.ts'
import type { Source } from '../core/source.ts'
import { isDockerfileName } from '../parser/dockerfile/name.ts'
import { contextOf, within, yamlAround, type Around, type Context } from './context.ts'
import type { Environments } from './environments.ts'
import { realOrSame } from './listing.ts'
import { readSource } from './read.ts'
import { dockerfileOf } from './recipes.ts'

/** The context of a focus, with those files and what lies beside them: what is found there rests on a Dockerfile of the focus. */
export async function contextWithBuilders(around: Around): Promise<Context> {
  const builders = await buildersOf(around)
  const { sources, notes } = await contextOf({ ...around, focus: [...around.focus, ...builders] })
  return { sources: [...builders, ...sources], notes }
}

/**
 * The files of the Dockerfiles’ git work trees, or of their folders, with a service whose `build` names one of them. Nothing
 * is looked for where the focus has no Dockerfile, and of files beyond the limits only the nearest are read.
 */
async function buildersOf(around: Around): Promise<readonly Source[]> {
  const { cwd, focus, read, environments } = around
  const real = (name: string): string => realOrSame(path.resolve(cwd, name))
  const given = focus.filter((s) => isDockerfileName(s.path)).map((s) => path.resolve(cwd, s.path))
  if (given.length === 0) return []
  const known = new Set(focus.map((s) => s.path))
  const folders = [...new Set(given.map((file) => path.dirname(file)))]
  const names = (await yamlAround(around, folders)).filter((name) => !known.has(name))
  const dockerfiles = new Set(given.map(real))
  const sources = within(around, names, folders).flatMap((name) => read(name) ?? [])
  return sources.filter((source) => dockerfilesIn(source, environments).some((name) => dockerfiles.has(real(name))))
}

/** Nothing is parsed that does not look as if it built an image. */
function dockerfilesIn(source: Source, environments: Environments): readonly string[] {
  if (!/\bbuild["']?[ \t]*:/.test(source.text)) return []
  const containers = containersIn({ fragments: readSource(source, undefined, environments).fragments })
  return containers.flatMap(({ build }) => (build === undefined ? [] : (dockerfileOf(build) ?? [])))
}
