/** The worked example of CONTRIBUTING.md: its two files, put into a copy of the rules, are all that a rule needs. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildRules } from '../../scripts/gen/rules.ts'
import { ruleFiles } from '../../scripts/gen/template.ts'
import type { AnyRule } from '../../src/core/rule.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { readPage } from '../harness/page.ts'
import { checkTexts } from '../harness/run.ts'

const NAME = 'memory-mount-without-size'

/** A project root that has all rules, and one more. */
function rootWith(files: readonly { readonly path: string; readonly text: string }[]): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'storlint-rule-'))
  mkdirSync(path.join(root, 'src'))
  symlinkSync(path.resolve('src/core'), path.join(root, 'src/core'))
  cpSync('src/rules', path.join(root, 'src/rules'), { recursive: true })
  for (const file of files) writeFileSync(path.join(root, file.path), file.text)
  return root
}

function workedExample(): readonly { readonly path: string; readonly text: string }[] {
  const fences = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(
    /^`(src\/rules\/[^`]+)`\n\n(`{3,})\w+\n([\s\S]*?)^\2$/gm,
  )
  return [...fences].map(([, name, , text]) => ({ path: name ?? '', text: text ?? '' }))
}

describe('the worked example', () => {
  const files = workedExample()
  const root = rootWith(files)

  test('is the two files that `npm run new-rule` lays down', () => {
    expect(files.map((f) => f.path)).toEqual(ruleFiles(NAME).map((f) => f.path))
  })

  test('is in registry, pages and docs after `npm run gen`', async () => {
    const outputs = await buildRules(root)
    const naming = outputs.filter((o) => o.text.includes(NAME)).map((o) => o.path)
    expect(naming).toEqual([
      'src/rules/index.gen.ts',
      'src/rules/pages.gen.ts',
      'docs/rules.md',
      `src/rules/${NAME}.md`,
    ])
  })

  test('reports what its page says, and not the near miss', async () => {
    const rule = ((await import(pathToFileURL(path.join(root, `src/rules/${NAME}.ts`)).href)) as { default: AnyRule })
      .default
    const page = readPage(NAME, files[1]?.text ?? '')
    const found = page.examples.map((e) =>
      checkTexts(e.files, [...RULES, rule]).findings.map((f) => `${f.severity}[${f.rule}]`),
    )
    expect(found).toEqual([[`warning[${NAME}]`], []])
  })
})

test('what `npm run new-rule` lays down compiles to a rule, and its page parses', async () => {
  const files = ruleFiles(NAME)
  const outputs = await buildRules(rootWith(files))
  expect(outputs[0]?.text).toContain("import memoryMountWithoutSize from './memory-mount-without-size.ts'")
  expect(readPage(NAME, files[1]?.text ?? '').examples.map((e) => e.files[0]?.expected.length)).toEqual([1, 0])
})
