/** Every real Compose file at hand: findings and fixes keep the invariants. Skips, saying so, without the corpus. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'vitest'
import { familyOf } from '../../src/parser/link.ts'
import { checkFixes, checkRun } from '../harness/invariants.ts'
import { checkTexts, type TextFile } from '../harness/run.ts'

const CORPUS = path.resolve('../shared/corpus')
const isThere = existsSync(CORPUS)
if (!isThere) console.warn('skipped: there is no corpus beside the checkout (../shared/corpus)')

describe.skipIf(!isThere)('the corpus', () => {
  const groups = isThere ? families() : []
  test.each(groups)('$name', ({ files }) => {
    checkRun(checkTexts(files))
    checkFixes(files)
  })
})

/** Files that are one project, as the engine links them. */
function families(): readonly { readonly name: string; readonly files: readonly TextFile[] }[] {
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f))
  return [...grouped(names)].map(([name, members]) => ({
    name,
    files: members.sort().map((f) => ({ path: f, text: readFileSync(path.join(CORPUS, f), 'utf8') })),
  }))
}

function grouped(names: readonly string[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const name of names) groups.set(familyOf(name), [...(groups.get(familyOf(name)) ?? []), name])
  return groups
}
