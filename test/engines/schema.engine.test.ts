/**
 * Holds what is reported of storage keys and values against the engines: what is reported they refuse, and what they take
 * is not reported. Needs the oracles: STORLINT_ORACLES names their folder.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Misfit } from '../../src/core/ir.ts'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { checkTexts } from '../harness/run.ts'
import { COMPOSE_CASES, KUBERNETES_CASES } from '../schema/cases.ts'
import { cuts, WHOLE_FILES, WHOLE_OBJECTS, type Cut } from '../schema/whole.ts'

const folder = process.env['STORLINT_ORACLES'] ?? join(tmpdir(), 'storlint-oracles')
const isThere = ['compose-oracle', 'kubernetes-oracle'].every((name) => existsSync(join(folder, name)))
if (!isThere) console.warn(`schema.engine.test.ts is skipped: no oracles in ${folder}`)

function ask(oracle: string, requests: readonly object[]): readonly Record<string, unknown>[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('')
  const { stdout } = spawnSync(join(folder, oracle), [], { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** Whether Compose refuses each file. */
function composeRefuses(texts: readonly string[]): readonly boolean[] {
  const root = mkdtempSync(join(tmpdir(), 'storlint-schema-'))
  const requests = texts.map((text, i) => {
    const dir = join(root, `p${i}`)
    mkdirSync(dir)
    writeFileSync(join(dir, 'compose.yaml'), text)
    return { id: String(i), dir }
  })
  const answers = ask('compose-oracle', requests)
  rmSync(root, { recursive: true })
  return answers.map(({ error }) => error !== null)
}

/** Whether the API server refuses each object when it is asked to validate strictly. */
function kubernetesRefuses(texts: readonly string[]): readonly boolean[] {
  const requests = texts.map((text, i) => ({ id: String(i), text }))
  return ask('kubernetes-oracle', requests).map(({ errors }) => (errors as readonly object[]).length > 0)
}

/** Whether something does not fit; a misfit that the kubelet refuses is none of the API server’s. */
function reports(path: string, text: string): boolean {
  const misfits = readSource(sourceOf(path, text)).fragments.flatMap((f) => f.misfits)
  return misfits.some((m) => m.kind !== 'wrong-value' || m.refusedBy === undefined)
}

describe.skipIf(!isThere)('what is reported is what the engine refuses', () => {
  test.each([
    ['compose', COMPOSE_CASES, composeRefuses],
    ['kubernetes', KUBERNETES_CASES, kubernetesRefuses],
  ] as const)('%s', (dialect, texts, refuses) => {
    const refused = refuses(texts)
    const wrong = texts.filter((text, i) => reports(`${dialect}.yaml`, text) !== refused[i])
    expect(wrong).toEqual([])
    expect(refused.filter((is) => is).length).toBeGreaterThan(texts.length / 3)
    expect(refused.filter((is) => !is).length).toBeGreaterThan(texts.length / 5)
  })
})

/** Rules that tell of a name or a source that is missing in what they join. */
const OTHERS = ['mount-without-volume', 'volume-without-name', 'volume-source-conflict']

/** What is said of a document without a key: that it is missing, by a misfit, a rule or the reader; or else of what. */
function saidOf(path: string, text: string, key: string): readonly string[] {
  const { findings, errors } = checkTexts([{ path, text }])
  const misfits = readSource(sourceOf(path, text)).fragments.flatMap((f) => f.misfits)
  return [
    ...misfits.map((m) => (isOf(m, key) ? 'missing' : `of ${m.address}`)),
    ...findings.filter((f) => OTHERS.includes(f.rule)).map(() => 'missing'),
    ...errors.map(({ message }) => (message.includes(`needs a ${key}`) ? 'missing' : message)),
  ]
}

/** Of the key, or of what holds it, which is empty without it. */
function isOf(misfit: Misfit, key: string): boolean {
  return misfit.kind === 'missing-key' && (misfit.keys.includes(key) || misfit.isEmpty)
}

describe.skipIf(!isThere)('a key that is taken away is told of once where the engine refuses what is left', () => {
  test.each([
    ['compose', WHOLE_FILES, composeRefuses],
    ['kubernetes', WHOLE_OBJECTS, kubernetesRefuses],
  ] as const)('%s', (dialect, whole, refuses) => {
    const expectTold = (cut: readonly Pick<Cut, 'key' | 'text'>[]): readonly boolean[] => {
      const refused = refuses(cut.map(({ text }) => text))
      const said = cut.map(({ text, key }) => ({ text, said: saidOf(`${dialect}.yaml`, text, key) }))
      expect(said).toEqual(cut.map(({ text }, i) => ({ text, said: refused[i] === true ? ['missing'] : [] })))
      return refused
    }
    expect(refuses(whole.map(([document]) => JSON.stringify(document)))).toEqual(whole.map(() => false))
    const all = whole.flatMap((document) => cuts(document))
    const refused = expectTold(all)
    expect(refused.filter((is) => is).length).toBeGreaterThan(all.length / 3)
    expect(refused.filter((is) => !is).length).toBeGreaterThan(all.length / 4)
    const needed = all.filter((_, i) => refused[i])
    expectTold(needed.flatMap(({ key, emptied }) => emptied.map((text) => ({ key, text }))))
    console.log(all.length, needed.length, needed.flatMap((n) => n.emptied).length)
  })
})
