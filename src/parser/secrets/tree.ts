/**
 * Where a document holds secrets, by the names of its keys and whatever the shape of what stands there, so that a value at
 * a wrong place is hidden all the same.
 */
import { textOf, type Span } from '../../core/source.ts'
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlScalar } from '../tree.ts'
import { reach } from '../yaml/tree-tools.ts'
import { hideComments, hideEnvironment } from './environment.ts'
import { hideAll, hideRanges, hideSigns, isNamed, type Walk } from './hide.ts'
import { merged, namesSecret, secretRanges } from './text.ts'

/** Keys of environments: `environment`, `env`, `x-common-env`, `extraEnvVars`. */
const ENVIRONMENT = /^(?:x-(?:.*[-_.])?)?env(?:ironment)?(?:[-_]?vars?)?$|^extraEnv(?:Vars)?$/
/** Their `test` is a command that nothing asks for. */
const HEALTH = /^(?:x-.*)?healthcheck$/
/** Mappings whose keys are names that somebody chose. */
const CHOSEN = new Set(
  'services volumes networks configs secrets models labels commonLabels annotations matchLabels selector nodeSelector data'.split(
    ' ',
  ),
)
/** Keys below which nothing is for others: commands of probes, headers, contents of files and of Secret objects. */
const HIDDEN = new Set(['exec', 'httpHeaders', 'content', 'stringData'])
/** An annotation that holds all of the object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** Places of a document that no output may show, in order, none within another. Values of keys that `keepsEnv` takes stay. */
export function secretSpans(document: YamlDocument, keepsEnv: (key: string) => boolean): readonly Span[] {
  const walk: Walk = { keepsEnv, found: [], followed: new Set(), environments: [] }
  if (document.root !== undefined) visit(walk, document.root)
  for (const { span } of document.comments) hideRanges(walk, span, secretRanges(textOf(span)))
  for (const environment of walk.environments) hideComments(walk, environment, document)
  return merged(walk.found)
}

function visit(walk: Walk, node: YamlNode, chosen = false): void {
  if (node.kind === 'scalar') hideSigns(walk, node)
  else if (node.kind === 'seq') {
    for (const { value } of node.items) if (value !== undefined) visit(walk, value)
  } else if (node.kind === 'map') {
    const isSecret = isSecretObject(node)
    for (const entry of node.entries) visitEntry(walk, entry, { chosen, isSecret })
  }
}

interface Around {
  readonly chosen: boolean
  readonly isSecret: boolean
}

function visitEntry(walk: Walk, { key, value, span }: YamlEntry, { chosen, isSecret }: Around): void {
  const name = key.kind === 'scalar' ? key.text.text : ''
  if (key.kind === 'scalar') hideSigns(walk, key)
  if (value === undefined) return
  if (!chosen && ENVIRONMENT.test(name)) {
    walk.environments.push(span)
    return hideEnvironment(walk, value, /^env$/i.test(name))
  }
  if (!chosen && HEALTH.test(name)) return hideTest(walk, value)
  if (!chosen && name === 'build') hideArguments(walk, value)
  if ((!chosen && HIDDEN.has(name)) || (isSecret && name === 'data') || name === LAST_APPLIED)
    return hideAll(walk, value)
  if (value.kind === 'scalar' && namesSecret(name)) return isWord(value) ? undefined : hideAll(walk, value)
  visit(walk, value, CHOSEN.has(name) && !chosen)
}

/** The values of build arguments: which of them are none, only the Dockerfile says. */
function hideArguments(walk: Walk, build: YamlNode): void {
  const { node } = reach(build)
  if (node.kind !== 'map') return
  for (const entry of node.entries) {
    if (isNamed(entry, 'args') && entry.value !== undefined) hideEnvironment(walk, entry.value, false)
  }
}

function hideTest(walk: Walk, node: YamlNode): void {
  const { node: target } = reach(node)
  if (target.kind !== 'map') return hideAll(walk, target)
  for (const entry of target.entries) {
    if (isNamed(entry, 'test') && entry.value !== undefined) hideAll(walk, entry.value)
  }
}

/** A switch or nothing at all: `automountServiceAccountToken: false`. */
function isWord({ value }: YamlScalar): boolean {
  return value === null || typeof value === 'boolean'
}

function isSecretObject({ entries }: YamlMap): boolean {
  return entries.some((e) => isNamed(e, 'kind') && e.value?.kind === 'scalar' && /^secret$/i.test(e.value.text.text))
}
