import { defineRule, milder, type Severity } from '../core/rule.ts'
import type { Claim, Container, Mount, Workload } from '../core/ir.ts'
import type { Span } from '../core/source.ts'
import type { View } from '../core/view.ts'
import { allowsMany, isReadOnly, surges } from './shared/claims.ts'

export default defineRule(
  {
    name: 'rwo-rolling-update-deadlock',
    summary: 'A rollout starts the new pod while the old one still holds the only volume.',
    category: 'sharing',
    severity: 'error',
    visits: 'workload',
    dialects: ['kubernetes'],
    fix: ['unsafe'],
    since: '0.1.0',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
      'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    ],
    fault: { name: 'claim-sharing', rank: 1 },
  },
  (workload, view) => {
    if (workload.controller !== 'Deployment' || !surges(workload) || runsNone(workload) || isPart(workload)) return []
    const held = workload.containers.flatMap((c) => c.mounts.flatMap((m) => exclusive(m, c, view) ?? []))
    const first = held[0]
    if (first === undefined) return []
    const grave = held.some((h) => h.engine)
    return [
      {
        subject: workload,
        at: placeOf(workload, first.mount),
        severity: severityOf(workload, grave, view),
        message: `${workload.name.value} rolls out by starting a second pod, but its claim ${first.claim.name.value} is ${first.claim.accessModes.map((m) => m.value).join(', ')}: the pods wait for each other, or write to the same files on one node`,
        help: 'Set strategy.type to Recreate (a short stop per rollout), or use a StatefulSet.',
        evidence: first.claim.name.value,
        restsOn: ['strategy'],
        labels: [{ span: first.claim.origin.key, text: 'the claim' }],
        fixes: () => [
          {
            title: 'Stop the old pod before the new one starts (strategy Recreate)',
            applicability: 'unsafe',
            changes: [{ op: 'set-strategy', workload: workload.address, type: 'Recreate' }],
          },
        ],
      },
    ]
  },
)

/** Laid over another object, which may say how it rolls out. */
function isPart({ containers }: Workload): boolean {
  return containers.some((c) => c.opaque.length > 0)
}

function runsNone({ replicas }: Workload): boolean {
  return replicas !== undefined && (replicas.certainty === 'unknown' || replicas.value === 0)
}

interface Held {
  readonly mount: Mount
  readonly claim: Claim
  readonly engine: boolean
}

function exclusive(mount: Mount, container: Container, view: View): Held | undefined {
  if (mount.store.kind !== 'claim' || isReadOnly(mount)) return undefined
  const claim = view.claimOf(mount.store)
  if (claim === undefined || claim.accessModes.length === 0 || allowsMany(claim)) return undefined
  const engine = view.image(container)?.facts.lockSensitive === true
  return engine || !isShared(claim, view) ? { mount, claim, engine } : undefined
}

/** A network file system stands behind the claim: all nodes reach it, so that no pod waits for another. */
function isShared(claim: Claim, view: View): boolean {
  const store = view.boundVolume(claim)?.store
  if (store?.kind === 'network') return store.protocol === 'nfs'
  const driver = store?.kind === 'csi' ? store.driver : view.classOf(claim)?.provisioner
  if (driver === undefined || driver.certainty === 'unknown') return false
  const facts = view.driver(driver.value)
  return facts?.storage === 'file' && facts.medium === 'network'
}

/** The strategy's type where one is written, else the strategy, else the name of the claim. */
function placeOf({ strategy }: Workload, mount: Mount): Span {
  return strategy?.type?.span ?? strategy?.span ?? mount.store.span
}

function severityOf(workload: Workload, grave: boolean, view: View): Severity {
  const base: Severity = grave ? 'error' : 'warning'
  return view.context(workload) === 'production' ? base : milder(base, 'warning')
}
