import { shown } from '../core/located.ts'
import type { Container, Mount } from '../core/ir.ts'
import { cleanPath } from '../core/paths.ts'
import { defineRule, type FixRefusal } from '../core/rule.ts'
import { builtLabels } from './shared/built.ts'
import { dataSubject, exposures, type Exposure } from './shared/exposure.ts'
import { pathRefusals } from './shared/fixes.ts'
import { graded } from './shared/severity.ts'

/** The data directory of 18 and later: `<volume>/<major>/docker`. */
const VERSIONED = /\/\d+\/docker$/

/** The old layout below the new volume: `/var/lib/postgresql/data`, `/var/lib/postgresql/17/data`, and deeper. */
const OLD_LAYOUT = /^\/(\d+\/)?data(\/|$)/

const OLD_CLUSTER: FixRefusal = {
  when: 'migrate',
  code: 'unsupported',
  reason: 'the volume may hold a cluster of an older major version, which pg_upgrade has to convert first',
}

export default defineRule(
  {
    name: 'postgres-18-mount-path',
    summary: 'PostgreSQL 18 and later keep their data elsewhere than the volume is mounted.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose', 'kubernetes'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: ['https://github.com/docker-library/postgres/pull/1259', 'https://hub.docker.com/_/postgres'],
    fault: { name: 'data-path', rank: 0 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const mount = oldMount(container, exposure)
      if (mount === undefined) return []
      const { data, image } = exposure
      return {
        subject: dataSubject(container, data.shown.path),
        at: mount.target.span,
        severity: graded('error', exposure, container, view),
        message: `from version 18 on, ${image.name} keeps its data in ${data.shown.path} and wants its volume at ${data.shown.mountAt}; with a mount at ${shown(mount.target)}, the layout of 17 and older, it refuses to start`,
        help: `Mount the same volume at ${data.shown.mountAt}. A volume that holds a cluster of 17 or older needs pg_upgrade first, or set PGDATA to a path in this mount.`,
        evidence: data.shown.path,
        ...builtLabels(container, exposure),
        fixes: () => [
          {
            title: `Mount it at ${data.shown.mountAt}`,
            applicability: 'migrate',
            changes: [{ op: 'retarget-mount', mount: mount.address, target: data.mountAt }],
            refusals: [...pathRefusals(data), OLD_CLUSTER],
          },
        ],
      }
    }),
)

/** A mount of the old layout, where the data directory is versioned below a volume that the image declares. */
function oldMount(container: Container, { data }: Exposure): Mount | undefined {
  if (!VERSIONED.test(data.path)) return undefined
  const root = cleanPath(data.mountAt)
  return container.mounts.find((mount) => {
    const target = cleanPath(mount.target.value)
    return mount.target.certainty !== 'unknown' && target.startsWith(root) && OLD_LAYOUT.test(target.slice(root.length))
  })
}
