/** How long what is written to a store lives. */
import type { Store, Volume } from '../core/ir.ts'
import type { Lifetime } from '../core/view.ts'

/** The lifetime of a store; `volume` is the declaration that a named one points to, where it is seen. */
export function lifetime(store: Store, volume: Volume | undefined): Lifetime {
  switch (store.kind) {
    case 'host':
      return 'host'
    case 'named':
      return volume === undefined ? 'project' : namedLifetime(volume)
    case 'anonymous':
    case 'image':
      return 'container'
    case 'memory':
      return 'memory'
    case 'cluster':
      return 'external'
    case 'scratch':
    case 'ephemeral-claim':
      return 'pod'
    case 'claim':
    case 'claim-template':
      return 'claim'
    case 'network':
    case 'local':
    case 'in-tree':
      return 'external'
    case 'csi':
    case 'content':
    case 'pipe':
    case 'none':
    case 'unknown':
      return 'unknown'
  }
}

/** A named volume may be memory in disguise: the local driver with `type: tmpfs`. */
function namedLifetime(volume: Volume): Lifetime {
  const type = volume.driverOptions.find((o) => o.name.value === 'type')?.value
  if (type?.certainty !== 'unknown' && type?.value === 'tmpfs') return 'memory'
  if (volume.external === 'unknown') return 'unknown'
  return volume.external ? 'external' : 'project'
}
