import type { Container } from '../core/ir.ts'
import { defineRule, type Fix } from '../core/rule.ts'
import type { Span } from '../core/source.ts'
import type { View } from '../core/view.ts'
import { builtLabels, imagePlace } from './shared/built.ts'
import { dataSubject, exposures, type Exposure } from './shared/exposure.ts'
import { graded } from './shared/severity.ts'
import { addVolumeFix, nameVolumeFix } from './shared/fixes.ts'

export default defineRule(
  {
    name: 'data-path-on-anonymous-volume',
    summary: 'Data is on a volume without a name, which the next `down` leaves behind.',
    category: 'ephemeral-data',
    severity: 'error',
    visits: 'container',
    dialects: ['compose'],
    fix: ['migrate'],
    since: '0.1.0',
    sources: [
      'https://docs.docker.com/engine/storage/volumes/',
      'https://docs.docker.com/reference/dockerfile/#volume',
    ],
    fault: { name: 'data-path', rank: 5 },
  },
  (container, view) =>
    exposures(container, view).flatMap((exposure) => {
      const at = placeOf(container, exposure)
      if (at === undefined) return []
      const { data, image } = exposure
      return {
        subject: dataSubject(container, data.shown.path),
        at,
        severity: graded('error', exposure, container, view),
        message: `${image.name} keeps its data in ${data.shown.path}, which is on an anonymous volume: after down and up the container starts with an empty one`,
        help: `Give the volume a name: mount one at ${data.shown.mountAt}.`,
        evidence: data.shown.path,
        ...builtLabels(container, exposure),
        fixes: () => fixesOf(container, exposure, view),
      }
    }),
)

/** The entry that takes the volume over, the mount without a source, or the image; undefined for any other cover. */
function placeOf(container: Container, { cover }: Exposure): Span | undefined {
  if (cover.kind === 'declared' && cover.keeps === 'scratch') return undefined
  if (cover.kind === 'declared') return cover.through?.from.span ?? imagePlace(container)
  if (cover.kind !== 'mount' || cover.mount.store.kind !== 'anonymous') return undefined
  return cover.through?.from.span ?? cover.mount.target.span
}

function fixesOf(container: Container, exposure: Exposure, view: View): readonly Fix[] {
  const { cover } = exposure
  if ((cover.kind === 'declared' || cover.kind === 'mount') && cover.through !== undefined) return []
  if (cover.kind === 'mount') return [nameVolumeFix(cover.mount, view, exposure.image.facts.user)]
  return [addVolumeFix(container, exposure, view)]
}
