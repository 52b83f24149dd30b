/** Which claims, volumes and classes belong together. What is not seen stays undefined; so does what is ambiguous. */
import type { Base, Claim, PersistentVolume, Project, StorageClass, Store, Workload } from '../core/ir.ts'
import { grouped } from '../core/grouped.ts'
import type { Located } from '../core/located.ts'
import { memo } from '../core/memo.ts'
import { folderOf } from '../core/paths.ts'

/** What a project declares, by name: each question is about few of many. */
interface Declared {
  readonly claims: ReadonlyMap<string, readonly Claim[]>
  readonly volumes: ReadonlyMap<string, readonly PersistentVolume[]>
  readonly volumesFor: ReadonlyMap<string, readonly PersistentVolume[]>
  /** Those of a class that are kept for no claim. */
  readonly freeVolumes: ReadonlyMap<string, readonly PersistentVolume[]>
  readonly classes: ReadonlyMap<string, readonly StorageClass[]>
  readonly defaults: readonly StorageClass[]
}

const declared = memo(read)

function read({ fragments }: Project): Declared {
  const volumes = fragments.flatMap((f) => f.persistentVolumes)
  const classes = fragments.flatMap((f) => f.classes)
  return {
    claims: byName(
      fragments.flatMap((f) => f.claims),
      (c) => c.name.value,
    ),
    volumes: byName(volumes, (v) => v.name.value),
    volumesFor: byName(volumes, (v) => v.claimRef?.value),
    freeVolumes: byName(volumes, (v) => (v.claimRef === undefined ? v.className?.value : undefined)),
    classes: byName(classes, (c) => c.name.value),
    defaults: classes.filter((c) => c.isDefault),
  }
}

function byName<T>(values: readonly T[], nameOf: (value: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  return grouped(
    values.flatMap((value) => {
      const name = nameOf(value)
      return name === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** The claim behind a store of a workload. */
export function claimOf(store: Store, owner: Workload | undefined, project: Project): Claim | undefined {
  if (owner === undefined) return undefined
  if (store.kind === 'claim-template') return owner.claimTemplates.find((c) => c.name.value === store.name.value)
  if (store.kind !== 'claim' || store.name.certainty === 'unknown') return undefined
  const named = declared(project).claims.get(store.name.value) ?? []
  return nearest(
    named.filter((c) => sameNamespace(c.namespace, owner.namespace)),
    owner,
  )
}

/** The hand-made volume that a claim names, that names the claim, or that is the only one of its class around it. */
export function boundVolume(claim: Claim, project: Project): PersistentVolume | undefined {
  const { volumes, volumesFor, freeVolumes } = declared(project)
  const byName = (claim.volumeName && volumes.get(claim.volumeName.value)) ?? []
  const reference = claim.namespace === undefined ? claim.name.value : `${claim.namespace.value}/${claim.name.value}`
  const byReference = volumesFor.get(reference) ?? []
  const found = nearest(byName, claim) ?? nearest(byReference, claim)
  if (found !== undefined || claim.className === undefined || classOf(claim, project) !== undefined) return found
  return nearest(freeVolumes.get(claim.className.value) ?? [], claim)
}

/** The class that a claim names; of a claim without one, the only default class that is seen. */
export function classOf(claim: Claim, project: Project): StorageClass | undefined {
  const { classes, defaults } = declared(project)
  const { className } = claim
  if (className?.certainty === 'unknown') return undefined
  return nearest(className === undefined ? defaults : (classes.get(className.value) ?? []), claim)
}

/** The only candidate in the same file, else the only one in the same folder, else the only one at all. */
function nearest<T extends Base>(candidates: readonly T[], place: Base): T | undefined {
  const path = pathOf(place)
  const inFile = candidates.filter((c) => pathOf(c) === path)
  const inFolder = candidates.filter((c) => folderOf(pathOf(c)) === folderOf(path))
  const closest = [inFile, inFolder, candidates].find((group) => group.length > 0)
  return closest?.length === 1 ? closest[0] : undefined
}

function pathOf({ origin }: Base): string {
  return origin.key.source.path
}

/** Only what is written the same is the same: where one file leaves the namespace to whoever applies it, nobody can tell. */
function sameNamespace(a: Located<string> | undefined, b: Located<string> | undefined): boolean {
  return (a?.value ?? '') === (b?.value ?? '') && a?.certainty !== 'unknown' && b?.certainty !== 'unknown'
}
