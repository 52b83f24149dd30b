/** Fixes that put a claim behind the data of a pod. */
import { shown } from '../../core/located.ts'
import type { Change, NewClaim } from '../../core/change.ts'
import type { Container, Controller, Mount, PodVolume, Workload } from '../../core/ir.ts'
import type { ClaimMove, Fix, FixRefusal } from '../../core/rule.ts'
import type { KnownImage, NewVolume, View } from '../../core/view.ts'
import { surges } from './claims.ts'
import { exposures } from './exposure.ts'
import { always, replicaRefusals, sourceRefusals } from './refusals.ts'

/** What a claim is to hold: the data of a container at a path. */
export interface Claimed {
  readonly container: Container
  readonly image: KnownImage
  /** The directory in the container: of the mount, or where a volume for the data belongs. */
  readonly path: string
}

/** Lets the volume of the pod behind a mount be a claim; no fix where the mount names none. */
export function claimVolumeFix(mount: Mount, image: KnownImage, view: View): readonly Fix[] {
  const container = view.containerOf(mount)
  const workload = view.workloadOf(container)
  const volume = workload.podVolumes.find((v) => v.name.value === mount.volume?.value)
  if (volume === undefined) return []
  const planned = claimFor({ container, image, path: mount.target.value }, volume.name.value, view)
  const use = { op: 'claim-volume', volume: volume.address, claim: planned.claim.name } as const
  const { store } = mount
  const kind = store.kind === 'host' ? 'host' : store.kind === 'memory' ? 'memory' : 'scratch'
  const source = store.kind === 'host' ? { source: store.path.value } : {}
  const refusals = [...sourceRefusals(mount, view), ...partRefusals(workload, volume, kind)]
  return [fixWith(planned, use, { kind, ...source }, refusals)]
}

/** Gives a container a claim where its data has no mount. */
export function mountClaimFix(claimed: Claimed, view: View): Fix {
  const workload = view.workloadOf(claimed.container)
  const taken = [...workload.podVolumes, ...workload.claimTemplates].map((v) => v.name.value)
  const volume = firstFree('data', taken)
  const planned = claimFor(claimed, volume, view)
  const { container, path: target } = claimed
  const use = { op: 'mount-claim', container: container.address, target, volume, claim: planned.claim.name } as const
  return fixWith(planned, use, { kind: 'layer' }, [])
}

interface Planned extends Claimed {
  readonly workload: Workload
  readonly claim: NewClaim
  readonly offer: NewVolume
  readonly view: View
}

function claimFor(claimed: Claimed, volume: string, view: View): Planned {
  const workload = view.workloadOf(claimed.container)
  const offer = view.newVolume(claimed.container, claimed.image)
  const { namespace } = workload
  const claim = {
    name: claimName(workload, volume, view),
    ...(namespace && { namespace: namespace.value }),
    className: offer.className ?? '',
    size: offer.size ?? '',
  }
  return { ...claimed, workload, claim, offer, view }
}

/** A free name; for a StatefulSet that which a claim template of the volume’s name would give, so that one can take it over. */
function claimName({ name, controller }: Workload, volume: string, view: View): string {
  const own = volume.startsWith(name.value) ? volume : `${name.value}-${volume}`
  const wanted = controller === 'StatefulSet' ? `${volume}-${name.value}-0` : own
  return firstFree(
    wanted,
    view.project.fragments.flatMap((f) => f.claims.map((c) => c.name.value)),
  )
}

function firstFree(wanted: string, taken: readonly string[]): string {
  let [name, ordinal] = [wanted, 2]
  while (taken.includes(name)) name = `${wanted}-${ordinal++}`
  return name
}

function fixWith(
  planned: Planned,
  use: Change,
  from: Pick<ClaimMove, 'kind' | 'source'>,
  refusals: readonly FixRefusal[],
): Fix {
  const { workload, container, claim, offer, path, view } = planned
  const needs = [
    ...(offer.className === undefined ? [NEEDS_CLASS] : []),
    ...(offer.size === undefined ? [NEEDS_SIZE] : []),
  ]
  const { name, controller } = workload
  const move = { claim, workload: name.value, controller, container: containerName(container), from: path, ...from }
  return {
    title: titleOf(planned),
    applicability: 'migrate',
    changes: [use, ...finalStrategy(workload), { op: 'declare-claim', claim }],
    failClosed: { changes: [use, ...waitingStrategy(workload)], moves: [move] },
    ...(needs.length > 0 && { needs }),
    refusals: [
      ...refusals,
      ...podRefusals(workload, from.kind),
      ...companionRefusals(planned),
      ...workloadRefusals(workload),
      ...replicaRefusals(container, view),
      ...newRefusals(planned),
    ],
  }
}

const NEEDS_CLASS = {
  name: 'the storage class',
  why: 'name your cluster in .storlint.yaml, for example `cluster: {preset: k3s}`, or its classes',
}
const NEEDS_SIZE = { name: 'the size of the claim', why: 'nothing is known of what the image keeps' }

function titleOf({ claim, offer, path }: Planned): string {
  const size =
    offer.isLeast === true ? `${claim.size} (the least of the class)` : `${claim.size} (a size to start with)`
  const what = offer.className === undefined ? '' : `: class ${claim.className}, ${size}`
  return `Mount the claim ${claim.name} at ${path}${what}`
}

