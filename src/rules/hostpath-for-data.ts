import { defineRule, oneStepDown, type Severity } from '../core/rule.ts'
import type { Container, Store } from '../core/ir.ts'
import type { DataPath, KnownImage, View } from '../core/view.ts'
import { dataSubject } from './shared/exposure.ts'

export default defineRule(
  {
    name: 'hostpath-for-data',
    summary: 'Data lies in a directory of one node, which a rescheduled pod does not find again.',
    category: 'portability',
    severity: 'error',
    visits: 'container',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
    fault: { name: 'data-path', rank: 7 },
  },
  (container, view) => {
    const paths = view.dataPaths(container)
    const workload = view.workloadOf(container)
    if (paths.state !== 'known' || view.context(workload) === 'throwaway') return []
    if (workload.controller === 'DaemonSet' || workload.namespace?.value === 'kube-system') return []
    const variant = paths.variants.find((v) => v.some((d) => hostStore(container, d, view) !== undefined)) ?? []
    return variant.flatMap((data) => {
      const store = hostStore(container, data, view)
      if (store === undefined || data.kind !== 'data' || !data.required) return []
      return {
        subject: dataSubject(container, data.path),
        at: store.span,
        severity: severityOf(container, paths.image, view),
        message: `${paths.image.name} keeps its data in ${data.path}, which is ${store.path.value} of whatever node the pod runs on: on another node it starts empty`,
        help: 'Use a PersistentVolumeClaim, or a local volume with node affinity where node-local speed is wanted.',
        evidence: data.path,
      }
    })
  },
)

type HostStore = Store & { readonly kind: 'host' }

/** The node's directory behind a data path, mounted directly or through a claim that is bound to one. */
function hostStore(container: Container, data: DataPath, view: View): HostStore | undefined {
  const cover = view.cover(container, data.path)
  if (cover.kind !== 'mount') return undefined
  const { store } = cover.mount
  if (store.kind === 'host') return store
  const claim = view.claimOf(store)
  const volume = claim === undefined ? undefined : view.boundVolume(claim)
  return volume?.store.kind === 'host' && !volume.hasNodeAffinity ? volume.store : undefined
}

/** A pod that is tied to its node finds its data again, as long as the node lives. */
function severityOf(container: Container, { facts }: KnownImage, view: View): Severity {
  const workload = view.workloadOf(container)
  const base: Severity = workload.pins.length > 0 || facts.certainty === 'unverified' ? 'warning' : 'error'
  return view.context(workload) === 'development' ? oneStepDown(base) : base
}
