/** Where pods may run: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
import type { LabelDemand, Placement } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { entries, items, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readExactLabels, readExpressions } from './metadata.ts'

const HOSTNAME = 'kubernetes.io/hostname'
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'

/** What ties a pod to nodes by name: `nodeName`, a selector on the hostname, a required node affinity to it. */
export function readPins(reading: Reading, pod: Value | undefined): readonly Span[] {
  const name = text(reading, valueOf(pod, 'nodeName'))
  const selector = entries(valueOf(pod, 'nodeSelector')).filter((e) => e.name === HOSTNAME)
  const required = affineNodes(reading, pod).filter((d) => d.key.value === HOSTNAME && d.values.length > 0)
  return [
    ...(name === undefined ? [] : [name.span]),
    ...selector.map((e) => e.key.span),
    ...required.map((d) => d.key.span),
  ]
}

/** Undefined where nothing is written. */
export function readPlacement(reading: Reading, pod: Value | undefined): Placement | undefined {
  const node = text(reading, valueOf(pod, 'nodeName'))
  const labels = [...readExactLabels(reading, valueOf(pod, 'nodeSelector')), ...affineNodes(reading, pod)]
  const together = topologiesOf(reading, pod, 'podAffinity')
  const apart = [...topologiesOf(reading, pod, 'podAntiAffinity'), ...spreadOver(reading, pod)]
  if (node === undefined && [labels, together, apart].every((list) => list.length === 0)) return undefined
  return { ...(node && { node }), labels, together, apart }
}

function affineNodes(reading: Reading, pod: Value | undefined): readonly LabelDemand[] {
  const affinity = valueOf(valueOf(pod, 'affinity'), 'nodeAffinity')
  const terms = items(valueOf(valueOf(affinity, REQUIRED), 'nodeSelectorTerms'))
  return terms.flatMap((term) => readExpressions(reading, valueOf(term.value, 'matchExpressions')))
}

function topologiesOf(reading: Reading, pod: Value | undefined, kind: string): readonly Located<string>[] {
  const terms = items(valueOf(valueOf(valueOf(pod, 'affinity'), kind), REQUIRED))
  return terms.flatMap((term) => text(reading, valueOf(term.value, 'topologyKey')) ?? [])
}

/** Constraints that may leave a pod waiting; `DoNotSchedule` is the default. */
function spreadOver(reading: Reading, pod: Value | undefined): readonly Located<string>[] {
  return items(valueOf(pod, 'topologySpreadConstraints')).flatMap(({ value }) => {
    const isPreferred = text(reading, valueOf(value, 'whenUnsatisfiable'))?.value === 'ScheduleAnyway'
    return isPreferred ? [] : (text(reading, valueOf(value, 'topologyKey')) ?? [])
  })
}
