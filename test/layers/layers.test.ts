import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { illegalImports } from './layers.ts'

const SRC = path.resolve('src')

describe('the layer table finds', () => {
  test.each([
    ['core/x.ts', "import fs from 'node:fs'", 'core may not import node:fs'],
    ['core/x.ts', "import { y } from '../parser/yaml.ts'", 'core may not import parser/yaml.ts'],
    ['rules/a.ts', "import b from './b.ts'", 'rules may not import rules/b.ts'],
    ['rules/a.ts', "import type { X } from '../knowledge/facts.ts'", 'rules may not import knowledge/facts.ts'],
    ['parser/compose/read.ts', "import { parse } from 'yaml'", 'parser may not import yaml'],
    ['parser/link.ts', "import { readFileSync } from 'node:fs'", 'parser may not import node:fs'],
    ['emit/compose.ts', "import rule from '../rules/a.ts'", 'emit may not import rules/a.ts'],
    ['emit/compose.ts', "import { x } from '../parser/compose/read.ts'", 'emit may not import parser/compose/read.ts'],
    ['report/text.ts', "export { x } from '../engine/lint.ts'", 'report may not import engine/lint.ts'],
    ['engine/lint.ts', "const x = await import('../cli/main.ts')", 'engine may not import cli/main.ts'],
    ['cli/main.ts', "import { x } from '../parser/yaml.ts'", 'cli may not import parser/yaml.ts'],
    ['action/action.ts', "import { x } from '../cli/exit.ts'", 'action may not import cli/exit.ts'],
    ['cli/check.ts', "import { x } from '../action/linter.ts'", 'cli may not import action/linter.ts'],
  ])('%s: %s', (file, code, expected) => {
    expect(illegalImports(file, code)).toEqual([expected])
  })

  test.each([
    ['parser/yaml.ts', "import { parseAllDocuments } from 'yaml'"],
    ['parser/grammar/mount.ts', "import { createToken } from 'chevrotain'"],
    ['rules/a.ts', "import { covers } from './shared/paths.ts'"],
    ['cli/main.ts', "import { Command } from 'commander'"],
    ['engine/load.ts', "import { readFileSync } from 'node:fs'"],
  ])('nothing in %s: %s', (file, code) => {
    expect(illegalImports(file, code)).toEqual([])
  })
})

test('every import of src/ keeps to the layer table', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
  const wrong = files.flatMap((file) => {
    const inside = file.split(path.sep).join('/')
    return illegalImports(inside, readFileSync(path.join(SRC, file), 'utf8')).map((w) => `${inside}: ${w}`)
  })
  expect(wrong).toEqual([])
})
