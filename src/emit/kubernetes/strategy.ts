/** Edits of how a controller replaces its pods. */
import { isRefusal, type Refusal } from '../../core/edit.ts'
import type { Workload } from '../../core/ir.ts'
import type { YamlDocument, YamlEntry, YamlMap } from '../../parser/tree.ts'
import { entryNamed, keyOf, notFound, objectAt, refuse, together } from '../locate.ts'
import { writtenOnly } from '../mounts.ts'
import { insertEntry, removeEntry, replaceScalar, type Edited, type NewMap } from '../yaml-edit.ts'

/** `strategy.type`; settings of rolling updates go, as the API server refuses them beside another type. */
export function setStrategy(document: YamlDocument, workload: Workload, type: string): Edited {
  const spec = specOf(document, workload)
  if (isRefusal(spec)) return spec
  const strategy = entryNamed(spec, 'strategy')
  if (strategy === undefined) return insertBeforeTemplate(document, spec, 'strategy', { type })
  const map = mapIn(strategy)
  return isRefusal(map) ? map : exchangeType(document, map, type)
}

/** `updateStrategy.rollingUpdate.partition`: a pod below it is not replaced, and when it dies it comes back as it was. */
export function holdRollout(document: YamlDocument, workload: Workload): Edited {
  const spec = specOf(document, workload)
  if (isRefusal(spec)) return spec
  const held = { partition: 1 }
  const strategy = entryNamed(spec, 'updateStrategy')
  if (strategy === undefined)
    return insertBeforeTemplate(document, spec, 'updateStrategy', { type: 'RollingUpdate', rollingUpdate: held })
  const map = mapIn(strategy)
  if (isRefusal(map)) return map
  const rolling = entryNamed(map, 'rollingUpdate')
  if (rolling === undefined) return insertEntry(document, map, { key: 'rollingUpdate', value: held })
  const settings = mapIn(rolling)
  if (isRefusal(settings)) return settings
  const partition = entryNamed(settings, 'partition')?.value
  if (partition === undefined) return insertEntry(document, settings, { key: 'partition', value: 1 })
  return partition.kind === 'scalar' ? replaceScalar(document, partition, '1') : notFound()
}

/** The `spec` of a workload that stands in the file itself. */
function specOf(document: YamlDocument, workload: Workload): YamlMap | Refusal {
  const whole = writtenOnly(workload)
  if (isRefusal(whole)) return whole
  const object = objectAt(document, whole.span.start)
  const spec = object === undefined ? undefined : entryNamed(object, 'spec')?.value
  return spec?.kind === 'map' ? spec : notFound()
}

function mapIn({ value }: YamlEntry): YamlMap | Refusal {
  return value?.kind === 'map' ? value : refuse('unsupported', 'the strategy is written in a way of its own')
}

function exchangeType(document: YamlDocument, strategy: YamlMap, type: string): Edited {
  const written = entryNamed(strategy, 'type')?.value
  if (written?.kind !== 'scalar') return refuse('unsupported', 'the strategy names no type')
  const rolling = entryNamed(strategy, 'rollingUpdate')
  const replaced = replaceScalar(document, written, type)
  return rolling === undefined ? replaced : together([replaced, removeEntry(document, strategy, rolling)])
}

function insertBeforeTemplate(document: YamlDocument, spec: YamlMap, key: string, value: NewMap): Edited {
  const template = spec.entries.findIndex((entry) => keyOf(entry) === 'template')
  const after = entryNamed(spec, 'replicas') ?? spec.entries[template - 1]
  return insertEntry(document, spec, { key, value, ...(after && { after }) })
}
