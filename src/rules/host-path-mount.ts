import { shown } from '../core/located.ts'
import { defineRule, type Severity } from '../core/rule.ts'
import type { Mount } from '../core/ir.ts'
import type { View } from '../core/view.ts'
import { pathsOn } from './shared/exposure.ts'
import { isClock, isEngineSocket, isHostIntegration, isSocket } from './shared/hosts.ts'

export default defineRule(
  {
    name: 'host-path-mount',
    summary: 'A pod needs a directory of its node, with what is in it.',
    category: 'portability',
    severity: 'warning',
    visits: 'mount',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  },
  (mount, view) => {
    if (mount.store.kind !== 'host' || mount.store.path.certainty === 'unknown') return []
    const path = mount.store.path.value
    if (view.context(view.workloadOf(view.containerOf(mount))) === 'throwaway') return []
    if (isSocket(path) || isEngineSocket(path) || isNodePlugin(mount, view) || pathsOn(mount, view).length > 0)
      return []
    return [
      {
        subject: mount,
        at: mount.store.span,
        severity: severityOf(mount, view),
        message: `the mount at ${shown(mount.target)} is ${path} of ${isPinned(mount, view) ? 'the node that the pod is tied to' : 'whatever node the pod runs on'}: it works only where that is there, with that content`,
        help: 'Use a configMap, a PersistentVolumeClaim, or a local volume with node affinity, by what the path holds.',
        evidence: path,
      },
    ]
  },
)

const AGENTS: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease'])
const PLUGIN_IMAGE =
  /(^|[/_-])(csi|cni|calico|flannel|cilium|device-plugin|node-driver-registrar|provisioner|liveness-?probe|longhorn[a-z-]*|kube-proxy)([/:@_-]|$)/i

/** Storage, network and device plugins serve the node itself: its paths are their purpose. */
function isNodePlugin(mount: Mount, view: View): boolean {
  const workload = view.workloadOf(view.containerOf(mount))
  if (workload.namespace !== undefined && AGENTS.has(workload.namespace.value)) return true
  const paths = workload.podVolumes.flatMap((v) => (v.store.kind === 'host' ? [v.store.path.value] : []))
  return (
    paths.some((p) => p.startsWith('/var/lib/kubelet')) ||
    workload.containers.some((c) => PLUGIN_IMAGE.test(c.image?.value ?? ''))
  )
}

function isPinned(mount: Mount, view: View): boolean {
  return view.workloadOf(view.containerOf(mount)).pins.length > 0
}

/** A DaemonSet runs on every node on purpose, a pinned pod on its own; agents, and what every Linux host has, belong there. */
function severityOf(mount: Mount, view: View): Severity {
  const container = view.containerOf(mount)
  const path = mount.store.kind === 'host' ? mount.store.path.value : ''
  const isAgent = view.image(container)?.facts.hostTool === true
  const isSystem = isClock(path) || (mount.readOnly.value && isHostIntegration(path, true))
  const isMeant = view.workloadOf(container).controller === 'DaemonSet' || isPinned(mount, view)
  return isMeant || isAgent || isSystem ? 'info' : 'warning'
}
