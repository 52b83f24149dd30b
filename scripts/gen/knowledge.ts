/** Folds src/knowledge/images/*.json into src/knowledge/facts.gen.ts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import semver, { type Comparator } from 'semver'
import type { Applies, Condition, DataFact, ImageFacts, PathOverride, VersionInterval } from '../../src/core/facts.ts'
import { parseImage } from '../../src/core/image.ts'

const FOLDER = 'src/knowledge/images'
const SCHEMA = 'schemas/image-facts.schema.json'
const OUTPUT = 'src/knowledge/facts.gen.ts'

/** A fact for some versions, as people write it: a semver range in place of intervals. */
type Written<T extends Applies> = Omit<T, 'versions' | 'required'> & {
  readonly versions?: string
  readonly required?: false
}

/** An image as people write it: defaults left out. */
type WrittenImage = Pick<ImageFacts, 'image' | 'engine' | 'source' | 'checked' | 'certainty'> &
  Partial<Omit<ImageFacts, 'data' | 'declares'>> & {
    readonly data?: readonly Written<DataFact>[]
    readonly declares: readonly Written<Applies & { readonly path: string }>[] | 'unknown'
  }

/** Keys whose value must not reach the IR: `factEnvKeys` would keep it. */
const SECRET = /PASS|SECRET|TOKEN|CREDENTIAL|API_?KEY|_KEY$|_URL$|_URI$|_DSN$/i

interface Entry {
  readonly file: string
  readonly facts: WrittenImage
}

/**
 * The module of facts as it has to be, from the JSON files below `root`. The text does not hang on the order of files or
 * images. Throws an Error that names file and image for facts that contradict the schema, each other or themselves.
 */
export function buildKnowledge(root: string): { path: string; text: string } {
  const entries = readEntries(root)
  for (const entry of entries) checkFacts(entry)
  checkNames(entries)
  const sorted = entries.toSorted((a, b) => (a.facts.image < b.facts.image ? -1 : 1))
  return { path: OUTPUT, text: moduleText(sorted.map((entry) => JSON.stringify(packed(entry)))) }
}

function readEntries(root: string): readonly Entry[] {
  const schema: object = JSON.parse(readFileSync(join(root, SCHEMA), 'utf8'))
  const validate = new Ajv({ strict: true, allErrors: false }).compile<{ images: WrittenImage[] }>(schema)
  const files = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.json'))
  return files.toSorted().flatMap((file) => {
    const content: unknown = JSON.parse(readFileSync(join(root, FOLDER, file), 'utf8'))
    if (validate(content)) return content.images.map((facts): Entry => ({ file, facts }))
    const [error] = validate.errors ?? []
    const index = /^\/images\/(\d+)/.exec(error?.instancePath ?? '')?.[1]
    throw new Error(
      `${file}: ${nameAt(content, index)}: ${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`,
    )
  })
}

function nameAt(content: unknown, index: string | undefined): string {
  if (index === undefined) return 'images'
  const { images } = content as { readonly images: readonly { readonly image?: unknown }[] }
  return String(images[Number(index)]?.image ?? `image ${index}`)
}

function fail({ file, facts }: Entry, problem: string): never {
  throw new Error(`${file}: ${facts.image}: ${problem}`)
}

/** A name stands for one image only, and is written as `parseImage` gives it. */
function checkNames(entries: readonly Entry[]): void {
  const owners = new Map<string, Entry>()
  for (const entry of entries) {
    for (const name of [entry.facts.image, ...(entry.facts.aliases ?? [])]) {
      const plain = parseImage(name)
      if (plain.repository !== name || plain.tag !== undefined) fail(entry, `"${name}" is not a plain repository`)
      const owner = owners.get(name)
      if (owner !== undefined) fail(entry, `"${name}" stands in ${owner.file} too, for ${owner.facts.image}`)
      owners.set(name, entry)
    }
  }
}

