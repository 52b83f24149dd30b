import { defineRule, type Fix } from '../core/rule.ts'
import type { Claim, PersistentVolume, StorageClass, Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import type { Span } from '../core/source.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'reclaim-delete-on-data',
    summary: 'Deleting a claim destroys the disk with the data.',
    category: 'lifecycle',
    severity: 'warning',
    visits: 'backing',
    dialects: ['kubernetes'],
    fix: ['safe', 'unsafe'],
    since: '0.1.0',
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming'],
  },
  (backing, view) => {
    if (!('accessModes' in backing || 'isDefault' in backing)) return []
    const policy = backing.reclaimPolicy
    if (policy !== undefined && (policy.certainty === 'unknown' || policy.value === 'Retain')) return []
    const isClass = 'isDefault' in backing
    if (policy === undefined && !isClass) return []
    const user = statefulUser(backing, view)
    if (user === undefined) return []
    return [
      {
        subject: backing,
        at: policy?.span ?? placeOf(backing),
        message: `the ${isClass ? 'class' : 'volume'} ${backing.name.value} ${said(policy)}, and ${user.workload.name.value} keeps data on it: deleting the claim, the release or the namespace destroys the disk`,
        help: isClass ? CLASS_HELP : VOLUME_HELP,
        evidence: user.claim.name.value,
        restsOn: ['reclaimPolicy', 'persistentVolumeReclaimPolicy'],
        labels: [{ span: user.claim.origin.key, text: 'the claim' }],
        fixes: () => [retainFix(backing)],
      },
    ]
  },
)

type Kept = PersistentVolume | StorageClass

const CLASS_HELP =
  'Use Retain on a class of its own (a class cannot be changed; new claims take the new one), or on the bound volumes. Released volumes then have to be cleaned up by hand.'
const VOLUME_HELP = 'Set persistentVolumeReclaimPolicy to Retain. A released volume then has to be cleaned up by hand.'

function said(policy: Located<string> | undefined): string {
  return policy === undefined ? 'has no reclaimPolicy, which means Delete' : `has reclaimPolicy ${policy.value}`
}

function placeOf(backing: Kept): Span {
  return ('provisioner' in backing ? backing.provisioner?.span : undefined) ?? backing.name.span
}

/** The policy of a volume can be changed in place; that of a class cannot, so it has to be made anew. */
function retainFix(backing: Kept): Fix {
  const changes = [{ op: 'retain-volume', node: backing.address }] as const
  if (!('isDefault' in backing)) return { title: 'Keep the disk when its claim goes', applicability: 'safe', changes }
  const title =
    'Keep disks when their claims go (delete the class and create it anew; volumes that exist keep their policy)'
  return { title, applicability: 'unsafe', changes }
}

interface User {
  readonly workload: Workload
  readonly claim: Claim
}

/** A long-lived workload outside tests that keeps data of its image on a claim of the class, or on the volume. */
function statefulUser(backing: Kept, view: View): User | undefined {
  const workloads = view.project.fragments.flatMap((f) => f.workloads).filter((w) => w.dialect === 'kubernetes')
  for (const workload of workloads) {
    if (view.context(workload) === 'throwaway') continue
    const claim = claimsWithData(workload, view).find(
      (c) => view.classOf(c) === backing || view.boundVolume(c) === backing,
    )
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
