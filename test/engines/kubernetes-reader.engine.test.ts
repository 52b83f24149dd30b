/**
 * What storlint reads of Kubernetes manifests, held against what the API server stores and refuses, on every manifest of
 * the corpus, or of the folder that STORLINT_MANIFESTS names, and on manifests of our own. Needs STORLINT_ORACLES: a folder
 * with kubernetes-oracle.
 */
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { quantityOf } from '../../src/core/quantity.ts'
import { sourceOf, textOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { checkTexts } from '../harness/run.ts'
import { MANIFESTS, REFUSED, SOURCE_KEYS } from '../kubernetes/manifests.ts'
import { mutantsOf } from './kubernetes-mutants.ts'
import { readForms } from './kubernetes-read.ts'
import { nameOf, SOURCES, storedForm, type Form, type Stored } from './kubernetes-stored.ts'

const folder = process.env['STORLINT_ORACLES'] ?? path.join(tmpdir(), 'storlint-oracles')
const oracle = path.join(folder, 'kubernetes-oracle')
const isThere = existsSync(oracle)
if (!isThere) console.warn(`kubernetes-reader.engine.test.ts is skipped: no oracle in ${folder}`)

const CORPUS = path.resolve(process.env['STORLINT_MANIFESTS'] ?? '../shared/corpus')

interface Text {
  readonly path: string
  readonly text: string
}

function corpus(): readonly Text[] {
  if (!existsSync(CORPUS)) return []
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(ya?ml|json)$/.test(f))
  return names.sort().map((name) => ({ path: name, text: readFileSync(path.join(CORPUS, name), 'utf8') }))
}

/** The answers of the oracle, by the path of the text. */
function ask(texts: readonly Text[]): ReadonlyMap<string, readonly Stored[]> {
  const input = texts.map((t) => `${JSON.stringify({ id: t.path, text: t.text })}\n`).join('')
  const { stdout } = spawnSync(oracle, ['--print'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const answers = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Stored]))
  return grouped(answers, (a) => a.id ?? '')
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value])
  return groups
}

/** Differences that are meant, each with its reason: by what is said of them, and by what their file holds. */
const DECISIONS: readonly { readonly said: RegExp; readonly holds: RegExp; readonly why: string }[] = [
  {
    said: /: 0 of 1 are read$/,
    holds: /^( *)(updateStrategy|restartPolicy):[^]*^\1\2:/m,
    why: 'a key stands twice: the file has an input error at its place, and nobody can tell which of the two is meant',
  },
  {
    said: /: (class|templates) is [^;]*$/,
    holds: /volume\.beta\.kubernetes\.io\/storage-class/,
    why: 'the annotation still names the class, wherever the spec names none; the API server leaves that to provisioners',
  },
]

interface Compared {
  readonly objects: number
  readonly differences: readonly string[]
}

/** What storlint reads otherwise than the API server stores it; what that does not store is not compared. */
function compare({ path: file, text }: Text, answers: readonly Stored[]): Compared {
  // Of versions that are gone the defaults were others.
  const isServed = (a: Stored): boolean => (a.errors ?? []).every((e) => e.type !== 'NotServed')
  const stored = answers.filter(isServed).flatMap((a) => storedForm(a) ?? [])
  const fragments = readSource(sourceOf(file, text)).fragments.filter((f) => f.dialect === 'kubernetes')
  const read = grouped(readForms(fragments), keyOf)
  const known = new Set(answers.map((a) => `${a.kind} ${nameOf(a)}`))
  const wrong = [...grouped(stored, keyOf)].flatMap(([key, forms]) => {
    const ours = (read.get(key) ?? []).map((f) => f.says)
    const said = difference(ours, forms)
    return said === '' ? [] : [`${file}: ${key}: ${said}`]
  })
  const invented = [...read.keys()].filter((key) => !known.has(key.replace('KnativeService', 'Service')))
  const all = [...wrong, ...invented.map((key) => `${file}: ${key}: only here`)]
  const isMeant = (said: string): boolean => DECISIONS.some((d) => d.said.test(said) && d.holds.test(text))
  return { objects: stored.length, differences: all.filter((said) => !isMeant(said)) }
}

