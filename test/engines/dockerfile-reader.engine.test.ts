/**
 * storlint's reading of Dockerfiles beside that of BuildKit itself. Needs STORLINT_ORACLES: a folder with
 * dockerfile-oracle, or to build it in with Go. Read are the Dockerfiles of the corpus, where it lies beside the checkout,
 * and of the folder that STORLINT_DOCKERFILE_FOLDER names; STORLINT_DOCKERFILES says how many are made at random,
 * STORLINT_SEED from which seed.
 */
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { isDockerfileName } from '../../src/parser/dockerfile/name.ts'
import { generated, type Asked } from './dockerfile-generated.ts'
import { OPEN, seenByBuildKit, seenByStorlint, type Answer, type Lines, type Seen } from './dockerfile-seen.ts'

const SOURCE = path.resolve('test/engines/dockerfile-oracle')
const FOLDERS = [path.resolve('../shared/corpus'), process.env['STORLINT_DOCKERFILE_FOLDER'] ?? '']
const RANDOM = Number(process.env['STORLINT_DOCKERFILES'] ?? 1000)
const SEED = Number(process.env['STORLINT_SEED'] ?? 1)
const LIMIT = 1_800_000

/** The program, built anew where Go is there; undefined where there is neither. */
function builtOracle(): string | undefined {
  const folder = process.env['STORLINT_ORACLES']
  if (folder === undefined) return undefined
  const program = path.resolve(folder, 'dockerfile-oracle')
  const { status } = spawnSync('go', ['build', '-buildvcs=false', '-trimpath', '-o', program, '.'], { cwd: SOURCE })
  return status === 0 || existsSync(program) ? program : undefined
}

const oracle = builtOracle()
if (oracle === undefined)
  console.warn(
    'dockerfile-reader.engine.test.ts is skipped: STORLINT_ORACLES names no folder, or has no dockerfile-oracle and Go does not build it',
  )

/** What BuildKit refuses and storlint reads. */
const NOT_OURS = [
  // It asks for an argument, and without one, names an image or a volume that cannot be.
  /: [A-Z]\w*: (?:no|is not allowed to be (?:unset|empty))$/,
  /^base name \(.*\) should not be blank$/,
  /^failed to parse stage name /,
  /^empty platform value /,
  /^VOLUME specified can not be an empty string$/,
  // Options come with each release of BuildKit, and images, platforms, ports, modes and patterns are no storage.
  /: unknown flag: /,
  /^failed to parse platform /,
  /^invalid (?:containerPort|chmod parameter|proto|IP|range)/,
  /invalid pattern \(.*\) in substitution/,
]

interface Compared {
  readonly asked: Asked
  readonly kind: 'same' | 'differs' | 'refused' | 'refused by BuildKit alone' | 'refused by storlint alone'
  readonly buildKit: Seen | string
  readonly storlint: Seen | readonly Lines[]
}

/** What BuildKit refuses has an error in storlint that its line lies in; some of its reasons name none. */
function comparedWith({ error, line, ...answer }: Answer, asked: Asked): Compared {
  const { seen, errors } = seenByStorlint(asked)
  if (error === '' && errors.length > 0)
    return { asked, kind: 'refused by storlint alone', buildKit: '', storlint: errors }
  if (error !== '') {
    const isTold = errors.some(([first, last]) => line === 0 || (first <= line && line <= last))
    return { asked, kind: isTold ? 'refused' : 'refused by BuildKit alone', buildKit: error, storlint: errors }
  }
  const told = seenByBuildKit({ error, line, ...answer }, seen)
  return { asked, kind: isDeepStrictEqual(told, seen) ? 'same' : 'differs', buildKit: told, storlint: seen }
}

function compare(all: readonly Asked[]): readonly Compared[] {
  const input = all.map((asked) => `${JSON.stringify(asked)}\n`).join('')
  const { stdout } = spawnSync(oracle ?? '', [], { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
  expect(answers.length).toBe(all.length)
  return answers.flatMap((answer, i) => {
    const asked = all[i]
    return asked === undefined ? [] : [comparedWith(answer, asked)]
  })
}

/** Differences that are none of NOT_OURS. */
function different(all: readonly Compared[]): readonly Compared[] {
  return all.filter(
    ({ kind, buildKit }) =>
      kind !== 'same' &&
      kind !== 'refused' &&
      !(kind === 'refused by BuildKit alone' && NOT_OURS.some((reason) => reason.test(String(buildKit)))),
  )
}

/** Dockerfiles below a folder, and those that stand in Compose files. */
function dockerfilesIn(folder: string): readonly Asked[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))
  return names.filter((name) => statSync(name).isFile()).flatMap((name) => dockerfilesOf(name))
}

function dockerfilesOf(name: string): readonly Asked[] {
  const text = readFileSync(name, 'utf8')
  if (isDockerfileName(name)) return [{ text, args: {} }]
  if (!text.includes('dockerfile_inline')) return []
  const containers = readSource(sourceOf(name, text)).fragments.flatMap((f) => f.workloads.flatMap((w) => w.containers))
  const inline = containers.flatMap(({ build }) => build?.inline?.span ?? [])
  return inline.map((span) => ({ text: dedented(text.slice(span.start, span.end)), args: {} }))
}

/** A block of YAML without the blanks that stand before all of its lines. */
function dedented(text: string): string {
  const [blanks = ''] = /(?<=\n) +/.exec(text) ?? []
  return text.replaceAll(`\n${blanks}`, '\n')
}

/** How many of the values that are read alike storlint leaves open, from 0 to 1. */
function openShare(all: readonly Compared[]): number {
  const values = all.flatMap(({ kind, storlint }) => (kind === 'same' ? textsIn(storlint) : []))
  return values.filter((value) => value === OPEN).length / values.length
}

function textsIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [value]
}

const real = oracle === undefined ? [] : FOLDERS.flatMap(dockerfilesIn)

describe.skipIf(oracle === undefined)('as BuildKit reads it', () => {
  test.skipIf(real.length === 0)(`${real.length} Dockerfiles that people wrote`, () => {
    expect(different(compare(real))).toEqual([])
  })

  test(
    `${RANDOM} Dockerfiles at random`,
    () => {
      const counts = { same: 0, refused: 0, open: 0 }
      for (let from = 0; from < RANDOM; from += 10_000) {
        const numRuns = Math.min(10_000, RANDOM - from)
        const all = compare(fc.sample(generated, { numRuns, seed: SEED + from }))
        const [first, ...more] = different(all)
        expect([more.length, first]).toEqual([0, undefined])
        counts.same += all.filter(({ kind }) => kind === 'same').length
        counts.refused += all.filter(({ kind }) => kind === 'refused').length
        counts.open = Math.max(counts.open, openShare(all))
      }
      console.log(
        `of ${RANDOM}: ${counts.same} are read alike, ${counts.refused} refused alike; open values: ${counts.open}`,
      )
      expect(counts.same).toBeGreaterThan(RANDOM / 2)
      expect(counts.refused).toBeGreaterThan(RANDOM / 5)
      expect(counts.open).toBeLessThan(1 / 3)
    },
    LIMIT,
  )
})
