import { defineRule } from '../core/rule.ts'
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
      const instead = cover.kind === 'declared' ? 'an anonymous volume' : 'no volume'
      return {
        subject: dataSubject(container, data.path),
        at: mount.target.span,
        severity: graded('error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.path}, which a mount at ${mount.target.value} does not hold: the data is on ${instead}`,
        help: `Mount it at ${data.mountAt}. What was written so far is not in this volume and has to be copied.`,
        evidence: data.path,
        fixes: () => [retargetFix(mount, exposure, view)],
      }
    }),
)
