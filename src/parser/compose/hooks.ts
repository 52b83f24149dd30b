/** Containers that run to their end before those of a service: https://docs.docker.com/reference/compose-file/services/#pre_start */
import type { Container } from '../../core/ir.ts'
import { folderOf } from '../../core/paths.ts'
import type { YamlMap } from '../tree.ts'
import { items, originOf, resolved, valueOf, type Value } from '../reading.ts'
import { broughtBy, mapOf, nameOf, plainEntries } from './model/nodes.ts'
import { laidOver, type Laying } from './model/overlay.ts'

export interface Hook {
  readonly value: Value
  readonly base: Pick<Container, 'address' | 'origin' | 'role'>
}

/** The hooks of a service, each with what it has from the service. Mounts it shares at run time only: its own are read. */
export function hooksOf(service: Value, owner: string): readonly Hook[] {
  const hooks = items(valueOf(service, 'pre_start'))
  if (hooks.length === 0 || service.node.kind !== 'map') return []
  const inherited = inheritedBy(service.node)
  return hooks.flatMap(({ item, value }, i): readonly Hook[] => {
    if (value.node.kind !== 'map') return []
    const whole = laidOver(broughtBy(item.span, inherited), value.node, LAYING)
    const key = plainEntries(value.node)[0]?.key.span ?? item.span
    const origin = originOf(key, item.span, value.via)
    const reached = whole && resolved(whole, value.via)
    return reached === undefined
      ? []
      : [{ value: reached, base: { address: `${owner}/pre_start:${i + 1}`, origin, role: 'init' } }]
  })
}

/** As if the hook were a service of its own, laid over the service. */
const LAYING: Laying = {
  path: ['services', 'hook'],
  how: { expand: (text) => text, cleaned: new WeakSet(), homeOf: ({ path }) => folderOf(path) },
}

/** Keys that hooks have from their service and that say something of storage. */
const INHERITED = new Set([
  'image',
  'command',
  'entrypoint',
  'environment',
  'env_file',
  'user',
  'read_only',
  'tmpfs',
  'volumes_from',
  'configs',
  'secrets',
])

function inheritedBy(service: YamlMap): YamlMap {
  const kept = plainEntries(service).filter((entry) => INHERITED.has(nameOf(entry) ?? ''))
  return mapOf(kept, service.span)
}
