import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildDrivers } from '../../scripts/gen/knowledge-drivers.ts'
import { accessModeOf, isSeen } from '../../src/core/driver.ts'
import {
  classConvention,
  clusterPreset,
  clusterPresetNames,
  driverFacts,
  volumeTypeFacts,
} from '../../src/knowledge/drivers.ts'
import { defaultSize } from '../../src/knowledge/sizes.ts'

const NOTHING_ELSE = {
  certainty: 'seen',
  source: expect.any(String),
  checked: expect.stringMatching(/^2026-11-2[01]$/),
}

describe('driverFacts', () => {
  test('fills in what the files leave out', () => {
    expect(driverFacts('csi.hetzner.cloud')).toEqual({
      ...NOTHING_ELSE,
      name: 'csi.hetzner.cloud',
      product: 'Hetzner Cloud Volumes CSI',
      aliases: [],
      kind: 'csi',
      storage: 'block',
      reach: 'region',
      medium: 'disk',
      access: { RWO: 'yes', ROX: 'no', RWX: 'no', RWOP: 'yes' },
      provisions: 'yes',
      inline: 'no',
      expansion: 'yes',
      snapshots: 'unknown',
      clones: 'unknown',
      binding: 'WaitForFirstConsumer',
      size: { minimum: '10Gi', step: '1Gi', enforced: 'yes' },
      fsGroup: 'unknown',
      topologyKey: 'csi.hetzner.cloud/location',
      abandoned: false,
      classes: [
        { name: 'hcloud-volumes', where: 'default' },
        { name: 'hcloud-volumes-encrypted', where: 'docs example' },
      ],
      notes: ['a volume stays in its location', 'it does not work on root servers'],
      unverified: [],
    })
  })

  test('an in-tree alias keeps its name and has the abilities of its driver', () => {
    const ebs = driverFacts('ebs.csi.aws.com')
    expect(driverFacts('kubernetes.io/aws-ebs')).toEqual({
      ...ebs,
      name: 'kubernetes.io/aws-ebs',
      product: 'in-tree AWS EBS',
      kind: 'in-tree-alias',
      resolvesTo: 'ebs.csi.aws.com',
      volumeType: 'awsElasticBlockStore',
      access: { RWO: 'yes', ROX: 'no', RWX: 'block-only', RWOP: 'unknown' },
      classes: [{ name: 'gp2', where: 'EKS' }],
      notes: ['translated to ebs.csi.aws.com, which has to be installed', ...(ebs?.notes ?? [])],
    })
  })

  test('what is removed and not translated provisions nothing', () => {
    expect(driverFacts('kubernetes.io/rbd')).toEqual({
      ...NOTHING_ELSE,
      name: 'kubernetes.io/rbd',
      product: 'in-tree Ceph RBD',
      aliases: [],
      kind: 'in-tree',
      volumeType: 'rbd',
      storage: 'unknown',
      reach: 'unknown',
      medium: 'unknown',
      access: { RWO: 'unknown', ROX: 'unknown', RWX: 'unknown', RWOP: 'unknown' },
      provisions: 'no',
      inline: 'no',
      expansion: 'unknown',
      snapshots: 'unknown',
      clones: 'unknown',
      size: { enforced: 'unknown' },
      fsGroup: 'unknown',
      abandoned: false,
      classes: [],
      notes: ['gone and not translated: claims stay Pending'],
      unverified: [],
    })
  })

  test.each([
    ['ebs.csi.aws.com', 'zone', 'disk', { RWO: 'yes', ROX: 'no', RWX: 'block-only', RWOP: 'yes' }],
    ['disk.csi.azure.com', 'zone', 'disk', { RWO: 'yes', ROX: 'block-only', RWX: 'block-only', RWOP: 'yes' }],
    ['pd.csi.storage.gke.io', 'zone', 'disk', { RWO: 'yes', ROX: 'yes', RWX: 'block-only', RWOP: 'yes' }],
    ['cinder.csi.openstack.org', 'zone', 'disk', { RWO: 'yes', ROX: 'unknown', RWX: 'block-only', RWOP: 'yes' }],
    ['efs.csi.aws.com', 'any', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['file.csi.azure.com', 'region', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['filestore.csi.storage.gke.io', 'any', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['nfs.csi.k8s.io', 'any', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['smb.csi.k8s.io', 'any', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['cephfs.csi.ceph.com', 'any', 'network', { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'yes' }],
    ['rbd.csi.ceph.com', 'any', 'disk', { RWO: 'yes', ROX: 'yes', RWX: 'block-only', RWOP: 'yes' }],
    ['driver.longhorn.io', 'any', 'disk', { RWO: 'yes', ROX: 'unknown', RWX: 'yes', RWOP: 'yes' }],
    ['csi.vsphere.vmware.com', 'zone', 'unknown', { RWO: 'yes', ROX: 'unknown', RWX: 'unknown', RWOP: 'yes' }],
    ['csi.trident.netapp.io', 'unknown', 'unknown', { RWO: 'yes', ROX: 'unknown', RWX: 'unknown', RWOP: 'unknown' }],
    ['dobs.csi.digitalocean.com', 'region', 'disk', { RWO: 'yes', ROX: 'no', RWX: 'no', RWOP: 'yes' }],
    ['rancher.io/local-path', 'node', 'disk', { RWO: 'yes', ROX: 'no', RWX: 'no', RWOP: 'yes' }],
    ['topolvm.io', 'node', 'disk', { RWO: 'yes', ROX: 'unknown', RWX: 'no', RWOP: 'unknown' }],
    ['kubernetes.io/no-provisioner', 'node', 'disk', { RWO: 'yes', ROX: 'unknown', RWX: 'unknown', RWOP: 'unknown' }],
    ['secrets-store.csi.k8s.io', 'node', 'memory', { RWO: 'no', ROX: 'yes', RWX: 'no', RWOP: 'no' }],
    ['kubernetes.io/gce-pd', 'zone', 'disk', { RWO: 'yes', ROX: 'yes', RWX: 'block-only', RWOP: 'unknown' }],
  ])('%s reaches %s, on %s', (name, reach, medium, access) => {
    const facts = driverFacts(name)
    expect({ reach: facts?.reach, medium: facts?.medium, access: facts?.access }).toEqual({ reach, medium, access })
  })

  test.each([
    ['rook-ceph.rbd.csi.ceph.com', 'rbd.csi.ceph.com'],
    ['openshift-storage.cephfs.csi.ceph.com', 'cephfs.csi.ceph.com'],
    ['rook-ceph.nfs.csi.ceph.com', 'nfs.csi.ceph.com'],
    ['rook-ceph.ceph.rook.io/bucket', 'ceph.rook.io/bucket'],
    ['org.democratic-csi.iscsi', 'org.democratic-csi'],
    ['cluster.local/nfs-subdir-external-provisioner', 'k8s-sigs.io/nfs-subdir-external-provisioner'],
    ['csi.storageos.com', 'storageos'],
  ])('%s is %s', (name, driver) => {
    expect(driverFacts(name)?.name).toBe(driver)
  })

  test.each(['rbd.csi.ceph.com.example.org', 'example.com/nfs', 'constructor', ''])('knows nothing of %j', (name) => {
    expect(driverFacts(name)).toBeUndefined()
  })

  test('Longhorn shares a disk over NFS', () => {
    expect(driverFacts('driver.longhorn.io')).toMatchObject({ medium: 'disk', sharedMedium: 'network' })
  })

  test.each([
    ['ebs.csi.aws.com', 'access', true],
    ['ebs.csi.aws.com', 'size', false],
    ['topolvm.io', 'access', false],
  ] as const)('%s: %s seen is %s', (name, field, seen) => {
    const facts = driverFacts(name)
    expect(facts && isSeen(facts, field)).toBe(seen)
  })
})

describe('accessModeOf', () => {
  test.each([
    ['ReadWriteOnce', 'RWO'],
    ['ReadWriteOncePod', 'RWOP'],
    ['RWX', 'RWX'],
    ['readwritemany', undefined],
    ['constructor', undefined],
  ])('%s is %s', (word, mode) => {
    expect(accessModeOf(word)).toBe(mode)
  })
})

describe('volumeTypeFacts', () => {
  test('says what became of a type', () => {
    expect(volumeTypeFacts('kubernetes', 'glusterfs')).toEqual({
      ...NOTHING_ELSE,
      platform: 'kubernetes',
      name: 'glusterfs',
      where: ['pod', 'persistent-volume'],
      status: 'removed',
      since: '1.26',
      deprecated: '1.25',
      replacement: 'org.gluster.glusterfs',
      meaning: 'a GlusterFS volume; gone since 1.26: the API server takes it and the pod fails to mount',
      holds: 'data',
      persistent: 'yes',
      reach: 'any',
      medium: 'network',
      access: { RWO: 'yes', ROX: 'yes', RWX: 'yes', RWOP: 'no' },
      notes: [],
      unverified: ['access', 'deprecated'],
    })
  })

  test.each([
    ['cephfs', 'removed', '1.31', 'cephfs.csi.ceph.com'],
    ['rbd', 'removed', '1.31', 'rbd.csi.ceph.com'],
    ['flocker', 'removed', '1.25', undefined],
    ['awsElasticBlockStore', 'migrated', '1.27', 'ebs.csi.aws.com'],
    ['azureFile', 'migrated', '1.30', 'file.csi.azure.com'],
    ['portworxVolume', 'migrated', '1.36', 'pxd.portworx.com'],
    ['gitRepo', 'disabled', '1.33', undefined],
    ['flexVolume', 'deprecated', '1.23', undefined],
    ['hostPath', 'current', undefined, undefined],
    ['persistentVolumeClaim', 'current', undefined, undefined],
  ])('%s is %s since %s', (name, status, since, replacement) => {
    const facts = volumeTypeFacts('kubernetes', name)
    expect([facts?.status, facts?.since, facts?.replacement]).toEqual([status, since, replacement])
  })

  test.each([
    ['local', 'local', true, 'no'],
    ['vieux/sshfs:latest', 'vieux/sshfs', false, 'unknown'],
    ['rexray/ebs:0.11.4', 'rexray/ebs', false, 'yes'],
    ['cloudstor:aws', 'cloudstor', false, 'yes'],
    ['nfs', 'netshare', false, 'yes'],
    ['local-persist', 'local-persist', false, 'yes'],
    ['rclone', 'rclone', false, 'no'],
  ])('the Docker driver %s', (name, driver, builtIn, abandoned) => {
    const facts = volumeTypeFacts('docker', name)
    expect([facts?.name, facts?.builtIn, facts?.abandoned]).toEqual([driver, builtIn, abandoned])
  })

  test('knows nothing of other names, nor of one platform’s on the other', () => {
    expect(volumeTypeFacts('docker', 'glusterfs')?.platform).toBe('docker')
    expect(volumeTypeFacts('docker', 'hostPath')).toBeUndefined()
    expect(volumeTypeFacts('kubernetes', 'rexray/ebs')).toBeUndefined()
  })
})

describe('classConvention', () => {
  test('one meaning, and custom only', () => {
    expect(classConvention('gp2')).toEqual({
      name: 'gp2',
      certainty: 'convention',
      meanings: [{ provisioner: 'kubernetes.io/aws-ebs', where: 'EKS' }],
    })
  })

  test.each([
    ['gp3', ['ebs.csi.aws.com']],
    ['managed-csi', ['disk.csi.azure.com']],
    ['do-block-storage', ['dobs.csi.digitalocean.com']],
    ['longhorn', ['driver.longhorn.io']],
    ['standard-rwo', ['csi.vsphere.vmware.com', 'pd.csi.storage.gke.io']],
    [
      'standard',
      ['k8s.io/minikube-hostpath', 'kubernetes.io/gce-pd', 'kubernetes.io/vsphere-volume', 'rancher.io/local-path'],
    ],
  ])('%s', (name, provisioners) => {
    expect(classConvention(name)?.meanings.map(({ provisioner }) => provisioner)).toEqual(provisioners)
  })

  test('says nothing of other names', () => {
    expect(classConvention('fast')).toBeUndefined()
  })
})

describe('clusterPreset', () => {
  test('EKS has a class and no default', () => {
    expect(clusterPreset('eks')).toEqual({
      ...NOTHING_ELSE,
      name: 'eks',
      aliases: [],
      product: 'Amazon EKS',
      classes: [
        {
          name: 'gp2',
          provisioner: 'kubernetes.io/aws-ebs',
          default: false,
          accessModes: ['RWO'],
          binding: 'WaitForFirstConsumer',
          reclaim: 'Delete',
          expansion: false,
        },
      ],
      notes: expect.arrayContaining([
        'since 1.30 new clusters have no default class: a claim without a class stays Pending',
      ]),
    })
  })

  test.each([
    ['kind', 'standard'],
    ['minikube', 'standard'],
    ['k3s', 'local-path'],
    ['k3d', 'local-path'],
    ['gke', 'standard-rwo'],
    ['aks', 'default'],
    ['eks', undefined],
    ['eks-auto-mode', undefined],
  ])('%s: claims without a class get %s', (name, className) => {
    expect(clusterPreset(name)?.classes.find((c) => c.default)?.name).toBe(className)
  })

  test('the names, and no other', () => {
    expect(clusterPresetNames()).toEqual(['aks', 'eks', 'eks-auto-mode', 'gke', 'k3s', 'kind', 'minikube'])
    expect(clusterPreset('openshift')).toBeUndefined()
  })
})

test.each([
  ['database', '10Gi'],
  ['object-store', '50Gi'],
  ['cache', '5Gi'],
  ['stateless', undefined],
] as const)('a new volume of a %s starts with %s', (engine, size) => {
  expect(defaultSize(engine)).toBe(size)
})

describe('the facts about drivers', () => {
  const { path, text } = buildDrivers('.')

  test('are folded in as they stand in the files', () => {
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
