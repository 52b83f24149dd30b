/** Fragments by themselves. */
import type { Dialect, Fragment } from './ir.ts'
import type { Span } from './source.ts'

/** A fragment in which nothing is said, read from a part of a source. */
export function emptyFragment(dialect: Dialect, span: Span): Fragment {
  return {
    dialect,
    source: span.source,
    span,
    workloads: [],
    volumes: [],
    contents: [],
    claims: [],
    persistentVolumes: [],
    classes: [],
    includes: [],
    looseEnds: [],
    misfits: [],
    suppressions: [],
    secrets: [],
    errors: [],
  }
}
