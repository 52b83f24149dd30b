import type { Source } from './source.ts'

/** Puts `text` in place of [start, end) of a source; start === end inserts. */
export interface TextEdit {
  readonly source: Source
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What a fix does to texts: edits of those that are there, and files that it makes. */
export interface Rewrite {
  readonly edits: readonly TextEdit[]
  readonly created: readonly Source[]
}

/** Why a change cannot be made for the user. `code` is stable and short; `reason` says it in a clause. */
export interface Refusal {
  readonly code:
    | 'alias'
    | 'flow-style'
    | 'variable'
    | 'shared-source'
    | 'not-data'
    | 'user'
    | 'selinux'
    | 'shape'
    | 'not-found'
    | 'name-taken'
    | 'needs-value'
    | 'unverified'
    | 'unsupported'
  readonly reason: string
}

export function isRefusal(value: object): value is Refusal {
  return 'code' in value && 'reason' in value
}

/** Whether two edits of one source touch the same text, so that they cannot both be made. */
export function overlap(edits: readonly TextEdit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  return ordered.some((edit, i) => i > 0 && edit.start < (ordered[i - 1]?.end ?? 0))
}

/**
 * Applies edits that do not overlap to a text. Edits are taken in order of place; two insertions at one place keep
 * their order. Throws on overlap: that is a fault of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index }))
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
  let result = ''
  let at = 0
  for (const { edit } of ordered) {
    if (edit.start < at) throw new Error(`internal error: overlapping edits at ${edit.source.path}:${edit.start}`)
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
