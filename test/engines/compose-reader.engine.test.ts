/**
 * storlint's reading of Compose projects beside that of Compose itself. Needs STORLINT_ORACLES: a folder with compose-oracle;
 * the corpus is read where it lies beside the checkout. STORLINT_PROJECTS says how many projects are made at random,
 * STORLINT_SEED from which seed.
 */
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { generated } from './compose-generated.ts'
import { PROJECTS, REFUSED, type ComposeProject } from '../compose/projects.ts'
import { blurred, differences, seenByCompose, seenByStorlint, type Answer, type Seen } from '../compose/seen.ts'

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
  readonly profiles: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

function ask(requests: readonly Request[], options: object): readonly Answer[] {
  const lines = requests.map((request) => JSON.stringify({ ...request, options }) + '\n')
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
  const { title, given = [], profiles = ['*'], env = {} } = project
  return { id: title, dir, files: given, root: scratch, profiles, env }
}

/** Reads files of a folder. */
function reading(dir: string): (name: string) => string | undefined {
  return (name) => {
    const file = path.join(dir, name)
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
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
  const { dir, files, profiles, env } = request
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  const given = files.length > 0 ? { given: files } : {}
  const { seen, errors } = seenByStorlint({ read: reading(dir), names, profiles, env, ...given })
  const refused = answer.error?.message
  const compose = refused === undefined ? blurred(seenByCompose(answer), seen) : seen
  return { id: request.id, refused, errors, compose, storlint: seen }
}

describe.skipIf(!isThere)('every way to put files together', () => {
  const requests = isThere ? PROJECTS.map((p, i) => written(p, `p${i}`)) : []
  const answers = isThere ? ask(requests, {}) : []
  test.each(requests.map((r, i) => ({ ...r, answer: answers[i] })))('$id', ({ answer, ...request }) => {
    if (answer === undefined) throw new Error('no answer')
    const { refused, errors, compose, storlint } = compared(request, answer)
    expect({ refused, errors }).toEqual({ refused: undefined, errors: [] })
    expect(storlint).toEqual(compose)
  })

  test.each(REFUSED)('refused: $title', (project) => {
    const request = written(project, `r${REFUSED.indexOf(project)}`)
    const [answer] = ask([request], {})
    expect(answer?.error).not.toBeNull()
    if (answer === undefined) throw new Error('no answer')
    expect(compared(request, answer).errors).toContain(project.says)
  })
})

/**
 * Why Compose refuses files that storlint reads: variables that nothing sets, which are unknown to storlint and blank to
 * Compose, and what storlint does not look at.
 */
const NOT_OURS = [
  /required variable \w+ is missing a value/,
  /invalid spec: :\/\S*: empty section between colons/,
  /items at \d+ and \d+ are equal/,
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
      return { id: name, dir, files: [file], root: CORPUS, profiles: ['*'], env: {} }
    })
    // Files that a deployment brings are not in the corpus.
    const answers = ask(requests, { env_files: false, consistency: false })
    const all = answers.flatMap((answer, i) => (requests[i] === undefined ? [] : [compared(requests[i], answer)]))
    expect(all.length).toBe(spoken.length)
    const refused = all.filter(
      (c) => c.refused !== undefined && !NOT_OURS.some((reason) => reason.test(c.refused ?? '')),
    )
    expect(refused.map((c) => `${c.id}: ${c.refused ?? ''}`)).toEqual([])
    expect(all.flatMap((c) => differences(c.compose, c.storlint).map((d) => `${c.id}${d}`))).toEqual([])
  },
  LIMIT,
)

test.skipIf(!isThere)(
  `${RANDOM} projects at random`,
  () => {
    const projects = fc.sample(generated, { numRuns: RANDOM, seed: SEED })
    const requests = projects.map((p, i) => written(p, `g${i}`))
    const all = ask(requests, { consistency: false }).map((answer, i) => {
      const request = requests[i]
      if (request === undefined) throw new Error('too many answers')
      return { ...compared(request, answer), files: projects[i]?.files }
    })
    const told = all.map((c) => ({ files: c.files, differing: differences(c.compose, c.storlint) }))
    const silent = all.filter((c) => c.refused !== undefined && c.errors.length === 0).map((c) => c.refused ?? '')
    expect(silent.filter((refused) => !NOT_OURS.some((reason) => reason.test(refused)))).toEqual([])
    expect(told.filter(({ differing }) => differing.length > 0).slice(0, 3)).toEqual([])
    expect(all.filter((c) => c.refused === undefined).length).toBeGreaterThan(RANDOM / 4)
  },
  LIMIT,
)
