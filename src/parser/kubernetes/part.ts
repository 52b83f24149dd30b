/** Objects that are only laid over others, which may have what is missing in them. */
import type { Controller } from '../../core/ir.ts'
import { entries, isNull, items, valueOf, type Reading, type Value } from '../reading.ts'

const WITH_SELECTOR: ReadonlySet<Controller> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

/** Files and folders that say what they hold: `repo-patch.yaml`, `patches/web.yaml`. */
const PATCH_NAME = /(^|\/)patch(es)?\/|(^|[/._-])patch(es)?([._-][^/]*)?$/i

/** Whether a workload is a part, by its file, or as the API server takes some kinds with a selector only. */
export function isPatch({ source }: Reading, value: Value, controller: Controller): boolean {
  if (PATCH_NAME.test(source.rootPath)) return true
  return WITH_SELECTOR.has(controller) && valueOf(valueOf(value, 'spec'), 'selector') === undefined
}

/** Where a kind keeps the specification of its pods. */
export function podOf(value: Value, controller: Controller): Value | undefined {
  const spec = valueOf(value, 'spec')
  if (controller === 'Pod') return spec
  const owner = controller === 'CronJob' ? valueOf(valueOf(spec, 'jobTemplate'), 'spec') : spec
  return valueOf(valueOf(owner, 'template'), 'spec')
}

/** Whether every container of a pod is written as a whole: the API server takes none without an image. */
export function isWholePod(pod: Value | undefined): boolean {
  const main = items(valueOf(pod, 'containers'))
  return (
    main.length > 0 && [...main, ...items(valueOf(pod, 'initContainers'))].every(({ value }) => says(value, 'image'))
  )
}

/** Whether an object without pods is a part: by its file, or as it says no more than which one it is. */
export function isBare({ source }: Reading, value: Value): boolean {
  const saying = entries(value).filter((e) => !NAMING.has(e.name) && e.value !== undefined && !isNull(e.value))
  return PATCH_NAME.test(source.rootPath) || saying.every((e) => e.name === 'spec' && entries(e.value).length === 0)
}

const NAMING = new Set(['apiVersion', 'kind', 'metadata', 'status'])

function says(value: Value, key: string): boolean {
  const found = valueOf(value, key)
  return found !== undefined && !isNull(found)
}
