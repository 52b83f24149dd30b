/**
 * Sources of volumes that are plugins of Kubernetes itself, most of them gone, with the keys that each must have:
 * https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go
 */
import { needing, type SchemaNode } from './node.ts'

const ID = 'the id that the disk has there'
const MONITORS = 'a list of the monitors of the cluster'

function source(title: string, says: Readonly<Record<string, string>>): SchemaNode {
  return { title, type: 'object', ...needing(says) }
}

const SOURCES: Readonly<Record<string, SchemaNode>> = {
  awsElasticBlockStore: source('an awsElasticBlockStore volume', { volumeID: ID }),
  azureDisk: source('an azureDisk volume', { diskName: 'the name of the disk', diskURI: 'where the disk is' }),
  azureFile: source('an azureFile volume', {
    secretName: 'the secret with the account and its key',
    shareName: 'the share that is mounted',
  }),
  cephfs: source('a cephfs volume', { monitors: MONITORS }),
  cinder: source('a cinder volume', { volumeID: ID }),
  fc: source('an fc volume', {
    'targetWWNs|wwids': 'they name the disk, the first by target, the second for all the world',
    'lun if targetWWNs': 'the number of the disk at the target',
  }),
  flexVolume: source('a flexVolume volume', { driver: 'the name of the driver' }),
  flocker: source('a flocker volume', { 'datasetName|datasetUUID': 'they name the data set' }),
  gcePersistentDisk: source('a gcePersistentDisk volume', { pdName: 'the name of the disk' }),
  gitRepo: source('a gitRepo volume', { repository: 'the address of the repository' }),
  glusterfs: source('a glusterfs volume', {
    endpoints: 'the Endpoints object that lists its hosts',
    path: 'the name of the volume there',
  }),
  iscsi: source('an iscsi volume', {
    targetPortal: 'the address and port of the target',
    iqn: 'the name of the target, which begins with iqn.',
    'secretRef if chapAuthDiscovery=true|chapAuthSession=true': 'the secret with what the target asks for',
  }),
  photonPersistentDisk: source('a photonPersistentDisk volume', { pdID: ID }),
  portworxVolume: source('a portworxVolume volume', { volumeID: ID }),
  quobyte: source('a quobyte volume', {
    registry: 'a list of host:port, with commas',
    volume: 'the name of the volume',
  }),
  rbd: source('an rbd volume', { monitors: MONITORS, image: 'the name of the image' }),
  scaleIO: source('a scaleIO volume', {
    gateway: 'the address of the API gateway',
    system: 'the name of the storage system',
    volumeName: 'the name of the volume there',
  }),
  storageos: source('a storageos volume', { volumeName: 'the name of the volume' }),
  vsphereVolume: source('a vsphereVolume volume', { volumePath: 'the path of the disk' }),
}

/** All of them, as properties of what has a source. */
export const PLUGINS: Readonly<Record<string, SchemaNode>> = Object.fromEntries(
  Object.keys(SOURCES).map((name) => [name, { $ref: `#/definitions/${name}` }]),
)

const { cinder: CINDER, iscsi: ISCSI } = SOURCES
const SECRET = 'the secret of a volume'
const NAMED = { name: 'the name of the secret' }

export const PLUGIN_DEFINITIONS: Readonly<Record<string, SchemaNode>> = {
  ...SOURCES,
  cinder: { ...CINDER, properties: { secretRef: { $ref: '#/definitions/pod-secret' } } },
  'cluster-cinder': { ...CINDER, properties: { secretRef: { $ref: '#/definitions/cluster-secret' } } },
  'cluster-iscsi': { ...ISCSI, properties: { secretRef: { $ref: '#/definitions/pod-secret' } } },
  'pod-secret': source(SECRET, NAMED),
  'cluster-secret': source(SECRET, { ...NAMED, namespace: 'the namespace of the secret' }),
}
