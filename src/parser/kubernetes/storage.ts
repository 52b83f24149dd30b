/** PersistentVolumeClaim, PersistentVolume and StorageClass. */
import type { Claim, PersistentVolume, StorageClass } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import { entries, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readStore } from './volumes.ts'

/** A claim of its own. */
export function readClaim(reading: Reading, value: Value): Claim {
  const { name, namespace } = metadata(reading, value)
  return { ...claimOf(reading, value, `claim:${prefix(namespace)}${name.value}`), ...(namespace && { namespace }) }
}

/** A claim of `volumeClaimTemplates`; `owner` is the address of its workload. */
export function readClaimTemplate(reading: Reading, value: Value, owner: string): Claim {
  return claimOf(reading, value, `${owner}/template:${metadata(reading, value).name.value}`)
}

function claimOf(reading: Reading, value: Value, address: string): Claim {
  const spec = valueOf(value, 'spec')
  const className = text(reading, valueOf(spec, 'storageClassName')) ?? betaClass(reading, value)
  const size = text(reading, valueOf(valueOf(valueOf(spec, 'resources'), 'requests'), 'storage'))
  const volumeName = text(reading, valueOf(spec, 'volumeName'))
  const volumeMode = text(reading, valueOf(spec, 'volumeMode'))
  const { name } = metadata(reading, value)
  return {
    address,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    accessModes: modes(reading, spec),
    ...(className && { className }),
    ...(size && { size }),
    ...(volumeName && { volumeName }),
    ...(volumeMode && { volumeMode }),
  }
}

function betaClass(reading: Reading, value: Value): Located<string> | undefined {
  const annotations = valueOf(valueOf(value, 'metadata'), 'annotations')
  return text(reading, valueOf(annotations, 'volume.beta.kubernetes.io/storage-class'))
}

function modes(reading: Reading, spec: Value | undefined): readonly Located<string>[] {
  return items(valueOf(spec, 'accessModes')).flatMap((item) => text(reading, item.value) ?? [])
}

export function readPersistentVolume(reading: Reading, value: Value): PersistentVolume {
  const spec = valueOf(value, 'spec')
  const { name } = metadata(reading, value)
  const className = text(reading, valueOf(spec, 'storageClassName'))
  const reclaimPolicy = text(reading, valueOf(spec, 'persistentVolumeReclaimPolicy'))
  const claimRef = claimReference(reading, valueOf(spec, 'claimRef'))
  return {
    address: `persistent-volume:${name.value}`,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    store: readStore(reading, spec, { local: true }),
    accessModes: modes(reading, spec),
    ...(className && { className }),
    ...(reclaimPolicy && { reclaimPolicy }),
    ...(claimRef && { claimRef }),
    hasNodeAffinity: valueOf(spec, 'nodeAffinity') !== undefined,
  }
}

function claimReference(reading: Reading, reference: Value | undefined): Located<string> | undefined {
  const name = text(reading, valueOf(reference, 'name'))
  const namespace = text(reading, valueOf(reference, 'namespace'))
  return name === undefined || namespace === undefined ? name : { ...name, value: `${namespace.value}/${name.value}` }
}

export function readClass(reading: Reading, value: Value): StorageClass {
  const { name } = metadata(reading, value)
  const provisioner = text(reading, valueOf(value, 'provisioner'))
  const reclaimPolicy = text(reading, valueOf(value, 'reclaimPolicy'))
  const bindingMode = text(reading, valueOf(value, 'volumeBindingMode'))
  const annotations = entries(valueOf(valueOf(value, 'metadata'), 'annotations'))
  const isDefault = annotations.find((e) => e.name.endsWith('storageclass.kubernetes.io/is-default-class'))
  return {
    address: `class:${name.value}`,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    ...(provisioner && { provisioner }),
    ...(reclaimPolicy && { reclaimPolicy }),
    ...(bindingMode && { bindingMode }),
    isDefault: text(reading, isDefault?.value)?.value === 'true',
  }
}

export interface Metadata {
  /** Where no name is written (`generateName`), an unknown one at the object. */
  readonly name: Located<string>
  readonly namespace?: Located<string>
}

export function metadata(reading: Reading, value: Value): Metadata {
  const meta = valueOf(value, 'metadata')
  const namespace = text(reading, valueOf(meta, 'namespace'))
  const name = text(reading, valueOf(meta, 'name')) ?? unnamed(value)
  return { name, ...(namespace && { namespace }) }
}

function unnamed(value: Value): Located<string> {
  const span = entries(value)[0]?.key.span ?? value.node.span
  return { value: '', span, certainty: 'unknown' }
}

/** `namespace/`, or nothing where none is written. */
export function prefix(namespace: Located<string> | undefined): string {
  return namespace === undefined ? '' : `${namespace.value}/`
}
