/** The project that Compose makes of several files, as one fragment. */
import type { Fragment } from '../../../core/ir.ts'
import { shown, type Located } from '../../../core/located.ts'
import type { Source, Span } from '../../../core/source.ts'
import type { YamlDocument } from '../../tree.ts'
import { folderOf, isElsewhere } from '../../../core/paths.ts'
import { NO_ENVIRONMENT, type Environment } from '../../dotenv/environment.ts'
import { complain } from '../../reading.ts'
import type { PlacesIn } from '../../secrets/words.ts'
import { secretSpans } from '../../secrets/tree.ts'
import { misfitsIn } from '../../schema/misfits.ts'
import { fragmentOf, readingFor, STANDARD, type ComposeOptions } from '../read.ts'
import { rootOf, type Scope } from './model.ts'

export interface ModelOptions extends ComposeOptions {
  /** The documents of a file by its path, as sources have it; undefined where it is not at hand. */
  readonly open: (path: string) => readonly YamlDocument[] | undefined
  /** Whether a path, as sources have it, names nothing. Absent: nobody can tell. */
  readonly isGone?: (path: string) => boolean
}

/**
 * What Compose sees of files laid over each other, the last one on top, with what they include and extend. Each node has
 * the place where it was written; what a service has from another came through the `extends` that brought it. `errors`
 * hold only what makes Compose refuse the files together. Undefined where no file has a mapping.
 */
export function readComposeModel(
  files: readonly (readonly YamlDocument[])[],
  options: ModelOptions,
): Fragment | undefined {
  const first = files.flat()[0]
  if (first === undefined) return undefined
  const { environment = NO_ENVIRONMENT, openEnv = () => undefined } = options
  const scope = { home: folderOf(first.source.path), environment }
  const scopes = new Map<Source, Scope>()
  const seen = placesOnce(options.keepsEnv)
  const reading = readingFor(first.source, options, {
    places: seen.places,
    secrets: [],
    outer: environment.lookup,
    lookupIn: (source) => (scopes.get(source) ?? scope).environment.lookup,
    homeOf: (source) => scopes.get(source)?.home ?? folderOf(source.path),
  })
  const includes: Located<string>[] = []
  const root = rootOf(files.map(seen.note), scope, {
    open: (path) => {
      const documents = options.open(path)
      return documents && seen.note(documents)
    },
    expand: (text) => reading.expand(text, { ...reading, errors: [] }),
    scopes,
    openEnv,
    complain: (span, message) => complain(reading, span, message),
    missing: ({ path: written, span }, path, what) => {
      const isSure = written?.certainty === 'literal' && path !== undefined && !isElsewhere(path)
      if (isSure && options.isGone?.(path) === true) complain(reading, span, goneMessage(written))
      if (what === 'compose') includes.push(written ?? { value: '', span, certainty: 'unknown' })
    },
  })
  if (root === undefined) return undefined
  const environments = [...scopes.values()].map((s) => s.environment)
  for (const { span, message } of problemsIn(environments)) complain(reading, span, message)
  const together = [...reading.errors]
  const fragment = fragmentOf(reading, { node: root }, first.span)
  const secrets = [...seen.all(), ...reading.secrets, ...environments.flatMap((e) => e.secrets)]
  const misfits = misfitsIn(STANDARD, { node: root })
  return { ...fragment, misfits, includes, secrets, errors: together }
}

function goneMessage(path: Located<string>): string {
  return `there is no file ${shown(path)}, so Compose refuses the project`
}

/** Each once, though environments build on each other; those of single files are told there. */
function problemsIn(environments: readonly Environment[]): Environment['problems'] {
  return [...new Set(environments.flatMap((e) => e.problems))]
}

interface SeenPlaces {
  readonly places: PlacesIn
  /** Takes note of a file's documents. */
  readonly note: (documents: readonly YamlDocument[]) => readonly YamlDocument[]
  readonly all: () => readonly Span[]
}

/** The places of secrets in files, looked for once in each. */
function placesOnce(keepsEnv: ComposeOptions['keepsEnv']): SeenPlaces {
  const seen = new Map<Source, readonly Span[]>()
  return {
    places: (source) => seen.get(source) ?? [],
    all: () => [...seen.values()].flat(),
    note: (documents) => {
      const [any] = documents
      const isNew = any !== undefined && !seen.has(any.source)
      if (isNew)
        seen.set(
          any.source,
          documents.flatMap((d) => secretSpans(d, keepsEnv)),
        )
      return documents
    },
  }
}
