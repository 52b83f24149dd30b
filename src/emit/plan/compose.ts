/** The migration plan of a Compose project: a script that moves the data, and a page for the person who runs it. */
import type { DataMove } from '../../core/rule.ts'
import { readme } from './compose-readme.ts'
import { listed, planTitle, undoing } from './words.ts'
import { MIGRATE_PROGRAM } from './programs.gen.ts'
import { planScript } from './script.ts'
import { oneLine, quote, shortPath } from './shell.ts'

export interface PlanInput {
  /** The fix, imperative: `Mount the named volume "pgdata"`. */
  readonly title: string
  /** The Compose file as the user gave it, for people. */
  readonly file: string
  /** The same file, or the first of those it is run with, relative to the folder that the plan is written to, or absolute. */
  readonly fileFromPlan: string
  /** The files that are run together, relative to the folder of the first; none where Compose need not be told. */
  readonly stack?: readonly string[]
  /** All moves of one fix, in order. At least one. */
  readonly moves: readonly DataMove[]
}

/** A step of the plan in words; `step` is stable. */
export interface PlanStep {
  readonly step: 'check' | 'stop' | 'create' | 'copy' | 'verify' | 'switch' | 'finish'
  readonly text: string
}

export interface PlanFile {
  readonly path: 'README.md' | 'migrate.sh'
  readonly text: string
  readonly executable: boolean
}

export interface Plan {
  readonly steps: readonly PlanStep[]
  readonly files: readonly PlanFile[]
}

/** The plan that moves the bytes of one fix to its volumes. Throws where there are none. */
export function composePlan(input: PlanInput): Plan {
  if (input.moves.length === 0) throw new Error(`internal error: a plan without moves for ${input.file}`)
  const steps = stepsOf(input)
  return {
    steps,
    files: [
      { path: 'README.md', text: readme(input, steps), executable: false },
      { path: 'migrate.sh', text: script(input), executable: true },
    ],
  }
}

function stepsOf({ moves, file }: PlanInput): PlanStep[] {
  const services = listed(moves.map((move) => move.workload))
  const volumes = listed(moves.map((move) => move.volume))
  const paths = listed(moves.map((move) => move.from))
  const halt = moves.some((move) => move.kind === 'memory') ? 'Pause' : 'Stop'
  return [
    {
      step: 'check',
      text: 'Find the data, its size, the free space and every other user of it; refuse a volume that is there already',
    },
    { step: 'stop', text: `${halt} ${services}` },
    { step: 'create', text: `Create volume ${volumes} with the labels of Compose` },
    { step: 'copy', text: `Copy ${paths} with owners, modes, times and links` },
    { step: 'verify', text: 'Compare copy and source: every name, owner, mode, link and checksum' },
    { step: 'switch', text: `Start ${services} on volume ${volumes}` },
    { step: 'finish', text: `Take "external" and "name" of volume ${volumes} out of ${oneLine(file)}` },
  ]
}

function script(input: PlanInput): string {
  return planScript({
    does: 'Copies data to the volume that is to hold it, compares, and starts the service on it.',
    values: valuesOf(input),
    program: MIGRATE_PROGRAM,
  })
}

function valuesOf(input: PlanInput): string {
  const { stack = [] } = input
  return `title=${quote(planTitle(input))}
shown_file=${quote(oneLine(input.file))}
compose_file=${quote(input.fileFromPlan)}
stack=${quote(stack.join(','))}
stack_args=${quote(stack.map((name) => `-f ${quote(name)}`).join(' '))}
plan=${planId(input.moves)}
moves=${input.moves.length}
move() {
  case $1 in
${input.moves.map(moveCase).join('')}  esac
}
`
}

/** What the volumes of a plan are known by: the same for the same moves, whenever the plan is written. */
function planId(moves: readonly DataMove[]): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  const identity = moves.map((m) => [m.workload, m.kind, shortPath(m.from), shortPath(m.to), m.volume, m.source ?? ''])
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16)
}

function moveCase(move: DataMove, index: number): string {
  const values = {
    service: move.workload,
    kind: move.kind,
    from: shortPath(move.from),
    target: shortPath(move.to),
    volume: move.volume,
    source: move.source ?? '',
    undo: oneLine(undoing(move)),
  }
  const lines = Object.entries(values).map(([name, value]) => `      ${name}=${quote(value)}\n`)
  return `    ${index + 1})\n${lines.join('')}      ;;\n`
}
