/** Claims, of their own and as templates: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
import type { Claim, DataSource, VolumeOption } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import { originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { metadata, prefix, readPairs, readSelector, readTexts, unnamed } from './metadata.ts'

/** A claim of its own. */
export function readClaim(reading: Reading, value: Value): Claim {
  const { name, namespace } = metadata(reading, value)
  const claim = claimOf(reading, value, { name, address: `claim:${prefix(namespace)}${name.value}` })
  return { ...claim, ...(namespace && { namespace }) }
}

/** A claim of `volumeClaimTemplates`, whose name must be written out; `owner` is the address of its workload. */
export function readClaimTemplate(reading: Reading, value: Value, owner: string): Claim {
  const name = text(reading, valueOf(valueOf(value, 'metadata'), 'name')) ?? unnamed(value)
  return claimOf(reading, value, { name, address: `${owner}/template:${name.value}` })
}

/** The claim that a volume of a pod makes; `owner` is the address of the volume. */
export function readTemplateClaim(reading: Reading, value: Value | undefined, owner: string): Claim | undefined {
  return value === undefined
    ? undefined
    : claimOf(reading, value, { name: unnamed(value), address: `${owner}/template` })
}

function claimOf(reading: Reading, value: Value, { name, address }: Pick<Claim, 'name' | 'address'>): Claim {
  const spec = valueOf(value, 'spec')
  const said = (key: string): Located<string> | undefined => text(reading, valueOf(spec, key))
  const className = said('storageClassName') ?? betaClass(reading, value)
  const size = text(reading, valueOf(valueOf(valueOf(spec, 'resources'), 'requests'), 'storage'))
  const [volumeName, volumeMode] = [said('volumeName'), said('volumeMode')]
  const attributesClass = said('volumeAttributesClassName')
  const dataSource = readDataSource(reading, valueOf(spec, 'dataSourceRef') ?? valueOf(spec, 'dataSource'))
  const selector = valueOf(spec, 'selector')
  const labels = readPairs(reading, valueOf(valueOf(value, 'metadata'), 'labels'))
  const annotations = readPairs(reading, valueOf(valueOf(value, 'metadata'), 'annotations')).filter(isOnDeletion)
  return {
    address,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    accessModes: readTexts(reading, valueOf(spec, 'accessModes')) ?? [],
    ...(className && { className }),
    ...(size && { size }),
    ...(volumeName && { volumeName }),
    ...(volumeMode && { volumeMode }),
    ...(attributesClass && { attributesClass }),
    ...(dataSource && { dataSource }),
    ...(selector && { selector: readSelector(reading, selector) }),
    ...(labels.length > 0 && { labels }),
    ...(annotations.length > 0 && { annotations }),
  }
}

/** Helm, Argo CD and Flux ask these before they delete. */
const ON_DELETION = new Set([
  'helm.sh/resource-policy',
  'argocd.argoproj.io/sync-options',
  'kustomize.toolkit.fluxcd.io/prune',
])

function isOnDeletion({ name }: VolumeOption): boolean {
  return ON_DELETION.has(name.value)
}

function betaClass(reading: Reading, value: Value): Located<string> | undefined {
  const annotations = valueOf(valueOf(value, 'metadata'), 'annotations')
  return text(reading, valueOf(annotations, 'volume.beta.kubernetes.io/storage-class'))
}

function readDataSource(reading: Reading, value: Value | undefined): DataSource | undefined {
  if (value?.node.kind !== 'map') return undefined
  const said = (key: string): Located<string> | undefined => text(reading, valueOf(value, key))
  const [group, kind, name, namespace] = [said('apiGroup'), said('kind'), said('name'), said('namespace')]
  return {
    span: value.node.span,
    ...(group && { group }),
    ...(kind && { kind }),
    ...(name && { name }),
    ...(namespace && { namespace }),
  }
}
