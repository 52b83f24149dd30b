/** What runs of a project: https://docs.docker.com/reference/compose-file/profiles/ */
import type { Fragment, Workload } from '../core/ir.ts'

/** The fragment with what runs under these profiles; `*` stands for all of them. */
export function withProfiles(fragment: Fragment, profiles: readonly string[]): Fragment {
  return { ...fragment, workloads: fragment.workloads.filter((workload) => runs(workload, profiles)) }
}

/** What belongs to no profile always runs; so does what belongs to one that is not known. */
function runs({ profiles: own }: Workload, profiles: readonly string[]): boolean {
  if (own.length === 0 || profiles.includes('*')) return true
  return own.some(({ value, certainty }) => certainty === 'unknown' || profiles.includes(value))
}
