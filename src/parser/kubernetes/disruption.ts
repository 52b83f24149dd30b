/** PodDisruptionBudget: https://kubernetes.io/docs/tasks/run-application/configure-pdb/ */
import type { DisruptionBudget } from '../../core/ir.ts'
import { originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { metadata, prefix, readSelector } from './metadata.ts'

export function readDisruptionBudget(reading: Reading, value: Value): DisruptionBudget {
  const { name, namespace } = metadata(reading, value)
  const spec = valueOf(value, 'spec')
  const selector = valueOf(spec, 'selector')
  const minAvailable = text(reading, valueOf(spec, 'minAvailable'))
  const maxUnavailable = text(reading, valueOf(spec, 'maxUnavailable'))
  return {
    address: `disruption-budget:${prefix(namespace)}${name.value}`,
    origin: originOf(name.span, value.node.span, value.via),
    name,
    ...(namespace && { namespace }),
    ...(selector?.node.kind === 'map' && { selector: readSelector(reading, selector) }),
    ...(minAvailable && { minAvailable }),
    ...(maxUnavailable && { maxUnavailable }),
  }
}
