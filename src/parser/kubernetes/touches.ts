/** Which fields patches of Kustomize change: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ */
import type { Touch } from '../../core/ir.ts'
import { entries, items, resolved, valueOf, type Value } from '../reading.ts'
import type { YamlDocument } from '../tree.ts'

/** The fields that a patch changes; undefined for a text that is no patch. */
export function touchesIn(documents: readonly YamlDocument[]): readonly Touch[] | undefined {
  if (documents.some((d) => d.problems.length > 0)) return undefined
  return documents.flatMap((d) => {
    const root = d.root === undefined ? undefined : resolved(d.root)
    return root === undefined ? [] : root.node.kind === 'seq' ? operations(root) : merged(root)
  })
}

/** JSON patches: https://www.rfc-editor.org/rfc/rfc6902 */
function operations(list: Value): readonly Touch[] {
  return items(list).flatMap(({ value }) => {
    const pointer = word(valueOf(value, 'path'))
    return pointer === undefined ? [] : [{ path: pointer.split('/').slice(1).map(unescaped) }]
  })
}

/** A number, or `-`, names an entry of a list: https://www.rfc-editor.org/rfc/rfc6901 */
function unescaped(part: string): string {
  return /^(\d+|-)$/.test(part) ? '*' : part.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** An object that is laid over another one of its kind and name. */
function merged(object: Value): readonly Touch[] {
  const kind = word(valueOf(object, 'kind'))
  const name = word(valueOf(valueOf(object, 'metadata'), 'name'))
  const naming = new Set(['apiVersion', 'kind', 'metadata'])
  const fields = entries(object).filter((e) => !naming.has(e.name))
  const budget = { left: MOST_FIELDS }
  const paths = fields.flatMap((e) => leaves(e.value, [e.name], budget))
  return paths.map((path) => ({ ...(kind !== undefined && { kind }), ...(name !== undefined && { name }), path }))
}

/** Aliases may make any number of a few lines; what lies below the last one counts as changed altogether. */
const MOST_FIELDS = 5_000

interface Budget {
  left: number
}

function leaves(value: Value | undefined, path: readonly string[], budget: Budget): readonly (readonly string[])[] {
  budget.left -= 1
  if (budget.left < 0) return [path]
  const below =
    value?.node.kind === 'map'
      ? entries(value).flatMap((e) => leaves(e.value, [...path, e.name], budget))
      : items(value).flatMap((item) => leaves(item.value, [...path, segmentOf(item.value)], budget))
  return below.length === 0 ? [path] : below
}

/** How an entry of a list is told from others when lists are merged: by its path, or its name. */
export function segmentOf(value: Value): string {
  const key = word(valueOf(value, 'mountPath')) ?? word(valueOf(value, 'name'))
  return key === undefined ? '*' : `=${key}`
}

/** A scalar as it is written; undefined for any other value. */
export function word(value: Value | undefined): string | undefined {
  return value?.node.kind === 'scalar' ? value.node.text.text : undefined
}
