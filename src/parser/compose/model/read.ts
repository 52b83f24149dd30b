/** The project that Compose makes of several files, as one fragment. */
import type { Fragment } from '../../../core/ir.ts'
import type { Located } from '../../../core/located.ts'
import type { Source, Span } from '../../../core/source.ts'
import type { YamlDocument } from '../../tree.ts'
import { complain } from '../../reading.ts'
import { secretSpans } from '../../secrets/tree.ts'
import { misfitsIn } from '../../schema/misfits.ts'
import { fragmentOf, readingFor, STANDARD, type ComposeOptions } from '../read.ts'
import { rootOf } from './model.ts'

export interface ModelOptions extends ComposeOptions {
  /** The documents of a file by its path, as sources have it; undefined where it is not at hand. */
  readonly open: (path: string) => readonly YamlDocument[] | undefined
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
  const seen = new Map<Source, readonly Span[]>()
  const note = (documents: readonly YamlDocument[]): readonly YamlDocument[] => {
    const [any] = documents
    if (any !== undefined && !seen.has(any.source))
      seen.set(
        any.source,
        documents.flatMap((d) => secretSpans(d, options.keepsEnv)),
      )
    return documents
  }
  const reading = readingFor(first.source, options, { places: (source) => seen.get(source) ?? [], secrets: [] })
  const includes: Located<string>[] = []
  const root = rootOf(files.map(note), {
    open: (path) => {
      const documents = options.open(path)
      return documents && note(documents)
    },
    expand: (text) => reading.expand(text, { ...reading, errors: [] }),
    complain: (span, message) => complain(reading, span, message),
    missing: (span, value) => includes.push({ value, span, certainty: value === '' ? 'unknown' : 'literal' }),
  })
  if (root === undefined) return undefined
  const together = [...reading.errors]
  const fragment = fragmentOf(reading, { node: root }, first.span)
  const misfits = misfitsIn(STANDARD, { node: root })
  return { ...fragment, misfits, includes, secrets: [...seen.values()].flat(), errors: together }
}
