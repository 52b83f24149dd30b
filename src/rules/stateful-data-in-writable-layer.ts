import { defineRule } from '../core/rule.ts'
import { builtLabels, imagePlace, settingPlace } from './shared/built.ts'
import { dataSubject, exposures } from './shared/exposure.ts'
import { graded } from './shared/severity.ts'
import { addVolumeFix } from './shared/fixes.ts'
import type { Container } from '../core/ir.ts'
import type { Cover, View } from '../core/view.ts'

export default defineRule(
  {
    name: 'stateful-data-in-writable-layer',
    summary: 'Data is written into the container itself and dies with it.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose', 'kubernetes'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/storage/', 'https://docs.docker.com/engine/storage/drivers/'],
    fault: { name: 'data-path', rank: 6 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const { data, cover, image } = exposure
      const place = placeOf(cover)
      const at = settingPlace(container, data, image) ?? imagePlace(container)
      if (place === undefined || at === undefined) return []
      return {
        subject: dataSubject(container, data.shown.path),
        at,
        severity: graded('error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which is ${place}: it is gone when the container is replaced`,
        help: `Mount ${storageFor(container, view)} at ${data.shown.mountAt}.`,
        evidence: data.shown.path,
        ...builtLabels(container, exposure),
        fixes: () => [addVolumeFix(container, exposure, view)],
      }
    }),
)

/** Where the data is instead of on storage of its own; undefined for what other rules report. */
function placeOf(cover: Cover): string | undefined {
  if (cover.kind === 'declared')
    return cover.keeps === 'scratch' ? 'in scratch that belongs to the container' : undefined
  if (cover.kind !== 'layer') return undefined
  return cover.declares === 'none' ? 'in the container’s writable layer' : 'on no named storage'
}

/** What keeps data beyond the container, in the platform’s own words. */
function storageFor(container: Container, view: View): string {
  const { dialect, controller } = view.workloadOf(container)
  if (dialect === 'compose') return 'a named volume'
  return controller === 'StatefulSet' ? 'a claim template' : 'a PersistentVolumeClaim'
}
