/**
 * Whole-process times beside an empty Node: each round runs every command once, in turn, so that a machine whose speed
 * drifts moves all of them. Prints medians and the median of the ratios within a round; ends with 1 above a limit.
 *
 *   npm run bench [-- ROUNDS]
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cleanProject } from './inputs.ts'

interface Command {
  readonly name: string
  readonly args: readonly string[]
  /** The most that it may take, in times of an empty Node; absent: only told. */
  readonly limit?: number
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'storlint-bench-'))
const cli = path.resolve('dist/cli.cjs')
const rounds = Number(process.argv[2] ?? 15)

function prepare(): readonly Command[] {
  const empty = path.join(folder, 'empty.cjs')
  const one = path.join(folder, 'compose.yaml')
  const many = path.join(folder, 'many')
  writeFileSync(empty, '')
  writeFileSync(one, cleanProject(0))
  for (let i = 0; i < 1000; i++) {
    mkdirSync(path.join(many, `p${i}`), { recursive: true })
    writeFileSync(path.join(many, `p${i}`, 'compose.yaml'), cleanProject(i))
  }
  return [
    { name: 'empty Node', args: [empty] },
    { name: 'storlint --version', args: [cli, '--version'], limit: 1.4 },
    { name: 'one clean file of 3 KB', args: [cli, 'check', one], limit: 2 },
    { name: '1000 clean files', args: [cli, 'check', many] },
  ]
}

function time({ args }: Command): number {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

const commands = prepare()
for (const command of commands) time(command)
const times = Array.from({ length: rounds }, () => commands.map(time))
rmSync(folder, { recursive: true })

console.log(`node ${process.version}, ${rounds} rounds`)
for (const [i, { name, limit }] of commands.entries()) {
  const own = times.map((round) => round[i] ?? NaN)
  const ratio = median(times.map((round) => (round[i] ?? NaN) / (round[0] ?? NaN)))
  const over = limit !== undefined && ratio > limit
  if (over) process.exitCode = 1
  const judged = limit === undefined ? '' : ` (at most ${limit}${over ? ': TOO SLOW' : ''})`
  console.log(`${name.padEnd(24)} ${median(own).toFixed(0).padStart(6)} ms  ${ratio.toFixed(2).padStart(6)} x${judged}`)
}
