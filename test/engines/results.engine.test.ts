/**
 * What fixes make of real files, held against the engines that will read it. Needs the corpus beside the checkout, and
 * STORLINT_ORACLES: a folder with kubernetes-oracle and compose-oracle.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { FixRun } from '../../src/core/finding.ts'
import type { Applicability } from '../../src/core/rule.ts'
import { claimText } from '../../src/emit/kubernetes/claim-file.ts'
import { fixLoaded } from '../../src/engine/fix.ts'
import { readSource } from '../../src/engine/read.ts'
import { isClaimMove } from '../../src/core/rule.ts'
import { sourceOf } from '../../src/core/source.ts'
import { FACTS } from '../../src/knowledge/facts.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import type { FixMode } from '../harness/page.ts'
import { afterwards, loadedOf, type TextFile } from '../harness/run.ts'

const CORPUS = path.resolve('../shared/corpus')
const oracles = process.env['STORLINT_ORACLES'] ?? ''
const isThere = existsSync(CORPUS) && existsSync(path.join(oracles, 'kubernetes-oracle'))
if (!isThere) console.warn('results.engine.test.ts is skipped: no corpus, or STORLINT_ORACLES names no oracles')
const MODES: readonly FixMode[] = ['safe', 'unsafe', 'migrate', 'assume-new']
const LIMIT = 600_000
const scratch = isThere ? mkdtempSync(path.join(os.tmpdir(), 'slo')) : ''

afterAll(() => {
  if (scratch !== '') rmSync(scratch, { recursive: true, force: true })
})

/** Answers of an oracle to requests, in order. */
function ask<T>(name: string, args: readonly string[], requests: readonly object[]): readonly T[] {
  const input = requests.map((r) => JSON.stringify(r) + '\n').join('')
  const { stdout } = spawnSync(path.join(oracles, name), args, { input, encoding: 'utf8', maxBuffer: 1 << 30 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** Fixes of just one class, on a cluster whose classes are known. */
function fixed(files: readonly TextFile[], mode: FixMode): FixRun {
  const allowed = new Set<Applicability>(mode === 'assume-new' ? ['migrate'] : [mode])
  const cluster = { value: { preset: 'k3s', classes: [] }, from: 'test' }
  const settings = { files: [], rules: new Map(), images: [], cluster, facts: FACTS }
  const loaded = { ...loadedOf(files), settings: () => settings }
  return fixLoaded(loaded, RULES, { allowed, assumeNew: mode === 'assume-new' })
}

/** The files of the corpus that lie in one folder, as `dialect` reads them. */
function folders(dialect: string): readonly (readonly TextFile[])[] {
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f))
  const texts = names.map((name) => ({ path: name, text: readFileSync(path.join(CORPUS, name), 'utf8') }))
  const spoken = texts.filter((f) => readSource(sourceOf(f.path, f.text)).fragments.some((x) => x.dialect === dialect))
  const groups = new Map<string, TextFile[]>()
  for (const file of spoken) groups.set(path.dirname(file.path), [...(groups.get(path.dirname(file.path)) ?? []), file])
  return [...groups.values()]
}

interface Change {
  readonly id: string
  readonly old: string
  readonly new: string
}

function changesOf(run: FixRun, mode: FixMode): readonly Change[] {
  return run.changed.map(({ before, after }) => ({ id: `${mode} ${before.path}`, old: before.text, new: after.text }))
}

interface Judged {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly action?: string
  readonly errors: readonly { readonly field: string; readonly type: string; readonly detail: string }[]
}

function complaints(answers: readonly Judged[]): readonly string[] {
  return answers.flatMap(({ id, kind, name, errors }) =>
    errors.map((e) => `${id} ${kind}/${name} ${e.field} ${e.type}`),
  )
}

describe.skipIf(!isThere)('what fixes make of Kubernetes files', () => {
  const runs = isThere
    ? folders('kubernetes').flatMap((files) => MODES.map((mode) => ({ mode, run: fixed(files, mode) })))
    : []
  const changes = runs.flatMap(({ mode, run }) => changesOf(run, mode))

  test(
    'is accepted by the API server’s validation wherever the file was',
    () => {
      expect(changes.length).toBeGreaterThan(0)
      const judge = (of: 'old' | 'new'): readonly string[] =>
        complaints(
          ask<Judged>(
            'kubernetes-oracle',
            [],
            changes.map((c) => ({ id: c.id, text: c[of] })),
          ),
        )
      expect(judge('new')).toEqual(judge('old'))
    },
    LIMIT,
  )

  test(
    'brings claims that the API server accepts',
    () => {
      const made = runs.flatMap(({ run }) => [
        ...run.created.map((file) => file.text),
        ...run.applied.flatMap((fix) =>
          fix.moves.flatMap((move) => (isClaimMove(move) ? [claimText(move.claim)] : [])),
        ),
      ])
      expect(made.length).toBeGreaterThan(0)
      const answers = ask<Judged>(
        'kubernetes-oracle',
        [],
        made.map((text, i) => ({ id: String(i), text })),
      )
      expect(answers.map((a) => a.kind)).toEqual(made.map(() => 'PersistentVolumeClaim'))
      expect(complaints(answers)).toEqual([])
    },
    LIMIT,
  )

  test(
    'is never safe where the API server refuses it in place',
    () => {
      const accepted = changes.filter((c) => c.id.startsWith('safe '))
      expect(complaints(ask<Judged>('kubernetes-oracle', ['--update'], accepted))).toEqual([])
    },
    LIMIT,
  )

  test(
    'is refused in place for what cannot be changed only: bare pods, and classes',
    () => {
      const others = changes.filter((c) => !c.id.startsWith('safe '))
      const refused = ask<Judged>('kubernetes-oracle', ['--update'], others).filter((a) => a.errors.length > 0)
      expect(refused.filter((a) => a.kind !== 'Pod' && a.kind !== 'StorageClass')).toEqual([])
    },
    LIMIT,
  )
})

interface Loaded {
  readonly id: string
  readonly error: { readonly message: string } | null
}

describe.skipIf(!isThere)('what fixes make of Compose files', () => {
  test(
    'is loaded by Compose wherever the file was',
    () => {
      const cases = folders('compose').flatMap((files) =>
        MODES.flatMap((mode) => {
          const run = fixed(files, mode)
          const changed = new Set(run.changed.map((c) => c.before.path))
          return afterwards(files, run).flatMap((file) => {
            const before = files.find((f) => f.path === file.path)
            return before === undefined || !changed.has(file.path) ? [] : [{ id: `${mode} ${file.path}`, before, file }]
          })
        }),
      )
      expect(cases.length).toBeGreaterThan(0)
      const load = (which: 'before' | 'file'): readonly string[] =>
        ask<Loaded>(
          'compose-oracle',
          [],
          cases.map((c, i) => projectOf(c.id, c[which], `${which}${i}`)),
        ).map((a) => `${a.id}: ${a.error === null ? 'loads' : 'is refused'}`)
      const before = load('before')
      expect(load('file').filter((said, i) => said.endsWith('refused') && before[i] !== said)).toEqual([])
    },
    LIMIT,
  )
})

/** One file as a project of its own, where Compose may read it. */
function projectOf(id: string, file: TextFile, name: string): object {
  const dir = path.join(scratch, name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, 'compose.yaml'), file.text)
  return { id, dir, files: ['compose.yaml'], profiles: ['*'], options: { env_files: false } }
}
