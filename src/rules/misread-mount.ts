import { shown } from '../core/located.ts'
import { defineRule, type Severity } from '../core/rule.ts'
import type { Mount, MountNote, MountNoteCode } from '../core/ir.ts'
import { textOf } from '../core/source.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'misread-mount',
    summary: 'Compose takes a mount for something else than it looks like.',
    category: 'correctness',
    severity: 'error',
    visits: 'mount',
    dialects: ['compose'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://github.com/compose-spec/compose-go/blob/v2.16.2/format/volume.go',
      'https://docs.docker.com/reference/compose-file/services/#short-syntax-5',
    ],
  },
  (mount, view) =>
    distinct(mount.notes ?? []).flatMap((note) => {
      const words = WORDS[note.code]
      if (words === undefined || (note.code === 'one-letter-name' && !isDeclared(note, view))) return []
      if (note.code === 'unknown-option' && !READ_ONLY.test(textOf(note.span))) return []
      const written = textOf(note.span)
      return [
        {
          subject: mount,
          at: note.span,
          severity: words.severity,
          message: words.message(written, mount),
          help: words.help(written),
          evidence: `${note.code} ${written}`,
        },
      ]
    }),
)

/** What is written twice in one mount is told once. */
function distinct(notes: readonly MountNote[]): readonly MountNote[] {
  return [
    ...new Map(notes.toReversed().map((note) => [`${note.code} ${textOf(note.span)}`, note])).values(),
  ].toReversed()
}

/** A path of Docker Desktop looks the same: only a volume that is declared under the letter can be meant. */
function isDeclared({ span }: MountNote, view: View): boolean {
  return view.volumes().some((v) => v.key.value === textOf(span))
}

/** What people write for `ro`. */
const READ_ONLY = /^\s*(r|ro|read|read[-_ ]?only)\s*$/i

interface Words {
  readonly severity: Severity
  readonly message: (written: string, mount: Mount) => string
  readonly help: (written: string) => string
}

/** What other tools than Docker give a meaning is left alone, and what only costs nothing. */
const WORDS: { readonly [K in MountNoteCode]?: Words } = {
  'one-letter-name': {
    severity: 'error',
    message: (written) => `Compose reads ${written}: as a drive letter, so the volume ${written} is not mounted`,
    help: () => 'Give the volume a longer name, or write the mount in its long form.',
  },
  'mode-as-target': {
    severity: 'error',
    message: (written) => `the mount has two parts, so ${written} is its path in the container, and no option`,
    help: () => 'Write the path in the container between the source and the options.',
  },
  'relative-target': {
    severity: 'error',
    message: (written) => `the path in the container is ${written}, which is not absolute: the engine refuses it`,
    help: (written) => `Write an absolute path, such as /${written.replace(/^\.\//, '')}.`,
  },
  'upper-case-option': {
    severity: 'error',
    message: (written, mount) => `Compose ignores the option ${written}: ${shown(mount.target)} is mounted without it`,
    help: (written) => `Write ${written.toLowerCase()}.`,
  },
  'unknown-option': {
    severity: 'error',
    message: (written, mount) => `Compose knows no option ${written}: ${shown(mount.target)} can be written to`,
    help: () => 'Write ro.',
  },
  'unterminated-variable': {
    severity: 'error',
    message: () => 'a ${ is never closed, so Compose drops the rest of the mount',
    help: () => 'Close the variable with }, or write $$ for a plain dollar.',
  },
}
