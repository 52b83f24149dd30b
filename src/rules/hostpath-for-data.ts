import { shown } from '../core/located.ts'
import { defineRule, oneStepDown, type Fix, type Severity } from '../core/rule.ts'
import type { Container, Store, Workload } from '../core/ir.ts'
import type { DataPath, KnownImage, View } from '../core/view.ts'
import { claimVolumeFix } from './shared/claim-fixes.ts'
import { dataSubject } from './shared/exposure.ts'

export default defineRule(
  {
    name: 'hostpath-for-data',
    summary: 'Data lies in a directory of one node, which a rescheduled pod does not find again.',
    category: 'portability',
    severity: 'error',
    visits: 'container',
    dialects: ['kubernetes'],
    fix: ['migrate'],
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
        subject: dataSubject(container, data.shown.path),
        at: store.span,
        severity: severityOf(container, paths.image, view),
        message: `${paths.image.name} keeps its data in ${data.shown.path}, which is ${shown(store.path)} of ${whichNode(workload)}`,
        help: 'Use a PersistentVolumeClaim, or a local volume with node affinity where node-local speed is wanted.',
        evidence: data.shown.path,
        fixes: () => mountedFix(container, data, paths.image, view),
      }
    })
  },
)

/** A directory that is mounted directly gives way to a claim; behind a claim the volume would have to be exchanged. */
function mountedFix(container: Container, data: DataPath, image: KnownImage, view: View): readonly Fix[] {
  const cover = view.cover(container, data.path)
  return cover.kind === 'mount' && cover.mount.store.kind === 'host' ? claimVolumeFix(cover.mount, image, view) : []
}

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

function whichNode({ pins }: Workload): string {
  if (pins.length > 0) return 'the node that the pod is tied to: it is lost with that node'
  return 'whatever node the pod runs on: on another node it starts empty'
}

/** A pod that is tied to its node finds its data again, as long as the node lives. */
function severityOf(container: Container, { facts }: KnownImage, view: View): Severity {
  const workload = view.workloadOf(container)
  if (view.isSingleNode(workload)) return 'info'
  const base: Severity = workload.pins.length > 0 || facts.certainty === 'unverified' ? 'warning' : 'error'
  return view.context(workload) === 'development' ? oneStepDown(base) : base
}
