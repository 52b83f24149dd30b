/** Facts about storage drivers, volume types, class names and clusters, by their names. */
import type { ClusterPreset } from '../core/cluster.ts'
import type {
  AccessMode,
  Access,
  ClassConvention,
  DockerVolumeDriver,
  DriverFacts,
  KubernetesVolumeType,
  SizeFacts,
} from '../core/driver.ts'
import { drivers } from './drivers.gen.ts'

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>
type Told = { readonly access?: Partial<Record<AccessMode, Access>>; readonly size?: Partial<SizeFacts> }

/** A driver as `scripts/gen/knowledge-drivers.ts` writes it: what is not known is left out, and so below. */
type PackedDriver = Pick<DriverFacts, 'name' | 'product' | 'source' | 'checked'> &
  Partial<Omit<DriverFacts, 'access' | 'size'>> &
  Told

type PackedType = Optional<Omit<KubernetesVolumeType, 'platform' | 'access'>, 'notes' | 'unverified' | 'certainty'> &
  Pick<Told, 'access'>

type PackedPlugin = Optional<
  Omit<DockerVolumeDriver, 'platform'>,
  'aliases' | 'builtIn' | 'options' | 'notes' | 'unverified' | 'certainty'
>

interface PackedFacts {
  readonly drivers: readonly PackedDriver[]
  readonly volumeTypes: readonly PackedType[]
  readonly volumeDrivers: readonly PackedPlugin[]
  readonly clusters: readonly Optional<ClusterPreset, 'aliases' | 'notes' | 'certainty'>[]
}

const NO_ACCESS = { RWO: 'unknown', ROX: 'unknown', RWX: 'unknown', RWOP: 'unknown' } as const

const DEFAULTS = {
  aliases: [],
  kind: 'csi',
  storage: 'unknown',
  reach: 'unknown',
  medium: 'unknown',
  provisions: 'unknown',
  inline: 'unknown',
  expansion: 'unknown',
  snapshots: 'unknown',
  clones: 'unknown',
  fsGroup: 'unknown',
  abandoned: false,
  classes: [],
  notes: [],
  unverified: [],
  certainty: 'seen',
} as const

/** What an in-tree alias says itself; the rest is its driver’s. */
const OWN = ['name', 'product', 'aliases', 'pattern', 'kind', 'resolvesTo', 'volumeType', 'classes', 'notes'] as const

let parsed: PackedFacts | undefined
let index: ReadonlyMap<string, PackedDriver> | undefined
let patterns: readonly (readonly [RegExp, PackedDriver])[] | undefined
let conventions: ReadonlyMap<string, ClassConvention> | undefined
const unpacked = new Map<string, DriverFacts>()

/**
 * The facts of a provisioner or CSI driver, by its name, an alias, or a name that an installer chose (`rook-ceph.rbd.csi.ceph.com`).
 * An in-tree alias keeps its name and has the abilities, source and certainty of the CSI driver that serves it; only
 * ReadWriteOncePod is unknown there, as Kubernetes promises it for CSI volumes alone.
 */
export function driverFacts(provisioner: string): DriverFacts | undefined {
  const found = lookUp(provisioner)
  if (found === undefined) return undefined
  const known = unpacked.get(found.name) ?? unpack(found)
  unpacked.set(found.name, known)
  return known
}

/** The facts of a volume type of Kubernetes by its key (`glusterfs`), or of a Docker volume driver by its name, tag or none. */
export function volumeTypeFacts(kind: 'kubernetes', name: string): KubernetesVolumeType | undefined
export function volumeTypeFacts(kind: 'docker', name: string): DockerVolumeDriver | undefined
export function volumeTypeFacts(
  kind: 'kubernetes' | 'docker',
  name: string,
): KubernetesVolumeType | DockerVolumeDriver | undefined {
  return kind === 'kubernetes' ? kubernetesType(name) : dockerDriver(name)
}

/** What a StorageClass name means by custom. No object of that name is seen then; in the files it goes first. */
export function classConvention(className: string): ClassConvention | undefined {
  conventions ??= conventionsOf(all().drivers)
  return conventions.get(className)
}

/** The classes of a fresh cluster of a product, by the preset’s name or alias. */
export function clusterPreset(name: string): ClusterPreset | undefined {
  const found = all().clusters.find((c) => c.name === name || c.aliases?.includes(name) === true)
  return found && { aliases: [], notes: [], certainty: 'seen', ...found }
}

/** The names of all presets, without aliases, sorted. */
export function clusterPresetNames(): readonly string[] {
  return all().clusters.map(({ name }) => name)
}

function all(): PackedFacts {
  parsed ??= JSON.parse(drivers()) as PackedFacts
  return parsed
}

function lookUp(name: string): PackedDriver | undefined {
  const list = all().drivers
  index ??= new Map(list.flatMap((facts) => [facts.name, ...(facts.aliases ?? [])].map((key) => [key, facts])))
  patterns ??= list.flatMap((facts) => (facts.pattern === undefined ? [] : [[new RegExp(facts.pattern), facts]]))
  return index.get(name) ?? patterns.find(([pattern]) => pattern.test(name))?.[1]
}

function unpack(facts: PackedDriver): DriverFacts {
  const target = facts.resolvesTo === undefined ? undefined : driverFacts(facts.resolvesTo)
  if (target !== undefined) return aliasOf(facts, target)
  return {
    ...DEFAULTS,
    ...facts,
    access: { ...NO_ACCESS, ...facts.access },
    size: { enforced: 'unknown', ...facts.size },
  }
}

function aliasOf(facts: PackedDriver, target: DriverFacts): DriverFacts {
  const own = Object.fromEntries(OWN.map((field) => [field, facts[field]]).filter(([, value]) => value !== undefined))
  const plain: DriverFacts = { ...target, aliases: [], classes: [], notes: [], ...own }
  return { ...plain, access: { ...target.access, RWOP: 'unknown' }, notes: [...plain.notes, ...target.notes] }
}

function kubernetesType(name: string): KubernetesVolumeType | undefined {
  const found = all().volumeTypes.find((type) => type.name === name)
  if (found === undefined) return undefined
  const open = { platform: 'kubernetes', notes: [], unverified: [], certainty: 'seen' } as const
  return { ...open, ...found, access: { ...NO_ACCESS, ...found.access } }
}

/** Plugins are installed under a name with a tag (`vieux/sshfs:latest`), and some names hold a colon (`cloudstor:aws`). */
function dockerDriver(name: string): DockerVolumeDriver | undefined {
  const found = plugin(name) ?? plugin(name.replace(/:[^:/]*$/, ''))
  if (found === undefined) return undefined
  const open = { platform: 'docker', aliases: [], builtIn: false, options: [], notes: [] } as const
  return { ...open, unverified: [], certainty: 'seen', ...found }
}

function plugin(name: string): PackedPlugin | undefined {
  return all().volumeDrivers.find((driver) => driver.name === name || driver.aliases?.includes(name) === true)
}

function conventionsOf(list: readonly PackedDriver[]): ReadonlyMap<string, ClassConvention> {
  const found = new Map<string, ClassConvention>()
  for (const { name: provisioner, classes = [] } of list) {
    for (const { name, where } of classes) {
      const meanings = [...(found.get(name)?.meanings ?? []), { provisioner, where }]
      found.set(name, { name, certainty: 'convention', meanings })
    }
  }
  return found
}
