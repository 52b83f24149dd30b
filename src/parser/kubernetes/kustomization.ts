/** A kustomization, without what it makes: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
import type { Kustomization, KustomizePatch, Touch } from '../../core/ir.ts'
import { sourceOf } from '../../core/source.ts'
import { entries, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readTexts } from './metadata.ts'
import { touchesIn, word } from './touches.ts'

export function readKustomization(reading: Reading, value: Value): Kustomization {
  const list = (key: string): Kustomization['resources'] => readTexts(reading, valueOf(value, key)) ?? []
  const key = entries(value)[0]?.key.span ?? value.node.span
  return {
    address: 'kustomization',
    origin: originOf(key, value.node.span, value.via),
    resources: [...list('resources'), ...list('bases')],
    components: list('components'),
    patches: [
      ...items(valueOf(value, 'patches')).map((i) => readPatch(reading, i.value)),
      ...items(valueOf(value, 'patchesJson6902')).map((i) => readPatch(reading, i.value)),
      ...items(valueOf(value, 'patchesStrategicMerge')).map((i) => readMerge(reading, i.value)),
      ...items(valueOf(value, 'replicas')).flatMap((i) => replicas(i.value)),
      ...items(valueOf(value, 'images')).flatMap((i) => image(i.value)),
    ],
  }
}

/** An entry that says which objects it means, and names a file or holds the patch. */
function readPatch(reading: Reading, value: Value): KustomizePatch {
  const target = valueOf(value, 'target')
  const [kind, name] = [text(reading, valueOf(target, 'kind')), text(reading, valueOf(target, 'name'))]
  const file = text(reading, valueOf(value, 'path'))
  const inline = valueOf(value, 'patch')
  return {
    span: entries(value)[0]?.key.span ?? value.node.span,
    ...(kind && { kind }),
    ...(name && { name }),
    ...(file && { file }),
    ...touched(reading, file === undefined ? inline : undefined),
  }
}

/** A file by its name, or the patch itself. */
function readMerge(reading: Reading, value: Value): KustomizePatch {
  const { span } = value.node
  if (word(value)?.includes('\n') === true) return { span, ...touched(reading, value) }
  const file = text(reading, value)
  return { span, ...(file && { file }) }
}

/** The fields of a patch in place. What it sets is not kept: that may be a secret, in a text that is no YAML of its own. */
function touched({ source, secrets, parse }: Reading, value: Value | undefined): Pick<KustomizePatch, 'touches'> {
  const written = word(value)
  if (value !== undefined && written !== undefined) secrets.push(value.node.span)
  const touches = written === undefined ? undefined : parse && touchesIn(parse(sourceOf(source.path, written)))
  return touches === undefined ? {} : { touches }
}

function replicas(value: Value): readonly KustomizePatch[] {
  const name = word(valueOf(value, 'name'))
  return name === undefined ? [] : [{ span: value.node.span, touches: [{ name, path: ['spec', 'replicas'] }] }]
}

const PODS: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
]

function image(value: Value): readonly KustomizePatch[] {
  const begins = word(valueOf(value, 'name'))
  if (begins === undefined) return []
  const lists = PODS.flatMap((pod) => ['containers', 'initContainers'].map((list) => [...pod, list, '*', 'image']))
  return [{ span: value.node.span, touches: lists.map((path): Touch => ({ path, begins })) }]
}
