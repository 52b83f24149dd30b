/** The page beside a plan's script, for the person who runs it. */
import { pendingName } from '../../core/change.ts'
import type { PlanInput, PlanMove, PlanStep } from './compose.ts'
import { oneLine } from './shell.ts'

/** README.md of a plan, as Markdown. */
export function readme(input: PlanInput, steps: readonly PlanStep[]): string {
  const volume = input.moves[0]?.volume ?? ''
  const file = code(input.file)
  return `# ${escaped(input.title)}

Written by storlint: the plan to move the data of ${file}. Nothing here runs by itself.

| service | data | is today | goes to the volume |
| --- | --- | --- | --- |
${input.moves.map(row).join('')}
The fixed ${file} declares the volume as \`external\`, named ${code(pendingName(volume))}. Until that volume exists,
\`docker compose up\` ends with "external volume … not found", and the container that runs today keeps running on its
data. So nothing can start empty before the data has been moved.

## Steps

1. Look, in this folder. This changes nothing:

       sh migrate.sh

2. Move. The service is down while it copies:

       sh migrate.sh --run

${steps.filter(isAutomatic).map(bullet).join('')}
3. See for yourself that the data is there: ask the application.
4. Take the lines \`external: true\` and \`name: …\` of the volume out of ${file}. Nothing is restarted by that.

On a machine that never had this data: \`sh migrate.sh --run --empty\`. With other files or another project name, give
Compose's options after \`--\`: \`sh migrate.sh --run -- -p other -f compose.yaml -f production.yaml\`.

## When something fails

Until the start on the new volume the old data is only read. On any failure the script removes the volume that it
has created, starts the old container again and says so. If the script itself is killed (\`kill -9\`, power loss), remove
the half-filled volume (\`docker volume rm\`) before any \`docker compose up\`, and then the folder \`running\` here.

## What is kept

Owners, modes, times, symbolic and hard links, special files; compared afterwards, with a checksum of every file.
Holes in sparse files and extended attributes are kept where the image has GNU cp; the first run says if it has not,
and \`--image\` names another that is on this machine. The security context (SELinux) is the new volume's own.
${notes(input.moves)}
## The way back

    sh migrate.sh --rollback

prints the commands, for the old ${file} (git, or the patch in reverse). What has been written since the move is in the
new volume only.

## Clean-up

Once you are sure${cleanUp(input.moves)}. Then this folder.
`
}

function isAutomatic({ step }: PlanStep): boolean {
  return step !== 'finish'
}

function bullet({ text }: PlanStep): string {
  return `   - ${escaped(text)}\n`
}

function row(move: PlanMove): string {
  return `| ${code(move.workload)} | ${code(move.from)} | ${place(move)} | ${code(move.volume)} |\n`
}

function place({ kind, source }: PlanMove): string {
  const named = source === undefined ? '' : ` ${code(source)}`
  switch (kind) {
    case 'host':
      return `the host directory${named}`
    case 'named':
      return `another volume${named}`
    case 'anonymous':
      return 'an anonymous volume of its container'
    case 'layer':
      return 'the writable layer of its container'
    case 'memory':
      return 'memory'
  }
}

const NOTES = {
  anonymous:
    'The anonymous volume stays when its container goes, but `docker volume prune` removes it: prune only when you are sure.',
  layer:
    'Before its container goes, the writable layer is kept as an image, `storlint-kept:…`. Like the container it holds the environment: do not push it.',
  memory:
    'Memory is gone once the process ends, so it is copied while the process is paused, as after a crash; what the process would write while it stops is not in the copy.',
}

function notes(moves: readonly PlanMove[]): string {
  const kinds = [...new Set(moves.map((move) => move.kind))]
  return kinds.flatMap((kind) => (kind === 'host' || kind === 'named' ? [] : [`\n${NOTES[kind]}\n`])).join('')
}

const REMAINS = {
  host: 'the host directory',
  named: 'the other volume',
  anonymous: 'the anonymous volume (`docker volume rm`)',
  layer: 'the image `storlint-kept:…` (`docker image rm`)',
}

function cleanUp(moves: readonly PlanMove[]): string {
  const kinds = [...new Set(moves.map((move) => move.kind))]
  const remains = kinds.flatMap((kind) => (kind === 'memory' ? [] : [REMAINS[kind]]))
  return remains.length === 0 ? ', nothing else is left' : `, remove ${remains.join(', ')}`
}

/** A code span that any text can stand in, also within a table. */
function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? fence + line + fence : `${fence} ${line} ${fence}`
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|]/g, '\\$&')
}
