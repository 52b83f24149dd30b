/** Where the instructions of a Dockerfile stand: the only importer of `dockerfile-ast`. */
import { DockerfileParser } from 'dockerfile-ast'

/** An instruction, in offsets into the text: [start, end), heredocs included. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string
  readonly start: number
  /** Where the keyword ends. */
  readonly keywordEnd: number
  readonly end: number
}

export interface Instructions {
  /** What takes a line end away: `\` or, by a directive, a backtick. */
  readonly escape: string
  readonly list: readonly Instruction[]
}

/** Leading lines of the form `# name=value`, https://docs.docker.com/reference/dockerfile/#parser-directives */
const DIRECTIVES = /^\ufeff?(?:[ \t]*#[ \t]*\w+[ \t]*=[^\r\n]*(?:\r\n|\n|\r|$))*/

/** The instructions of a text, in order; any word that begins a line counts as one. */
export function instructionsIn(text: string): Instructions {
  const [head = ''] = DIRECTIVES.exec(text) ?? []
  const escape = DockerfileParser.parse(head).getEscapeCharacter()
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)]
  const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character
  const list = DockerfileParser.parse(head + masked(text.slice(head.length), escape)).getInstructions()
  const found = list.map((instruction) => ({
    keyword: instruction.getKeyword(),
    start: offset(instruction.getRange().start),
    keywordEnd: offset(instruction.getInstructionRange().end),
    end: offset(instruction.getRange().end),
  }))
  return { escape, list: found }
}

interface Position {
  readonly line: number
  readonly character: number
}

/**
 * The text for the library, place by place. It sorts comments into stages in quadratic time, so they are blank; and it
 * takes some escape signs for the end of a line that are none, so only those of a line end are left.
 */
function masked(text: string, escape: string): string {
  const sign = `\\${escape}`
  const others = new RegExp(`${sign}(?![ \\t]*(?:[\\r\\n]|$))|(?<=${sign})${sign}`, 'g')
  return text.replace(/^[ \t]*#[^\r\n]*/gm, (comment) => ' '.repeat(comment.length)).replace(others, 'x')
}
