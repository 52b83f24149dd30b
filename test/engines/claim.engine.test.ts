/**
 * Plans that move the data of pods to claims, on a real cluster that may be thrown away: STORLINT_KUBECONFIG is its
 * configuration, with kubectl on the PATH. It needs a class `standard` (STORLINT_CLASS names another) that makes volumes
 * with its first pod, and the image busybox:1.37 on its node.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const CLI = path.resolve('dist/cli.cjs')
const CLASS = process.env['STORLINT_CLASS'] ?? 'standard'
const NAMESPACE = 'storlint-test'
const LIMIT = 300_000
const kubeconfig = process.env['STORLINT_KUBECONFIG']
if (kubeconfig === undefined) console.warn('claim.engine.test.ts is skipped: STORLINT_KUBECONFIG names no cluster')

const environment = { ...process.env, KUBECONFIG: kubeconfig }
let folder = ''

interface Result {
  readonly code: number | null
  readonly out: string
}

function run(command: string, cwd = folder, more: Readonly<Record<string, string>> = {}): Result {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd,
    env: { ...environment, ...more },
    encoding: 'utf8',
  })
  return { code: status, out: stdout + stderr }
}

function ok(command: string, cwd = folder): string {
  const { code, out } = run(command, cwd)
  if (code !== 0) throw new Error(`${command}: exit ${code}\n${out}`)
  return out.trim()
}

function kubectl(words: string): string {
  return ok(`kubectl -n ${NAMESPACE} ${words}`)
}

/** Writes some of everything once, then waits; `busy` never stops writing. */
function program(busy: boolean): string {
  const fill =
    'cd /data; [ -e rows ] || { echo first > rows; ln -s rows link; ln rows hard; mkdir -p sub; echo x > "sub/a b"; chmod 700 sub; chown -R 999:999 .; }'
  const rest = busy ? 'date +%N >> /data/log; sleep 0.1' : 'sleep 1 & wait $!'
  return `trap "exit 0" TERM; ${fill}; while :; do ${rest}; done`
}

interface Pod {
  readonly kind: 'Deployment' | 'StatefulSet' | 'Pod'
  readonly volume?: object
  readonly busy?: boolean
}

/** A workload `db` whose image keeps its data in /data. */
function manifest({ kind, volume, busy = false }: Pod): string {
  const mounts = volume === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath: '/data' }] }
  const pod = {
    terminationGracePeriodSeconds: 2,
    containers: [
      { name: 'db', image: 'busybox:1.37', command: ['sh', '-c', `mkdir -p /data; ${program(busy)}`], ...mounts },
    ],
    ...(volume !== undefined && { volumes: [{ name: 'data', ...volume }] }),
  }
  const metadata = { name: 'db', namespace: NAMESPACE }
  const template = { metadata: { labels: { app: 'db' } }, spec: pod }
  const spec = { replicas: 1, selector: { matchLabels: { app: 'db' } }, template }
  const own = kind === 'StatefulSet' ? { ...spec, serviceName: 'db' } : spec
  const version = kind === 'Pod' ? 'v1' : 'apps/v1'
  return blockYaml({ apiVersion: version, kind, metadata, spec: kind === 'Pod' ? pod : own })
}

