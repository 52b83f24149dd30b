/**
 * Every example of every page once more, its values set by an `.env`: nothing that stands there reaches an output, whatever a
 * rule says of it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FixRun, Run } from '../../src/core/finding.ts'
import { sourceOf, type Span } from '../../src/core/source.ts'
import { plansOf } from '../../src/engine/plan.ts'
import { items, entries, resolved, valueOf, type Value } from '../../src/parser/reading.ts'
import { readYaml } from '../../src/parser/yaml.ts'
import { fixDiff, fixReport } from '../../src/report/fix.ts'
import { githubReport } from '../../src/report/github.ts'
import { jsonReport } from '../../src/report/json.ts'
import { textReport } from '../../src/report/text.ts'
import { readPage, type FixMode } from '../harness/page.ts'
import { checkTexts, fixTexts, type TextFile } from '../harness/run.ts'

const MARK = 'hunter2'
const MODES: readonly FixMode[] = ['safe', 'unsafe', 'migrate', 'assume-new']

/** A plain scalar that becomes a variable, and what the variable is set to. */
interface Veil {
  readonly span: Span
  readonly text: string
  readonly value: string
}

/** The files with values of their services in an `.env`; those that name a place get the mark into it. */
function veiled(files: readonly TextFile[]): readonly TextFile[] {
  const lines: string[] = []
  const hidden = files.map((file) => {
    if (!file.path.endsWith('compose.yaml')) return file
    const veils = veilsIn(file, (value) => lines.push(`V${lines.length}='${value}'`) - 1)
    const text = veils
      .toSorted((a, b) => b.span.start - a.span.start)
      .reduce((t, { span, text: now }) => t.slice(0, span.start) + now + t.slice(span.end), file.text)
    return { ...file, text }
  })
  return [...hidden, { path: '.env', text: `${lines.join('\n')}\n` }]
}

function veilsIn(file: TextFile, set: (value: string) => number): readonly Veil[] {
  const roots = readYaml(sourceOf(file.path, file.text)).flatMap((d) => (d.root && resolved(d.root)) ?? [])
  const services = roots.flatMap((root) => entries(valueOf(root, 'services')).flatMap((e) => e.value ?? []))
  return services.flatMap((service) => [
    ...values(service, ['image', 'user']).flatMap((value) => veil(value, set, (text) => text)),
    ...items(valueOf(service, 'volumes')).flatMap(({ value }) => mountVeils(value, set)),
    ...items(valueOf(service, 'tmpfs')).flatMap(({ value }) => veil(value, set, (text) => text)),
    ...entries(valueOf(service, 'environment')).flatMap((e) => (e.value ? veil(e.value, set, marked) : [])),
  ])
}

function mountVeils(value: Value, set: (value: string) => number): readonly Veil[] {
  if (value.node.kind === 'scalar')
    return veil(value, set, (text) => text.replace(/^(\.{0,2}\/)(?=[^:]*:)/, `$1${MARK}/`))
  return values(value, ['source', 'target']).flatMap((v) => veil(v, set, (text) => text))
}

function values(value: Value, names: readonly string[]): readonly Value[] {
  return names.flatMap((name) => valueOf(value, name) ?? [])
}

function marked(text: string): string {
  return text.startsWith('/') ? `${text}/${MARK}` : `${MARK}${text}`
}

/** Of a scalar without quotes, variables and the like. */
function veil(value: Value, set: (value: string) => number, change: (text: string) => string): readonly Veil[] {
  const { node, via } = value
  if (node.kind !== 'scalar' || node.style !== 'plain' || via !== undefined || /[$'\n]/.test(node.text.text)) return []
  const now = change(node.text.text)
  return [{ span: node.span, text: `"\${V${set(now)}}"`, value: now }]
}

function told(run: Run): string {
  return [textReport(run, false), jsonReport(run, true), githubReport(run, '')].join('\n')
}

function written(run: FixRun): string {
  const plans = plansOf(run, 'plan').map((p) => p.text)
  return [told(run.run), fixReport(run, [], true, false), fixDiff(run), ...plans].join('\n')
}

const names = readdirSync('src/rules').filter((f) => f.endsWith('.md'))
const pages = names.map((name) => readPage(name.slice(0, -3), readFileSync(`src/rules/${name}`, 'utf8')))

const composed = pages.flatMap(({ name, examples }) =>
  examples.flatMap(({ title, files }) =>
    files.some((f) => f.path.endsWith('compose.yaml')) ? [{ title: `${name}: ${title}`, files }] : [],
  ),
)

test.each(composed)('$title', ({ files }) => {
  const hidden = veiled(files)
  const run = checkTexts(hidden)
  expect(run.errors.length).toBe(checkTexts(files).errors.length)
  expect(told(run)).not.toContain(MARK)
  for (const mode of MODES) expect(written(fixTexts(hidden, mode))).not.toContain(MARK)
})

test('most that is said of the examples is still said', () => {
  const count = (change: typeof veiled): number =>
    composed.flatMap(({ files }) => checkTexts(change(files)).findings).length
  expect(count(veiled) / count((files) => files)).toBeGreaterThan(0.8)
})
