/** A unified diff that shows no secret. */
import { structuredPatch } from 'diff'
import type { Source, Span } from '../core/source.ts'
import { MASK, spansIn, spelledOut } from './safe.ts'

/**
 * The change from one text of a file to another. Lines of context that hold a secret are left out, so that the patch
 * still applies; a changed line that holds one is masked, and the patch is then for reading only.
 */
export function diffReport(before: Source, after: Source, secrets: readonly Span[]): string {
  const hidden: Hidden = { old: secretLines(before, secrets), now: secretLines(after, secrets) }
  const patch = structuredPatch(before.path, after.path, before.text, after.text, '', '', { context: 3 })
  const hunks = patch.hunks.flatMap((hunk) => withoutHidden(hunk.oldStart, hunk.newStart, hunk.lines, hidden))
  if (hunks.length === 0) return ''
  const note = noteFor(
    patch.hunks.map((h) => h.lines.length),
    hunks,
    hidden,
  )
  return `${note}--- a/${spelledOut(before.path)}\n+++ b/${spelledOut(after.path)}\n${hunks.join('')}`
}

/** A new file as a patch. */
export function newFileReport({ path, text }: Source): string {
  const name = spelledOut(path)
  const lines = text.replace(/\n$/, '').split('\n')
  const header = `--- /dev/null\n+++ b/${name}\n@@ -0,0 +1,${lines.length} @@\n`
  return header + lines.map((line) => `+${line}\n`).join('')
}

/** What a reader should know of a patch that lacks lines; empty for a plain one. */
function noteFor(whole: readonly number[], hunks: readonly string[], hidden: Hidden): string {
  if (hunks.some((h) => h.includes(MASKED)))
    return '# A changed line holds a secret and is masked: this patch is for reading only.\n'
  const shown = hunks.reduce((sum, h) => sum + h.split('\n').length - 2, 0)
  const isCut = hidden.old.size > 0 && shown < whole.reduce((sum, n) => sum + n, 0)
  return isCut ? '# Lines that hold secrets are left out: apply with git apply --unidiff-zero.\n' : ''
}

const MASKED = MASK.repeat(6)

/** Line numbers, 1-based, in the old and in the new text. */
interface Hidden {
  readonly old: ReadonlySet<number>
  readonly now: ReadonlySet<number>
}

/** 1-based numbers of the lines of a text that hold a part of a secret. Lines as patches have them: a lone CR ends none. */
function secretLines(source: Source, secrets: readonly Span[]): ReadonlySet<number> {
  const numbers = new Set<number>()
  let [line, start] = [1, 0]
  for (const span of spansIn(secrets, source).toSorted((a, b) => a.start - b.start)) {
    for (let end = lineEnd(source, start); end < span.start; end = lineEnd(source, start))
      [line, start] = [line + 1, end + 1]
    let last = line
    for (let end = lineEnd(source, start); end < span.end - 1; end = lineEnd(source, end + 1)) numbers.add(last++)
    numbers.add(last)
  }
  return numbers
}

/** Where the line that begins at an offset ends: its LF, or the end of the text. */
function lineEnd({ text }: Source, start: number): number {
  const at = text.indexOf('\n', start)
  return at < 0 ? text.length : at
}

interface Piece {
  readonly oldStart: number
  readonly newStart: number
  readonly lines: string[]
}

/** A hunk cut at its hidden lines of context; pieces without a change fall away. */
function withoutHidden(
  oldStart: number,
  newStart: number,
  lines: readonly string[],
  hidden: Hidden,
): readonly string[] {
  let [old, now] = [oldStart, newStart]
  let piece: Piece = { oldStart: old, newStart: now, lines: [] }
  const pieces = [piece]
  for (const line of lines) {
    const sign = line[0]
    const [isOld, isNow] = [sign === ' ' || sign === '-', sign === ' ' || sign === '+']
    const isHidden = (isOld && hidden.old.has(old)) || (isNow && hidden.now.has(now))
    if (isOld) old += 1
    if (isNow) now += 1
    if (isHidden && sign === ' ') pieces.push((piece = { oldStart: old, newStart: now, lines: [] }))
    else piece.lines.push(isHidden ? `${sign ?? ' '}${MASKED}` : line)
  }
  return pieces.filter((p) => p.lines.some((l) => /^[+-]/.test(l))).map(hunkText)
}

function hunkText({ oldStart, newStart, lines }: Piece): string {
  const old = lines.filter((l) => /^[ -]/.test(l)).length
  const now = lines.filter((l) => /^[ +]/.test(l)).length
  const header = `@@ -${old === 0 ? oldStart - 1 : oldStart},${old} +${now === 0 ? newStart - 1 : newStart},${now} @@`
  return [header, ...lines].join('\n') + '\n'
}
