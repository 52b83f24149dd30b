/** The Dockerfiles that services are built from, read when a question needs one. */
import path from 'node:path'
import type { SettingsOf } from '../core/config.ts'
import type { Build, BuiltImage, Recipe } from '../core/ir.ts'
import type { Certainty, Located } from '../core/located.ts'
import { weaker } from '../core/located.ts'
import { memo } from '../core/memo.ts'
import { isElsewhere } from '../core/paths.ts'
import type { Source, Span } from '../core/source.ts'
import { FACTS } from '../knowledge/facts.ts'
import { argumentValues } from '../parser/compose/build.ts'
import { builtImage } from '../parser/dockerfile/built.ts'
import { readDockerfile } from '../parser/dockerfile/read.ts'

export interface Recipes {
  /** The image that a service builds; undefined where its Dockerfile is not there, or not in the project. */
  readonly imageOf: (build: Build) => BuiltImage | undefined
  /** Places of Dockerfiles that were read whose text no output may show. */
  readonly secrets: () => readonly Span[]
}

/** A Dockerfile by its path relative to the working directory; undefined where it is not to be read. */
export type OpenDockerfile = (path: string) => Source | undefined

/** The recipes of a run. Each Dockerfile is read once for every set of arguments. */
export function recipesFrom(open: OpenDockerfile, settings: SettingsOf): Recipes {
  const recipes = new Map<string, Recipe | undefined>()
  const recipeOf = (build: Build): Recipe | undefined => {
    if (build.inline !== undefined) return build.inline
    const file = dockerfileOf(build)
    const { args = [], span } = build
    const values = argumentValues(args)
    const key = JSON.stringify([file, span.source.path, ...values])
    if (!recipes.has(key)) {
      const source = file === undefined ? undefined : open(file)
      const { asksFor } = settings(span.source.path)?.facts ?? FACTS
      recipes.set(key, source && safely(() => readDockerfile(source, { keepsEnv: asksFor, args: values })))
    }
    return recipes.get(key)
  }
  return {
    imageOf: memo((build: Build) => imageOf(build, recipeOf(build))),
    secrets: () => [...recipes.values()].flatMap((recipe) => recipe?.secrets ?? []),
  }
}

/** What nests too deep is not known. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function imageOf(build: Build, recipe: Recipe | undefined): BuiltImage | undefined {
  const image = recipe && builtImage(recipe, build.target)
  if (image === undefined || isReplaced(image.base, build)) return undefined
  const certainty = [build.context, build.dockerfile, build.target].reduce<Certainty>(
    (sum, part) => weaker(sum, part?.certainty ?? 'literal'),
    image.base.certainty,
  )
  return { ...image, base: { ...image.base, certainty } }
}

/** `additional_contexts` may put another image, or a folder, in the place of a name. */
function isReplaced(base: Located<string>, { contexts = [] }: Build): boolean {
  return contexts.some(({ value, certainty }) => certainty === 'unknown' || value === base.value)
}

/** The path of a Dockerfile relative to the working directory, or absolute; undefined where it is not known, or no file. */
export function dockerfileOf({ context, dockerfile, inline, span }: Build): string | undefined {
  if (inline !== undefined) return undefined
  if (context?.certainty === 'unknown' || dockerfile?.certainty === 'unknown') return undefined
  if (context !== undefined && (isElsewhere(context.value) || context.value.startsWith('~'))) return undefined
  const home = path.posix.dirname((context?.span ?? span).source.path)
  const folder = joined(home, context?.value ?? '.')
  return joined(folder, dockerfile?.value ?? 'Dockerfile')
}

function joined(folder: string, name: string): string {
  return path.posix.isAbsolute(name) ? name : path.posix.join(folder, name)
}
