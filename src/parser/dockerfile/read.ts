/** A Dockerfile as a value of the IR: https://docs.docker.com/reference/dockerfile/ */
import type { Recipe, Stage } from '../../core/ir.ts'
import { nearest } from '../../core/nearest.ts'
import { exactText, locatedText, type Located, type MappedText } from '../../core/located.ts'
import type { Source } from '../../core/source.ts'
import { expandWord, type Variable } from './expand.ts'
import { faultOf } from './faults.ts'
import { instructionsIn, type Instruction } from './instructions.ts'
import { complain, expanded, lineOf, scopeOf, type Line, type Reading, type RecipeOptions } from './reading.ts'
import { asVariable, variable, variablesOn, type Variables } from './scope.ts'
import { hideArguments, hideIn } from './secrets.ts'
import { finished, step, usualShell, type Draft } from './stage.ts'
import { blankWords, pairOf, quotedWords } from './words.ts'

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
  const { escape, list, wrong } = instructionsIn(text)
  if (list.length > RECIPE_LIMITS.instructions) return tooLarge('the Dockerfile has more than 10000 instructions')
  const [triggers, stagesToCome] = [/^onbuild\s/i, /^from\s/i].map(
    (word) => list.filter(({ line }) => word.test(line.text)).length,
  )
  if ((triggers ?? 0) * (stagesToCome ?? 0) > RECIPE_LIMITS.instructions)
    return tooLarge('ONBUILD would run more than 10000 instructions')
  const reading: Reading = { ...options, text, escape, errors: [], secrets: [] }
  for (const at of wrong) complain(reading, { span: at }, 'a parser directive stands once, and escape is \\ or `')
  const stages = stagesOf(reading, list)
  if (stages.length === 0) complain(reading, { span }, 'there is no FROM')
  return { dialect: 'dockerfile', span, stages, secrets: reading.secrets, errors: reading.errors }
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
    if (instruction.isOpen) complain(reading, line, 'its heredoc never ends, so all that follows belongs to it')
    take(reading, stages, line)
  }
  return stages.drafts.flatMap((draft, i) => {
    const head = stages.heads[i]
    return head === undefined ? [] : [finished(draft, head)]
  })
}

function take(reading: Reading, stages: Stages, line: Line): void {
  const draft = stages.drafts.at(-1)
  const fault = KNOWN.has(line.keyword) ? faultOf(line, reading.escape) : noInstruction(line.keyword)
  if (fault !== undefined) complain(reading, line, fault)
  if (fault !== undefined && KNOWN.has(line.keyword)) hideArguments(reading, line)
  if (line.keyword === 'FROM') return begin(reading, stages, line)
  if (fault !== undefined) return
  if (line.keyword === 'ARG') return addArguments(reading, stages, line)
  if (draft !== undefined) return step(reading, draft, line)
  complain(reading, line, `${line.keyword} stands before the first FROM`)
}

/** In words; what stands there may be part of anything, so it is not repeated. */
function noInstruction(keyword: string): string {
  const meant = keyword.length > 20 ? undefined : nearest(keyword, [...KNOWN])
  return `there is no such instruction${meant === undefined ? '' : `; ${meant} was probably meant`}`
}

function begin(reading: Reading, stages: Stages, line: Line): void {
  const [image, , name] = blankWords(line.text)
  const from = image === undefined ? nothing(line) : expanded(image, scopeOf(reading, line, stages.globals))
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
    ...{ env: [], volumes: [], writes: [], triggers: [] },
    shell: outer?.shell ?? usualShell(reading.text),
  })
  for (const trigger of outer?.triggers ?? []) take(reading, stages, trigger)
}

function nothing({ span }: Line): Located<string> {
  return { value: '', span, certainty: 'unknown' }
}

/** The number of the last stage of that name, which is taken in small letters. */
function stageNamed(heads: Stages['heads'], { value, certainty }: Located<string>): number | undefined {
  if (certainty === 'unknown') return undefined
  const at = heads.findLastIndex(({ name }) => name?.value.toLowerCase() === value)
  return at < 0 ? undefined : at
}

/** `ARG NAME=default …`: what the service gives wins, and in a stage what an `ARG` before all of them says. */
function addArguments(reading: Reading, { globals, drafts }: Stages, line: Line): void {
  const variables = drafts.at(-1)?.variables ?? globals
  const scope = scopeOf(reading, line, variables)
  for (const word of quotedWords(line.text, reading.escape)) {
    const pair = pairOf(word)
    const name = (pair?.name ?? word).text
    const own = (): Variable | undefined => pair && asVariable(expandWord(pair.value, scope), 'default')
    const value = reading.args?.get(name) ?? own() ?? variable(globals, name)
    if (value !== undefined) variables.all.set(name, value)
  }
}
