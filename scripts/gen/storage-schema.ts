/** From the storage schemas of parser/schema: a compiled validator for each root, and their bare shape. */
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { ROOTS } from '../../src/parser/schema/complaint.ts'
import { COMPOSE_SCHEMA } from '../../src/parser/schema/compose.ts'
import { KUBERNETES_SCHEMA } from '../../src/parser/schema/kubernetes.ts'
import { NEEDS, WORDS, type SchemaNode, type SchemaPart, type StorageSchema } from '../../src/parser/schema/node.ts'
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
  for (const [name, schema] of Object.entries(SCHEMAS))
    ajv.addSchema({ $id: name, ...without([...WORDS, ...NEEDS, 'title'], schema) })
  const roots = Object.entries(ROOTS).flatMap(([name, names]) =>
    names.map((root) => [root, `${name}#/definitions/${root}`]),
  )
  const contents = standalone.default(ajv, Object.fromEntries(roots) as Record<string, string>)
  return [
    { path: 'src/parser/schema/validators.gen.ts', text: await module(light(contents)) },
    ...Object.entries(SCHEMAS).map(([name, schema]) => ({
      path: `src/parser/schema/${name}-shape.gen.ts`,
      text: shape(schema),
    })),
  ]
}

/** A schema as a text, which costs nothing until it is asked for. */
function shape(schema: StorageSchema): string {
  return [
    '// Made by scripts/gen.ts from src/parser/schema.',
    '',
    '/** The schema without its words, in JSON. */',
    `export const SHAPE = ${JSON.stringify(JSON.stringify(without([...WORDS, 'title'], schema)))}`,
    '',
  ].join('\n')
}

/** Definitions without some keywords of theirs. */
function without(keywords: readonly string[], { definitions }: StorageSchema): StorageSchema {
  const bare = (part: SchemaPart | false): SchemaPart | false => (typeof part === 'boolean' ? part : bareNode(part))
  const bareNode = (node: SchemaNode): SchemaNode => {
    const kept = Object.entries(node).filter(([keyword]) => !keywords.includes(keyword))
    const { items, properties, additionalProperties: others } = node
    return {
      ...(Object.fromEntries(kept) as SchemaNode),
      ...(items !== undefined && { items: bare(items) as SchemaPart }),
      ...(properties && { properties: mapped(properties, bare) as Record<string, SchemaPart> }),
      ...(others !== undefined && { additionalProperties: bare(others) }),
    }
  }
  return { definitions: mapped(definitions, bareNode) }
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
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
