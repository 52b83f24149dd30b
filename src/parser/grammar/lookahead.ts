/** Lookahead by one token. Chevrotain's own looks for paths of any length, which takes most of the time to build a parser. */
import {
  Alternation,
  type ILookaheadStrategy,
  type IProduction,
  type IToken,
  NonTerminal,
  Option,
  type Rule,
  Repetition,
  RepetitionMandatory,
  Terminal,
} from 'chevrotain'

/** What a lookahead function is called on. */
interface Looking {
  LA(count: number): IToken
}

/** Asked for at use: what is bundled late must not be touched when this file is loaded. */
const optional = () => ({ Option, Repetition, RepetitionMandatory })

/** A strategy for grammars of alternatives, options and plain repetitions; it leaves validation to Chevrotain's own. */
export const oneToken: ILookaheadStrategy = {
  validate: () => [],
  buildLookaheadForAlternation({ rule, prodOccurrence }) {
    const choices = new Map<number, number>()
    const found = find(rule, (p) => p instanceof Alternation && p.idx === prodOccurrence)
    childrenOf(found).forEach((choice, at) => firstOf(childrenOf(choice)).forEach((type) => choices.set(type, at)))
    return function (this: Looking) {
      return choices.get(this.LA(1).tokenType.tokenTypeIdx ?? -1)
    }
  },
  buildLookaheadForOptional({ rule, prodOccurrence, prodType }) {
    const kind = Object.entries(optional()).find(([name]) => name === prodType)?.[1]
    if (kind === undefined) throw new Error(`internal error: no lookahead for ${prodType}`)
    const found = find(rule, (p) => p instanceof kind && p.idx === prodOccurrence)
    const first = new Set(firstOf(childrenOf(found)))
    return function (this: Looking) {
      return first.has(this.LA(1).tokenType.tokenTypeIdx ?? -1)
    }
  },
}

/** The first production of a rule that answers; there is one, or the grammar would not have asked. */
function find(rule: Rule, isIt: (production: IProduction) => boolean): IProduction | undefined {
  const waiting: IProduction[] = [...rule.definition]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isIt(next)) return next
    if (!(next instanceof NonTerminal)) waiting.push(...childrenOf(next))
  }
  return undefined
}

function childrenOf(production: IProduction | undefined): readonly IProduction[] {
  if (production instanceof Terminal || production === undefined) return []
  return 'definition' in production && Array.isArray(production.definition) ? production.definition : []
}

/** The token types with which a sequence may begin. */
function firstOf(sequence: readonly IProduction[]): readonly number[] {
  const end = sequence.findIndex((p) => !(p instanceof Option || p instanceof Repetition))
  return sequence.slice(0, end < 0 ? undefined : end + 1).flatMap(firstOfOne)
}

function firstOfOne(production: IProduction): readonly number[] {
  if (production instanceof Terminal) return typesOf(production)
  if (production instanceof Alternation) return childrenOf(production).flatMap(firstOfOne)
  return firstOf(childrenOf(production))
}

function typesOf({ terminalType }: Terminal): readonly number[] {
  const { tokenTypeIdx = -1, categoryMatches = [] } = terminalType
  return [tokenTypeIdx, ...categoryMatches]
}
