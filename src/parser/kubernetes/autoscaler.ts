/** HorizontalPodAutoscaler: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
import type { Autoscaler } from '../../core/ir.ts'
import { count, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { metadata, prefix } from './metadata.ts'

export function readAutoscaler(reading: Reading, value: Value): Autoscaler {
  const { name, namespace } = metadata(reading, value)
  const spec = valueOf(value, 'spec')
  const reference = valueOf(spec, 'scaleTargetRef')
  const kind = text(reading, valueOf(reference, 'kind'))
  const target = text(reading, valueOf(reference, 'name'))
  const least = count(reading, valueOf(spec, 'minReplicas'))
  const most = count(reading, valueOf(spec, 'maxReplicas'))
  return {
    address: `autoscaler:${prefix(namespace)}${name.value}`,
    origin: originOf(name.span, value.node.span, value.via),
    ...(namespace && { namespace }),
    ...(kind && { kind }),
    ...(target && { target }),
    ...(least && { least }),
    ...(most && { most }),
  }
}
