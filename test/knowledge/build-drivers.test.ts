import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildDrivers } from '../../scripts/gen/knowledge-drivers.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'storlint-drivers-'))
  for (const folder of ['drivers', 'volume-types', 'clusters'])
    mkdirSync(join(root, 'src/knowledge', folder), { recursive: true })
  cpSync('schemas', join(root, 'schemas'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

const SEEN = { source: 'here', checked: '2026-11-20', certainty: 'seen' }
const DISK = { name: 'disk.example.com', product: 'Disks', ...SEEN }
const TYPE = {
  name: 'disk',
  where: ['pod'],
  status: 'current',
  meaning: 'a disk',
  holds: 'data',
  persistent: 'yes',
  reach: 'zone',
  medium: 'disk',
  ...SEEN,
}
const CLASS = {
  name: 'fast',
  provisioner: 'disk.example.com',
  default: true,
  accessModes: ['RWO'],
  binding: 'Immediate',
  reclaim: 'Delete',
  expansion: true,
}
const CLUSTER = { name: 'lab', product: 'Lab', classes: [CLASS], ...SEEN }

function write(file: string, content: object): void {
  writeFileSync(join(root, 'src/knowledge', file), JSON.stringify(content))
}

describe('buildDrivers', () => {
  test('sorts by name, one entry a line, and leaves "seen" out', () => {
    write('drivers/b.json', { drivers: [{ ...DISK, name: 'zeta.example.com', certainty: 'unverified' }] })
    write('drivers/c.json', { drivers: [{ ...DISK, pattern: '^\\w+\\.disk\\.example\\.com$' }] })
    write('clusters/lab.json', { clusters: [{ ...CLUSTER, classes: [] }] })
    expect(buildDrivers(root).text.split('\n').slice(2)).toEqual([
      'export const drivers = (): string => `{"drivers":[',
      '{"name":"disk.example.com","product":"Disks","source":"here","checked":"2026-11-20","pattern":"^\\\\\\\\w+\\\\\\\\.disk\\\\\\\\.example\\\\\\\\.com$"},',
      '{"name":"zeta.example.com","product":"Disks","source":"here","checked":"2026-11-20","certainty":"unverified"}',
      '],',
      '"volumeTypes":[',
      '',
      '],',
      '"volumeDrivers":[',
      '',
      '],',
      '"clusters":[',
      '{"name":"lab","product":"Lab","classes":[],"source":"here","checked":"2026-11-20"}',
      ']}`',
      '',
    ])
  })

  test.each([
    ['an unknown key', { why: 'because' }, 'a.json: disk.example.com: /drivers/0 must NOT have additional properties'],
    ['a bad quantity', { size: { minimum: '10GB' } }, 'a.json: disk.example.com: /drivers/0/size/minimum must match'],
    [
      'the table as the only source',
      { source: 'kubernetes-csi/docs@883ce07 book/src/drivers.md' },
      'a.json: disk.example.com: the kubernetes-csi table alone is not certain',
    ],
    ['memory as certain', { source: 'from memory' }, 'disk.example.com: what is from memory is not certain'],
    ['a day that is none', { checked: '2026-13-01' }, 'disk.example.com: 2026-13-01 is no day'],
    ['a bad pattern', { pattern: '^($' }, 'disk.example.com: pattern: SyntaxError'],
    ['an alias of itself', { aliases: ['disk.example.com'] }, '"disk.example.com" stands in a.json too'],
    [
      'many writers on a disk file system',
      { storage: 'block', access: { RWX: 'yes' } },
      'disk.example.com: a disk file system has one writer: RWX needs a sharedMedium',
    ],
    ['an alias without a driver', { kind: 'in-tree-alias' }, 'resolvesTo goes with in-tree-alias'],
    ['an alias of nothing', { kind: 'in-tree-alias', resolvesTo: 'x' }, 'disk.example.com: x is no CSI driver'],
    ['an unknown volume type', { volumeType: 'floppy' }, 'disk.example.com: there is no volume type floppy'],
    ['doubt about what is not told', { unverified: ['reach'] }, 'reach is unverified and not there'],
    [
      'doubt within doubt',
      { certainty: 'unverified', reach: 'zone', unverified: ['reach'] },
      'disk.example.com: nothing of it is certain',
    ],
  ])('refuses %s', (_, more, message) => {
    write('drivers/a.json', { drivers: [{ ...DISK, ...more }] })
    expect(() => buildDrivers(root)).toThrow(message)
  })

  test('refuses an alias with abilities of its own', () => {
    const alias = { ...DISK, name: 'kubernetes.io/disk', kind: 'in-tree-alias', resolvesTo: DISK.name, reach: 'zone' }
    write('drivers/a.json', { drivers: [DISK, alias] })
    expect(() => buildDrivers(root)).toThrow('a.json: kubernetes.io/disk: reach is told by disk.example.com')
  })

  test('refuses a pattern that takes the name of another', () => {
    write('drivers/a.json', { drivers: [{ ...DISK, pattern: '^.*\\.com$' }] })
    write('drivers/b.json', { drivers: [{ ...DISK, name: 'file.example.com' }] })
    expect(() => buildDrivers(root)).toThrow('a.json: disk.example.com: its pattern matches file.example.com too')
  })

  test.each([
    ['a removal without version', { status: 'removed' }, 'a.json: disk: removed needs a version'],
    ['a version of what is current', { since: '1.20' }, 'disk: a current type has no "since"'],
    ['a migration to nowhere', { status: 'migrated', since: '1.20' }, 'disk: migrated to what?'],
    ['an unknown replacement', { replacement: 'x' }, 'disk: there is no driver x'],
  ])('refuses %s', (_, more, message) => {
    write('volume-types/a.json', { volumeTypes: [{ ...TYPE, ...more }] })
    expect(() => buildDrivers(root)).toThrow(message)
  })

  test.each([
    ['two defaults', [CLASS, { ...CLASS, name: 'slow' }], 'lab.json: lab: two classes are the default'],
    ['one name twice', [CLASS, { ...CLASS, default: false }], 'lab: two classes share a name'],
    ['an unknown driver', [{ ...CLASS, provisioner: 'x' }], 'lab: fast: there is no driver x'],
    [
      'a mode that the driver lacks',
      [{ ...CLASS, accessModes: ['RWX'] }],
      'lab: fast: disk.example.com does not serve RWX with a file system',
    ],
  ])('refuses %s in a cluster', (_, classes, message) => {
    write('drivers/a.json', { drivers: [{ ...DISK, access: { RWX: 'block-only' } }] })
    write('clusters/lab.json', { clusters: [{ ...CLUSTER, classes }] })
    expect(() => buildDrivers(root)).toThrow(message)
  })

  test('refuses a list in the wrong folder', () => {
    write('drivers/a.json', { clusters: [CLUSTER] })
    expect(() => buildDrivers(root)).toThrow('a.json: "clusters" belongs into src/knowledge/clusters')
  })
})
