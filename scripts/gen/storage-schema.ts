/** From the storage schemas of parser/schema: a compiled validator for each root, and their bare shape. */
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { ROOTS } from '../../src/parser/schema/complaint.ts'
import { COMPOSE_SCHEMA } from '../../src/parser/schema/compose.ts'
import { KUBERNETES_SCHEMA } from '../../src/parser/schema/kubernetes.ts'
import { WORDS } from '../../src/parser/schema/node.ts'
import { standaloneModule } from './standalone.ts'

interface Output {
  readonly path: string
  readonly text: string
}

// Not those of standards.ts: that has the validators too, which are yet to be made.
const SCHEMAS = { compose: COMPOSE_SCHEMA, kubernetes: KUBERNETES_SCHEMA }

/** The generated modules. */
export async function buildStorageSchema(): Promise<readonly Output[]> {
  const ajv = new Ajv({
    code: { source: true },
    strict: true,
    allErrors: true,
    allowUnionTypes: true,
    messages: false,
    inlineRefs: false,
  })
  ajv.addVocabulary([...WORDS])
  for (const [name, schema] of Object.entries(SCHEMAS)) ajv.addSchema({ $id: name, ...wordless(schema) })
  const roots = Object.entries(ROOTS).flatMap(([name, names]) =>
    names.map((root) => [root, `${name}#/definitions/${root}`]),
  )
  const contents = standalone.default(ajv, Object.fromEntries(roots) as Record<string, string>)
  return [
    { path: 'src/parser/schema/validators.gen.ts', text: await module(light(contents)) },
    { path: 'src/parser/schema/shapes.gen.ts', text: shapes() },
  ]
}

/** The schemas as texts, which cost nothing until they are asked for. */
function shapes(): string {
  const texts = Object.entries(SCHEMAS).map(
    ([name, schema]) => `  ${name}: ${JSON.stringify(JSON.stringify(wordless(schema)))},`,
  )
  return [
    '// Made by scripts/gen.ts from src/parser/schema.',
    '',
    '/** The schemas without their words, in JSON. */',
    'export const SHAPES = {',
    ...texts,
    '} as const',
    '',
  ].join('\n')
}

/** The schema without what only messages need. */
function wordless(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (isWord(key, value) ? undefined : value))) as object
}

/** A property of that name holds a schema, and no words. */
function isWord(key: string, value: unknown): boolean {
  const isPart = value === true || (typeof value === 'object' && value !== null && ('type' in value || '$ref' in value))
  return [...WORDS, 'title'].includes(key) && !isPart
}

/** The code without what nobody asks for: the path of each schema, and what surrounds each value. */
function light(code: string): string {
  return code
    .replace(/,schemaPath:"[^"]*"/g, '')
    .replace(/,parentData:data\d*,parentDataProperty: ?[^,]*,rootData/g, '')
    .replace(/, parentData, parentDataProperty, rootData=data/g, '')
}

async function module(contents: string): Promise<string> {
  return await standaloneModule(
    contents,
    ['// Made by scripts/gen.ts from src/parser/schema with ajv.', "import type { Validators } from './complaint.ts'"],
    (main) => [
      '/** For each root, whether a value is one; what is wrong stands in `errors`. */',
      `export const validators: Validators = ${main}()`,
    ],
  )
}
