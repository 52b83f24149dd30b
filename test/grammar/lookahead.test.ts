import type { EmbeddedActionsParser, Lexer } from 'chevrotain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildInterpolation } from '../../src/parser/grammar/interpolation.ts'
import { buildMount } from '../../src/parser/grammar/mount.ts'
import { buildOptions } from '../../src/parser/grammar/options.ts'
import { buildWords } from '../../src/parser/grammar/words.ts'

/** A way to read a text with a grammar, made with our lookahead or, when checked, with Chevrotain's own. */
type Build = (checked: boolean) => (text: string) => unknown

function reading<P extends EmbeddedActionsParser>(
  build: (checked: boolean) => { readonly lexer: Lexer; readonly parser: P },
  rule: (parser: P) => unknown,
  mode?: string,
): Build {
  return (checked) => {
    const { lexer, parser } = build(checked)
    return (text) => {
      parser.input = lexer.tokenize(text, mode).tokens
      return [rule(parser), parser.errors]
    }
  }
}

const grammars: readonly (readonly [string, Build])[] = [
  ['templates', reading(buildInterpolation, (parser) => parser.template())],
  ['mounts', reading(buildMount, (parser) => parser.mount())],
  ['option lists', reading(buildOptions, (parser) => parser.list())],
  ['tmpfs entries', reading(buildOptions, (parser) => parser.tmpfs())],
  ['scripts', reading(buildWords, (parser) => parser.script(), 'script')],
  ['lines', reading(buildWords, (parser) => parser.line(), 'line')],
]

const quotes = ['a', ' ', '\n', "'", '"', '`', '\\', '$', '$(', '(', ')', '{', '}', '${', '${A:-']
const text = fc.string({ unit: fc.constantFrom(...quotes, '#', '&', '|', ';', '<', '>', ':', ',', '='), maxLength: 20 })

test.each(grammars)('%s read the same with either lookahead, and without an error', (_, build) => {
  const [ours, theirs] = [build(false), build(true)]
  fc.assert(
    fc.property(text, (given) => {
      const read = ours(given)
      expect(read).toEqual(theirs(given))
      expect(read).toMatchObject([{}, []])
    }),
  )
})
