/** The frame that the scripts of all plans have. */
import { COPY_PROGRAM, TALK_PROGRAM } from './programs.gen.ts'

export interface ScriptParts {
  /** What it does, as a sentence. */
  readonly does: string
  /** Assignments and functions that the program asks for, each line ended. */
  readonly values: string
  readonly program: string
}

/** A script for any POSIX shell that carries what is run in containers along. */
export function planScript({ does, values, program }: ScriptParts): string {
  return `#!/bin/sh
# Written by storlint. ${does}
# Without --run nothing is changed; --help says more.
# shellcheck disable=SC2016 # names and paths mean what they say
set -eu
LC_ALL=C
export LC_ALL

${values}
helper_text() {
  cat <<'STORLINT_END'
${COPY_PROGRAM}STORLINT_END
}

${TALK_PROGRAM}
${program}`
}
