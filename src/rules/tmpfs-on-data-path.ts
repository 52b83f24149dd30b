import { defineRule } from '../core/rule.ts'
import { builtLabels } from './shared/built.ts'
import { dataSubject, exposures } from './shared/exposure.ts'
import { graded } from './shared/severity.ts'
import { nameVolumeFix } from './shared/fixes.ts'

export default defineRule(
  {
    name: 'tmpfs-on-data-path',
    summary: 'Data is kept in memory and gone when the container stops.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/engine/storage/tmpfs/'],
    fault: { name: 'data-path', rank: 3 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const { data, cover, image } = exposure
      if (cover.kind !== 'mount' || view.lifetime(cover.mount.store) !== 'memory') return []
      const { mount } = cover
      return {
        subject: dataSubject(container, data.shown.path),
        at: mount.target.span,
        severity: graded('error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which is a memory mount: it is empty after every stop`,
        help: 'Mount a named volume there, or move the service to a file or profile for tests.',
        evidence: data.shown.path,
        ...builtLabels(container, exposure),
        fixes: () =>
          cover.through === undefined && mount.store.kind === 'memory'
            ? [nameVolumeFix(mount, view, image.facts.user)]
            : [],
      }
    }),
)
