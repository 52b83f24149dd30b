import { defineRule } from '../core/rule.ts'
import type { Store, Workload } from '../core/ir.ts'
import { claimVolumeFix } from './shared/claim-fixes.ts'
import { dataSubject, exposures } from './shared/exposure.ts'
import { graded } from './shared/severity.ts'

export default defineRule(
  {
    name: 'emptydir-on-data-path',
    summary: 'Data is on an emptyDir and gone with the pod.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['kubernetes'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],
    fault: { name: 'data-path', rank: 4 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const { data, cover, image } = exposure
      if (cover.kind !== 'mount') return []
      const { mount } = cover
      if (mount.store.kind !== 'scratch' && mount.store.kind !== 'memory') return []
      const gone = mount.store.kind === 'memory' ? 'it is memory, and gone with the pod' : 'it goes with the pod'
      return {
        subject: dataSubject(container, data.shown.path),
        at: mount.store.span,
        severity: isShippedOut(mount.store, view.workloadOf(container))
          ? 'info'
          : graded('error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which is an emptyDir: ${gone}`,
        help: `Mount a PersistentVolumeClaim at ${data.shown.mountAt}, or a claim template in a StatefulSet.`,
        evidence: data.shown.path,
        labels: [{ span: mount.target.span, text: 'mounted here' }],
        fixes: () => claimVolumeFix(mount, image, view),
      }
    }),
)

/** Tools that copy what a container writes to storage elsewhere, and bring it back from there. */
const SHIPPER = /(^|\/)(litestream|restic|rclone|kopia|wal-g)([:@/]|$)/

/** An init container brings the data back before the start, and another container ships its changes out. */
function isShippedOut(store: Store, { containers }: Workload): boolean {
  const shippers = containers.filter(
    ({ image, mounts }) => SHIPPER.test(image?.value ?? '') && mounts.some((mount) => mount.store === store),
  )
  return shippers.some(({ role }) => role === 'init') && shippers.some(({ role }) => role !== 'init')
}
