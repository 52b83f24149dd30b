/** From the folder of rules: the registry, the pages for `explain`, the table of docs, and each page's line of facts. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyRule, RuleMeta } from '../../src/core/rule.ts'
import { RESERVED, SUPPRESSION_PAGE } from '../../src/core/suppression.ts'
import { fixWord } from '../../src/report/rules.ts'

interface Output {
  readonly path: string
  readonly text: string
}

/** Every file that follows from `src/rules/*.ts` and their pages. Throws where a rule and its page do not pair. */
export async function buildRules(root: string): Promise<readonly Output[]> {
  const folder = path.join(root, 'src/rules')
  const rules = await ruleMetas(root)
  const names = rules.map((r) => r.name)
  const pages = rules.map((meta) => page(folder, meta))
  return [
    { path: 'src/rules/index.gen.ts', text: registry(names) },
    {
      path: 'src/rules/pages.gen.ts',
      text: pagesModule(rules, pages, suppressionPage()),
    },
    { path: 'docs/rules.md', text: table(rules) },
    ...rules.map((meta, i) => ({ path: `src/rules/${meta.name}.md`, text: pages[i] ?? '' })),
  ]
}

/** The page of the names that no rule may have; there is one, whatever the root. */
function suppressionPage(): string {
  return readFileSync(new URL(`../../${SUPPRESSION_PAGE}`, import.meta.url), 'utf8')
}

/** The metadata of all rules, by name. */
export async function ruleMetas(root: string): Promise<readonly RuleMeta[]> {
  const folder = path.join(root, 'src/rules')
  return await Promise.all(ruleNames(folder).map((name) => metaOf(folder, name)))
}

function ruleNames(folder: string): readonly string[] {
  const files = readdirSync(folder)
  const names = files.filter((f) => f.endsWith('.ts') && !f.endsWith('.gen.ts')).map((f) => f.slice(0, -3))
  const orphan = files.find((f) => f.endsWith('.md') && !names.includes(f.slice(0, -3)))
  if (orphan !== undefined) throw new Error(`src/rules/${orphan} has no rule beside it`)
  return names.sort()
}

async function metaOf(folder: string, name: string): Promise<RuleMeta> {
  const module = (await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as { default: AnyRule }
  if (module.default.meta.name !== name)
    throw new Error(`src/rules/${name}.ts calls its rule ${module.default.meta.name}`)
  return module.default.meta
}

function registry(names: readonly string[]): string {
  const imports = names.map((name) => `import ${camel(name)} from './${name}.ts'`)
  return [
    '// Made by scripts/gen.ts from the files beside it.',
    "import type { AnyRule } from '../core/rule.ts'",
    ...imports,
    '',
    '/** All rules, by name. */',
    `export const RULES: readonly AnyRule[] = [${names.map(camel).join(', ')}]`,
    '',
  ].join('\n')
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The page with its line of facts made anew. */
function page(folder: string, meta: RuleMeta): string {
  const text = readFileSync(path.join(folder, `${meta.name}.md`), 'utf8')
  if (!text.startsWith(`# ${meta.name}\n`))
    throw new Error(`src/rules/${meta.name}.md must begin with "# ${meta.name}"`)
  return text.replace(/^(# .*\n)(<!-- gen: .*-->\n)?/, `$1${factLine(meta)}\n`)
}

function factLine(meta: RuleMeta): string {
  return `<!-- gen: ${[meta.severity, meta.category, meta.dialects.join(', '), fixWord(meta), `since ${meta.since}`].join(' | ')} -->`
}

function pagesModule(rules: readonly RuleMeta[], pages: readonly string[], suppression: string): string {
  const entries = rules.map((meta, i) => `  ${JSON.stringify(meta.name)}: ${JSON.stringify(pages[i])},`)
  const reserved = RESERVED.map(({ name }) => `  ${JSON.stringify(name)}: SUPPRESSION,`)
  return [
    '// Made by scripts/gen.ts from the pages beside it.',
    '',
    `const SUPPRESSION = ${JSON.stringify(suppression)}`,
    '',
    '/** The page of each rule and each reserved name, in Markdown. */',
    'export const PAGES: Readonly<Record<string, string>> = {',
    ...entries,
    ...reserved,
    '}',
    '',
  ].join('\n')
}

function table(rules: readonly RuleMeta[]): string {
  const rows = rules.map(
    (r) => `| [${r.name}](../src/rules/${r.name}.md) | ${r.severity} | ${r.category} | ${fixWord(r)} | ${r.summary} |`,
  )
  return [
    '# Rules',
    '',
    'Made by `npm run gen` from the rules’ own metadata.',
    '',
    '| rule | at most | category | fix | about |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
