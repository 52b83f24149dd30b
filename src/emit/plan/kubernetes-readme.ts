/** The page beside a plan that fills a claim, for the person who runs it. */
import type { ClaimMove } from '../../core/rule.ts'
import { claimPath } from '../kubernetes/claim-file.ts'
import type { ClaimPlanInput } from './kubernetes.ts'
import { code, escaped } from './markdown.ts'

/** README.md of a plan, as Markdown. */
export function claimReadme({ file, fileFromPlan, title, move }: ClaimPlanInput, heading: string): string {
  const manifest = code(file)
  const claim = code(move.claim.name)
  return `# ${escaped(heading)}

Written by storlint for a fix in ${manifest}: ${escaped(title)}. Nothing here runs by itself.

| workload | container | data | is today | goes to the claim |
| --- | --- | --- | --- | --- |
| ${code(`${move.controller}/${move.workload}`)} | ${code(move.container)} | ${code(move.from)} | ${place(move)} | ${claim}, ${code(move.claim.size)} of class ${code(move.claim.className)} |

The fixed ${manifest} names a claim that does not exist. Until the script has made it, a pod that is started from that file
stays \`Pending\`: nothing can start empty before the data is there. The claim itself waits here, in \`claim.yaml.pending\`, which
no \`kubectl apply\` takes for a manifest.

${warning(move)}

## Steps

1. Is the size enough, and the class the right one? If not, change \`claim.yaml.pending\` before anything else.
2. Pause what would put the workload back meanwhile: an autoscaler, Flux or Argo CD.
3. Look, in this folder. This changes nothing:

       sh migrate.sh

4. Move:

       sh migrate.sh --run

${STEPS[move.kind === 'host' ? 'host' : 'pod']}
   - The claim ${claim} is made only now, on the volume of the copy, so nothing could start on half of the data
   - The fixed ${manifest} is applied; with \`--no-apply\` that is left to whatever applies it for you
5. See for yourself that the data is there: ask the application.
6. Put the claim where your manifests are, in a file of its own (in the workload’s file, \`kubectl delete -f\` would take the data
   along), and name it where they are listed:

       mv claim.yaml.pending ${claimPath(fileFromPlan, move.claim.name)}
${finish(move)}
On a cluster that never had this data: \`sh migrate.sh --run --empty\`. Another context or namespace goes after \`--\`:
\`sh migrate.sh --run -- --context staging\`.

## What it needs

\`kubectl\`, and the right to make claims and jobs in the namespace and to patch the one new PersistentVolume. The copy runs as
root in a pod of ${code('busybox:1.37')}; \`--image\` names another image with \`sh\`, \`find\`, \`stat\`, \`sort\` and \`tar\`.${needs(move)}

## When something fails

Until the copy is complete the old data is only read; the script takes back what it made and starts the workload again. Once it
is complete it is kept, with the reclaim policy \`Retain\`, and another \`--run\` goes on from there.

## What is kept

Owners, modes, times, symbolic and hard links; compared afterwards, with a checksum of every file.

## The way back

       sh migrate.sh --rollback

prints what to do. ${back(move)} What has been written since the move is on the claim only.
`
}

const STEPS = {
  host: `   - The workload is scaled to 0 (a bare pod is deleted, its manifest kept here), so that nothing writes
   - A Job on the node of the data copies it to a new volume and compares every name, owner, mode, link and checksum`,
  pod: `   - A Job on the node of the pod gets a new volume; the data goes through \`kubectl exec\` while the pod runs, and is compared
     with every name, owner, mode, link and checksum before and after; it is repeated while something changes`,
}

function warning({ kind, workload }: ClaimMove): string {
  if (kind === 'host')
    return 'The directory of the node is only read, and is left as it is. Data of other nodes, from when the pod ran there, is not looked for.'
  const where = kind === 'memory' ? 'in memory of the pod' : 'in the pod'
  return `**Until then do not delete, restart or scale ${code(workload)}, and do not drain its node**: the data is ${where} and goes with it.
Such a pod cannot be stopped before it is copied, so stop what writes to it: clients, jobs. A dump by the engine’s own tools is a
good second belt. Applying the fixed file early does no harm: the old pod stays until the new one has its claim.`
}

function place({ kind, source }: ClaimMove): string {
  switch (kind) {
    case 'host':
      return `the directory ${code(source ?? '')} of a node`
    case 'scratch':
      return 'an emptyDir of its pod'
    case 'memory':
      return 'memory'
    case 'layer':
      return 'the writable layer of its container'
  }
}

function needs({ kind }: ClaimMove): string {
  return kind === 'host' ? '' : ' The running container needs those too.'
}

/** What is right for the time of the move only. */
function finish({ controller }: ClaimMove): string {
  if (controller === 'Deployment')
    return '7. Set `strategy: {type: Recreate}` (`storlint fix --unsafe` does): from now on a second pod cannot start beside the first.\n'
  if (controller !== 'StatefulSet') return ''
  return '7. Take `partition` of `updateStrategy` out again: it has kept the old pod until the copy was complete, and would keep others.\n'
}

function back({ kind }: ClaimMove): string {
  return kind === 'host'
    ? 'The directory of the node is as it was.'
    : 'The old pod is gone then, and what it had with it: there is only the claim.'
}
