/**
 * Whole command lines on whole folders. Each folder of fixtures/scenarios holds `command` (one line of arguments), `in/`
 * (the folder it runs in; absent: a copy of examples/notes) and `expect/`: `output` (exit code, standard output and
 * standard error) and every file that was written. `UPDATE=1 npm test` writes `expect/` anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { copyOf, storlint } from '../contract/cli.ts'

const SCENARIOS = 'fixtures/scenarios'

describe.each(readdirSync(SCENARIOS))('%s', (name) => {
  const scenario = path.join(SCENARIOS, name)
  test('says and writes what is expected', () => {
    const found = run(scenario)
    if (process.env['UPDATE'] === '1') write(path.join(scenario, 'expect'), found)
    expect(found).toEqual(filesIn(path.join(scenario, 'expect')))
  })
})

/** The output, and every file that is new or changed. */
function run(scenario: string): Readonly<Record<string, string>> {
  const input = existsSync(path.join(scenario, 'in')) ? path.join(scenario, 'in') : 'examples/notes'
  const folder = copyOf(input)
  const args = readFileSync(path.join(scenario, 'command'), 'utf8').trim().split(/\s+/)
  const { status, stdout, stderr } = storlint(folder, args)
  const before = filesIn(input)
  const changed = Object.entries(filesIn(folder)).filter(([file, text]) => before[file] !== text)
  return { output: `exit ${status}\n--- stdout\n${stdout}--- stderr\n${stderr}`, ...Object.fromEntries(changed) }
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
  const files = names.map((e) => path.relative(folder, path.join(e.parentPath, e.name)).split(path.sep).join('/'))
  return Object.fromEntries(
    files.sort().map((file) => [file, toCompare(file, readFileSync(path.join(folder, file), 'utf8'))]),
  )
}

/** Of a plan's script only what is written for the case at hand; the programs have tests of their own. */
function toCompare(file: string, text: string): string {
  return file.endsWith('/migrate.sh') ? text.replace(/^helper_text\(\) \{[\s\S]*$/m, '') : text
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}
