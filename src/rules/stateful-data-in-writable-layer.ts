import { defineRule } from '../core/rule.ts'
import { dataSubject, exposures, graded } from './shared/exposure.ts'
import { addVolumeFix } from './shared/fixes.ts'

export default defineRule(
  {
    name: 'stateful-data-in-writable-layer',
    summary: 'Data is written into the container itself and dies with it.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/storage/', 'https://docs.docker.com/engine/storage/drivers/'],
    fault: { name: 'data-path', rank: 6 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const { data, cover, image } = exposure
      if (cover.kind !== 'layer' || container.image === undefined) return []
      const place = cover.declares === 'none' ? 'in the container’s writable layer' : 'on no named storage'
      return {
        subject: dataSubject(container, data.path),
        at: data.setBy ?? container.image.span,
        severity: graded('error', exposure, container, view),
        message: `${image.facts.image} keeps its data in ${data.path}, which is ${place}: it is gone when the container is replaced`,
        help: `Mount a named volume at ${data.mountAt}.`,
        evidence: data.path,
        fixes: [addVolumeFix(container, exposure, view)],
      }
    }),
)
