/** PersistentVolume, StorageClass, and what CSI drivers add: snapshots, classes of attributes, the drivers themselves. */
import type {
  AttributesClass,
  DriverInfo,
  LabelDemand,
  PersistentVolume,
  Snapshot,
  SnapshotClass,
  SnapshotContent,
  StorageClass,
} from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import { entries, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { metadata, prefix, readExpressions, readFlag, readPairs, readTexts } from './metadata.ts'
import { readSource } from './volumes.ts'

export function readPersistentVolume(reading: Reading, value: Value): PersistentVolume {
  const spec = valueOf(value, 'spec')
  const base = named(reading, value, 'persistent-volume')
  const className = text(reading, valueOf(spec, 'storageClassName'))
  const reclaimPolicy = text(reading, valueOf(spec, 'persistentVolumeReclaimPolicy'))
  const claimRef = claimReference(reading, valueOf(spec, 'claimRef'))
  const accessModes = readTexts(reading, valueOf(spec, 'accessModes')) ?? []
  const size = text(reading, valueOf(valueOf(spec, 'capacity'), 'storage'))
  const isPart = accessModes.length === 0 || size === undefined
  const volumeMode = text(reading, valueOf(spec, 'volumeMode'))
  const mountOptions = readTexts(reading, valueOf(spec, 'mountOptions'))
  const labels = readPairs(reading, valueOf(valueOf(value, 'metadata'), 'labels'))
  const affinity = valueOf(spec, 'nodeAffinity')
  return {
    ...base,
    ...readSource(reading, spec, { owner: base.address, of: 'cluster', isPart }),
    accessModes,
    ...(className && { className }),
    ...(reclaimPolicy && { reclaimPolicy }),
    ...(claimRef && { claimRef }),
    hasNodeAffinity: affinity !== undefined,
    ...(size && { size }),
    ...(volumeMode && { volumeMode }),
    ...(mountOptions && { mountOptions }),
    ...(labels.length > 0 && { labels }),
    ...(affinity && { nodes: nodesOf(reading, affinity) }),
  }
}

/** An object without a namespace, by name. */
function named(reading: Reading, value: Value, what: string): Pick<StorageClass, 'address' | 'origin' | 'name'> {
  const { name } = metadata(reading, value)
  return { address: `${what}:${name.value}`, origin: originOf(name.span, value.node.span, value.via), name }
}

function nodesOf(reading: Reading, affinity: Value): readonly LabelDemand[] {
  const terms = items(valueOf(valueOf(affinity, 'required'), 'nodeSelectorTerms'))
  return terms.flatMap((term) => readExpressions(reading, valueOf(term.value, 'matchExpressions')))
}

function claimReference(reading: Reading, reference: Value | undefined): Located<string> | undefined {
  const name = text(reading, valueOf(reference, 'name'))
  const namespace = text(reading, valueOf(reference, 'namespace'))
  return name === undefined || namespace === undefined ? name : { ...name, value: `${namespace.value}/${name.value}` }
}

export function readClass(reading: Reading, value: Value): StorageClass {
  const said = (key: string): Located<string> | undefined => text(reading, valueOf(value, key))
  const [provisioner, reclaimPolicy, bindingMode] = [
    said('provisioner'),
    said('reclaimPolicy'),
    said('volumeBindingMode'),
  ]
  const parameters = readPairs(reading, valueOf(value, 'parameters'))
  const allowsExpansion = readFlag(reading, valueOf(value, 'allowVolumeExpansion'))
  const mountOptions = readTexts(reading, valueOf(value, 'mountOptions'))
  const topologies = items(valueOf(value, 'allowedTopologies')).flatMap((term) =>
    readExpressions(reading, valueOf(term.value, 'matchLabelExpressions')),
  )
  return {
    ...named(reading, value, 'class'),
    ...(provisioner && { provisioner }),
    ...(reclaimPolicy && { reclaimPolicy }),
    ...(bindingMode && { bindingMode }),
    isDefault: isMarked(reading, value, 'storageclass.kubernetes.io/is-default-class'),
    ...(parameters.length > 0 && { parameters }),
    ...(allowsExpansion && { allowsExpansion }),
    ...(mountOptions && { mountOptions }),
    ...(topologies.length > 0 && { topologies }),
  }
}

/** Whether an annotation, in its present or its beta form, says `true`. */
function isMarked(reading: Reading, value: Value, annotation: string): boolean {
  const annotations = entries(valueOf(valueOf(value, 'metadata'), 'annotations'))
  const mark = annotations.find((e) => e.name.endsWith(annotation))
  return text(reading, mark?.value)?.value === 'true'
}

export function readSnapshot(reading: Reading, value: Value): Snapshot {
  const { name, namespace } = metadata(reading, value)
  const spec = valueOf(value, 'spec')
  const source = valueOf(spec, 'source')
  const className = text(reading, valueOf(spec, 'volumeSnapshotClassName'))
  const claim = text(reading, valueOf(source, 'persistentVolumeClaimName'))
  const content = text(reading, valueOf(source, 'volumeSnapshotContentName'))
  return {
    address: `snapshot:${prefix(namespace)}${name.value}`,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    ...(namespace && { namespace }),
    ...(className && { className }),
    ...(claim && { claim }),
    ...(content && { content }),
  }
}

export function readSnapshotContent(reading: Reading, value: Value): SnapshotContent {
  const spec = valueOf(value, 'spec')
  const driver = text(reading, valueOf(spec, 'driver'))
  const deletionPolicy = text(reading, valueOf(spec, 'deletionPolicy'))
  const className = text(reading, valueOf(spec, 'volumeSnapshotClassName'))
  return {
    ...named(reading, value, 'snapshot-content'),
    ...(driver && { driver }),
    ...(deletionPolicy && { deletionPolicy }),
    ...(className && { className }),
  }
}

export function readSnapshotClass(reading: Reading, value: Value): SnapshotClass {
  const driver = text(reading, valueOf(value, 'driver'))
  const deletionPolicy = text(reading, valueOf(value, 'deletionPolicy'))
  return {
    ...named(reading, value, 'snapshot-class'),
    ...(driver && { driver }),
    ...(deletionPolicy && { deletionPolicy }),
    isDefault: isMarked(reading, value, 'snapshot.storage.kubernetes.io/is-default-class'),
  }
}

export function readAttributesClass(reading: Reading, value: Value): AttributesClass {
  const driver = text(reading, valueOf(value, 'driverName'))
  return {
    ...named(reading, value, 'attributes-class'),
    ...(driver && { driver }),
    parameters: readPairs(reading, valueOf(value, 'parameters')),
  }
}

export function readDriver(reading: Reading, value: Value): DriverInfo {
  const spec = valueOf(value, 'spec')
  const groupPolicy = text(reading, valueOf(spec, 'fsGroupPolicy'))
  return {
    ...named(reading, value, 'driver'),
    ...(groupPolicy && { groupPolicy }),
    lifecycleModes: readTexts(reading, valueOf(spec, 'volumeLifecycleModes')) ?? [],
  }
}