/** The old pod has to let go of the claim before a new one can have it. */
function finalStrategy(workload: Workload): readonly Change[] {
  return workload.controller === 'Deployment' && surges(workload) ? [strategy(workload, 'Recreate')] : []
}

/**
 * What goes with the old pod is only safe as long as that pod stays while the new one waits for its claim, and where a
 * directory of a node lies only that pod can tell.
 */
function waitingStrategy(workload: Workload): readonly Change[] {
  const type = workload.strategy?.type?.value
  if (workload.controller === 'Deployment' && type === 'Recreate') return [strategy(workload, 'RollingUpdate')]
  const isHeld = workload.controller !== 'StatefulSet' || type === 'OnDelete'
  return isHeld ? [] : [{ op: 'hold-rollout', workload: workload.address }]
}

function strategy({ address }: Workload, type: (Change & { readonly op: 'set-strategy' })['type']): Change {
  return { op: 'set-strategy', workload: address, type }
}

/** A rolling update that may go below the wanted number ends the old pod, with what it has, before the new one runs. */
function endsOldFirst({ controller, strategy: written }: Workload): boolean {
  const most = written?.maxUnavailable
  if (controller !== 'Deployment' || most === undefined) return false
  return most.certainty !== 'literal' || !/^(0|\d{1,2}%)$/.test(most.value)
}

/** What a plan can stop, and start again. */
const SCRIPTED: ReadonlySet<Controller> = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
])

function workloadRefusals({ controller, name, namespace }: Workload): readonly FixRefusal[] {
  if (controller === 'DaemonSet')
    return [always('shared-source', 'a DaemonSet runs on every node, and one claim cannot serve them all')]
  if (!SCRIPTED.has(controller))
    return [always('unsupported', 'storlint moves no data of controllers that others have added to Kubernetes')]
  if (name.certainty !== 'literal') return [always('variable', 'the name of the workload is not settled')]
  const isSettled = namespace === undefined || namespace.certainty === 'literal'
  return isSettled ? [] : [always('variable', 'the namespace is not settled')]
}

/** What goes with the pod must not go before it is copied. */
function podRefusals(workload: Workload, kind: ClaimMove['kind']): readonly FixRefusal[] {
  if (kind === 'host' || !endsOldFirst(workload)) return []
  const reason = 'maxUnavailable lets a rollout end the pod, and what it holds, before the data is copied'
  return [{ when: 'migrate', code: 'unsupported', reason }]
}

/** A plan ends the pod: what else goes with it would be gone before the next plan could copy it. */
function companionRefusals({ workload, container, path, view }: Planned): readonly FixRefusal[] {
  const own = placeIn(container, path, view)
  const others = workload.containers.flatMap((c) =>
    exposures(c, view).flatMap(({ data }) => {
      const place = placeIn(c, data.path, view)
      return place === undefined || place === own ? [] : [`${containerName(c)}:${data.path}`]
    }),
  )
  const [other] = others
  if (other === undefined) return []
  const reason = `the pod also holds ${other}, which goes with it: move both at once, by hand`
  return [{ when: 'migrate', code: 'unsupported', reason }]
}

/** What goes with the pod behind a path: a volume of it, or a part of a container; undefined for what stays. */
function placeIn(container: Container, path: string, view: View): string | undefined {
  const cover = view.cover(container, path)
  if (cover.kind === 'layer' || cover.kind === 'declared') return `${container.address} ${path}`
  if (cover.kind !== 'mount' || (cover.mount.store.kind !== 'scratch' && cover.mount.store.kind !== 'memory'))
    return undefined
  return cover.mount.volume?.value
}

/** What cannot be copied as one directory. */
function partRefusals(workload: Workload, volume: PodVolume, kind: ClaimMove['kind']): readonly FixRefusal[] {
  const mounts = workload.containers.flatMap((c) => c.mounts.filter((m) => m.volume?.value === volume.name.value))
  if (kind === 'host' || mounts.every((m) => m.subPath === undefined)) return []
  return [
    {
      when: 'migrate',
      code: 'unsupported',
      reason: 'only a part of the volume is mounted, so not all of it can be copied',
    },
  ]
}

/** Why the final form cannot be written where nothing was ever deployed. */
function newRefusals({ workload, container, view }: Planned): readonly FixRefusal[] {
  const { user } = container
  const found: FixRefusal[] = []
  if (user !== undefined && user.value !== '0' && workload.volumeGroup === undefined)
    found.push({
      when: 'assume-new',
      code: 'user',
      reason: `the container runs as user ${shown(user)} without an fsGroup, and may not be able to write to a fresh volume`,
    })
  const list = kustomizationOf(workload, view)
  if (list !== undefined)
    found.push({
      when: 'assume-new',
      code: 'unsupported',
      reason: `${list} names the files that are applied, and would not name that of the claim`,
    })
  return found
}

function kustomizationOf({ origin }: Workload, view: View): string | undefined {
  const { path } = origin.key.source
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
    .map((name) => `${folder}${name}`)
    .find((name) => view.tree.has(name))
}

/** The last part of a container’s address. */
function containerName({ address }: Container): string {
  return address.slice(address.lastIndexOf(':') + 1)
}
