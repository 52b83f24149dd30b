/** The values of environments, in whatever shape they are written. */
import { firstReached } from '../../core/search.ts'
import { positionAt, textOf, type Span } from '../../core/source.ts'
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlScalar } from '../tree.ts'
import { reach } from '../yaml/tree-tools.ts'
import { follow, hideAll, hideSigns, hideText, isNamed, type Walk } from './hide.ts'

/** The values of an environment: a mapping, a list of `NAME=value`, or (`listsNames`) of `name` and `value`. */
export function hideEnvironment(walk: Walk, node: YamlNode, listsNames: boolean): void {
  if (node.kind === 'alias') return follow(walk, node, (target) => hideEnvironment(walk, target, listsNames))
  if (node.kind === 'scalar') return hideAll(walk, node)
  if (node.kind === 'map') {
    for (const entry of node.entries) hideVariable(walk, entry, listsNames)
    return
  }
  for (const { value: item } of node.items) {
    if (item === undefined) continue
    const { node: value } = reach(item)
    if (value.kind === 'scalar') hidePair(walk, value)
    else if (value.kind === 'seq') hideAll(walk, value)
    else if (listsNames && value.kind === 'map') hideNamed(walk, value)
    else hideEnvironment(walk, item, listsNames)
  }
}

function hideVariable(walk: Walk, { key, value }: YamlEntry, listsNames: boolean): void {
  const name = key.kind === 'scalar' ? key.text.text : ''
  if (name === '<<' && value !== undefined) return hideEnvironment(walk, value, listsNames)
  if (key.kind === 'scalar') hidePair(walk, key)
  else hideAll(walk, key)
  if (value !== undefined) hideValue(walk, name, value)
}

/** `NAME=value` behind the `=`; of any other text what does not look like a name. */
function hidePair(walk: Walk, scalar: YamlScalar): void {
  const { text } = scalar.text
  const name = /^[\w.-]*/.exec(text)?.[0] ?? ''
  if (text[name.length] === '=' && walk.keepsEnv(name)) return hideSigns(walk, scalar)
  hideText(walk, scalar, [{ start: name.length + (text[name.length] === '=' ? 1 : 0), end: text.length }])
}

/** An item of a Kubernetes `env`: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables */
function hideNamed(walk: Walk, item: YamlMap): void {
  const named = item.entries.find((e) => isNamed(e, 'name'))?.value
  const name = named?.kind === 'scalar' ? named.text.text : ''
  for (const entry of item.entries) {
    const { value } = entry
    if (value === undefined || (isNamed(entry, 'name') && /^[\w.-]+$/.test(name))) continue
    // That says where the value is, and holds none.
    if (isNamed(entry, 'valueFrom') && value.kind === 'map') continue
    hideValue(walk, isNamed(entry, 'value') ? name : '', value)
  }
}

function hideValue(walk: Walk, name: string, value: YamlNode): void {
  const { node: target } = reach(value)
  if (target.kind === 'scalar' && walk.keepsEnv(name)) hideSigns(walk, target)
  else hideAll(walk, value)
}

const COMMENTED = /^#[\s#]*(?:- *)?["']?([\w.-]+)["']?\s*[:=]\s*(?=\S)/

/** Variables that are commented out: in an environment, or right below it and deeper than its key. */
export function hideComments(walk: Walk, environment: Span, { comments, source }: YamlDocument): void {
  const { column } = positionAt(source, environment.start)
  let end = environment.end
  const first = firstReached(comments, (comment) => comment.span.start >= environment.start)
  for (let at = first; at < comments.length; at++) {
    const span = comments[at]?.span
    if (span === undefined) return
    if (span.start > environment.end && !isBelow(span, end, column)) return
    end = Math.max(end, span.end)
    const [head = '', name = ''] = COMMENTED.exec(textOf(span)) ?? []
    if (head === '' || walk.keepsEnv(name)) continue
    walk.found.push({ ...span, start: span.start + head.length })
  }
}

/** Whether nothing stands between an offset and a comment that is deeper than a column. */
function isBelow({ source, start }: Span, offset: number, column: number): boolean {
  const blank = /\s*/y
  blank.lastIndex = offset
  blank.test(source.text)
  return blank.lastIndex === start && positionAt(source, start).column > column
}
