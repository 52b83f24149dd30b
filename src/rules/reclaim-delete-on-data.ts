import { defineRule } from '../core/rule.ts'
import type { Claim, StorageClass, Workload } from '../core/ir.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'reclaim-delete-on-data',
    summary: 'Deleting a claim of this class destroys the disk with the data.',
    category: 'lifecycle',
    severity: 'warning',
    visits: 'storage-class',
    dialects: ['kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming'],
  },
  (storageClass, view) => {
    const policy = storageClass.reclaimPolicy
    if (policy !== undefined && (policy.certainty === 'unknown' || policy.value === 'Retain')) return []
    const user = statefulUser(storageClass, view)
    if (user === undefined) return []
    const said = policy === undefined ? 'has no reclaimPolicy, which means Delete' : `has reclaimPolicy ${policy.value}`
    return [
      {
        subject: storageClass,
        at: policy?.span ?? storageClass.provisioner?.span ?? storageClass.name.span,
        message: `the class ${storageClass.name.value} ${said}, and ${user.workload.name.value} keeps data on it: deleting the claim, the release or the namespace destroys the disk`,
        help: 'Use Retain on a class of its own (a class cannot be changed; new claims take the new one), or on the bound volumes. Released volumes then have to be cleaned up by hand.',
        evidence: user.claim.name.value,
        labels: [{ span: user.claim.origin.key, text: 'the claim' }],
      },
    ]
  },
)

interface User {
  readonly workload: Workload
  readonly claim: Claim
}

/** A long-lived workload outside tests that keeps data of its image on a claim of the class. */
function statefulUser(storageClass: StorageClass, view: View): User | undefined {
  const workloads = view.project.fragments.flatMap((f) => f.workloads).filter((w) => w.dialect === 'kubernetes')
  for (const workload of workloads) {
    if (view.context(workload) === 'throwaway') continue
    const claim = claimsWithData(workload, view).find((c) => view.classOf(c) === storageClass)
    if (claim !== undefined) return { workload, claim }
  }
  return undefined
}

/** Claims that hold data of the images; of images that nobody knows, the claim templates, which are there for data. */
function claimsWithData(workload: Workload, view: View): readonly Claim[] {
  const isKnown = workload.containers.some((container) => view.dataPaths(container).state === 'known')
  return isKnown ? claimsOfImages(workload, view) : workload.claimTemplates
}

function claimsOfImages(workload: Workload, view: View): readonly Claim[] {
  return workload.containers.flatMap((container) => {
    const paths = view.dataPaths(container)
    if (paths.state !== 'known') return []
    return paths.variants.flat().flatMap((data) => {
      const cover = view.cover(container, data.path)
      const claim = data.required && cover.kind === 'mount' ? view.claimOf(cover.mount.store) : undefined
      return claim === undefined ? [] : [claim]
    })
  })
}
