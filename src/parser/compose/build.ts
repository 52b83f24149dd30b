/** How a service's image is built: https://docs.docker.com/reference/compose-file/build/ */
import type { Build, BuildArgument, Recipe } from '../../core/ir.ts'
import { certaintyOf, locatedText, sliceMapped, spanOf, type Located, type MappedText } from '../../core/located.ts'
import { textOf } from '../../core/source.ts'
import type { Variable } from '../dockerfile/expand.ts'
import { readRecipe } from '../dockerfile/read.ts'
import { interpolate } from './interpolate.ts'
import { entries, hostPath, isNull, items, mapped, text, valueOf, type Reading, type Value } from '../reading.ts'

/** The `build` of a service: a folder, or a mapping. */
export function readBuild(reading: Reading, service: Value): Build | undefined {
  const entry = entries(service).find(({ name }) => name === 'build')
  const value = entry?.value
  if (entry === undefined || value === undefined || isNull(value)) return undefined
  const span = entry.key.span
  if (value.node.kind !== 'map') {
    const context = hostPath(reading, value)
    return { span, ...(context && { context }) }
  }
  const context = hostPath(reading, valueOf(value, 'context'))
  const [dockerfile, target] = ['dockerfile', 'target'].map((key) => text(reading, valueOf(value, key)))
  const args = readArguments(reading, valueOf(value, 'args'))
  const inline = readInline(reading, valueOf(value, 'dockerfile_inline'), args)
  const settings = { ...(context && { context }), ...(dockerfile && { dockerfile }), ...(target && { target }) }
  return { span, ...settings, ...(inline && { inline }), args, contexts: contextNames(reading, value) }
}

function readInline(reading: Reading, value: Value | undefined, args: readonly BuildArgument[]): Recipe | undefined {
  if (value?.node.kind !== 'scalar') return undefined
  const { text: written } = value.node
  // A Dockerfile has variables of its own, which would carry values of an environment on: here these are unknown.
  const isTemplate = written.text.includes('{{')
  const inline = isTemplate ? reading.expand(written, reading) : interpolate(written, () => undefined).text
  const recipe = readRecipe(inline, { keepsEnv: reading.keepsEnv, args: argumentValues(args) })
  for (const span of recipe.secrets) reading.secrets.push(span)
  return recipe
}

/** The values of build arguments, read where they stand. One that is not in the files is unknown. */
export function argumentValues(args: readonly BuildArgument[]): ReadonlyMap<string, Variable> {
  return new Map(
    args.map(({ name, place }): [string, Variable] => [
      name.value,
      place === undefined
        ? { value: '', certainty: 'unknown' }
        : { value: textOf(place.span), certainty: place.certainty },
    ]),
  )
}

function readArguments(reading: Reading, value: Value | undefined): readonly BuildArgument[] {
  const listed = items(value).flatMap(({ value: item }) => {
    const whole = mapped(reading, item)
    return whole === undefined ? [] : [pairOf(whole)]
  })
  const keyed = entries(value).map(({ name, key, value: item }) => ({
    name: { value: name, span: key.span, certainty: 'literal' as const },
    ...(item !== undefined && !isNull(item) && placeOf(mapped(reading, item))),
  }))
  return [...listed, ...keyed]
}

function pairOf(whole: MappedText): BuildArgument {
  const at = whole.text.indexOf('=')
  if (at < 0) return { name: locatedText(whole) }
  return { name: locatedText(whole, 0, at), ...placeOf(sliceMapped(whole, at + 1, whole.text.length)) }
}

/** Where a value stands letter for letter; nothing where it does not. */
function placeOf(value: MappedText | undefined): Pick<BuildArgument, 'place'> {
  if (value === undefined) return {}
  const span = spanOf(value, 0, value.text.length)
  const certainty = certaintyOf(value)
  return certainty !== 'unknown' && textOf(span) === value.text ? { place: { span, certainty } } : {}
}

/** Names of `additional_contexts`: of a mapping its keys, of a list what stands before `=`. */
function contextNames(reading: Reading, build: Value): readonly Located<string>[] {
  const value = valueOf(build, 'additional_contexts')
  const listed = items(value).flatMap(({ value: item }) => {
    const whole = mapped(reading, item)
    const at = whole?.text.indexOf('=') ?? -1
    return whole === undefined ? [] : [locatedText(whole, 0, at < 0 ? whole.text.length : at)]
  })
  const keyed = entries(value).map(({ name, key }) => ({ value: name, span: key.span, certainty: 'literal' as const }))
  return [...listed, ...keyed]
}
