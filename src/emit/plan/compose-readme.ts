/** The page beside a plan's script, for the person who runs it. */
import { pendingName } from '../../core/change.ts'
import type { DataMove } from '../../core/rule.ts'
import type { PlanInput, PlanStep } from './compose.ts'
import { code, escaped } from './markdown.ts'
import { planTitle, undoing } from './words.ts'

/** README.md of a plan, as Markdown. */
export function readme(input: PlanInput, steps: readonly PlanStep[]): string {
  const file = code(input.file)
  const volumes = [...new Set(input.moves.map((move) => move.volume))]
  const named = volumes.map(code).join(', ')
  return `# ${escaped(planTitle(input))}

Written by storlint for a fix in ${file}: ${escaped(input.title)}. Nothing here runs by itself.
Commit this folder with the fixed file: each machine that has such data moves its own. When the last one has, delete it.

| service | data | is today | goes to the volume |
| --- | --- | --- | --- |
${input.moves.map(row).join('')}
The fixed ${file} declares ${named} as \`external\`, named ${volumes.map((v) => code(pendingName(v))).join(', ')}. Until the script has created ${volumes.length === 1 ? 'it' : 'them'},
\`docker compose up\` ends with "external volume … not found", and the container that runs today keeps running on its
data. So nothing can start empty before the data has been moved.
${keepAlive(input.moves)}
## Steps

1. Look, in this folder. This changes nothing:

       sh migrate.sh

2. Move. The service is down while it copies:

       sh migrate.sh --run

${steps.filter(isAutomatic).map(bullet).join('')}
3. See for yourself that the data is there: ask the application.
4. Once every machine has moved its data, take the lines \`external: true\` and \`name: …\` of ${named} out of ${file}.
   Nothing is restarted by that. A machine that has not moved would start empty from then on.

On a machine that never had this data: \`sh migrate.sh --run --empty\`. With other files or another project name, give
Compose's options after \`--\`: \`sh migrate.sh --run -- -p other -f compose.yaml -f production.yaml\`.

## When something fails

Until the start on the new volume the old data is only read. On any failure the script removes the volume that it
has created, starts the old container again and says so. If the script itself is killed (\`kill -9\`, power loss), remove
the folder \`running\` here and run it again: it knows what it has left, and makes that anew.

While it copies, and after it was killed, \`docker compose up\` ends with "container name … is already in use": that
container, which never runs, keeps the service from starting on half of the data. Other ways to start it (\`docker compose
run\`, \`--scale\`, \`docker start\`, \`down\` and then \`up\`) are not held up; the script sees them at its end, and ends with "NOT
migrated". To give up a move that was killed, remove that container and the new volume, and undo the fix.

A volume that has the new name already is refused, whatever is in it, unless this plan has made it.

## What is kept

Owners, modes, times, symbolic and hard links, special files; compared afterwards, with a checksum of every file.
Holes in sparse files, extended attributes and the times of symbolic links are kept where the image has GNU cp; the first
run says if it has not, and \`--image\` names another that is on this machine. The security context (SELinux) is the new
volume's own.
${notes(input.moves)}
## The way back

1. Undo this fix in ${file}, and no other: an older version of the whole file (\`git checkout\`) also takes back its other
   fixes, and a service whose data another plan has moved would then start without it.

${input.moves.map((move) => `   - ${escaped(undoing(move))}\n`).join('')}   - take ${named} out of \`volumes\`

2. Let the script print the commands, then run them. While the file still has the new volume, it refuses:

       sh migrate.sh --rollback

What has been written since the move is in the new volume only. Before this fix is ever made again, that volume has to go
(\`docker volume rm\`): \`up\` would start on what is in it.

## Clean-up

Once you are sure${cleanUp(input.moves)}. Then this folder.
${leftBehind(input.moves)}`
}

/** What is lost with its container has to be said before anything else. */
function keepAlive(moves: readonly DataMove[]): string {
  const kinds = [...new Set(moves.map((move) => move.kind))]
  const reasons = kinds.flatMap((kind) => (kind === 'host' || kind === 'named' ? [] : [KEEP[kind]]))
  if (reasons.length === 0) return ''
  const commands = kinds.includes('memory') ? ', `rm`, `stop` or `restart`' : ' or `rm`'
  return `\n**Until then no \`docker compose down\`${commands}**: ${reasons.join('; ')}.\n`
}

const KEEP = {
  anonymous: 'without the container nothing says which anonymous volume has the data',
  layer: 'what is in the writable layer goes with the container',
  memory: 'what is in memory goes with the process',
}

/** A mount that missed its data is on a volume of its own, which the fixed file need not use any more. */
function leftBehind(moves: readonly DataMove[]): string {
  if (!moves.some(({ kind }) => kind === 'anonymous' || kind === 'layer')) return ''
  return `
Where a mount missed the data, the volume that it had stays declared and is used by nothing. The script names it at its end.
\`docker compose down -v\` does not remove it or what is in it: \`docker volume rm\`, once nothing in it is missed.
`
}

function isAutomatic({ step }: PlanStep): boolean {
  return step !== 'finish'
}

function bullet({ text }: PlanStep): string {
  return `   - ${escaped(text)}\n`
}

function row(move: DataMove): string {
  return `| ${code(move.workload)} | ${code(move.from)} | ${place(move)} | ${code(move.volume)} |\n`
}

function place({ kind, source }: DataMove): string {
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
    'The writable layer is kept as an image, `storlint-kept:…`, before anything is copied, and copied from there. Like the container it holds the environment: do not push it. An image has no holes in sparse files, no sockets, and of the extended attributes only capabilities; so has the copy. `--image` does not help here: the image of the service needs `sh`, `cp`, `tar` and the like.',
  memory:
    'Memory is gone once the process ends, so it is copied while the process is paused, as after a crash; what the process would write while it stops is not in the copy.',
}

function notes(moves: readonly DataMove[]): string {
  const kinds = [...new Set(moves.map((move) => move.kind))]
  return kinds.flatMap((kind) => (kind === 'host' || kind === 'named' ? [] : [`\n${NOTES[kind]}\n`])).join('')
}

const REMAINS = {
  host: 'the host directory',
  named: 'the other volume',
  anonymous: 'the anonymous volume (`docker volume rm`)',
  layer: 'the image `storlint-kept:…` (`docker image rm`)',
}

function cleanUp(moves: readonly DataMove[]): string {
  const kinds = [...new Set(moves.map((move) => move.kind))]
  const remains = kinds.flatMap((kind) => (kind === 'memory' ? [] : [REMAINS[kind]]))
  return remains.length === 0 ? ', nothing else is left' : `, remove ${remains.join(', ')}`
}
