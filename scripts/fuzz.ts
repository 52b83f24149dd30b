/**
 * Mutates real files and lints and fixes what comes out. Nothing may throw, hang, or break an invariant: a fixed file
 * still reads, a second run has nothing to do, and no secret reaches a report. Stops at the first fault and prints the
 * seed and the text; the same seed gives the same run.
 *
 *   npm run fuzz -- [MINUTES] [SEED] [FOLDER]
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Applicability } from '../src/core/rule.ts'
import { sourceOf } from '../src/core/source.ts'
import { check } from '../src/engine/check.ts'
import { fixLoaded } from '../src/engine/fix.ts'
import type { Loaded } from '../src/engine/load.ts'
import { jsonReport } from '../src/report/json.ts'
import { textReport } from '../src/report/text.ts'
import { RULES } from '../src/rules/index.gen.ts'

const minutes = Number(process.argv[2] ?? 1)
const seed = Number(process.argv[3] ?? 1)
const folder = path.resolve(process.argv[4] ?? '../shared/corpus')
/** The longest that one text may take, in milliseconds. */
const SLOW = 5_000

const TOKENS = [
  '\t',
  '  ',
  '- ',
  ': ',
  '#',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '<<: *a',
  '!reset ',
  '|',
  '>',
  '${X}',
  '${X:-/y}',
  '$',
  '\r\n',
  '\u0000',
  '\ufeff',
  '---\n',
  'null',
  '~',
  '0x1',
  'é',
  '🐘',
  '/data',
  ':/x',
  ':ro',
]
const KEYS = [
  'volumes',
  'services',
  'image',
  'tmpfs',
  'volumes_from',
  'environment',
  'command',
  'build',
  'emptyDir',
  'hostPath',
  'persistentVolumeClaim',
  'spec',
  'kind',
  'containers',
  'volumeMounts',
]
const SECRET = 'hunter2-s3cret'

/** Mulberry32: small, and the same everywhere. */
function random(state: number): () => number {
  let s = state >>> 0
  return () => {
    s = (s + 0x6d2b79f5) >>> 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const next = random(seed)
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
const offset = (text: string): number => Math.floor(next() * (text.length + 1))

type Mutation = (text: string) => string

const MUTATIONS: readonly Mutation[] = [
  (t) => insert(t, pick(TOKENS)),
  (t) => cut(t, 1 + Math.floor(next() * 12)),
  (t) => lines(t, (all, i) => all.toSpliced(i, 1)),
  (t) => lines(t, (all, i) => all.toSpliced(i, 0, all[i] ?? '')),
  (t) => lines(t, (all, i) => all.toSpliced(i, 1, ` ${all[i] ?? ''}`)),
  (t) => lines(t, (all, i) => all.toSpliced(i, 1, (all[i] ?? '').replace(/^ /, ''))),
  (t) => lines(t, (all, i) => all.toSpliced(i, 1, all[Math.floor(next() * all.length)] ?? '')),
  (t) => lines(t, (all, i) => all.toSpliced(i, 1, (all[i] ?? '').replace(/[\w-]+(?=:)/, pick(KEYS)))),
  (t) =>
    lines(t, (all, i) =>
      all.toSpliced(i, 1, (all[i] ?? '').replace(/:\s.*$/, `: ${pick(['5', '[]', '{}', 'true', '"x"', '- a'])}`)),
    ),
  (t) => t.slice(0, offset(t)),
  (t) => t.replace(/\n/g, '\r\n'),
  (t) => t.replace(/(PASSWORD\w*[:=]\s*).*/g, `$1${SECRET}`),
]

function insert(text: string, what: string): string {
  const at = offset(text)
  return text.slice(0, at) + what + text.slice(at)
}

function cut(text: string, length: number): string {
  const at = offset(text)
  return text.slice(0, at) + text.slice(at + length)
}

function lines(text: string, change: (all: string[], index: number) => string[]): string {
  const all = text.split('\n')
  return change(all, Math.floor(next() * all.length)).join('\n')
}

function loadedOf(name: string, text: string): Loaded {
  return { focus: [sourceOf(name, text)], context: [], errors: [], skipped: [], has: () => false }
}

/** Throws what is wrong with a text. */
function probe(name: string, text: string): void {
  const run = check(loadedOf(name, text), RULES)
  const said = textReport(run, false) + jsonReport(run)
  if (text.includes(`PASSWORD: ${SECRET}`) && run.errors.length === 0 && said.includes(SECRET))
    throw new Error('a secret was printed')
  for (const mode of ['safe', 'unsafe', 'migrate', 'assume-new'] as const) {
    const allowed = new Set<Applicability>([mode === 'assume-new' ? 'migrate' : mode])
    const options = { allowed, assumeNew: mode === 'assume-new' }
    const fixed = fixLoaded(loadedOf(name, text), RULES, options).changed[0]?.after.text
    if (fixed === undefined) continue
    if (check(loadedOf(name, fixed), RULES).errors.length > run.errors.length) throw new Error(`${mode} broke the file`)
    if (fixLoaded(loadedOf(name, fixed), RULES, options).applied.length > 0) throw new Error(`${mode} did not converge`)
  }
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.ya?ml$/.test(f) && statSync(path.join(folder, f)).isFile())
  .sort()
const end = Date.now() + minutes * 60_000
let count = 0
while (Date.now() < end) {
  const name = pick(files)
  let text = readFileSync(path.join(folder, name), 'utf8')
  for (let i = 0; i < 1 + Math.floor(next() * 4); i++) text = pick(MUTATIONS)(text)
  const start = Date.now()
  try {
    probe(path.basename(name), text)
    if (Date.now() - start > SLOW) throw new Error(`took ${Date.now() - start} ms`)
  } catch (error) {
    const kept = path.join(os.tmpdir(), `storlint-fuzz-${seed}-${count}.yaml`)
    writeFileSync(kept, text)
    console.error(`seed ${seed}, text ${count}, from ${name}, kept in ${kept}`)
    throw error
  }
  count += 1
}
console.log(`${count} texts from ${files.length} files in ${minutes} minutes, seed ${seed}: no fault`)
