/** From the schemas of core/: the compiled validator of configurations, and the schemas that are published. */
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { CONFIG_SCHEMA } from '../../src/core/config-schema.ts'
import { DOCS_BASE } from '../../src/core/about.ts'
import { IMAGE_FACTS_SCHEMA } from '../../src/core/facts-schema.ts'
import { RESERVED, type FindingMeta } from '../../src/core/suppression.ts'
import { standaloneModule } from './standalone.ts'

interface Output {
  readonly path: string
  readonly text: string
}

/** The generated files; `rules` are those of the registry. */
export async function buildConfig(rules: readonly FindingMeta[]): Promise<readonly Output[]> {
  return [
    { path: 'src/engine/config/validate.gen.ts', text: await validator() },
    { path: 'schemas/storlint.schema.json', text: json(published(rules)) },
    { path: 'schemas/image-facts.schema.json', text: json(IMAGE_FACTS_SCHEMA) },
  ]
}

/** The validator with what it needs of ajv inside it, so that no run needs ajv itself. */
async function validator(): Promise<string> {
  const ajv = new Ajv({ code: { source: true }, strict: true, allErrors: true, verbose: true, messages: false })
  const contents = standalone.default(ajv, ajv.compile(CONFIG_SCHEMA))
  return await standaloneModule(
    contents,
    [
      '// Made by scripts/gen.ts from src/core/config-schema.ts with ajv.',
      "import type { Validate } from './problems.ts'",
    ],
    (main) => [
      '/** Whether a value is a configuration; what is wrong stands in `validate.errors`. */',
      `export const validate: Validate = ${main}()`,
    ],
  )
}

/** The schema for editors: with the names of all rules, and what they are about. */
function published(rules: readonly FindingMeta[]): object {
  const { $schema, ...rest } = CONFIG_SCHEMA
  const names = [...rules, ...RESERVED].map(({ name, summary }) => [
    name,
    { description: summary, $ref: '#/definitions/level' },
  ])
  const { additionalProperties: _, ...open } = CONFIG_SCHEMA.definitions.rules
  return {
    $schema,
    $id: `${DOCS_BASE.replace('/blob/', '/raw/')}/schemas/storlint.schema.json`,
    ...rest,
    definitions: {
      ...CONFIG_SCHEMA.definitions,
      rules: { ...open, additionalProperties: false, properties: Object.fromEntries(names) as object },
    },
  }
}

function json(value: object): string {
  return JSON.stringify(value, null, 2) + '\n'
}
