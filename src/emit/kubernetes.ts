/** From changes in words to edits of a Kubernetes manifest. */
import type { Change } from '../core/change.ts'
import { isRefusal, type Refusal, type TextEdit } from '../core/edit.ts'
import type { Fragment, Workload } from '../core/ir.ts'
import type { YamlDocument, YamlEntry, YamlMap } from '../parser/tree.ts'
import { keyOf, notFound, refuse, together } from './locate.ts'
import { retarget, withMount, writtenOnly } from './mounts.ts'
import { insertEntry, removeEntry, replaceScalar, type Edited } from './yaml-edit.ts'

/** The edits that make all changes in the document that `fragment` was read from, or why one of them is refused. */
export function lowerKubernetes(
  document: YamlDocument,
  fragment: Fragment,
  changes: readonly Change[],
): readonly TextEdit[] | Refusal {
  return together(changes.map((change) => lower(document, fragment, change)))
}

function lower(document: YamlDocument, fragment: Fragment, change: Change): Edited {
  switch (change.op) {
    case 'set-strategy': {
      const workload = fragment.workloads.find((w) => w.address === change.workload)
      return workload === undefined ? notFound() : setStrategy(document, workload, change.type)
    }
    case 'retarget-mount':
      return withMount(fragment, change.mount, (mount) => retarget(document, mount, change.target))
    case 'declare-volume':
    case 'mount-volume':
    case 'add-mount':
      return refuse('unsupported', 'a claim needs a file, a class and a size of its own')
  }
}

/** `spec.strategy.type`; settings of rolling updates go, as the API server refuses them beside another type. */
function setStrategy(document: YamlDocument, workload: Workload, type: string): Edited {
  const whole = writtenOnly(workload)
  if (isRefusal(whole)) return whole
  const object = holderOf(document, whole.span.start)
  const spec = object === undefined ? undefined : entryOf(object, 'spec')?.value
  if (spec?.kind !== 'map') return notFound()
  const strategy = entryOf(spec, 'strategy')
  if (strategy === undefined) return insertStrategy(document, spec, type)
  if (strategy.value?.kind !== 'map') return refuse('unsupported', 'the strategy is written in a way of its own')
  const written = entryOf(strategy.value, 'type')?.value
  const rolling = entryOf(strategy.value, 'rollingUpdate')
  if (written?.kind !== 'scalar') return refuse('unsupported', 'the strategy names no type')
  const replaced = replaceScalar(document, written, type)
  return rolling === undefined ? replaced : together([replaced, removeEntry(document, strategy.value, rolling)])
}

function insertStrategy(document: YamlDocument, spec: YamlMap, type: string): Edited {
  const after = entryOf(spec, 'replicas')
  return insertEntry(document, spec, { key: 'strategy', value: { type }, ...(after && { after }) })
}

/** The mapping of an object, which a List may hold. */
function holderOf(document: YamlDocument, start: number): YamlMap | undefined {
  const { root } = document
  if (root?.kind === 'map' && root.span.start === start) return root
  const items = root?.kind === 'map' ? entryOf(root, 'items')?.value : undefined
  const found = items?.kind === 'seq' ? items.items.find((i) => i.value?.span.start === start)?.value : undefined
  return found?.kind === 'map' ? found : undefined
}

function entryOf(map: YamlMap, name: string): YamlEntry | undefined {
  return map.entries.find((e) => keyOf(e) === name)
}
