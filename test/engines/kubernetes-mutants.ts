/** Real manifests with one fault put in, each of which the API server refuses. */
import type { Claim, PersistentVolume, Workload } from '../../src/core/ir.ts'
import { positionAt, sourceOf, type Span } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'

export interface Mutant {
  readonly path: string
  readonly text: string
  /** What must be reported, and where. */
  readonly rule: string
  readonly at: number
}

type Fault = Omit<Mutant, 'path'>

/** A manifest with faults of every kind that it has room for, one at a time. */
export function mutantsOf(file: { readonly path: string; readonly text: string }): readonly Mutant[] {
  const fragments = readSource(sourceOf(file.path, file.text)).fragments.filter((f) => f.dialect === 'kubernetes')
  const faults = fragments.flatMap((f) => [
    ...f.workloads.flatMap(workloadFaults),
    ...[...f.claims, ...f.persistentVolumes].flatMap(modeFaults),
    ...f.persistentVolumes.flatMap((v) => secondSource(v.store.span, 'portworxVolume: { volumeID: x }')),
  ])
  return faults.map((fault, i) => ({ ...fault, path: `${i}/${file.path}` }))
}

function workloadFaults(workload: Workload): readonly Fault[] {
  const [first, second] = workload.podVolumes
  const pairs = workload.containers.map((c) => c.mounts)
  return [
    ...pairs.flatMap(([mount]) => (mount?.volume ? [replaced(mount.volume.span, 'lost', 'mount-without-volume')] : [])),
    ...pairs.flatMap(([one, other]) =>
      one && other ? [replaced(other.target.span, one.target.value, 'duplicate-mount-target')] : [],
    ),
    ...(first && second ? [replaced(second.name.span, first.name.value, 'duplicate-volume-name')] : []),
    ...(first?.store.kind === 'content' ? secondSource(first.store.span, 'nfs: { server: x, path: /x }') : []),
    ...workload.claimTemplates.flatMap(modeFaults),
  ]
}

function modeFaults({ accessModes }: Claim | PersistentVolume): readonly Fault[] {
  return accessModes.map((mode) => replaced(mode.span, 'ReadWriteTwice', 'invalid-storage-value'))
}

function replaced({ source, start, end }: Span, by: string, rule: string): Fault {
  const text = source.text.slice(0, start) + by + source.text.slice(end)
  return { text, rule, at: start }
}

/** Written above the first source, in a block; the one that was there is then the second. */
function secondSource({ source, start }: Span, line: string): readonly Fault[] {
  const { column } = positionAt(source, start)
  const before = source.text.slice(start - column + 1, start)
  if (!/^ +$/.test(before)) return []
  const added = `${line}\n${before}`
  const text = source.text.slice(0, start) + added + source.text.slice(start)
  return [{ text, rule: 'volume-source-conflict', at: start + added.length }]
}