function keyOf({ kind, name }: Form): string {
  return `${kind} ${name}`
}

function difference(ours: readonly object[], forms: readonly Form[]): string {
  if (ours.length !== forms.length) return `${ours.length} of ${forms.length} are read`
  return forms.flatMap(({ says }, i) => unlike(new Map(Object.entries(ours[i] ?? {})), says)).join('; ')
}

function unlike(ours: ReadonlyMap<string, unknown>, stored: object): readonly string[] {
  return Object.entries(stored).flatMap(([key, value]) => {
    const mine = ours.get(key)
    if (isDeepStrictEqual(mine, value)) return []
    return [`${key} is ${JSON.stringify(mine) ?? 'absent'}, stored ${JSON.stringify(value)}`]
  })
}

function unexplained(texts: readonly Text[]): Compared {
  const answers = ask(texts)
  const all = texts.map((text) => compare(text, answers.get(text.path) ?? []))
  return {
    objects: all.reduce((sum, c) => sum + c.objects, 0),
    differences: all.flatMap((c) => c.differences),
  }
}

describe.skipIf(!isThere)('what is read is what the API server stores', () => {
  test.skipIf(corpus().length === 0)('of every manifest of the corpus', () => {
    const { objects, differences } = unexplained(corpus())
    expect(differences).toEqual([])
    expect(objects).toBeGreaterThan(150)
  })

  test('of manifests with every type of volume, every kind, and every form of a file', () => {
    const texts = MANIFESTS.map(({ name, text }) => ({ path: `${name}.yaml`, text }))
    const refused = [...ask(texts).values()].flat().filter((a) => (a.errors ?? []).length > 0)
    expect(refused.map((a) => `${a.id ?? ''}: ${JSON.stringify(a.errors)}`)).toEqual([])
    const { objects, differences } = unexplained(texts)
    expect(differences).toEqual([])
    expect(objects).toBeGreaterThan(texts.length - 1)
    expect([...SOURCES].sort()).toEqual([...SOURCE_KEYS].sort())
  })
})

/** Refusals about storage; of the others storlint says nothing. */
const STORAGE =
  /volume|mountPath|devicePath|accessModes|storage|claimName|capacity|reclaimPolicy|provisioner|nodeAffinity|Source/i

interface RefusedPlace {
  readonly file: Text
  readonly field: string
  readonly said: string
}

/** What the API server refuses about storage in some texts. */
function refusals(texts: readonly Text[]): readonly RefusedPlace[] {
  const answers = ask(texts)
  return texts.flatMap((file) =>
    (answers.get(file.path) ?? []).flatMap(({ errors }) =>
      (errors ?? [])
        .filter((e) => STORAGE.test(e.field))
        .map((e) => ({ file, field: e.field, said: `${file.path}: ${e.field} ${e.type}` })),
    ),
  )
}

/** Refusals that are meant to go unreported, each with its reason. */
const UNREPORTED: readonly { readonly file: RegExp; readonly why: string }[] = [
  { file: /(^|[-/])patch\.yaml$/, why: 'a patch by its name: what it lacks stands in the object that it is laid over' },
  {
    file: /csi-block-pvc-snapshot\.yaml$/,
    why: 'a snapshot of v1alpha1: keys of snapshots are held against no schema',
  },
]

function isUnreported({ path: file }: Text): boolean {
  return UNREPORTED.some((u) => u.file.test(file))
}

