/** Volumes of pods, and sources of persistent volumes: https://kubernetes.io/docs/concepts/storage/volumes/ */
import type { PodVolume, Store } from '../../core/ir.ts'
import type { Span } from '../../core/source.ts'
import { entries, items, originOf, settledFlag, text, valueOf, type Reading, type Value } from '../reading.ts'
import type { ReachedEntry } from '../tree.ts'

/** The volumes of a pod in written order; one without a name cannot be mounted and is left out. */
export function readPodVolumes(reading: Reading, pod: Value | undefined, owner: string): readonly PodVolume[] {
  return items(valueOf(pod, 'volumes')).flatMap(({ item, value }) => {
    const name = text(reading, valueOf(value, 'name'))
    if (name === undefined) return []
    const origin = originOf(name.span, item.span, value.via)
    return { address: `${owner}/volume:${name.value}`, origin, name, store: readStore(reading, value) }
  })
}

/** Keys of a volume or persistent volume that name no source. */
const NO_SOURCE = new Set(
  'name accessModes capacity claimRef mountOptions nodeAffinity persistentVolumeReclaimPolicy storageClassName volumeMode volumeAttributesClassName'.split(
    ' ',
  ),
)

const CONTENT = new Set(['configMap', 'secret', 'projected', 'downwardAPI'])
const NETWORK = { nfs: 'nfs', iscsi: 'iscsi', fc: 'fc' } as const

/** What stands behind a volume: its one source key. A volume without any is scratch, as the API server makes it. */
export function readStore(reading: Reading, value: Value | undefined, where: { readonly local?: boolean } = {}): Store {
  const source = entries(value).find((e) => !NO_SOURCE.has(e.name) && (e.name !== 'local' || where.local === true))
  if (source === undefined) {
    const span = entries(value)[0]?.key.span ?? value?.node.span
    return { kind: 'unknown', span: span ?? { source: reading.source, start: 0, end: 0 } }
  }
  return storeOf(reading, source)
}

function storeOf(reading: Reading, source: ReachedEntry): Store {
  const { name, value } = source
  const span = source.key.span
  const path = text(reading, valueOf(value, 'path'))
  if (CONTENT.has(name)) return { kind: 'content', span }
  switch (name) {
    case 'emptyDir':
      return emptyDir(reading, value, span)
    case 'hostPath':
      return path === undefined ? { kind: 'unknown', span } : { kind: 'host', path, span: path.span }
    case 'local':
      return { kind: 'local', ...(path && { path }), span: path?.span ?? span }
    case 'persistentVolumeClaim':
      return claim(reading, value, span)
    case 'ephemeral':
      return { kind: 'ephemeral-claim', span }
    case 'image':
      return image(reading, value, span)
    case 'csi': {
      const driver = text(reading, valueOf(value, 'driver'))
      return { kind: 'csi', ...(driver && { driver }), span: driver?.span ?? span }
    }
    case 'nfs':
    case 'iscsi':
    case 'fc':
      return { kind: 'network', protocol: NETWORK[name], span }
    default:
      return { kind: 'in-tree', plugin: name, span }
  }
}

function emptyDir(reading: Reading, value: Value | undefined, span: Span): Store {
  const size = text(reading, valueOf(value, 'sizeLimit'))
  const medium = text(reading, valueOf(value, 'medium'))
  return { kind: medium?.value === 'Memory' ? 'memory' : 'scratch', ...(size && { size }), span }
}

function claim(reading: Reading, value: Value | undefined, span: Span): Store {
  const name = text(reading, valueOf(value, 'claimName'))
  const readOnly = settledFlag(reading, valueOf(value, 'readOnly'))
  if (name === undefined || readOnly === 'unknown') return { kind: 'unknown', span }
  return { kind: 'claim', name, readOnly, span: name.span }
}

function image(reading: Reading, value: Value | undefined, span: Span): Store {
  const reference = text(reading, valueOf(value, 'reference'))
  return { kind: 'image', ...(reference && { image: reference }), span }
}
