import { describe, expect, test } from 'vitest'
import { markdownReport, SUMMARY_LIMIT_BYTES } from '../../src/report/markdown.ts'
import { checkTexts } from '../harness/run.ts'

const services = (count: number, name = 's'): string =>
  Array.from({ length: count }, (_, i) => `  ${name}${i}:\n    image: a\n    volumes: [v${i}:/data]\n`).join('')

const rowsOf = (text: string): number => (text.match(/^\| error .* \|$/gm) ?? []).length

describe('a table that is too large', () => {
  const run = checkTexts([{ path: 'compose.yaml', text: `services:\n${services(40)}` }])
  const whole = markdownReport(run, [])

  test('is cut between rows, and what is missing is counted', () => {
    for (let limit = 800; limit < Buffer.byteLength(whole); limit += 97) {
      const cut = markdownReport(run, [], limit)
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit)
      const missing = /\n(\d+) more rows? would not fit here\. The JSON report has everything\.\n$/.exec(cut)?.[1]
      expect(Number(missing)).toBe(40 - rowsOf(cut))
      expect(whole.startsWith(cut.slice(0, cut.lastIndexOf('|') + 2))).toBe(true)
    }
  })

  test('is whole where it just fits', () => {
    expect(rowsOf(whole)).toBe(40)
    expect(whole).not.toContain('more row')
  })

  test('GitHub takes the largest: a summary is dropped above 1 MiB', () => {
    expect(SUMMARY_LIMIT_BYTES).toBe(900_000)
  })
})

test('one name of any length takes one row of bounded length', () => {
  const long = 'x'.repeat(100_000)
  const text = `services:\n  app:\n    image: a\n    volumes:\n      - {type: volume, source: ${long}, target: /data}\n`
  expect(Buffer.byteLength(markdownReport(checkTexts([{ path: 'compose.yaml', text }]), []))).toBeLessThan(10_000)
})

test('notes and input errors are escaped like findings', () => {
  const run = checkTexts([{ path: 'a|b/compose.yaml', text: 'services:\n  "<b>": {image: a, image: b}\n' }])
  const report = markdownReport(run, ['a_b_c <i> www.x.example @me'])
  expect(report).toContain('a&#95;b&#95;c &#60;i&#62; www&#46;x.example &#64;<!-- -->me\n')
  expect(report).toContain('| error | <code>a&#124;b/compose.yaml&#58;2</code> | <code>syntax</code> | ')
})
