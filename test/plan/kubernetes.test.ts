/** Plans that move the data of pods to claims. What they do on a cluster: test/engines/claim.engine.test.ts. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { ClaimMove } from '../../src/core/rule.ts'
import { kubernetesPlan, PENDING } from '../../src/emit/plan/kubernetes.ts'

const MOVE: ClaimMove = {
  claim: { name: 'data-db-0', namespace: 'shop', className: 'fast', size: '10Gi' },
  workload: 'db',
  controller: 'StatefulSet',
  container: 'postgres',
  from: '/var/lib/postgresql/data',
  kind: 'scratch',
}

function filesOf(move: ClaimMove): Readonly<Record<string, string>> {
  const plan = kubernetesPlan({ title: 'Mount a claim', file: 'k8s/db.yaml', fileFromPlan: '../../k8s/db.yaml', move })
  return Object.fromEntries(plan.map(({ path, text }) => [path, text]))
}

/** The values that a script begins with, as a shell reads them. */
function valuesIn(script: string): Readonly<Record<string, string>> {
  const head = script.slice(0, script.indexOf('helper_text()'))
  const names = [...head.matchAll(/^([a-z_]+)='/gm)].map((m) => m[1] ?? '')
  const print = names.map((name) => `printf '%s\\0%s\\0' ${name} "$${name}"`).join('\n')
  const { stdout } = spawnSync('sh', ['-c', `${head}\n${print}`], { encoding: 'utf8' })
  const words = stdout.split('\0')
  return Object.fromEntries(names.map((_, i) => [words[2 * i] ?? '', words[2 * i + 1] ?? '']))
}

test('the claim waits in a file that nothing takes for a manifest', () => {
  expect(filesOf(MOVE)[PENDING]).toBe(`# Written by storlint for StatefulSet db.
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data-db-0
  namespace: shop
spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: fast
  resources:
    requests:
      storage: 10Gi
`)
})

describe('the script', () => {
  test('knows what moves, and where to', () => {
    expect(valuesIn(filesOf(MOVE)['migrate.sh'] ?? '')).toEqual({
      title: 'Move the data of StatefulSet db to the claim data-db-0',
      shown_file: 'k8s/db.yaml',
      manifest: '../../k8s/db.yaml',
      claim_home: '../../k8s/data-db-0-claim.yaml',
      namespace: 'shop',
      controller: 'statefulset',
      workload: 'db',
      container: 'postgres',
      from: '/var/lib/postgresql/data',
      kind: 'scratch',
      source: '',
      claim: 'data-db-0',
      id: 'data-db-0',
    })
  })

  test('takes names for what they are', () => {
    const odd = `it's $(touch x) \`y\` "z"`
    const { workload, source } = valuesIn(
      filesOf({ ...MOVE, kind: 'host', source: `/srv/${odd}`, workload: odd })['migrate.sh'] ?? '',
    )
    expect({ workload, source }).toEqual({ workload: odd, source: `/srv/${odd}` })
  })

  test('is a shell script whatever moves', () => {
    for (const kind of ['host', 'scratch', 'memory', 'layer'] as const) {
      const { status, stderr } = spawnSync('sh', ['-n'], {
        input: filesOf({ ...MOVE, kind })['migrate.sh'],
        encoding: 'utf8',
      })
      expect({ kind, status, stderr }).toEqual({ kind, status: 0, stderr: '' })
    }
  })

  test('labels with what labels may be', () => {
    const long = `${'a'.repeat(49)}.${'b'.repeat(60)}`
    expect(valuesIn(filesOf({ ...MOVE, claim: { ...MOVE.claim, name: long } })['migrate.sh'] ?? '')['id']).toBe(
      'a'.repeat(49),
    )
  })
})

describe('the page', () => {
  test.each([
    ['StatefulSet', 'scratch', 'an emptyDir of its pod', 'Take `partition` of `updateStrategy` out again'],
    ['Deployment', 'layer', 'the writable layer of its container', 'Set `strategy: {type: Recreate}`'],
    ['Deployment', 'memory', 'memory', 'Set `strategy: {type: Recreate}`'],
    ['Deployment', 'host', 'the directory `/srv/db` of a node', 'Set `strategy: {type: Recreate}`'],
  ] as const)('%s, %s', (controller, kind, place, last) => {
    const move: ClaimMove = { ...MOVE, controller, kind, ...(kind === 'host' && { source: '/srv/db' }) }
    const page = filesOf(move)['README.md'] ?? ''
    expect(page).toContain(`| \`${controller}/db\` | \`postgres\` | \`/var/lib/postgresql/data\` | ${place} |`)
    expect(page).toContain(`7. ${last}`)
    expect(page.includes('**Until then do not delete')).toBe(kind !== 'host')
    expect(page).toContain('mv claim.yaml.pending ../../k8s/data-db-0-claim.yaml')
  })
})