describe.skipIf(!isThere)('what the API server refuses about storage is reported', () => {
  test.skipIf(corpus().length === 0)('in the corpus', () => {
    const refused = refusals(corpus())
    const silent = refused.filter(({ file }) => reportsOf(file).every((f) => f.severity !== 'error'))
    expect(silent.filter((r) => !isUnreported(r.file)).map((r) => r.said)).toEqual([])
  })

  test.skipIf(corpus().length === 0)('at its place, in manifests of the corpus with one fault put in', () => {
    const before = ask(corpus())
    const count = (stored: readonly Stored[] = []): number => stored.flatMap((a) => a.errors ?? []).length
    const mutants = corpus()
      .filter((file) => count(before.get(file.path)) === 0 && !isUnreported(file))
      .flatMap(mutantsOf)
    const answers = ask(mutants)
    const refused = mutants.filter((m) => count(answers.get(m.path)) > 0)
    const silent = refused.filter(
      (m) => !reportsOf(m).some((f) => f.rule === m.rule && f.at.start <= m.at && m.at < f.at.end),
    )
    expect(silent.map((m) => `${m.path}: ${m.rule}`)).toEqual([])
    expect(new Set(refused.map((m) => m.rule)).size).toBeGreaterThan(2)
    console.log(`${refused.length} faults are refused and reported, of ${mutants.length} put in`)
  })

  test.each(REFUSED)('at its place: $name', ({ name, text, rule, at }) => {
    const file = { path: `${name}.yaml`, text }
    expect([...ask([file]).values()].flat().filter((a) => (a.errors ?? []).length > 0)).not.toEqual([])
    const found = reportsOf(file).filter((f) => f.rule === rule)
    expect(found.map((f) => [f.severity, textOf(f.at)])).toEqual(at.map((words) => ['error', words]))
  })

  test('and what it takes is not', () => {
    const rules = new Set(REFUSED.map((r) => r.rule))
    const found = MANIFESTS.flatMap(({ name, text }) => reportsOf({ path: `${name}.yaml`, text }))
    expect(found.filter((f) => rules.has(f.rule))).toEqual([])
  })
})

function reportsOf(file: Text): readonly Finding[] {
  return checkTexts([file]).findings
}

const digits = fc.stringMatching(/^\d{1,6}$/)
const quantity = fc
  .tuple(
    fc.constantFrom('', '', '', '+', '-'),
    fc.oneof(
      digits,
      fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
      digits.map((d) => `${d}.`),
      digits.map((d) => `.${d}`),
      fc.constantFrom('', '.', '1.2.3', ' 1', '1_000'),
    ),
    fc.constantFrom(
      ...['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E3', 'e-2', 'e+2'],
      ...['K', 'ki', 'mi', 'GB', 'Gib', 'B', 'E', 'e', ' Gi', 'i', 'e1.5', 'Zi'],
    ),
  )
  .map((parts) => parts.join(''))

test.skipIf(!isThere)('quantities come to what the API server makes of them, and are none where it takes none', () => {
  const written = fc.sample(quantity, { numRuns: 3000, seed: 1 })
  const texts = written.map((text, i) => ({
    path: String(i),
    text: `{"apiVersion":"v1","kind":"Pod","spec":{"volumes":[{"name":"a","emptyDir":{"sizeLimit":${JSON.stringify(text)}}}]}}`,
  }))
  const answers = ask(texts)
  const wrong = written.filter((text, i) => !isSame(quantityOf(text), storedSize(answers.get(String(i))?.[0])))
  expect(wrong).toEqual([])
})

/** The size of the one volume, as it is stored; undefined where it is no quantity. */
function storedSize(stored: Stored | undefined): number | undefined {
  const { pod } = (stored?.storage ?? {}) as { pod?: { volumes: { emptyDir: { sizeLimit: string } }[] } }
  const size = pod?.volumes[0]?.emptyDir.sizeLimit
  return size === undefined ? undefined : quantityOf(size)
}

/** Up to the rounding of numbers, and of quantities, which go down to a billionth. */
function isSame(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return Math.abs(a - b) <= 1e-9 + Math.abs(a) * 1e-12
}
