/** A Kubernetes manifest as a fragment of the IR: https://kubernetes.io/docs/reference/kubernetes-api/ */
import { emptyFragment } from '../../core/fragment.ts'
import { opaqueText, type MappedText } from '../../core/located.ts'
import type { Fragment, Suppression } from '../../core/ir.ts'
import type { Source } from '../../core/source.ts'
import { entries, items, resolved, text, valueOf, type Reading, type Value } from '../reading.ts'
import { withoutEchoes } from '../schema/misfits.ts'
import { secretSpans } from '../secrets/tree.ts'
import type { YamlDocument } from '../tree.ts'
import { readAutoscaler } from './autoscaler.ts'
import { readClaim } from './claim.ts'
import { readDisruptionBudget } from './disruption.ts'
import { isController, objectOf, type KnownKind, type KubernetesObject } from './kinds.ts'
import { readKustomization } from './kustomization.ts'
import { readMisfits } from './misfits.ts'
import {
  readAttributesClass,
  readClass,
  readDriver,
  readPersistentVolume,
  readSnapshot,
  readSnapshotClass,
  readSnapshotContent,
} from './storage.ts'
import { readWorkload } from './workload.ts'

/** What the reader may know beside the file. */
export interface KubernetesOptions {
  /** Whether a fact names this environment key. */
  readonly keepsEnv: (key: string) => boolean
  /** Reads a text that stands in another. Absent: none is read. */
  readonly parse?: (source: Source) => readonly YamlDocument[]
}

/** Reads a document that `dialectOf` calls Kubernetes, with the items of a List. Other kinds give nothing. */
export function readKubernetes(document: YamlDocument, options: KubernetesOptions): Fragment {
  const places = secretSpans(document, options.keepsEnv)
  const reading: Reading = {
    source: document.source,
    expand,
    keepsEnv: options.keepsEnv,
    errors: [],
    places: () => places,
    secrets: [...places],
    ...(options.parse && { parse: options.parse }),
  }
  const root = document.root === undefined ? undefined : resolved(document.root)
  const objects = root === undefined ? [] : objectsIn(reading, root)
  const misfits = objects.flatMap((object) => readMisfits(reading, object))
  return {
    ...emptyFragment('kubernetes', document.span),
    ...readObjects(reading, objects),
    misfits,
    suppressions: objects.flatMap(({ value }) => readSuppressions(reading, value)),
    secrets: reading.secrets,
    errors: withoutEchoes(reading.errors, misfits),
  }
}

/** What the objects of a document say, by their kind. */
function readObjects(reading: Reading, objects: readonly KubernetesObject[]): Partial<Fragment> {
  const all = <T>(kind: KnownKind, read: (reading: Reading, value: Value) => T): readonly T[] =>
    objects.filter((o) => o.known === kind).map((o) => read(reading, o.value))
  return {
    workloads: objects.flatMap(({ known, value }) =>
      isController(known) ? [readWorkload(reading, value, known)] : [],
    ),
    claims: all('PersistentVolumeClaim', readClaim),
    persistentVolumes: all('PersistentVolume', readPersistentVolume),
    classes: all('StorageClass', readClass),
    ...some('snapshots', all('VolumeSnapshot', readSnapshot)),
    ...some('snapshotContents', all('VolumeSnapshotContent', readSnapshotContent)),
    ...some('snapshotClasses', all('VolumeSnapshotClass', readSnapshotClass)),
    ...some('attributesClasses', all('VolumeAttributesClass', readAttributesClass)),
    ...some('drivers', all('CSIDriver', readDriver)),
    ...some('kustomizations', all('Kustomization', readKustomization)),
    ...some('autoscalers', all('HorizontalPodAutoscaler', readAutoscaler)),
    ...some('disruptionBudgets', all('PodDisruptionBudget', readDisruptionBudget)),
  }
}

/** A list under its key, where it holds something. */
function some<K extends keyof Fragment>(key: K, list: Fragment[K] & readonly unknown[]): Partial<Fragment> {
  return list.length === 0 ? {} : { [key]: list }
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

/** The object itself, or the items of a list of objects. */
function objectsIn(reading: Reading, value: Value): readonly KubernetesObject[] {
  const object = objectOf(reading, value)
  const list = valueOf(value, 'items')
  if (!object.kind.endsWith('List') || list === undefined) return [object]
  return items(list).flatMap((item) => objectsIn(reading, item.value))
}

/** Actions of templates, and variables of envsubst and Flux, that are still in the text: their value is not known. */
const UNRENDERED = /\{\{|\$\{[A-Za-z_]/

function expand(text: MappedText): MappedText {
  return UNRENDERED.test(text.text) ? opaqueText(text.whole, text.text, 'unknown') : text
}
