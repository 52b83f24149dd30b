/** A claim as a manifest of its own. */
import { NEW_CLAIM_MODE, type NewClaim } from '../../core/change.ts'
import { entryLines, type Conventions, type NewMap } from '../yaml-edit/render.ts'

/** The claim as YAML text. */
export function claimText(claim: NewClaim, lineEnd: Conventions['lineEnd'] = '\n'): string {
  const how: Conventions = { indent: 2, dashIndent: 2, dashGap: 1, lineEnd, quote: 'double' }
  const lines = Object.entries(claimObject(claim)).flatMap(([key, value]) => entryLines(key, value, how))
  return lines.map((line) => line + lineEnd).join('')
}

function claimObject({ name, namespace, className, size }: NewClaim): NewMap {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: {
      accessModes: [NEW_CLAIM_MODE],
      storageClassName: className,
      resources: { requests: { storage: size } },
    },
  }
}

/** Where a claim goes: beside the manifest that needs it, never into it, as deleting that would take the data along. */
export function claimPath(manifest: string, claim: string): string {
  return `${manifest.slice(0, manifest.lastIndexOf('/') + 1)}${claim.replace(/-claim$/, '')}-claim.yaml`
}