/** Block style, as people write it. */
function blockYaml(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${blockYaml(item, `${indent}  `).trimStart()}`).join('')
  if (typeof value !== 'object' || value === null) return `${indent}${JSON.stringify(value)}\n`
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0
        ? `${indent}${key}:\n${blockYaml(inner, `${indent}  `)}`
        : `${indent}${key}: ${JSON.stringify(inner)}\n`,
    )
    .join('')
}

const CONFIG = `cluster: {classes: [{name: ${CLASS}, default: true}]}
images:
  - image: busybox
    engine: database
    declares: []
    data: [{path: /data, kind: data}]
    source: test
    checked: "2026-01-01"
    certainty: seen
`

/** Starts the workload as it is written, fixes the file, and gives the plan's folder. */
function prepared(pod: Pod): string {
  writeFileSync(path.join(folder, '.storlint.yaml'), CONFIG)
  writeFileSync(path.join(folder, 'db.yaml'), manifest(pod))
  ok('kubectl apply -f db.yaml')
  kubectl(
    pod.kind === 'Pod'
      ? 'wait --for=condition=Ready pod/db --timeout=120s'
      : `rollout status ${pod.kind}/db --timeout=120s`,
  )
  ok('sleep 1')
  ok(`${process.execPath} ${CLI} fix --migrate db.yaml`)
  const [plan = ''] = readdirSync(path.join(folder, 'storlint-plan'))
  return path.join(folder, 'storlint-plan', plan)
}

const LIST = 'cd /data && find . -exec stat -c "%u:%g %a %Y %s %n" {} + | grep -v lost+found | sort && cat rows'

/** What the data looks like, from the pod that serves. */
function data(target: string): string {
  return kubectl(`exec ${target} -- sh -c '${LIST}'`)
    .split('\n')
    .filter((line) => !/^\d+:\d+ 777 /.test(line))
    .join('\n')
}

function left(): string {
  return kubectl('get pvc,jobs -o name')
}

describe.skipIf(kubeconfig === undefined)('data of a pod moves to a claim', () => {
  beforeAll(() => {
    if (!existsSync(CLI)) throw new Error('npm run bundle first')
  })
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'slk'))
    run(`kubectl delete namespace ${NAMESPACE} --ignore-not-found --wait; kubectl create namespace ${NAMESPACE}`)
  }, LIMIT)
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  afterAll(() => {
    run(`kubectl delete namespace ${NAMESPACE} --ignore-not-found --wait`, os.tmpdir())
  }, LIMIT)

  test(
    'from an emptyDir of a Deployment, whose pod stays until the claim is there',
    () => {
      const plan = prepared({ kind: 'Deployment', volume: { emptyDir: {} } })
      const before = data('deploy/db')
      ok('kubectl apply -f db.yaml')
      ok('sleep 3')
      expect(kubectl('get pods -o jsonpath={.items[*].status.phase}').split(' ').sort()).toEqual(['Pending', 'Running'])
      const dry = ok('sh migrate.sh', plan)
      expect(dry).toContain('A dry run: nothing was changed')
      expect(left()).toBe('')
      expect(ok('sh migrate.sh --run', plan)).toContain('deployment/db runs on the claim db-data')
      expect(data('deploy/db')).toBe(before)
      expect(left()).toBe('persistentvolumeclaim/db-data')
      expect(ok('sh migrate.sh --run', plan)).toContain('the data has been moved')
      ok('mv claim.yaml.pending ../../db-data-claim.yaml', plan)
      ok('kubectl apply -f db-data-claim.yaml')
      expect(data('deploy/db')).toBe(before)
    },
    LIMIT,
  )

  test(
    'from an emptyDir of a StatefulSet',
    () => {
      const plan = prepared({ kind: 'StatefulSet', volume: { emptyDir: {} } })
      const before = data('db-0')
      ok('kubectl apply -f db.yaml')
      ok('sleep 2')
      expect(data('db-0')).toBe(before)
      expect(ok('sh migrate.sh --run', plan)).toContain('statefulset/db runs on the claim data-db-0')
      expect(data('db-0')).toBe(before)
    },
    LIMIT,
  )

  test(
    'from a directory of the node, which is left as it was, and back',
    () => {
      const place = `/var/tmp/${path.basename(folder)}`
      const plan = prepared({ kind: 'Deployment', volume: { hostPath: { path: place, type: 'DirectoryOrCreate' } } })
      const before = data('deploy/db')
      expect(ok('sh migrate.sh --run', plan)).toContain('deployment/db runs on the claim db-data')
      expect(data('deploy/db')).toBe(before)
      expect(kubectl('get deploy db -o jsonpath={.spec.replicas}')).toBe('1')
      writeFileSync(
        path.join(folder, 'db.yaml'),
        manifest({ kind: 'Deployment', volume: { hostPath: { path: place } } }),
      )
      const commands = ok('sh migrate.sh --rollback', plan)
      ok(commands)
      kubectl('rollout status deploy/db --timeout=120s')
      expect(data('deploy/db')).toBe(before)
    },
    LIMIT,
  )

  test(
    'from the writable layer of a bare pod',
    () => {
      const plan = prepared({ kind: 'Pod' })
      const before = data('db')
      expect(run('kubectl apply -f db.yaml').code).not.toBe(0)
      expect(ok('sh migrate.sh --run', plan)).toContain('pod/db runs on the claim db-data')
      kubectl('wait --for=condition=Ready pod/db --timeout=120s')
      expect(data('db')).toBe(before)
    },
    LIMIT,
  )

  test(
    'not while something keeps writing: nothing is left behind',
    () => {
      const plan = prepared({ kind: 'Deployment', volume: { emptyDir: {} }, busy: true })
      const { code, out } = run('sh migrate.sh --run', plan)
      expect(code).toBe(1)
      expect(out).toContain('keeps writing')
      expect(left()).toBe('')
    },
    LIMIT,
  )

  test(
    'not with an image that is not there: the workload runs again',
    () => {
      const place = `/var/tmp/${path.basename(folder)}`
      const plan = prepared({ kind: 'Deployment', volume: { hostPath: { path: place, type: 'DirectoryOrCreate' } } })
      const { code, out } = run('sh migrate.sh --run --image registry.invalid/none:1', plan)
      expect(code).toBe(1)
      expect(out).toContain('does not get the image registry.invalid/none:1')
      expect(left()).toBe('')
      expect(kubectl('get deploy db -o jsonpath={.spec.replicas}')).toBe('1')
    },
    LIMIT,
  )

  test(
    'on from where it was broken off, once the copy is complete',
    () => {
      const plan = prepared({ kind: 'Deployment', volume: { emptyDir: {} } })
      const before = data('deploy/db')
      const broken = path.join(folder, 'bin')
      mkdirSync(broken)
      const real = ok('command -v kubectl')
      writeFileSync(
        path.join(broken, 'kubectl'),
        `#!/bin/sh\ncase " $* " in *'"claimRef"'*) echo broken off >&2; exit 1 ;; esac\nexec ${real} "$@"\n`,
      )
      chmodSync(path.join(broken, 'kubectl'), 0o755)
      const { code, out } = run('sh migrate.sh --run', plan, { PATH: `${broken}:${process.env['PATH'] ?? ''}` })
      expect(code).toBe(1)
      expect(out).toContain('The copy is complete and kept')
      expect(data('deploy/db')).toBe(before)
      expect(ok('sh migrate.sh --run', plan)).toContain('deployment/db runs on the claim db-data')
      expect(data('deploy/db')).toBe(before)
    },
    LIMIT,
  )

  test(
    'empty, where there never was any data',
    () => {
      const plan = prepared({ kind: 'Deployment', volume: { emptyDir: {} } })
      expect(run('sh migrate.sh --run --empty', plan).out).toContain('its data would be left behind')
      kubectl('delete deploy db --wait')
      ok('sleep 3')
      ok('sh migrate.sh --run --empty', plan)
      ok('kubectl apply -f db.yaml')
      kubectl('rollout status deploy/db --timeout=120s')
      expect(readFileSync(path.join(folder, 'db.yaml'), 'utf8')).toContain('claimName: db-data')
    },
    LIMIT,
  )
})
