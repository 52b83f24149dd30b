import { defineRule, type Severity } from '../core/rule.ts'
import type { PersistentVolume, PodVolume, StorageClass } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import type { Span } from '../core/source.ts'
import type { KubernetesVolumeType } from '../core/driver.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'in-tree-volume-removed',
    summary: 'A volume plugin is named that Kubernetes no longer has.',
    category: 'drivers',
    severity: 'error',
    visits: 'backing',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
      'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    ],
  },
  (backing, view) => {
    const used = pluginOf(backing, view)
    if (used === undefined || used.type.status === 'current') return []
    const { type, at, name } = used
    return [
      {
        subject: backing,
        at,
        severity: severityOf(type),
        message: `${name} is ${type.meaning}`,
        help: helpFor(type),
        evidence: name,
      },
    ]
  },
)

interface Used {
  readonly name: string
  readonly at: Span
  readonly type: KubernetesVolumeType
}

/** The built-in plugin that a volume or class uses. */
function pluginOf(backing: PodVolume | PersistentVolume | StorageClass, view: View): Used | undefined {
  if ('store' in backing) {
    if (backing.store.kind !== 'in-tree') return undefined
    const type = view.volumeType(backing.store.plugin)
    return type && { name: backing.store.plugin, at: backing.store.span, type }
  }
  return backing.provisioner === undefined ? undefined : provisionedBy(backing.provisioner, view)
}

function provisionedBy(provisioner: Located<string>, view: View): Used | undefined {
  if (provisioner.certainty === 'unknown') return undefined
  const plugin = view.driver(provisioner.value)?.volumeType
  const type = plugin === undefined ? undefined : view.volumeType(plugin)
  return type && { name: provisioner.value, at: provisioner.span, type }
}

/** What is gone cannot be mounted; what another driver serves works where that driver is installed. */
function severityOf({ status }: KubernetesVolumeType): Severity {
  return status === 'removed' || status === 'disabled' ? 'error' : 'warning'
}

function helpFor({ replacement }: KubernetesVolumeType): string {
  if (replacement === undefined) return 'Move the data to storage that a CSI driver serves.'
  return `Use the CSI driver ${replacement}: a new PersistentVolume with the same handle (reclaim policy Retain first), or a new class.`
}
