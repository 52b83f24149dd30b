import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { textOf, positionAt } from '../../src/core/source.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { checkFixes, checkRun, essence } from '../harness/invariants.ts'
import { readPage, type Example } from '../harness/page.ts'
import { checkTexts, fixTexts, type TextFile } from '../harness/run.ts'
import { patchOf, updatePage } from '../harness/update.ts'

const names = readdirSync('src/rules')
  .filter((f) => f.endsWith('.md'))
  .map((f) => f.slice(0, -3))
if (process.env['UPDATE'] === '1') for (const name of names) updatePage(`src/rules/${name}.md`, name)
const pages = names.map((name) => readPage(name, readFileSync(`src/rules/${name}.md`, 'utf8')))

test('every rule has a page, and every page a rule', () => {
  expect(pages.map((p) => p.name).sort()).toEqual(RULES.map((r) => r.meta.name).sort())
})

describe.each(pages)('$name', ({ name, examples }) => {
  const meta = RULES.find((r) => r.meta.name === name)?.meta

  test('has an example of every dialect, a near miss, and a diff of every class of fix', () => {
    expect(examples.filter((e) => isReported(e)).length).toBeGreaterThan(0)
    expect(examples.filter((e) => e.files.length > 0 && !isReported(e)).length).toBeGreaterThan(0)
    const shown = new Set(examples.flatMap((e) => e.diffs.map((d) => d.mode.replace('assume-new', 'migrate'))))
    expect([...shown].sort()).toEqual([...(meta?.fix ?? [])].sort())
  })

  describe.each(examples.filter((e) => e.files.length > 0))('$title', (example) => {
    test('reports what the page says', () => {
      expect(findingsIn(example.files, name)).toEqual(expectedIn(example))
    })
    test.each(example.diffs)('$mode gives the diff of the page', ({ mode, text }) => {
      expect(patchOf(example.files, mode, name)).toBe(text)
    })
    test.each(example.refusals)('$mode is refused: $reason', ({ mode, reason }) => {
      const { applied, withheld } = fixTexts(example.files, mode, name)
      expect({ applied, reasons: withheld.map((w) => w.reason) }).toEqual({ applied: [], reasons: [reason] })
    })
    test('keeps the invariants', () => {
      checkRun(checkTexts(example.files))
      checkFixes(example.files)
      checkForms(example.files)
    })
  })
})

function isReported(example: Example): boolean {
  return example.files.some((f) => f.expected.length > 0)
}

interface Place {
  readonly place: string
  readonly text: string
  readonly severity: string
  readonly message: string
}

function findingsIn(files: Example['files'], rule: string): readonly Place[] {
  const wanted = files.flatMap((f) => f.expected)
  return checkTexts(files)
    .findings.filter((f) => f.rule === rule)
    .map((f, i) => {
      const { line } = positionAt(f.at.source, f.at.start)
      const message = wanted[i]?.message ?? f.message
      const isFull = wanted[i]?.columns !== undefined || wanted[i] === undefined
      return {
        place: `${f.at.source.path}:${line}`,
        text: isFull ? textOf(f.at) : '',
        severity: f.severity,
        message: f.message.includes(message) ? message : f.message,
      }
    })
}

function expectedIn(example: Example): readonly Place[] {
  return example.files.flatMap(({ path, text, expected }) =>
    expected.map(({ line, columns, severity, message }) => ({
      place: `${path}:${line}`,
      text: columns === undefined ? '' : (text.split('\n')[line - 1] ?? '').slice(columns[0] - 1, columns[1] - 1),
      severity,
      message,
    })),
  )
}

/** CRLF and a byte-order mark change nothing about the findings. */
function checkForms(files: readonly TextFile[]): void {
  const plain = essence(checkTexts(files))
  const crlf = files.map((f) => ({ ...f, text: f.text.replace(/\n/g, '\r\n') }))
  const marked = files.map((f) => ({ ...f, text: `\ufeff${f.text}` }))
  expect(essence(checkTexts(crlf)), 'CRLF').toEqual(plain)
  expect(essence(checkTexts(marked)), 'byte-order mark').toEqual(plain)
  checkFixes(crlf)
  checkFixes(marked)
}
