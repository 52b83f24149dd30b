/** Puts the questions of `core/view.ts` to one project, each answer computed once. */
import { containersIn } from '../core/containers.ts'
import type { Settings, SettingsOf } from '../core/config.ts'
import type {
  Build,
  BuiltImage,
  Container,
  Content,
  Fragment,
  Mount,
  Project,
  Store,
  Volume,
  Workload,
} from '../core/ir.ts'
import { memo } from '../core/memo.ts'
import type { DataPaths, View } from '../core/view.ts'
import { contextOf } from './context.ts'
import { driverFacts, volumeTypeFacts } from '../knowledge/drivers.ts'
import { boundVolume, claimOf, classOf } from './claims.ts'
import { isSingleNode, newVolume } from './cluster.ts'
import { cover, type CoverContext } from './cover.ts'
import { dataPaths } from './data-paths.ts'
import { knownImage } from './image.ts'
import { lifetime } from './lifetime.ts'
import { mostReplicas } from './replicas.ts'
import { inheritedMounts } from './heirs.ts'
import { storePlaces, type Pointers } from './places.ts'
import { contentsIn, mayWrite, mountsOf, userIndex } from './users.ts'
import { contentOf, volumeOf } from './volumes.ts'

/** Where the nodes of a project hang. */
interface Places {
  readonly fragmentOf: ReadonlyMap<Workload, Fragment>
  readonly workloadOf: ReadonlyMap<Container, Workload>
  readonly containerOf: ReadonlyMap<Mount, Container>
  /** Stores behind volumes that nobody mounts have a workload too. */
  readonly ownerOf: ReadonlyMap<Store, Workload>
}

/** A view of a project; `has` says whether a path relative to a file's folder exists, `settings` what its owner settled, `built` what a Dockerfile makes. */
export function createView(
  project: Project,
  has: (path: string) => boolean = () => false,
  settings: SettingsOf = () => undefined,
  built: (build: Build) => BuiltImage | undefined = () => undefined,
): View {
  const places = placesOf(project)
  const workloadOf = (container: Container): Workload => get(places.workloadOf, container)
  const settled = (workload: Workload): Settings | undefined => settings(get(places.fragmentOf, workload).source.path)
  const builtBy = memo(({ build }: Container) => (build === undefined ? undefined : built(build)))
  const image = memo((c: Container) => knownImage(c, settled(workloadOf(c))?.facts, builtBy(c)))
  const paths = memo((container: Container) => {
    const workload = workloadOf(container)
    return runsOnce(workload) ? ONE_OFF : dataPaths(container, settled(workload)?.facts, builtBy(container))
  })
  const covering: CoverContext = {
    image,
    built: builtBy,
    keeps: (container) => (workloadOf(container).dialect === 'compose' ? 'anonymous' : 'scratch'),
    container: (name) => containerNamed(name),
    mounts: (container) => container.mounts,
  }
  const containers = lazy(() => containersIn(project))
  const byAddress = lazy(
    () =>
      new Map(
        containers()
          .toReversed()
          .map((c) => [c.address, c]),
      ),
  )
  const containerNamed = (name: string): Container | undefined => byAddress().get(name)
  const declaration = memo((store: Store): Volume | 'undeclared' | 'unseen' => {
    const owner = places.ownerOf.get(store)
    if (owner === undefined || store.kind !== 'named') return 'unseen'
    return volumeOf(store, get(places.fragmentOf, owner), project)
  })
  const contents = (): readonly Content[] => project.fragments.flatMap((f) => f.contents)
  const heirs = lazy(() => inheritedMounts(project))
  const heirOf = lazy(() => new Map(heirs().map(({ container, mount }) => [mount, container])))
  const pointers: Pointers = {
    volume: (store) => {
      const volume = declaration(store)
      return typeof volume === 'string' ? undefined : volume
    },
    claim: (store) => claimOf(store, places.ownerOf.get(store), project),
    owner: (store) => places.ownerOf.get(store),
  }
  const users = userIndex(
    () => [...mountsOf([...containers(), ...containersIn({ fragments: project.beside ?? [] })]), ...heirs()],
    (store) => storePlaces(store, pointers),
  )
  return {
    project,
    image,
    dataPaths: paths,
    cover: (container, path) => cover(container, path, covering),
    lifetime: (store) => lifetime(store, pointers.volume(store)),
    writers: (store) => users(store).filter(({ mount }) => mayWrite(mount)),
    usersOf: users,
    contentsIn: (store) => contentsIn(store, contents()),
    context: memo(
      (workload) =>
        settled(workload)?.context?.value ?? contextOf(workload, get(places.fragmentOf, workload).source.rootPath),
    ),
    workloadOf,
    mostReplicas: memo((workload) => mostReplicas(workload, project)),
    containerOf: (mount) => heirOf().get(mount) ?? get(places.containerOf, mount),
    volumes: () => project.fragments.flatMap((f) => f.volumes),
    contents,
    volumeOf: declaration,
    contentOf: (store) => {
      const owner = places.ownerOf.get(store)
      return owner === undefined ? 'unseen' : contentOf(store, get(places.fragmentOf, owner), project)
    },
    claimOf: pointers.claim,
    boundVolume: (claim) => boundVolume(claim, project),
    classOf: (claim) => classOf(claim, project),
    newVolume: (container, known) => newVolume(known, settled(workloadOf(container)), project),
    isSingleNode: (workload) => isSingleNode(settled(workload)),
    driver: driverFacts,
    volumeType: (key) => volumeTypeFacts('kubernetes', key),
    platformOf: (container) => get(places.fragmentOf, workloadOf(container)).platform,
    tree: { has },
  }
}

/** What runs to its end, or is taken down whenever nobody asks, keeps nothing for later. */
function runsOnce({ controller }: Workload): boolean {
  return controller === 'Job' || controller === 'CronJob' || controller === 'KnativeService'
}

const ONE_OFF: DataPaths = { state: 'none', why: 'client' }

function placesOf(project: Project): Places {
  const fragments = new Map<Workload, Fragment>()
  const workloads = new Map<Container, Workload>()
  const containers = new Map<Mount, Container>()
  const owners = new Map<Store, Workload>()
  for (const fragment of [...project.fragments, ...(project.beside ?? [])]) {
    for (const workload of fragment.workloads) {
      fragments.set(workload, fragment)
      for (const volume of workload.podVolumes) owners.set(volume.store, workload)
      for (const container of workload.containers) {
        workloads.set(container, workload)
        for (const mount of container.mounts) {
          containers.set(mount, container)
          owners.set(mount.store, workload)
        }
      }
    }
  }
  return { fragmentOf: fragments, workloadOf: workloads, containerOf: containers, ownerOf: owners }
}

/** An answer that is worked out at the first question. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function get<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key)
  if (value === undefined) throw new Error('internal error: a node was asked about that is not of this project')
  return value
}
