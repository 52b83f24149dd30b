/** Whether a condition of the facts holds for a container. */
import type { Condition } from '../core/facts.ts'
import { parseImage } from '../core/image.ts'
import type { Container, EnvVar } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import { commandLines, flagValues, mayHoldFlag } from './command.ts'
import { matchesGlob, matchesTag } from './image.ts'

export type Answer = boolean | 'unknown'

/**
 * Answers a condition with three values. `unknown` where it hangs on a value that is not settled or not kept, on an
 * environment file, on a part of the container that was not read, or on a command word that may be any flag.
 */
export function holds(condition: Condition, container: Container): Answer {
  if ('always' in condition) return true
  if ('env' in condition) return envHolds(condition, container)
  if ('flag' in condition) return flagHolds(condition, container)
  if ('word' in condition) return wordHolds(condition.word, container)
  if ('command' in condition) return commandLines(container).length > 0 ? false : unlessOpaque(container, true)
  if ('tag' in condition) return tagHolds(condition.tag, container)
  if ('all' in condition) return all(condition.all, container)
  if ('any' in condition) return any(condition.any, container)
  return negated(holds(condition.not, container))
}

/** True when one of the conditions holds; `unknown` when none does but one may. */
export function any(conditions: readonly Condition[], container: Container): Answer {
  const answers = conditions.map((condition) => holds(condition, container))
  if (answers.includes(true)) return true
  return answers.includes('unknown') ? 'unknown' : false
}

/** The last variable of that name, as it wins. */
export function envVar(container: Container, name: string): EnvVar | undefined {
  return container.env.findLast((variable) => variable.name.value === name)
}

function all(conditions: readonly Condition[], container: Container): Answer {
  return negated(
    any(
      conditions.map((condition): Condition => ({ not: condition })),
      container,
    ),
  )
}

function negated(answer: Answer): Answer {
  return answer === 'unknown' ? 'unknown' : !answer
}

function envHolds(condition: { env: string; equals?: readonly string[] }, container: Container): Answer {
  const variable = envVar(container, condition.env)
  if (variable === undefined) return container.envFiles.length > 0 ? 'unknown' : unlessOpaque(container, false)
  if (variable.value === undefined) return condition.equals === undefined ? true : 'unknown'
  if (variable.value.certainty === 'unknown') return 'unknown'
  return condition.equals === undefined ? variable.value.value !== '' : equalsOne(variable.value, condition.equals)
}

function flagHolds(condition: { flag: string; equals?: readonly string[] }, container: Container): Answer {
  const values = flagValues(container, condition.flag)
  const { equals } = condition
  const answers = values.map((value) => (equals === undefined ? true : equalsOne(value, equals)))
  if (answers.includes(true)) return true
  if (answers.includes('unknown') || mayHoldFlag(container)) return 'unknown'
  return values.length > 0 ? false : unlessCommandUnseen(container)
}

/** A flag without a value counts as an empty one. */
function equalsOne(value: Located<string> | undefined, texts: readonly string[]): Answer {
  if (value?.certainty === 'unknown') return 'unknown'
  return texts.some((text) => matchesGlob(text, value?.value.trim() ?? ''))
}

function wordHolds(glob: string, container: Container): Answer {
  const words = commandLines(container).flat()
  if (words.some((word) => word.certainty !== 'unknown' && matchesGlob(glob, word.value))) return true
  return words.some((word) => word.certainty === 'unknown') ? 'unknown' : unlessCommandUnseen(container)
}

function tagHolds(glob: string, container: Container): Answer {
  if (container.image === undefined) return 'unknown'
  const { tag, digest } = parseImage(container.image.value)
  if (tag === undefined) return digest === undefined ? matchesTag(glob, 'latest') : 'unknown'
  return tag.includes('$') ? 'unknown' : matchesTag(glob, tag)
}

function unlessCommandUnseen(container: Container): Answer {
  return commandLines(container).length > 0 ? false : unlessOpaque(container, false)
}

function unlessOpaque(container: Container, answer: boolean): Answer {
  return container.opaque.length > 0 ? 'unknown' : answer
}
