/** A Dockerfile as a value of the IR: https://docs.docker.com/reference/dockerfile/ */
import type { Recipe, Stage } from '../../core/ir.ts'
import { nearest } from '../../core/nearest.ts'
import { exactText, locatedText, spanOf, type Located, type MappedText } from '../../core/located.ts'
import { textOf, type Source } from '../../core/source.ts'
import { expandWord, type Variable } from './expand.ts'
import { instructionsIn, type Instruction } from './instructions.ts'
import { complain, expanded, lineOf, scopeOf, type Line, type Reading, type RecipeOptions } from './reading.ts'
import { asVariable, variable, variablesOn, type Variables } from './scope.ts'
import { hideIn } from './secrets.ts'
import { finished, step, usualShell, type Draft } from './stage.ts'
import { blankWords, pairOf, quotedWords, withoutFlags } from './words.ts'

/** The largest text that is read, in UTF-16 units, and the most instructions. */
export const RECIPE_LIMITS = { text: 256 * 1024, instructions: 10_000 }

/** Reads all of a file. */
export function readDockerfile(source: Source, options: RecipeOptions): Recipe {
  return readRecipe(exactText({ source, start: 0, end: source.text.length }), options)
}

/** Reads a text. Never throws: what is wrong stands in `errors`, and hides nothing else. */
export function readRecipe(text: MappedText, options: RecipeOptions): Recipe {
  const { source, whole: span } = text
  const tooLarge = (message: string): Recipe => {
    const errors = [{ kind: 'limit', path: source.path, span: { ...span, end: span.start }, message } as const]
    return { dialect: 'dockerfile', span, stages: [], secrets: [span], errors }
  }
  if (text.text.length > RECIPE_LIMITS.text) return tooLarge('the Dockerfile is larger than 256 KiB')
  const { escape, list } = instructionsIn(text.text)
  if (list.length > RECIPE_LIMITS.instructions) return tooLarge('the Dockerfile has more than 10000 instructions')
  const reading: Reading = { ...options, text, escape, errors: [], secrets: [] }
  const stages = stagesOf(reading, list)
  if (list.every(({ keyword }) => keyword !== 'FROM')) complain(reading, wholeLine(reading), 'there is no FROM')
  return { dialect: 'dockerfile', span, stages, secrets: reading.secrets, errors: reading.errors }
}

function wholeLine({ text }: Reading): Line {
  return { keyword: '', text, span: spanOf(text, 0, text.text.length) }
}

/** Stages in the making, and the arguments that stand before the first. */
interface Stages {
  readonly globals: Variables
  readonly drafts: Draft[]
  readonly heads: Pick<Stage, 'span' | 'name' | 'from' | 'parent'>[]
}

const KNOWN = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

function stagesOf(reading: Reading, list: readonly Instruction[]): readonly Stage[] {
  const stages: Stages = { globals: variablesOn(), drafts: [], heads: [] }
  for (const instruction of list) {
    const line = lineOf(reading, instruction)
    hideIn(reading, line)
    if (isOpen(reading, line)) complain(reading, line, 'its heredoc never ends, so all that follows belongs to it')
    take(reading, stages, line)
  }
  return stages.drafts.flatMap((draft, i) => {
    const head = stages.heads[i]
    return head === undefined ? [] : [finished(draft, head)]
  })
}

function take(reading: Reading, stages: Stages, line: Line): void {
  const draft = stages.drafts.at(-1)
  if (line.keyword === 'FROM') return begin(reading, stages, line)
  if (line.keyword === 'ARG') return addArguments(reading, stages, line)
  if (!KNOWN.has(line.keyword)) return complain(reading, line, noInstruction(line.keyword))
  if (draft === undefined) return complain(reading, line, `${line.keyword} stands before the first FROM`)
  step(reading, draft, line)
}

/** An instruction that takes the rest of the text, without the word that ends its heredoc. */
function isOpen({ text }: Reading, { keyword, text: line, span }: Line): boolean {
  if (!/^(?:RUN|COPY|ADD)$/.test(keyword) || span.end < text.whole.end) return false
  const names = Array.from(line.text.matchAll(/(?<=^|\s)\d*<<-?(["']?)([\w.-]+)\1(?=\s|$)/g), (found) => found[2])
  const body = textOf(span).trimEnd()
  const last = body.slice(Math.max(body.lastIndexOf('\n'), body.lastIndexOf('\r')) + 1)
  return names.length > 0 && last.trim() !== names.at(-1)
}

/** In words; what stands there may be part of anything, so it is not repeated. */
function noInstruction(keyword: string): string {
  const meant = keyword.length > 20 ? undefined : nearest(keyword, [...KNOWN])
  return `there is no such instruction${meant === undefined ? '' : `; ${meant} was probably meant`}`
}

function begin(reading: Reading, stages: Stages, line: Line): void {
  const words = blankWords(withoutFlags(line.text).rest)
  const [image, as, name] = words
  const isWhole = words.length === 1 || (words.length === 3 && as?.text.toLowerCase() === 'as')
  if (!isWhole) complain(reading, line, 'FROM takes an image, or an image, AS and a name')
  const from = image === undefined ? nothing(line) : expanded(image, scopeOf(reading, stages.globals))
  const parent = stageNamed(stages.heads, from)
  const outer = parent === undefined ? undefined : stages.drafts[parent]
  stages.heads.push({
    span: line.span,
    from,
    ...(name && { name: locatedText(name) }),
    ...(parent !== undefined && { parent }),
  })
  stages.drafts.push({
    variables: variablesOn(outer?.variables),
    ...(outer && { outer }),
    ...{ env: [], volumes: [], writes: [] },
    shell: outer?.shell ?? usualShell(reading.text),
  })
}

function nothing({ span }: Line): Located<string> {
  return { value: '', span, certainty: 'unknown' }
}

/** The number of the last stage of that name; names know no case. */
function stageNamed(heads: Stages['heads'], { value, certainty }: Located<string>): number | undefined {
  if (certainty === 'unknown') return undefined
  const at = heads.findLastIndex(({ name }) => name?.value.toLowerCase() === value.toLowerCase())
  return at < 0 ? undefined : at
}

/** `ARG NAME=default …`: what the service gives wins, and in a stage what an `ARG` before all of them says. */
function addArguments(reading: Reading, { globals, drafts }: Stages, { text }: Line): void {
  const variables = drafts.at(-1)?.variables ?? globals
  for (const word of quotedWords(text, reading.escape)) {
    const pair = pairOf(word)
    const name = (pair?.name ?? word).text
    const own = pair && asVariable(expandWord(pair.value, scopeOf(reading, variables)), 'default')
    const value: Variable | undefined = reading.args?.get(name) ?? own ?? variable(globals, name)
    if (value !== undefined) variables.args.set(name, value)
  }
}
