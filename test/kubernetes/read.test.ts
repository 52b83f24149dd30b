import { describe, expect, test } from 'vitest'
import type { Fragment, Workload } from '../../src/core/ir.ts'
import { shapeOf } from '../../src/core/shape.ts'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'

function fragmentOf(text: string, path = 'manifest.yaml'): Fragment {
  const { fragments, errors } = readSource(sourceOf(path, text))
  expect(errors).toEqual([])
  const [fragment] = fragments
  if (fragment === undefined) throw new Error('no fragment')
  return fragment
}

function workloadOf(text: string): Workload {
  const [workload] = fragmentOf(text).workloads
  if (workload === undefined) throw new Error('no workload')
  return workload
}

const said = <T>(value: T, certainty = 'literal'): object => ({ value, certainty })

describe('placement', () => {
  const pod = (lines: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a, image: a }]\n${lines}`

  test('what is required, in the words of the scheduler', () => {
    const { placement, pins } = workloadOf(
      pod(`  nodeName: node-1
  nodeSelector: { disk: ssd }
  topologySpreadConstraints:
    - { topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, maxSkew: 1 }
    - { topologyKey: rack, whenUnsatisfiable: ScheduleAnyway, maxSkew: 1 }
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [a, b] }] }]
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname }]
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - { weight: 1, podAffinityTerm: { topologyKey: kubernetes.io/hostname } }
`),
    )
    expect(shapeOf(placement)).toEqual({
      node: said('node-1'),
      labels: [
        { key: said('disk'), values: [said('ssd')] },
        { key: said('kubernetes.io/hostname'), values: [said('a'), said('b')] },
      ],
      together: [said('kubernetes.io/hostname')],
      apart: [said('topology.kubernetes.io/zone')],
    })
    expect(pins.map(textOf)).toEqual(['node-1', 'kubernetes.io/hostname'])
  })

  test('nothing where nothing is written', () => {
    expect(workloadOf(pod('')).placement).toBeUndefined()
  })
})

describe('kinds of others', () => {
  const template = '{ spec: { containers: [{ name: a, image: a }] } }'
  const object = (version: string, kind: string): string =>
    `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: a }\nspec: { template: ${template} }\n`

  test.each([
    ['apps.openshift.io/v1', 'DeploymentConfig', 'DeploymentConfig'],
    ['argoproj.io/v1alpha1', 'Rollout', 'Rollout'],
    ['serving.knative.dev/v1', 'Service', 'KnativeService'],
    ['"{{ .Values.version }}"', 'Deployment', 'Deployment'],
  ])('%s %s is read', (version, kind, controller) => {
    const workload = workloadOf(object(version, kind))
    expect([workload.controller, workload.containers.length]).toEqual([controller, 1])
  })

  test.each([
    ['v1', 'Service'],
    ['apps.kruise.io/v1beta1', 'StatefulSet'],
    ['batch.volcano.sh/v1alpha1', 'Job'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
    ['example.com/v1', 'Database'],
  ])('%s %s is left alone', (version, kind) => {
    const { workloads, kustomizations } = fragmentOf(object(version, kind))
    expect([workloads, kustomizations]).toEqual([[], undefined])
  })
})

test('an autoscaler, and what it scales', () => {
  const { autoscalers } = fragmentOf(`apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 1, maxReplicas: "{{ .Values.most }}" }
`)
  expect(shapeOf(autoscalers)).toEqual([
    {
      address: 'autoscaler:shop/web',
      namespace: said('shop'),
      kind: said('Deployment'),
      target: said('web'),
      least: said(1),
      most: said(0, 'unknown'),
    },
  ])
})

test('a disruption budget, and the pods that it is for', () => {
  const { disruptionBudgets } = fragmentOf(`apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db, namespace: shop }
spec:
  minAvailable: 50%
  maxUnavailable: "{{ .Values.most }}"
  selector:
    matchLabels: { app: db }
    matchExpressions: [{ key: tier, operator: In, values: [a, b] }]
`)
  expect(shapeOf(disruptionBudgets)).toEqual([
    {
      address: 'disruption-budget:shop/db',
      name: said('db'),
      namespace: said('shop'),
      selector: [
        { key: said('app'), values: [said('db')] },
        { key: said('tier'), values: [said('a'), said('b')] },
      ],
      minAvailable: said('50%'),
      maxUnavailable: said('{{ .Values.most }}', 'unknown'),
    },
  ])
})

test.each([
  ['none', '{ maxUnavailable: 1 }', undefined],
  ['all', '{ maxUnavailable: 1, selector: {} }', []],
])('a disruption budget for %s', (_, spec, selector) => {
  const { disruptionBudgets } = fragmentOf(
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: db }\nspec: ${spec}\n`,
  )
  const [budget] = disruptionBudgets ?? []
  expect([budget?.selector, budget?.maxUnavailable?.value]).toEqual([selector, '1'])
})

test('what a claim says beside its size: labels, and what tools ask before they delete it', () => {
  const [claim] = fragmentOf(`apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  generateName: data-
  labels: { app: db }
  annotations: { helm.sh/resource-policy: keep, note: any }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`).claims
  expect(shapeOf(claim)).toEqual({
    address: 'claim:data-',
    name: said('data-', 'unknown'),
    accessModes: [said('ReadWriteOnce')],
    size: said('1Gi'),
    labels: [{ name: said('app'), value: said('db') }],
    annotations: [{ name: said('helm.sh/resource-policy'), value: said('keep') }],
  })
})

test('limits, and a run that may overlap', () => {
  const workload = workloadOf(`apiVersion: batch/v1
kind: CronJob
metadata: { name: a }
spec:
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{ name: a, image: a, resources: { limits: { memory: 1Gi, ephemeral-storage: 2Gi } } }]
`)
  expect([workload.overlap?.value, workload.containers[0]?.memoryLimit?.value]).toEqual(['Forbid', '1Gi'])
  expect(workload.containers[0]?.diskLimit?.value).toBe('2Gi')
})

describe('a kustomization', () => {
  test('is known by its name, without a kind', () => {
    const { kustomizations } = fragmentOf(
      `resources: [db.yaml, ../base]
components: [../parts]
patchesStrategicMerge: [a.yaml]
patches:
  - target: { kind: Deployment, name: web }
    patch: |
      - { op: replace, path: /spec/template/spec/volumes/0/name, value: hunter2 }
replicas: [{ name: web, count: 3 }]
`,
      'prod/kustomization.yaml',
    )
    expect(shapeOf(kustomizations)).toEqual([
      {
        address: 'kustomization',
        resources: [said('db.yaml'), said('../base')],
        components: [said('../parts')],
        patches: [
          {
            kind: said('Deployment'),
            name: said('web'),
            touches: [{ path: ['spec', 'template', 'spec', 'volumes', '*', 'name'] }],
          },
          { file: said('a.yaml') },
          { touches: [{ name: 'web', path: ['spec', 'replicas'] }] },
        ],
      },
    ])
  })

  test('what its patches set is shown nowhere', () => {
    const { secrets } = fragmentOf(
      'patches:\n  - patch: |\n      - { op: add, path: /data/key, value: hunter2 }\n',
      'kustomization.yaml',
    )
    expect(secrets.map(textOf).join('')).toContain('hunter2')
  })
})

test('a patch may leave out where a volume is mounted', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec: { template: { spec: { containers: [{ name: a, volumeMounts: [{ name: data, readOnly: true }] }] } } }
`
  expect(fragmentOf(text).workloads.length).toBe(1)
})
