/** Volumes of pods, and sources of persistent volumes: https://kubernetes.io/docs/concepts/storage/volumes/ */
import type { PodVolume, Store } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { entries, isNull, items, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import type { ReachedEntry } from '../tree.ts'
import { readTemplateClaim } from './claim.ts'
import { readFlag, unnamed } from './metadata.ts'

/** Where a source stands: the address of what owns it, and whether a volume of a pod or one of the cluster has it. */
export interface Place {
  readonly owner: string
  readonly of: 'pod' | 'cluster'
  /** The object is laid over another one, which may have what is missing here. */
  readonly isPart?: boolean
}

/** The volumes of a pod in written order. */
export function readPodVolumes(
  reading: Reading,
  pod: Value | undefined,
  around: { readonly owner: string; readonly isPart: boolean },
): readonly PodVolume[] {
  return items(valueOf(pod, 'volumes')).flatMap(({ item, value }) => {
    if (value.node.kind !== 'map') return []
    const name = text(reading, valueOf(value, 'name')) ?? unnamed(value)
    const address = `${around.owner}/volume:${name.value}`
    const source = readSource(reading, value, { owner: address, of: 'pod', isPart: around.isPart })
    return [{ address, origin: originOf(name.span, item.span, value.via), name, ...source }]
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
/** https://github.com/kubernetes/api/blob/v0.37.1/core/v1/types.go: plugins, most of them gone. */
const IN_TREE = new Set(
  'awsElasticBlockStore azureDisk azureFile cephfs cinder flexVolume flocker gcePersistentDisk gitRepo glusterfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume'.split(
    ' ',
  ),
)
const OF_POD = new Set([...CONTENT, 'emptyDir', 'persistentVolumeClaim', 'ephemeral', 'image', 'gitRepo'])
const ANYWHERE = new Set([...IN_TREE, ...Object.keys(NETWORK), 'hostPath', 'csi'])

interface Sourced {
  readonly store: Store
  readonly otherSources?: readonly Located<string>[]
}

/** What stands behind a volume, by the one key that names a source; of several nobody can tell. */
export function readSource(reading: Reading, value: Value | undefined, place: Place): Sourced {
  const written = entries(value).filter((e) => !NO_SOURCE.has(e.name) && !e.name.startsWith('$') && isThere(e))
  const [source, ...others] = written.filter((e) => isSource(e.name, place))
  if (source === undefined) return { store: sourceless(reading, value, written.length > 0, place) }
  if (others.length === 0) return { store: storeOf(reading, source, place.owner) }
  return { store: { kind: 'unknown', span: source.key.span }, otherSources: others.map(keyOf) }
}

/** A source of `null` is none: https://kubernetes.io/docs/reference/using-api/api-concepts/ */
function isThere({ value }: ReachedEntry): boolean {
  return value !== undefined && !isNull(value)
}

function isSource(name: string, { of }: Place): boolean {
  return ANYWHERE.has(name) || (of === 'pod' ? OF_POD.has(name) : name === 'local')
}

function keyOf({ name, key }: ReachedEntry): Located<string> {
  return { value: name, span: key.span, certainty: 'literal' }
}

/** A volume of a pod that says nothing is scratch, by default; a misspelt source may be meant. */
function sourceless(reading: Reading, value: Value | undefined, isMisspelt: boolean, { of, isPart }: Place): Store {
  const span = entries(value)[0]?.key.span ?? value?.node.span ?? { source: reading.source, start: 0, end: 0 }
  if (isMisspelt || isPart === true) return { kind: 'unknown', span }
  return of === 'pod' ? { kind: 'scratch', span } : { kind: 'none', span }
}

function storeOf(reading: Reading, source: ReachedEntry, owner: string): Store {
  const { name, value } = source
  const span = source.key.span
  if (CONTENT.has(name)) return { kind: 'content', span }
  switch (name) {
    case 'emptyDir':
      return emptyDir(reading, value, span)
    case 'hostPath':
      return hostPath(reading, value, span)
    case 'local': {
      const path = text(reading, valueOf(value, 'path'))
      return { kind: 'local', ...(path && { path }), span: path?.span ?? span }
    }
    case 'persistentVolumeClaim':
      return claim(reading, value, span)
    case 'ephemeral': {
      const template = readTemplateClaim(reading, valueOf(value, 'volumeClaimTemplate'), owner)
      return { kind: 'ephemeral-claim', ...(template && { claim: template }), span }
    }
    case 'image':
      return image(reading, value, span)
    case 'csi': {
      const driver = text(reading, valueOf(value, 'driver'))
      return { kind: 'csi', ...(driver && { driver }), span: driver?.span ?? span }
    }
    case 'nfs':
    case 'iscsi':
    case 'fc':
      return network(reading, value, { protocol: NETWORK[name], span })
    default:
      return { kind: 'in-tree', plugin: name, span }
  }
}

/** Pages of memory, small or huge, are memory; anything else is disk of the node. */
function emptyDir(reading: Reading, value: Value | undefined, span: Span): Store {
  const size = text(reading, valueOf(value, 'sizeLimit'))
  const medium = text(reading, valueOf(value, 'medium'))
  const isMemory = medium !== undefined && /^(Memory|HugePages(-.+)?)$/.test(medium.value)
  return { kind: isMemory ? 'memory' : 'scratch', ...(size && { size }), span }
}

function hostPath(reading: Reading, value: Value | undefined, span: Span): Store {
  const path = text(reading, valueOf(value, 'path'))
  const type = text(reading, valueOf(value, 'type'))
  return path === undefined ? { kind: 'unknown', span } : { kind: 'host', path, ...(type && { type }), span: path.span }
}

function claim(reading: Reading, value: Value | undefined, span: Span): Store {
  const name = text(reading, valueOf(value, 'claimName'))
  const readOnly = readFlag(reading, valueOf(value, 'readOnly'))
  if (name === undefined || readOnly?.certainty === 'unknown') return { kind: 'unknown', span }
  return { kind: 'claim', name, readOnly: readOnly?.value ?? false, span: name.span }
}

function image(reading: Reading, value: Value | undefined, span: Span): Store {
  const reference = text(reading, valueOf(value, 'reference'))
  return { kind: 'image', ...(reference && { image: reference }), span }
}

function network(
  reading: Reading,
  value: Value | undefined,
  { protocol, span }: { readonly protocol: 'nfs' | 'iscsi' | 'fc'; readonly span: Span },
): Store {
  const server = text(reading, valueOf(value, protocol === 'nfs' ? 'server' : 'targetPortal'))
  const path = protocol === 'nfs' ? text(reading, valueOf(value, 'path')) : undefined
  return { kind: 'network', protocol, ...(server && { server }), ...(path && { path }), span }
}
