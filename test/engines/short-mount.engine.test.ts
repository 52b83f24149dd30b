import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactText, UNKNOWN_CHAR } from '../../src/core/located.ts'
import { sourceOf } from '../../src/core/source.ts'
import { interpolate } from '../../src/parser/compose/interpolate.ts'
import { readShortMount } from '../../src/parser/compose/short-mount.ts'
import { commandWords } from '../../src/parser/grammar/command.ts'
import { composeView } from '../grammar/compose-view.ts'

const oracle = join(process.env['STORLINT_ORACLES'] ?? join(tmpdir(), 'storlint-oracles'), 'compose-oracle')
const seed = Number(process.env['STORLINT_SEED'] ?? 1)

const whole = (text: string) => exactText({ source: sourceOf('x', text), start: 0, end: text.length })

function ask<T>(args: readonly string[], lines: readonly string[]): readonly T[] {
  const input = lines.map((line) => `${line}\n`).join('')
  const { stdout } = spawnSync(oracle, args, { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

interface Reading {
  readonly error: object | null
  readonly type: string
  readonly source: string | null
  readonly target: string | null
  readonly read_only: boolean
  readonly bind: { readonly selinux?: string; readonly propagation?: string } | null
  readonly volume: { readonly nocopy?: boolean } | null
}

/** The oracle's answer in the form of `composeView`. */
function oracleView({ error, type, source, target, read_only, bind, volume }: Reading): object {
  if (error !== null) return { error: true }
  const { selinux, propagation } = bind ?? {}
  const flags = { ...(selinux && { selinux }), ...(propagation && { propagation }) }
  const all = { ...flags, ...(type === 'bind' && { create_host_path: true }) }
  return {
    type,
    ...(source !== null && { source }),
    ...(target !== null && { target }),
    ...(read_only && { read_only }),
    ...(Object.keys(all).length > 0 && { bind: all }),
    ...(volume?.nocopy && { volume: { nocopy: true } }),
  }
}

const words = ['ro', 'rw', 'nocopy', 'z', 'Z', 'shared', 'rslave', 'RO', 'cached', 'data', 'C', '${V:-a:b}', '${', '$V']
const marks = [
  ':',
  ':',
  ':',
  '/',
  '.',
  '~',
  '\\',
  ',',
  ',',
  '$',
  '{',
  '}',
  ' ',
  'a',
  '1',
  'é',
  'ǅ',
  'ª',
  '界',
  '𝐀',
  '😀',
  '-',
]
const mountText = fc.string({ unit: fc.constantFrom(...words, ...marks), maxLength: 12 })

/** What is read of an answer of the oracle about a project. */
interface Project {
  readonly error: { readonly message: string } | null
  readonly services: { readonly s: { readonly environment: Record<string, string>; readonly command: string[] | null } }
}

function load(bodies: readonly object[], env: Readonly<Record<string, string>>): readonly Project[] {
  const dir = mkdtempSync(join(tmpdir(), 'storlint-interpolate-'))
  try {
    const requests = bodies.map((body, at) => {
      writeFileSync(join(dir, `${at}.yaml`), JSON.stringify({ services: { s: { image: 'x', ...body } } }))
      return JSON.stringify({ id: `${at}`, dir, files: [`${at}.yaml`], env })
    })
    return ask<Project>(['--no-normalize', '--no-env-files'], requests)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const parts = ['$', '$$', '{', '}', '}', '${', '${A}', '$A', '${A:-', '${E:-', '${E-', '${N:-', '${N-', '${A:+', '${A+']
const rest = [
  '}',
  '}',
  '}',
  '}',
  '}',
  '${E:+',
  '${N',
  '${A:?',
  '${N:+',
  '$Nx',
  '$1',
  'x',
  'y',
  ' ',
  '\n',
  ':',
  '-',
  '😀',
  'ſ',
  '\\',
]
const template = fc.string({ unit: fc.constantFrom(...parts, ...rest), maxLength: 14 })

const shellWords = [
  'a',
  'b',
  '2',
  ' ',
  ' ',
  '\n',
  '\t',
  "'",
  '"',
  '\\',
  '&',
  ';',
  '>',
  '<',
  '|',
  '#',
  '*',
  '😀',
  '$$X',
  '`b`',
]
const commandText = fc.string({ unit: fc.constantFrom(...shellWords, '$$(a)', '(', ')', '`'), maxLength: 16 })

describe.skipIf(!existsSync(oracle))(`compose-go agrees (skipped where ${oracle} is absent)`, () => {
  test('on 100,000 short mounts', () => {
    const texts = fc.sample(mountText, { numRuns: 100_000, seed })
    const answers = ask<Reading>(['--short'], texts)
    expect(answers.length).toBe(texts.length)
    const wrong = texts.flatMap((text, at) => {
      const [ours, theirs] = [composeView(readShortMount(whole(text))), oracleView(answers[at] as Reading)]
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ text, ours, theirs }]
    })
    expect([wrong.length, wrong.slice(0, 10)]).toEqual([0, []])
  })

  test('on 5,000 templates', () => {
    const env = { A: 'set', E: '' }
    const texts = fc.sample(template, { numRuns: 5000, seed })
    const answers = load(
      texts.map((text) => ({ environment: { K: `_${text}` } })),
      env,
    )
    const wrong = texts.flatMap((text, at) => {
      const lookup = (name: string) => Object.entries(env).find(([key]) => key === name)?.[1]
      const { text: read, problems } = interpolate(whole(`_${text}`), (name) => {
        const value = lookup(name)
        return value === undefined ? undefined : { value, certainty: 'literal' }
      })
      // Compose puts nothing where storlint leaves open what a variable is.
      const ours = problems.length > 0 ? 'refused' : read.text.replaceAll(UNKNOWN_CHAR, '')
      const answer = answers[at] as Project
      const theirs = answer.error === null ? answer.services.s.environment['K'] : 'refused'
      return ours === theirs ? [] : [{ text, ours, theirs, why: answer.error?.message }]
    })
    expect([wrong.length, wrong.slice(0, 10)]).toEqual([0, []])
  })

  test('on 5,000 commands of one line', () => {
    const texts = fc.sample(commandText, { numRuns: 5000, seed })
    const answers = load(
      texts.map((command) => ({ command })),
      {},
    )
    const wrong = texts.flatMap((text, at) => {
      const read = commandWords(interpolate(whole(text), () => undefined).text)
      const answer = answers[at] as Project
      const theirs = answer.error === null ? (answer.services.s.command ?? []) : 'refused'
      // A word that storlint leaves unread agrees with everything.
      if (read.some((word) => word.located.certainty === 'unknown')) return []
      const ours = read.map((word) => word.located.value)
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ text, ours, theirs }]
    })
    expect([wrong.length, wrong.slice(0, 10)]).toEqual([0, []])
  })
})
