/** What claims allow. */
import type { Claim, Mount } from '../../core/ir.ts'

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
