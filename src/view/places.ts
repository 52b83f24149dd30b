/** Where the bytes of a store are, as names that can be compared. */
import type { Claim, Store, Volume, Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { cleanPath, folderOf, joinPath } from '../core/paths.ts'

/** What a store points to. */
export interface Pointers {
  /** What is declared under the name of a volume. */
  readonly volume: (store: Store) => Volume | undefined
  readonly claim: (store: Store) => Claim | undefined
  readonly owner: (store: Store) => Workload | undefined
}

/**
 * The places of a store: its host path, or a NUL, its kind and its name; of a volume that is bound to a host path, both.
 * None where it is not known.
 */
export function storePlaces(store: Store, { volume, claim, owner }: Pointers): readonly string[] {
  switch (store.kind) {
    case 'host':
      return pathsOf(store.path)
    case 'named':
      return isKnown(store.name) ? [`\0named ${store.name.value}`, ...pathsOf(deviceOf(volume(store)))] : []
    case 'claim':
      return isKnown(store.name) ? claimPlaces(store.name.value, claim(store), owner(store)) : []
    default:
      return []
  }
}

/** The claim that is seen; else its name within its namespace. */
function claimPlaces(name: string, claim: Claim | undefined, owner: Workload | undefined): readonly string[] {
  if (owner?.namespace !== undefined && !isKnown(owner.namespace)) return []
  if (claim === undefined) return [`\0claim ${owner?.namespace?.value ?? ''}/${name}`]
  const { source, start } = claim.origin.key
  return [`\0claim ${source.path}:${start}`]
}

/** The host path that the local driver binds a volume to: https://docs.docker.com/engine/storage/volumes/ */
function deviceOf(volume: Volume | undefined): Located<string> | undefined {
  const option = (name: string): Located<string> | undefined =>
    volume?.driverOptions.find((o) => o.name.value === name)?.value
  const isBind = /(^|,)r?bind(,|$)/.test(option('o')?.value ?? '') || option('type')?.value === 'none'
  return isBind ? option('device') : undefined
}

const knownPaths = new WeakMap<Located<string>, readonly string[]>()

/** A host path relative to the working directory or absolute, cleaned; relative ones start at their file’s folder. None where it is not known. */
export function pathsOf(path: Located<string> | undefined): readonly string[] {
  if (path === undefined || !isKnown(path)) return []
  const known = knownPaths.get(path) ?? [hostPath(path)]
  knownPaths.set(path, known)
  return known
}

function hostPath({ value, span }: Located<string>): string {
  return /^[~/\\]|^[A-Za-z]:/.test(value) ? cleanPath(value) : joinPath(folderOf(span.source.path), value)
}

/** So many folders above the working directory are told apart. */
const MOST_UP = 8

/** A place and those that hold it, innermost first. */
export function withHolders(place: string): readonly string[] {
  if (place.startsWith('\0')) return [place]
  const places: string[] = []
  let at = place
  for (; !/^(?:\.|\.\.(?:\/\.\.)*|\/|)$/.test(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) places.push(at)
  if (place.startsWith('/')) return [...places, '/']
  return /^[~\\]|^[A-Za-z]:/.test(place) ? places : [...places, ...foldersFrom(at)]
}

/** The working directory, or a folder above it, and those above. */
function foldersFrom(folder: string): readonly string[] {
  const up = folder.startsWith('..') ? folder.split('/').length : 0
  return Array.from({ length: Math.max(0, MOST_UP - up) }, (_, i) =>
    up + i === 0 ? '.' : '../'.repeat(up + i).slice(0, -1),
  )
}

function isKnown(value: { readonly certainty: string }): boolean {
  return value.certainty !== 'unknown'
}
