import { shown } from '../core/located.ts'
import { defineRule } from '../core/rule.ts'
import type { Mount, Store } from '../core/ir.ts'
import { holds } from '../core/paths.ts'
import type { Cover } from '../core/view.ts'
import { builtLabels } from './shared/built.ts'
import { dataSubject, exposures } from './shared/exposure.ts'
import { graded } from './shared/severity.ts'
import { retargetFix } from './shared/fixes.ts'
import { misplacedMount } from './shared/misplaced.ts'

export default defineRule(
  {
    name: 'volume-misses-data-dir',
    summary: 'A volume is mounted for the data, but not where the data is.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose', 'kubernetes'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/reference/dockerfile/#volume'],
    fault: { name: 'data-path', rank: 2 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const mount = misplacedMount(container, exposure, view)
      if (mount === undefined) return []
      const { data, cover, image } = exposure
      const isUnsure = hangsOnRuntime(mount, cover)
      return {
        subject: dataSubject(container, data.shown.path),
        at: mount.target.span,
        severity: graded(isUnsure ? 'warning' : 'error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which a mount at ${shown(mount.target)} does not hold: the data ${isUnsure ? 'may be' : 'is'} ${placeOf(cover)}`,
        help: `Mount it at ${data.shown.mountAt}. What was written so far is not in this volume and has to be copied.`,
        evidence: data.shown.path,
        ...builtLabels(container, exposure),
        fixes: () => [retargetFix(mount, exposure, view)],
      }
    }),
)

/**
 * Of a pod’s mount at a parent of a declared volume: containerd puts scratch over the declared path, CRI-O leaves the
 * mount as it is, https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md (`image_volumes`).
 */
function hangsOnRuntime(mount: Mount, cover: Cover): boolean {
  return cover.kind === 'declared' && cover.keeps === 'scratch' && holds(mount.target.value, cover.path)
}

/** Where the data is instead. */
function placeOf(cover: Cover): string {
  if (cover.kind === 'declared')
    return cover.keeps === 'scratch' ? 'in scratch that belongs to the container' : ANONYMOUS
  const store = cover.kind === 'mount' ? cover.mount.store.kind : undefined
  return (store && PLACE[store]) ?? 'on no volume'
}

const ANONYMOUS = 'on an anonymous volume'

/** Stores that end with the container, in words. */
const PLACE: { readonly [K in Store['kind']]?: string } = {
  anonymous: ANONYMOUS,
  memory: 'in memory',
  scratch: 'on an emptyDir',
  'ephemeral-claim': 'on a claim that goes with the pod',
}
