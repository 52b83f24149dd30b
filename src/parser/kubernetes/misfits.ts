/** What does not fit in the storage nodes of a Kubernetes object. */
import type { Misfit } from '../../core/ir.ts'
import { text, valueOf, type Reading } from '../reading.ts'
import type { Root } from '../schema/complaint.ts'
import { SHAPE } from '../schema/kubernetes-shape.gen.ts'
import { misfitsIn } from '../schema/misfits.ts'
import { isController, type KubernetesObject } from './kinds.ts'
import { metadata, prefix } from './metadata.ts'
import { isBare, isPatch, isWholePod, podOf } from './part.ts'

/** By kind, the groups in which it is one of Kubernetes itself, and what its storage nodes are held against. */
const STANDARDS: Readonly<Record<string, readonly [group: RegExp, root: Root]>> = {
  Pod: [/^v1$/, 'Pod'],
  Deployment: [/^(apps|extensions)\//, 'Controller'],
  DaemonSet: [/^(apps|extensions)\//, 'Controller'],
  ReplicaSet: [/^(apps|extensions)\//, 'Controller'],
  StatefulSet: [/^apps\//, 'StatefulSet'],
  ReplicationController: [/^v1$/, 'Controller'],
  Job: [/^batch\//, 'Controller'],
  CronJob: [/^batch\//, 'CronJob'],
  PersistentVolumeClaim: [/^v1$/, 'PersistentVolumeClaim'],
  PersistentVolume: [/^v1$/, 'PersistentVolume'],
  StorageClass: [/^storage\.k8s\.io\//, 'StorageClass'],
  VolumeAttributesClass: [/^storage\.k8s\.io\//, 'VolumeAttributesClass'],
  VolumeSnapshot: [/^snapshot\.storage\.k8s\.io\/v1(beta1)?$/, 'VolumeSnapshot'],
  VolumeSnapshotContent: [/^snapshot\.storage\.k8s\.io\/v1(beta1)?$/, 'VolumeSnapshotContent'],
  VolumeSnapshotClass: [/^snapshot\.storage\.k8s\.io\/v1(beta1)?$/, 'VolumeSnapshotClass'],
}

/** The misfits of an object; none for kinds without storage, and for those of other groups that share a name. */
export function readMisfits(reading: Reading, object: KubernetesObject): readonly Misfit[] {
  const { kind, value } = object
  const [group, root] = (Object.hasOwn(STANDARDS, kind) ? STANDARDS[kind] : undefined) ?? []
  const version = text(reading, valueOf(value, 'apiVersion'))?.value ?? ''
  if (group === undefined || root === undefined || !group.test(version)) return []
  const { name, namespace } = metadata(reading, value)
  const owner = `${kind}/${prefix(namespace)}${name.value}`
  const isPart = isPartial(reading, object)
  return misfitsIn({ dialect: 'kubernetes', shape: SHAPE, root, owner, at: name.span, isPart }, value)
}

/** Whether another object may have what this one lacks. */
function isPartial(reading: Reading, { known, value }: KubernetesObject): boolean {
  if (!isController(known)) return isBare(reading, value)
  return isPatch(reading, value, known) || !isWholePod(podOf(value, known))
}
