/** A Kubernetes manifest as a fragment of the IR: https://kubernetes.io/docs/reference/kubernetes-api/ */
import { emptyFragment } from '../../core/fragment.ts'
import { opaqueText, type MappedText } from '../../core/located.ts'
import type { Controller, Fragment, Suppression } from '../../core/ir.ts'
import { entries, items, resolved, text, valueOf, type Reading, type Value } from '../reading.ts'
import { withoutEchoes } from '../schema/misfits.ts'
import { secretSpans } from '../secrets/tree.ts'
import type { YamlDocument } from '../tree.ts'
import { readMisfits } from './misfits.ts'
import { readClaim, readClass, readPersistentVolume } from './storage.ts'
import { readWorkload } from './workload.ts'

/** What the reader may know beside the file. */
export interface KubernetesOptions {
  /** Whether a fact names this environment key. */
  readonly keepsEnv: (key: string) => boolean
}

const WORKLOADS: ReadonlySet<string> = new Set<Controller>([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
])

/** Reads a document that `dialectOf` calls Kubernetes, with the items of a List. Other kinds give nothing. */
export function readKubernetes(document: YamlDocument, options: KubernetesOptions): Fragment {
  const places = secretSpans(document, options.keepsEnv)
  const reading: Reading = {
    source: document.source,
    expand,
    keepsEnv: options.keepsEnv,
    errors: [],
    places,
    secrets: [...places],
  }
  const root = document.root === undefined ? undefined : resolved(document.root)
  const objects = root === undefined ? [] : objectsIn(reading, root)
  const ofKind = (kind: string): readonly Value[] => objects.filter((o) => o.kind === kind).map((o) => o.value)
  const misfits = objects.flatMap((object) => readMisfits(reading, object))
  return {
    ...emptyFragment('kubernetes', document.span),
    workloads: objects.flatMap(({ kind, value }) => (isController(kind) ? [readWorkload(reading, value, kind)] : [])),
    claims: ofKind('PersistentVolumeClaim').map((value) => readClaim(reading, value)),
    persistentVolumes: ofKind('PersistentVolume').map((value) => readPersistentVolume(reading, value)),
    classes: ofKind('StorageClass').map((value) => readClass(reading, value)),
    misfits,
    suppressions: objects.flatMap(({ value }) => readSuppressions(reading, value)),
    secrets: reading.secrets,
    errors: withoutEchoes(reading.errors, misfits),
  }
}

const IGNORE = 'storlint.dev/ignore.'

/** Annotations of an object, and of its pod template, that silence a rule for it. */
function readSuppressions(reading: Reading, object: Value): readonly Suppression[] {
  const template = valueOf(valueOf(object, 'spec'), 'template')
  return [object, ...(template === undefined ? [] : [template])].flatMap((annotated) =>
    entries(valueOf(valueOf(annotated, 'metadata'), 'annotations')).flatMap((e) => {
      if (!e.name.startsWith(IGNORE)) return []
      const { span } = e.key
      const rule = { value: e.name.slice(IGNORE.length), span, certainty: 'literal' as const }
      const reason = text(reading, e.value) ?? { value: '', span, certainty: 'literal' as const }
      return { rule, reason, span: e.entry.span, scope: annotated.node.span }
    }),
  )
}

export interface KubernetesObject {
  readonly kind: string
  readonly value: Value
}

/** The object itself, or the items of a list of objects. */
function objectsIn(reading: Reading, value: Value): readonly KubernetesObject[] {
  const kind = text(reading, valueOf(value, 'kind'))?.value ?? ''
  const list = valueOf(value, 'items')
  if (!kind.endsWith('List') || list === undefined) return [{ kind, value }]
  return items(list).flatMap((item) => objectsIn(reading, item.value))
}

function isController(kind: string): kind is Controller {
  return WORKLOADS.has(kind)
}

/** Actions of templates, and variables of envsubst and Flux, that are still in the text: their value is not known. */
const UNRENDERED = /\{\{|\$\{[A-Za-z_]/

function expand(text: MappedText): MappedText {
  return UNRENDERED.test(text.text) ? opaqueText(text.whole, text.text, 'unknown') : text
}
