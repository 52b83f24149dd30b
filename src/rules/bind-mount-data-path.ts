import { shown } from '../core/located.ts'
import { defineRule, oneStepDown, type Severity } from '../core/rule.ts'
import type { KnownImage, View } from '../core/view.ts'
import type { Mount } from '../core/ir.ts'
import { builtLabels } from './shared/built.ts'
import { pathsOn } from './shared/exposure.ts'
import { isAbsolute, isManaged } from './shared/hosts.ts'
import { nameVolumeFix } from './shared/fixes.ts'

export default defineRule(
  {
    name: 'bind-mount-data-path',
    summary: 'Data of a storage engine lies in a directory of one host.',
    category: 'portability',
    severity: 'warning',
    visits: 'mount',
    dialects: ['compose'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/storage/bind-mounts/'],
    fault: { name: 'host-path', rank: 1 },
  },
  (mount, view) => {
    if (mount.store.kind !== 'host' || mount.readOnly.value) return []
    const container = view.containerOf(mount)
    if (isManaged(mount.store.path.value, view.platformOf(container))) return []
    const image = view.image(container)
    const data = pathsOn(mount, view).find((d) => d.kind === 'data')
    if (image === undefined || data === undefined) return []
    if (view.context(view.workloadOf(container)) === 'throwaway') return []
    return [
      {
        subject: mount,
        at: mount.store.path.span,
        severity: severityOf(image, mount, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which is the host directory ${shown(mount.store.path)}: its owner, modes and file system are the host’s, and other hosts do not have it`,
        help: `Mount a named volume at ${shown(mount.target)} and copy the data over.`,
        evidence: data.shown.path,
        ...builtLabels(container, { image, data }),
        fixes: () => [nameVolumeFix(mount, view, image.facts.user)],
      },
    ]
  },
)

/** Applications and blob stores often hold files that people open by hand: below the project, that is a hint. */
function severityOf(image: KnownImage, mount: Mount, view: View): Severity {
  const container = view.containerOf(mount)
  const { engine, hostTool } = image.facts
  const isOpened = engine === 'app' || engine === 'object-store' || engine === 'config'
  const isPortable = mount.store.kind === 'host' && !isAbsolute(mount.store.path.value)
  const base: Severity = isOpened && (isPortable || hostTool) ? 'info' : 'warning'
  return view.context(view.workloadOf(container)) === 'development' ? oneStepDown(base) : base
}
