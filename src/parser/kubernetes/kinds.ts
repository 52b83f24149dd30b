/** Which kinds are read, and as what. The same word may name another kind in another group. */
import type { Controller } from '../../core/ir.ts'
import { isKustomizationName } from '../dialect.ts'
import { text, valueOf, type Reading, type Value } from '../reading.ts'

/** Kinds that are read for what they say of storage, beside those that start pods. */
export type StorageKind =
  | 'PersistentVolumeClaim'
  | 'PersistentVolume'
  | 'StorageClass'
  | 'VolumeSnapshot'
  | 'VolumeSnapshotContent'
  | 'VolumeSnapshotClass'
  | 'VolumeAttributesClass'
  | 'CSIDriver'
  | 'HorizontalPodAutoscaler'
  | 'PodDisruptionBudget'
  | 'Kustomization'

export type KnownKind = Controller | StorageKind

export interface KubernetesObject {
  /** As written, empty where nothing is. */
  readonly kind: string
  readonly known?: KnownKind
  readonly value: Value
}

type Named = readonly [group: RegExp, known: KnownKind]

const APPS = /^(apps|extensions)\//
const STORAGE = /^storage\.k8s\.io\//
const SNAPSHOT = /^snapshot\.storage\.k8s\.io\//

/**
 * https://kubernetes.io/docs/reference/kubernetes-api/; of others those whose pod template has a certain place:
 * https://docs.openshift.com/container-platform/latest/rest_api/workloads_apis/deploymentconfig-apps-openshift-io-v1.html,
 * https://argo-rollouts.readthedocs.io/en/stable/features/specification/,
 * https://knative.dev/docs/serving/reference/serving-api/
 */
const KINDS: Readonly<Record<string, Named>> = {
  Pod: [/^v1$/, 'Pod'],
  Deployment: [APPS, 'Deployment'],
  StatefulSet: [APPS, 'StatefulSet'],
  DaemonSet: [APPS, 'DaemonSet'],
  ReplicaSet: [APPS, 'ReplicaSet'],
  ReplicationController: [/^v1$/, 'ReplicationController'],
  Job: [/^batch\//, 'Job'],
  CronJob: [/^batch\//, 'CronJob'],
  DeploymentConfig: [/^(apps\.openshift\.io\/)?v1$/, 'DeploymentConfig'],
  Rollout: [/^argoproj\.io\//, 'Rollout'],
  Service: [/^serving\.knative\.dev\//, 'KnativeService'],
  PersistentVolumeClaim: [/^v1$/, 'PersistentVolumeClaim'],
  PersistentVolume: [/^v1$/, 'PersistentVolume'],
  StorageClass: [STORAGE, 'StorageClass'],
  VolumeSnapshot: [SNAPSHOT, 'VolumeSnapshot'],
  VolumeSnapshotContent: [SNAPSHOT, 'VolumeSnapshotContent'],
  VolumeSnapshotClass: [SNAPSHOT, 'VolumeSnapshotClass'],
  VolumeAttributesClass: [STORAGE, 'VolumeAttributesClass'],
  CSIDriver: [STORAGE, 'CSIDriver'],
  HorizontalPodAutoscaler: [/^autoscaling\//, 'HorizontalPodAutoscaler'],
  PodDisruptionBudget: [/^policy\//, 'PodDisruptionBudget'],
  Component: [/^kustomize\.config\.k8s\.io\//, 'Kustomization'],
  Kustomization: [/^kustomize\.config\.k8s\.io\//, 'Kustomization'],
}

/** An object and what it is known as; where the group is not settled, its kind decides. */
export function objectOf(reading: Reading, value: Value): KubernetesObject {
  if (isKustomizationName(reading.source.path)) return { kind: 'Kustomization', known: 'Kustomization', value }
  const kind = text(reading, valueOf(value, 'kind'))?.value ?? ''
  const version = text(reading, valueOf(value, 'apiVersion'))
  const [group, known] = (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? []
  const isUnsettled = version?.certainty === 'unknown' && kind !== 'Service'
  const isKnown = known !== undefined && (isUnsettled || group?.test(version?.value ?? '') === true)
  return { kind, ...(isKnown && { known }), value }
}

const CONTROLLERS: ReadonlySet<string> = new Set<Controller>([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'DeploymentConfig',
  'Rollout',
  'KnativeService',
])

/** True for kinds that start pods. */
export function isController(kind: KnownKind | undefined): kind is Controller {
  return kind !== undefined && CONTROLLERS.has(kind)
}
