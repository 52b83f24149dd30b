/** Controllers, pods, containers and what they mount: https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go */
import { needing, unread, type SchemaNode } from './node.ts'
import { FLAG, OBJECT_KEYS, TEXT, TEXTS } from './values.ts'

const RETENTION = { type: 'string', enum: ['Retain', 'Delete'] } as const
const CONTAINERS = { type: 'array', items: { $ref: '#/definitions/container' } } as const

/** The keys that are not about storage. */
const CONTAINER_KEYS = unread(
  'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce targetContainerName terminationMessagePath terminationMessagePolicy tty workingDir',
)
const POD_KEYS = unread(
  'activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks evictionResponders hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride imagePullSecrets nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints',
)

const IN_POD = 'stands in the spec of the pod, beside containers: for a controller that is spec.template.spec.'
const IN_CONTAINER = 'stands in a container, beside its image.'
const BY_CONTROLLER = 'stands in the spec of a StatefulSet, beside template.'

/** Schemas by name: roots after their kind. Names of volumes, mounts and devices are no needs: rules join them, and miss them. */
export const POD_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  Pod: {
    title: 'a Pod',
    type: 'object',
    additionalProperties: false,
    storage: [],
    properties: { ...OBJECT_KEYS, spec: { $ref: '#/definitions/pod' } },
    elsewhere: { volumes: `volumes ${IN_POD}` },
  },
  Controller: {
    title: 'a controller',
    type: 'object',
    properties: {
      spec: {
        title: 'the spec of a controller',
        type: 'object',
        additionalProperties: false,
        storage: [],
        properties: { template: { $ref: '#/definitions/template' } },
        elsewhere: {
          volumes: `volumes ${IN_POD}`,
          volumeMounts: `volumeMounts ${IN_CONTAINER}`,
          volumeClaimTemplates: `volumeClaimTemplates ${BY_CONTROLLER}`,
        },
      },
    },
  },
  StatefulSet: {
    title: 'a StatefulSet',
    type: 'object',
    properties: {
      spec: {
        title: 'the spec of a StatefulSet',
        type: 'object',
        additionalProperties: false,
        storage: ['volumeClaimTemplates', 'persistentVolumeClaimRetentionPolicy'],
        properties: {
          ...unread(
            'minReadySeconds ordinals podManagementPolicy replicas revisionHistoryLimit selector serviceName updateStrategy',
          ),
          template: { $ref: '#/definitions/template' },
          volumeClaimTemplates: { type: 'array', items: { $ref: '#/definitions/PersistentVolumeClaim' } },
          persistentVolumeClaimRetentionPolicy: {
            title: 'a retention policy',
            type: 'object',
            additionalProperties: false,
            properties: { whenDeleted: RETENTION, whenScaled: RETENTION },
          },
        },
        hints: {
          persistentVolumeClaimTemplates: 'volumeClaimTemplates',
          claimTemplates: 'volumeClaimTemplates',
          pvcRetentionPolicy: 'persistentVolumeClaimRetentionPolicy',
        },
        elsewhere: { volumes: `volumes ${IN_POD}`, volumeMounts: `volumeMounts ${IN_CONTAINER}` },
      },
    },
  },
  CronJob: {
    title: 'a CronJob',
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { jobTemplate: { $ref: '#/definitions/Controller' } } },
    },
  },
  template: {
    title: 'a pod template',
    type: 'object',
    additionalProperties: false,
    storage: [],
    properties: { ...OBJECT_KEYS, spec: { $ref: '#/definitions/pod' } },
    elsewhere: { volumes: `volumes ${IN_POD}` },
  },
  pod: {
    title: 'the spec of a pod',
    type: 'object',
    additionalProperties: false,
    storage: ['volumes'],
    properties: {
      ...POD_KEYS,
      volumes: { type: 'array', items: { $ref: '#/definitions/volume' } },
      containers: CONTAINERS,
      initContainers: CONTAINERS,
      ephemeralContainers: CONTAINERS,
    },
    elsewhere: {
      volumeMounts: `volumeMounts ${IN_CONTAINER}`,
      volumeMount: `volumeMounts ${IN_CONTAINER}`,
      volumeDevices: `volumeDevices ${IN_CONTAINER}`,
      volumeClaimTemplates: `volumeClaimTemplates ${BY_CONTROLLER}`,
      volumeClaimTemplate: `volumeClaimTemplates ${BY_CONTROLLER}`,
    },
  },
  container: {
    title: 'a container',
    type: 'object',
    additionalProperties: false,
    storage: ['volumeMounts', 'volumeDevices'],
    properties: {
      ...CONTAINER_KEYS,
      volumeMounts: { type: 'array', items: { $ref: '#/definitions/mount' } },
      volumeDevices: {
        type: 'array',
        items: {
          title: 'an entry of volumeDevices',
          type: 'object',
          additionalProperties: false,
          ...needing({ devicePath: 'the path of the device in the container' }),
          properties: { name: TEXT, devicePath: TEXT },
        },
      },
    },
    hints: { mounts: 'volumeMounts', volumesMounts: 'volumeMounts', mountVolumes: 'volumeMounts' },
    elsewhere: {
      volumes: `volumes ${IN_POD} A container mounts them with volumeMounts.`,
      volume: `volumes ${IN_POD} A container mounts them with volumeMounts.`,
      volumeClaimTemplates: `volumeClaimTemplates ${BY_CONTROLLER}`,
      readOnlyRootFilesystem: 'readOnlyRootFilesystem stands one level deeper, in securityContext.',
    },
  },
  mount: {
    title: 'a volume mount',
    type: 'object',
    additionalProperties: false,
    ...needing({ mountPath: 'the path in the container' }),
    properties: {
      name: TEXT,
      readOnly: FLAG,
      recursiveReadOnly: { type: 'string', enum: ['Disabled', 'IfPossible', 'Enabled', ''] },
      mountPath: TEXT,
      subPath: TEXT,
      mountPropagation: { type: 'string', enum: ['None', 'HostToContainer', 'Bidirectional'] },
      subPathExpr: TEXT,
      bindMountOptions: TEXTS,
    },
    hints: { path: 'mountPath', target: 'mountPath', volume: 'name', volumeName: 'name', ro: 'readOnly' },
    elsewhere: {
      hostPath: 'hostPath is said of a volume, in the volumes of the pod; mounts name that volume.',
      emptyDir: 'emptyDir is said of a volume, in the volumes of the pod; mounts name that volume.',
      persistentVolumeClaim:
        'persistentVolumeClaim is said of a volume, in the volumes of the pod; mounts name that volume.',
    },
  },
}
