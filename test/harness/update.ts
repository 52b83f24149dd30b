/** `UPDATE=1 npm test`: writes what fixes give into the `diff` fences of the rule pages. Carets stay the author's. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fixDiff } from '../../src/report/fix.ts'
import { readPage, type FixMode } from './page.ts'
import { fixTexts, type TextFile } from './run.ts'

/** Rewrites the diffs of one page in place. */
export function updatePage(file: string, rule: string): void {
  const markdown = readFileSync(file, 'utf8')
  const sections = markdown.split(/^(?=## )/m).map((section) => {
    const files = readPage(rule, section).examples[0]?.files ?? []
    return section.replace(
      /^```diff (\S+)\n[\s\S]*?^```$/gm,
      (_, mode: FixMode) => `\`\`\`diff ${mode}\n${patchOf(files, mode, rule)}\`\`\``,
    )
  })
  writeFileSync(file, sections.join(''))
}

/** The patch of a rule's fixes in a mode, without the names of files that are there already. */
export function patchOf(files: readonly TextFile[], mode: FixMode, rule: string): string {
  return fixDiff(fixTexts(files, mode, rule)).replace(/^--- a\/.*\n\+\+\+ .*\n/gm, '')
}
