/** The migration plan of a pod’s data to a claim: the claim, a script that fills it, and a page for people. */
import type { ClaimMove } from '../../core/rule.ts'
import { claimPath, claimText } from '../kubernetes/claim-file.ts'
import { claimReadme } from './kubernetes-readme.ts'
import { CLAIM_PROGRAM } from './programs.gen.ts'
import { planScript } from './script.ts'
import { oneLine, quote } from './shell.ts'

export interface ClaimPlanInput {
  /** The fix, imperative. */
  readonly title: string
  /** The manifest as the user gave it, for people. */
  readonly file: string
  /** The same file, relative to the folder that the plan is written to, or absolute. */
  readonly fileFromPlan: string
  readonly move: ClaimMove
}

export interface ClaimPlanFile {
  readonly path: 'README.md' | 'migrate.sh' | typeof PENDING
  readonly text: string
  readonly executable: boolean
}

/** Neither `kubectl apply -R` nor a linter takes a file of this name for a manifest. */
export const PENDING = 'claim.yaml.pending'

/** `Move the data of Deployment db to the claim db-data`. */
export function claimPlanTitle({ controller, workload, claim }: ClaimMove): string {
  return `Move the data of ${controller} ${oneLine(workload)} to the claim ${claim.name}`
}

/** The plan that fills a claim before the workload may start on it. */
export function kubernetesPlan(input: ClaimPlanInput): readonly ClaimPlanFile[] {
  const { move } = input
  return [
    { path: 'README.md', text: claimReadme(input, claimPlanTitle(move)), executable: false },
    { path: 'migrate.sh', text: script(input), executable: true },
    {
      path: PENDING,
      text: `# Written by storlint for ${move.controller} ${oneLine(move.workload)}.\n${claimText(move.claim)}`,
      executable: false,
    },
  ]
}

function script({ file, fileFromPlan, move }: ClaimPlanInput): string {
  const values = {
    title: claimPlanTitle(move),
    shown_file: oneLine(file),
    manifest: fileFromPlan,
    claim_home: claimPath(fileFromPlan, move.claim.name),
    namespace: move.claim.namespace ?? '',
    controller: move.controller.toLowerCase(),
    workload: move.workload,
    container: move.container,
    from: move.from,
    kind: move.kind,
    source: move.source ?? '',
    claim: move.claim.name,
    id: idOf(move.claim.name),
  }
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}\n`)
  return planScript({
    does: 'Copies the data of a pod to a claim, compares, and lets the workload start on it.',
    values: lines.join(''),
    program: CLAIM_PROGRAM,
  })
}

/** The value of a label, and the end of the name of a Job, for a claim: at most 50 characters that both may have. */
function idOf(claim: string): string {
  return claim
    .slice(0, 50)
    .replaceAll('.', '-')
    .replace(/[^a-z0-9]+$/, '')
}
