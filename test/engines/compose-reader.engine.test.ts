/**
 * storlint's reading of Compose projects beside that of Compose itself. Needs STORLINT_ORACLES: a folder with compose-oracle;
 * the corpus is read where it lies beside the checkout. STORLINT_PROJECTS says how many projects are made at random,
 * STORLINT_SEED from which seed.
 */
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { generated } from './compose-generated.ts'
import { PROJECTS, REFUSED, type ComposeProject } from '../compose/projects.ts'
import { blurred, foundAmong, seenByCompose, seenByStorlint, type Answer, type Seen } from '../compose/seen.ts'

const CORPUS = path.resolve('../shared/corpus')
const oracle = path.join(process.env['STORLINT_ORACLES'] ?? '', 'compose-oracle')
const isThere = process.env['STORLINT_ORACLES'] !== undefined && existsSync(oracle)
if (!isThere) console.warn('compose-reader.engine.test.ts is skipped: STORLINT_ORACLES names no compose-oracle')
const RANDOM = Number(process.env['STORLINT_PROJECTS'] ?? 1000)
const SEED = Number(process.env['STORLINT_SEED'] ?? 1)
const LIMIT = 1_200_000
const scratch = isThere ? mkdtempSync(path.join(os.tmpdir(), 'slc')) : ''

afterAll(() => {
  if (scratch !== '') rmSync(scratch, { recursive: true, force: true })
})

interface Request {
  readonly id: string
  readonly dir: string
  readonly files: readonly string[]
  readonly root: string
  /** The files that storlint reads, found as Compose finds them. */
  readonly found: readonly string[]
}

function ask(requests: readonly Request[], options: object): readonly Answer[] {
  const lines = requests.map(({ found: _, ...r }) => JSON.stringify({ ...r, profiles: ['*'], options }) + '\n')
  const { stdout } = spawnSync(oracle, [], { input: lines.join(''), encoding: 'utf8', maxBuffer: 1 << 30 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer)
}

function written(project: ComposeProject, name: string): Request {
  const dir = path.join(scratch, name)
  for (const [file, text] of Object.entries(project.files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true })
    writeFileSync(path.join(dir, file), text)
  }
  const found = project.given ?? foundAmong(Object.keys(project.files))
  return { id: project.title, dir, files: project.given ?? [], root: scratch, found }
}

/** Reads files of a folder. */
function reading(dir: string): (name: string) => string | undefined {
  return (name) => {
    const file = path.join(dir, name)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}

interface Compared {
  readonly id: string
  readonly refused: string | undefined
  readonly errors: readonly string[]
  readonly compose: Seen
  readonly storlint: Seen
}

function compared(request: Request, answer: Answer): Compared {
  const { seen, errors } = seenByStorlint(reading(request.dir), request.found)
  const refused = answer.error?.message
  const compose = refused === undefined ? blurred(seenByCompose(answer), seen) : seen
  return { id: request.id, refused, errors, compose, storlint: seen }
}

describe.skipIf(!isThere)('every way to put files together', () => {
  const requests = isThere ? PROJECTS.map((p, i) => written(p, `p${i}`)) : []
  const answers = isThere ? ask(requests, { env_files: false }) : []
  test.each(requests.map((r, i) => ({ ...r, answer: answers[i] })))('$id', ({ answer, ...request }) => {
    if (answer === undefined) throw new Error('no answer')
    const { refused, errors, compose, storlint } = compared(request, answer)
    expect({ refused, errors }).toEqual({ refused: undefined, errors: [] })
    expect(storlint).toEqual(compose)
  })

  test.each(REFUSED)('refused: $title', (project) => {
    const request = written(project, `r${REFUSED.indexOf(project)}`)
    const [answer] = ask([request], { env_files: false })
    expect(answer?.error).not.toBeNull()
    expect(seenByStorlint(reading(request.dir), request.found).errors).toContain(project.says)
  })
})

/** Why Compose refuses files that storlint reads: what storlint cannot know, or does not look at. */
const NOT_OURS = [
  /required variable \w+ is missing a value/,
  /invalid spec: :\/[^:]*: empty section between colons/,
  /invalid boolean: \n?/,
  /No port specified: <empty>/,
  /open .*: no such file or directory/,
]

test.skipIf(!isThere || !existsSync(CORPUS))(
  'every Compose file of the corpus',
  () => {
    const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f))
    const spoken = names.filter((name) => {
      const { fragments } = readSource(sourceOf(name, readFileSync(path.join(CORPUS, name), 'utf8')))
      return fragments.some((f) => f.dialect === 'compose' && f.platform === undefined)
    })
    const requests = spoken.map((name) => {
      const [dir, file] = [path.join(CORPUS, path.dirname(name)), path.basename(name)]
      return { id: name, dir, files: [file], root: CORPUS, found: [file] }
    })
    const answers = ask(requests, { env_files: false, consistency: false })
    const all = answers.flatMap((answer, i) => (requests[i] === undefined ? [] : [compared(requests[i], answer)]))
    expect(all.length).toBe(spoken.length)
    const refused = all.filter(
      (c) => c.refused !== undefined && !NOT_OURS.some((reason) => reason.test(c.refused ?? '')),
    )
    expect(refused.map((c) => `${c.id}: ${c.refused ?? ''}`)).toEqual([])
    const differing = all.filter((c) => !isDeepStrictEqual(c.compose, c.storlint))
    expect(differing.map(({ id, compose, storlint }) => ({ id, compose, storlint }))).toEqual([])
  },
  LIMIT,
)

test.skipIf(!isThere)(
  `${RANDOM} projects at random`,
  () => {
    const projects = fc.sample(generated, { numRuns: RANDOM, seed: SEED })
    const requests = projects.map((p, i) => written(p, `g${i}`))
    const all = ask(requests, { env_files: false, consistency: false }).map((answer, i) => {
      const request = requests[i]
      if (request === undefined) throw new Error('too many answers')
      return { ...compared(request, answer), files: projects[i]?.files }
    })
    const [difference] = all.filter((c) => c.refused === undefined && !isDeepStrictEqual(c.compose, c.storlint))
    expect(difference).toBeUndefined()
    expect(all.filter((c) => c.refused === undefined).length).toBeGreaterThan(RANDOM / 4)
  },
  LIMIT,
)
