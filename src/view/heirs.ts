/** Mounts that Compose services take over from the services that they extend: https://docs.docker.com/reference/compose-file/services/#extends */
import type { Container, Fragment, Mount, Project, ServiceBase } from '../core/ir.ts'
import { shown } from '../core/located.ts'
import { cleanPath, folderOf, joinPath } from '../core/paths.ts'
import type { Span } from '../core/source.ts'
import type { Writer } from '../core/view.ts'

/** Services that extend each other are followed so far. */
const MOST_STEPS = 20
/** More are left out: a hostile file may multiply them. */
const MOST_MOUNTS = 10_000

/**
 * The inherited mounts of a project, each as a mount of the heir. Of heirs in other projects only mounts of host paths: a
 * volume of the same name is another one there.
 */
export function inheritedMounts({ fragments, extendedBy = [] }: Project): readonly Writer[] {
  const own = fragments.flatMap(heirsIn)
  const others = extendedBy.flatMap(heirsIn)
  if (own.length === 0 && others.length === 0) return []
  const find = containerFinder([...fragments, ...extendedBy])
  const found: Writer[] = []
  for (const heir of [...own, ...others]) {
    if (found.length >= MOST_MOUNTS) break
    const isOther = !fragments.includes(heir.fragment)
    const mounts = taken(heir, find, MOST_STEPS).filter((m) => !isOther || m.store.kind === 'host')
    for (const mount of mounts) found.push({ container: heir.container, mount: inherited(mount, heir) })
  }
  return found
}

interface Heir extends Place {
  readonly base: ServiceBase
  /** The `extends` of the heir. */
  readonly via: Span
}

function heirsIn(fragment: Fragment): readonly Heir[] {
  return fragment.workloads.flatMap((w) => w.containers.flatMap((container) => heirsOf({ container, fragment })))
}

interface Place {
  readonly container: Container
  readonly fragment: Fragment
}

function heirsOf({ container, fragment }: Place): readonly Heir[] {
  return container.opaque.flatMap(({ base, span }) =>
    base === undefined ? [] : [{ container, fragment, base, via: span }],
  )
}

type Find = (heir: Heir) => Place | undefined

function containerFinder(fragments: readonly Fragment[]): Find {
  const places = fragments.flatMap((fragment) =>
    fragment.workloads.flatMap((w) =>
      w.containers.map((container) => [keyOf(fragment.source.path, w.name.value), { container, fragment }] as const),
    ),
  )
  const byKey = new Map(places)
  return ({ base, fragment }) => {
    const own = fragment.source.path
    const file = base.file === undefined ? own : joinPath(folderOf(own), base.file.value)
    return byKey.get(keyOf(file, base.service.value))
  }
}

function keyOf(path: string, service: string): string {
  return `${cleanPath(path)}\0${service}`
}

/** What a service takes over: the mounts of its base, and what that takes over, but for targets that it mounts itself. */
function taken(heir: Heir, find: Find, steps: number): readonly Mount[] {
  const base = steps === 0 ? undefined : find(heir)
  if (base === undefined) return []
  const mounts = [...base.container.mounts, ...heirsOf(base).flatMap((each) => taken(each, find, steps - 1))]
  const targets = new Set(heir.container.mounts.map((m) => cleanPath(m.target.value)))
  return mounts.filter((m) => !targets.has(cleanPath(m.target.value)))
}

function inherited(mount: Mount, { container, via }: Heir): Mount {
  const { key, span } = mount.origin
  return {
    ...mount,
    address: `${container.address}/mount:${shown(mount.target)}`,
    origin: { kind: 'inherited', key, span, via },
  }
}
