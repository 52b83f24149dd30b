import { shown } from '../core/located.ts'
import { defineRule } from '../core/rule.ts'
import type { Claim, Container, Mount, Workload } from '../core/ir.ts'
import type { Span } from '../core/source.ts'
import type { View } from '../core/view.ts'
import { allowsMany, isReadOnly } from './shared/claims.ts'
import { pathsOn } from './shared/exposure.ts'

export default defineRule(
  {
    name: 'replicas-share-one-claim',
    summary: 'Several replicas write to one claim that only one may use.',
    category: 'sharing',
    severity: 'error',
    visits: 'workload',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
    fault: { name: 'claim-sharing', rank: 0 },
  },
  (workload, view) => {
    const many = manyReplicas(workload, view)
    if (many === undefined) return []
    const shared = workload.containers.flatMap((c) => c.mounts.flatMap((m) => sharedClaim(m, c, view) ?? []))
    const first = shared[0]
    if (first === undefined) return []
    const { claim, mount, engine } = first
    const isHere = many.source === workload.origin.key.source
    const why = engine ? 'one storage engine must not run on a directory twice' : `its access mode is ${modesOf(claim)}`
    return [
      {
        subject: workload,
        at: isHere ? many : mount.store.span,
        message: `all replicas of ${workload.name.value} mount the one claim ${nameOf(mount)} at ${shown(mount.target)}: ${why}`,
        help: 'Give each replica a claim of its own (volumeClaimTemplates of a StatefulSet), run one replica, or use a ReadWriteMany class.',
        evidence: nameOf(mount),
        labels: [isHere ? { span: mount.store.span, text: 'the one claim' } : { span: many, text: 'as many run' }],
      },
    ]
  },
)

/** Where it is written that more than one runs; undefined for one, and for what is not settled. */
function manyReplicas(workload: Workload, view: View): Span | undefined {
  const { controller, name } = workload
  if (controller === 'DaemonSet') return name.span
  if (controller === 'Job' || controller === 'CronJob' || controller === 'Pod') return undefined
  const replicas = view.mostReplicas(workload)
  return replicas !== undefined && replicas.certainty !== 'unknown' && replicas.value >= 2 ? replicas.span : undefined
}

interface Shared {
  readonly mount: Mount
  readonly claim: Claim | undefined
  /** A storage engine that takes one writer keeps its data there. */
  readonly engine: boolean
}

function sharedClaim(mount: Mount, container: Container, view: View): Shared | undefined {
  if (mount.store.kind !== 'claim' || isReadOnly(mount) || mount.subPath?.certainty === 'unknown') return undefined
  const claim = view.claimOf(mount.store)
  const engine = holdsEngineData(mount, container, view)
  if (engine && !(claim !== undefined && view.image(container)?.facts.sharedOk === true))
    return { mount, claim, engine }
  if (claim === undefined || claim.accessModes.length === 0 || allowsMany(claim)) return undefined
  return { mount, claim, engine }
}

/** A storage engine that takes one writer keeps its data there. */
function holdsEngineData(mount: Mount, container: Container, view: View): boolean {
  const facts = view.image(container)?.facts
  if (facts === undefined || !facts.lockSensitive || facts.sharedOk || facts.engine === 'app') return false
  return pathsOn(mount, view).some((data) => data.kind === 'data')
}

function nameOf({ store }: Mount): string {
  return store.kind === 'claim' ? store.name.value : ''
}

function modesOf(claim: Claim | undefined): string {
  return claim?.accessModes.map((m) => m.value).join(', ') ?? 'not known'
}