function checkFacts(entry: Entry): void {
  const { versionFromTag, data = [], moves = [], ephemeral = [], elsewhere = [] } = entry.facts
  if (versionFromTag !== undefined) checkPattern(entry, versionFromTag)
  for (const { path, mount } of data) {
    if (path.includes('{major}') && mount === undefined) fail(entry, `${path} needs a mount for unknown versions`)
    if (mount !== undefined && !path.startsWith(`${mount}/`))
      fail(entry, `${path} does not lie below its mount ${mount}`)
  }
  for (const move of moves) checkMove(entry, move, data)
  const compared = [...ephemeral, ...elsewhere].flatMap(comparedKeys)
  for (const name of [...compared, ...moves.flatMap((move) => (move.kind === 'env' ? [move.name] : []))]) {
    if (SECRET.test(name) && !/_DIRECTORY_|_(PATH|DIR|FILE)$/.test(name))
      fail(entry, `the value of ${name} may be a secret`)
  }
}

function checkPattern(entry: Entry, pattern: string): void {
  try {
    new RegExp(pattern)
  } catch (error) {
    fail(entry, `versionFromTag: ${String(error)}`)
  }
}

function checkMove(entry: Entry, move: PathOverride, data: readonly Written<DataFact>[]): void {
  const { name, replaces, adds } = move
  if (replaces !== undefined && adds === true) fail(entry, `${name} cannot both replace and add`)
  if (replaces !== undefined && !data.some(({ path }) => path === replaces)) {
    fail(entry, `${name} replaces ${replaces}, which is no data path`)
  }
  const replacesAny = data.some((fact) => fact.required !== false && fact.kind === 'data')
  if (replaces === undefined && adds !== true && !replacesAny)
    fail(entry, `${name} has no required data path to replace`)
}

function comparedKeys(condition: Condition): readonly string[] {
  if ('env' in condition) return condition.equals === undefined ? [] : [condition.env]
  if ('all' in condition) return condition.all.flatMap(comparedKeys)
  if ('any' in condition) return condition.any.flatMap(comparedKeys)
  return 'not' in condition ? comparedKeys(condition.not) : []
}

/** An image as the module holds it: ranges compiled, values equal to the default left out. */
function packed(entry: Entry): object {
  const { data = [], declares, certainty, ...rest } = entry.facts
  const filled = Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0)
  return {
    ...Object.fromEntries(filled),
    ...(data.length > 0 && { data: data.map((fact) => compiled(entry, fact)) }),
    ...(declares !== 'unknown' && declares.length > 0 && { declares: declares.map((fact) => compiled(entry, fact)) }),
    ...(declares === 'unknown' && { declares }),
    ...(certainty === 'unverified' && { certainty }),
  }
}

function compiled<T extends { readonly versions?: string }>(entry: Entry, fact: T): object {
  const { versions, ...rest } = fact
  return versions === undefined ? rest : { ...rest, versions: intervals(entry, versions) }
}

/** A semver range as intervals of releases. */
function intervals(entry: Entry, range: string): readonly VersionInterval[] {
  try {
    return new semver.Range(range).set.map((comparators) => comparators.reduce(narrowed, {}))
  } catch (error) {
    return fail(entry, `"${range}": ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The interval cut down by one comparator; of two bounds on one side the later stands, as ranges write them once. */
function narrowed(interval: VersionInterval, { operator, semver: version }: Comparator): VersionInterval {
  const { major, minor, patch } = version
  const at = [major, minor, patch] as const
  const after = [major, minor, patch + 1] as const
  switch (operator) {
    case '<':
      return { ...interval, below: at }
    case '<=':
      return { ...interval, below: after }
    case '>':
      return { ...interval, min: after }
    case '>=':
      return { ...interval, min: at }
    default:
      return { min: at, below: after }
  }
}

/** One image a line, so that a change shows as one. */
function moduleText(lines: readonly string[]): string {
  const json = `[\n${lines.join(',\n')}\n]`.replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`)
  return [
    '// Written by `npm run gen` from src/knowledge/images/*.json.',
    '/** The image facts as JSON, one image a line; `facts.ts` reads it. */',
    `export const facts = (): string => \`${json}\``,
    '',
  ].join('\n')
}
