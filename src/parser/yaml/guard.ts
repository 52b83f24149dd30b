/** Limits in front of the YAML library, which dies uncatchably (heap, RegExp compiler) on input that nests too deep. */
import type { Source } from '../../core/source.ts'
import type { YamlProblem } from '../tree.ts'

/** Collections inside one another, block and flow together. */
export const MAX_DEPTH = 500
/** UTF-16 units of one file. */
export const MAX_UNITS = 32 * 1024 * 1024
/** Tokens of one document; the library keeps all of a document in memory, at up to 500 bytes a token. */
export const MAX_TOKENS = 2_000_000
/** Problems kept of one file; the rest adds nothing for a reader. */
export const MAX_PROBLEMS = 1000

/** What a reader has seen of the document it is in. */
export interface Load {
  /** Open collections. */
  readonly depth: number
  readonly tokens: number
}

/** The problem of a file that is too large to read; none otherwise. */
export function sizeProblem(source: Source): YamlProblem | undefined {
  if (source.text.length <= MAX_UNITS) return undefined
  return limit(source, 0, `the file is larger than ${MAX_UNITS / 1024 / 1024} MB and is not read`)
}

/** The problem of reading on at `offset`; none while the document is within the limits. */
export function loadProblem(source: Source, offset: number, load: Load): YamlProblem | undefined {
  const isTooDeep = load.depth > MAX_DEPTH
  if (!isTooDeep && load.tokens <= MAX_TOKENS) return undefined
  const what = isTooDeep
    ? `the nesting is deeper than ${MAX_DEPTH} levels here`
    : `the document has more than ${MAX_TOKENS / 1_000_000} million tokens`
  return limit(source, offset, `${what}; the rest of the file is not read`)
}

function limit(source: Source, offset: number, message: string): YamlProblem {
  const start = Math.min(offset, source.text.length - 1)
  return {
    kind: 'limit',
    message,
    span: { source, start, end: start + 1 },
  }
}
