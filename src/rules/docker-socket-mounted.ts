import { shown } from '../core/located.ts'
import { defineRule, oneStepDown, type Severity } from '../core/rule.ts'
import type { Container } from '../core/ir.ts'
import type { View } from '../core/view.ts'
import { isEngineSocket } from './shared/hosts.ts'

export default defineRule(
  {
    name: 'docker-socket-mounted',
    summary: 'A container can command the container engine, and so the host.',
    category: 'security',
    severity: 'error',
    visits: 'mount',
    dialects: ['compose', 'kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/security/protect-access/'],
    fault: { name: 'host-path', rank: 0 },
  },
  (mount, view) => {
    if (mount.store.kind !== 'host' || mount.store.path.certainty === 'unknown') return []
    const path = mount.store.path.value
    const container = view.containerOf(mount)
    if (!isEngineSocket(path) || view.image(container)?.facts.filtersSocket === true) return []
    const readOnly = mount.readOnly.value ? '; :ro protects the file, not the engine behind it' : ''
    return [
      {
        subject: mount,
        at: mount.store.path.span,
        severity: severityOf(container, view),
        message: `${shown(mount.store.path)} gives ${view.workloadOf(container).name.value} full control of the container engine and its host${readOnly}`,
        help: 'Put a socket proxy with an allow-list in between, or use a rootless engine.',
        evidence: shown(mount.store.path),
      },
    ]
  },
)

/** Graver where the service is reachable or its image may change; milder for tools that exist to command the engine. */
function severityOf(container: Container, view: View): Severity {
  const exposed = view.workloadOf(container).publishes || isUnpinned(container)
  const severity: Severity = exposed ? 'error' : 'warning'
  if (view.image(container)?.facts.hostTool === true || isRunner(container, view)) return oneStepDown(severity)
  return severity
}

function isRunner(container: Container, view: View): boolean {
  return view.context(view.workloadOf(container)) === 'throwaway'
}

/** A third party’s image by a tag that moves. An image that the project builds is its own. */
function isUnpinned({ image, build }: Container): boolean {
  if (image === undefined || build !== undefined || image.certainty === 'unknown' || image.value.includes('@'))
    return false
  const tag = /:([^/:]+)$/.exec(image.value)?.[1]
  return tag === undefined || tag === 'latest'
}
