/** What the cluster offers, as far as the owner or the files say. */
import type { ClusterConfig, Settings } from '../core/config.ts'
import { largerOf } from '../core/quantity.ts'
import type { Project } from '../core/ir.ts'
import type { ClassOffer, KnownImage, NewVolume } from '../core/view.ts'
import { clusterPreset } from '../knowledge/drivers.ts'
import { defaultSize } from '../knowledge/sizes.ts'

/** The classes of a cluster: those that the owner describes, above those of the preset. */
export function classOffers({ preset, classes }: ClusterConfig): readonly ClassOffer[] {
  const own = new Map(classes.map((c) => [c.name, c]))
  const known = (preset === undefined ? undefined : clusterPreset(preset))?.classes ?? []
  const hasDefault = classes.some((c) => c.default === true)
  const merged = known.map((c): ClassOffer => ({ ...c, default: c.default && !hasDefault, ...own.get(c.name) }))
  const added = classes.filter((c) => !known.some((k) => k.name === c.name))
  return [...merged, ...added.map((c): ClassOffer => ({ default: false, ...c }))]
}

/** The cluster has one node, so what is on a node reaches everything. */
export function isSingleNode(settings: Settings | undefined): boolean {
  const preset = settings?.cluster?.value.preset
  return preset !== undefined && clusterPreset(preset)?.singleNode === true
}

/**
 * What a new claim for an image’s data asks for: the default class that serves one writer, else the only such class, as the
 * owner describes the cluster, or as the files declare a default; a size to start with, at least what the class gives.
 */
export function newVolume(image: KnownImage, settings: Settings | undefined, project: Project): NewVolume {
  const cluster = settings?.cluster?.value
  const offer = cluster === undefined ? declaredDefault(project) : offered(classOffers(cluster))
  const start = defaultSize(image.facts.engine) ?? defaultSize('app')
  const size = start === undefined ? undefined : largerOf(start, offer?.minimumSize ?? start)
  return {
    ...(offer && { className: offer.name }),
    ...(size !== undefined && { size, isLeast: size === offer?.minimumSize && size !== start }),
  }
}

function offered(offers: readonly ClassOffer[]): ClassOffer | undefined {
  const fitting = offers.filter(({ accessModes }) => accessModes === undefined || accessModes.includes('RWO'))
  return fitting.find((c) => c.default) ?? (fitting.length === 1 ? fitting[0] : undefined)
}

function declaredDefault({ fragments }: Project): ClassOffer | undefined {
  const defaults = fragments.flatMap((f) => f.classes).filter((c) => c.isDefault && c.name.certainty !== 'unknown')
  const [only] = defaults
  return only === undefined || defaults.length > 1 ? undefined : { name: only.name.value, default: true }
}
