import { defineRule } from '../core/rule.ts'
import { nearest } from '../core/nearest.ts'
import { isWhole, seenIn, volumeNames, type Seen } from './shared/pod-parts.ts'

export default defineRule(
  {
    name: 'mount-without-volume',
    summary: 'A container mounts a volume that its pod does not have.',
    category: 'correctness',
    severity: 'error',
    visits: 'container',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go'],
  },
  (container, view) => {
    const workload = view.workloadOf(container)
    if (!isWhole(workload)) return []
    const names = volumeNames(workload)
    const lost = seenIn(container).filter((seen) => isLost(seen, names))
    return lost.map(({ node, path }) => {
      const name = node.volume
      return {
        subject: node,
        at: name?.span ?? path.span,
        message: `${path.value} is to hold ${name === undefined ? 'a volume without a name' : `the volume ${name.value}`}, which ${workload.name.value} does not have: the API server refuses it`,
        help: helpFor(name?.value, names),
        evidence: path.value,
        restsOn: ['volumes', 'volumeClaimTemplates'],
      }
    })
  },
)

/** What has no name is lost in any case. */
function isLost({ node }: Seen, names: readonly string[] | undefined): boolean {
  const { volume } = node
  return volume === undefined || (volume.certainty !== 'unknown' && names?.includes(volume.value) === false)
}

function helpFor(name: string | undefined, names: readonly string[] = []): string {
  const known = names.filter((n) => n !== '')
  if (name === undefined) return 'Name one of the volumes of the pod.'
  const meant = nearest(name, known)
  return meant === undefined
    ? 'Add it to the volumes of the pod, or to the volumeClaimTemplates of a StatefulSet.'
    : `Did you mean ${meant}?`
}
