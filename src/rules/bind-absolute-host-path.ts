import { isPlain, shown } from '../core/located.ts'
import { defineRule, oneStepDown, type Severity } from '../core/rule.ts'
import type { Mount } from '../core/ir.ts'
import type { View } from '../core/view.ts'
import { isAbsolute, isHostIntegration, isManaged, isSocket } from './shared/hosts.ts'

export default defineRule(
  {
    name: 'bind-absolute-host-path',
    summary: 'A mount needs an absolute path that other hosts may not have.',
    category: 'portability',
    severity: 'warning',
    visits: 'mount',
    dialects: ['compose'],
    fix: [],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/storage/bind-mounts/'],
    fault: { name: 'host-path', rank: 2 },
  },
  (mount, view) => {
    if (mount.store.kind !== 'host' || !isPlain(mount.store.path)) return []
    const path = mount.store.path.value
    const container = view.containerOf(mount)
    if (isManaged(path, view.platformOf(container)) || view.context(view.workloadOf(container)) === 'throwaway')
      return []
    if (
      !isAbsolute(path) ||
      isHostIntegration(path, mount.readOnly.value) ||
      isSocket(path) ||
      isLogShipping(mount, path, view)
    )
      return []
    return [
      {
        subject: mount,
        at: mount.store.path.span,
        severity: severityOf(mount, view),
        message: `the mount at ${shown(mount.target)} needs ${path} on every host that runs this project, and two copies of the project share it`,
        help: 'Use a path below the project (./…), a variable with a default (${DATA_DIR:-./data}), or a named volume.',
        evidence: path,
      },
    ]
  },
)

/** Log shippers read the host’s logs: that is what they are for. */
function isLogShipping(mount: Mount, path: string, view: View): boolean {
  const image = view.image(view.containerOf(mount))
  const logs = /^\/var\/(log|lib\/docker\/containers)(\/|$)/.test(path)
  return logs && (mount.readOnly.value || image?.facts.hostTool === true)
}

/** Host data is the purpose of media, file-sharing and backup images: there it is a hint. */
function severityOf(mount: Mount, view: View): Severity {
  const container = view.containerOf(mount)
  if (view.image(container)?.facts.hostTool === true) return 'info'
  return view.context(view.workloadOf(container)) === 'development' ? oneStepDown('warning') : 'warning'
}
