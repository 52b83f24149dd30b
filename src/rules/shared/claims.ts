/** What claims allow. */
import type { Claim, Mount, Workload } from '../../core/ir.ts'

/** The claim may be used by several nodes that write; an access mode that is not settled counts as that. */
export function allowsMany({ accessModes }: Claim): boolean {
  return accessModes.some(
    (mode) => mode.certainty === 'unknown' || /^(ReadWriteMany|RWX|ReadOnlyMany|ROX)$/.test(mode.value),
  )
}

/** Nothing writes through this mount. */
export function isReadOnly(mount: Mount): boolean {
  return (
    (mount.readOnly.value && mount.readOnly.certainty !== 'unknown') ||
    (mount.store.kind === 'claim' && mount.store.readOnly)
  )
}

/** A new pod may start before the old one ends: the default, unless surge is none. What is not settled does not count. */
export function surges({ strategy }: Workload): boolean {
  if (strategy === undefined) return true
  const { type, maxSurge } = strategy
  if (type !== undefined && (type.certainty === 'unknown' || type.value !== 'RollingUpdate')) return false
  return maxSurge === undefined || (maxSurge.certainty !== 'unknown' && !/^0%?$/.test(maxSurge.value))
}
