/** Which claims, volumes and classes belong together. What is not seen stays undefined; so does what is ambiguous. */
import type { Base, Claim, PersistentVolume, Project, StorageClass, Store, Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'

/** The claim behind a store of a workload. */
export function claimOf(store: Store, owner: Workload | undefined, project: Project): Claim | undefined {
  if (owner === undefined) return undefined
  if (store.kind === 'claim-template') return owner.claimTemplates.find((c) => c.name.value === store.name.value)
  if (store.kind !== 'claim' || store.name.certainty === 'unknown') return undefined
  const named = project.fragments
    .flatMap((f) => f.claims)
    .filter((c) => c.name.value === store.name.value && sameNamespace(c.namespace, owner.namespace))
  return nearest(named, owner)
}

/** The hand-made volume that a claim names, that names the claim, or that is the only one of its class. */
export function boundVolume(claim: Claim, project: Project): PersistentVolume | undefined {
  const volumes = project.fragments.flatMap((f) => f.persistentVolumes)
  const byName = volumes.filter((v) => v.name.value === claim.volumeName?.value)
  const reference = claim.namespace === undefined ? claim.name.value : `${claim.namespace.value}/${claim.name.value}`
  const byReference = volumes.filter((v) => v.claimRef?.value === reference)
  const found = nearest(byName, claim) ?? nearest(byReference, claim)
  if (found !== undefined || claim.className === undefined || classOf(claim, project) !== undefined) return found
  const ofClass = volumes.filter((v) => v.className?.value === claim.className?.value && v.claimRef === undefined)
  return ofClass.length === 1 ? ofClass[0] : undefined
}

/** The class that a claim names; of a claim without one, the only default class that is seen. */
export function classOf(claim: Claim, project: Project): StorageClass | undefined {
  const classes = project.fragments.flatMap((f) => f.classes)
  const { className } = claim
  if (className?.certainty === 'unknown') return undefined
  const fitting =
    className === undefined
      ? classes.filter((c) => c.isDefault)
      : classes.filter((c) => c.name.value === className.value)
  return nearest(fitting, claim)
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

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** Only what is written the same is the same: where one file leaves the namespace to whoever applies it, nobody can tell. */
function sameNamespace(a: Located<string> | undefined, b: Located<string> | undefined): boolean {
  return (a?.value ?? '') === (b?.value ?? '') && a?.certainty !== 'unknown' && b?.certainty !== 'unknown'
}
