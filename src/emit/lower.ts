/** From changes in words to edits, in the dialect of a file. */
import type { Change } from '../core/change.ts'
import type { Refusal, Rewrite } from '../core/edit.ts'
import type { Fragment } from '../core/ir.ts'
import type { YamlDocument } from '../parser/tree.ts'
import { lowerCompose } from './compose.ts'
import { lowerKubernetes } from './kubernetes.ts'

/** The edits that make all changes in the document that `fragment` was read from, or why one of them is refused. */
export function lower(document: YamlDocument, fragment: Fragment, changes: readonly Change[]): Rewrite | Refusal {
  const lowered = fragment.dialect === 'compose' ? lowerCompose : lowerKubernetes
  return lowered(document, fragment, changes)
}
