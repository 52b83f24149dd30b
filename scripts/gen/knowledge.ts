/** Folds src/knowledge/images/*.json into src/knowledge/facts.gen.ts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { IMAGE_FACTS_SCHEMA } from '../../src/core/facts-schema.ts'
import { valueKeys } from '../../src/knowledge/facts.ts'
import { compiled, factProblems, type WrittenImage } from '../../src/knowledge/written.ts'

const FOLDER = 'src/knowledge/images'
const OUTPUT = 'src/knowledge/facts.gen.ts'

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
  const names = sorted.flatMap(({ facts }, line) => [facts.image, ...(facts.aliases ?? [])].map((name) => [name, line]))
  const keys = [...new Set(sorted.flatMap(({ facts }) => valueKeys(facts)))].sort()
  const index = [JSON.stringify(keys), JSON.stringify(Object.fromEntries(names))]
  return { path: OUTPUT, text: moduleText([...index, ...sorted.map((entry) => JSON.stringify(packed(entry)))]) }
}

function readEntries(root: string): readonly Entry[] {
  const validate = new Ajv({ strict: true, allErrors: false }).compile<{ images: WrittenImage[] }>(IMAGE_FACTS_SCHEMA)
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

/** A name stands for one image only. */
function checkNames(entries: readonly Entry[]): void {
  const owners = new Map<string, Entry>()
  for (const entry of entries) {
    for (const name of [entry.facts.image, ...(entry.facts.aliases ?? [])]) {
      const owner = owners.get(name)
      if (owner !== undefined) fail(entry, `"${name}" stands in ${owner.file} too, for ${owner.facts.image}`)
      owners.set(name, entry)
    }
  }
}

function checkFacts(entry: Entry): void {
  const [problem] = factProblems(entry.facts)
  if (problem !== undefined) fail(entry, problem.message)
}

/** An image as the module holds it: ranges compiled, values equal to the default left out. */
function packed({ facts }: Entry): object {
  const { data = [], declares, certainty, ...rest } = facts
  const filled = Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0)
  return {
    ...Object.fromEntries(filled),
    ...(data.length > 0 && { data: data.map((fact) => compiled(fact)) }),
    ...(declares !== undefined &&
      declares !== 'unknown' &&
      declares.length > 0 && { declares: declares.map((fact) => compiled(fact)) }),
    ...(declares === 'unknown' && { declares }),
    ...(certainty === 'unverified' && { certainty }),
  }
}

/** One image a line, so that a change shows as one, and only what is asked for has to be parsed. */
function moduleText(lines: readonly string[]): string {
  const json = lines.join('\n').replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`)
  return [
    '// Written by `npm run gen` from src/knowledge/images/*.json.',
    '/** JSON, a value a line: environment keys that are asked for, the line of each name, then the images; `facts.ts` reads it. */',
    `export const facts = (): string => \`${json}\``,
    '',
  ].join('\n')
}
