/** The JSON Schema of `.storlint.yaml`. `scripts/gen` compiles it, and publishes it with the names of all rules. */
import { IMAGE_DEFINITIONS } from './facts-schema.ts'
import type { FromSchema } from './schema.ts'

const GLOBS = { type: 'array', items: { $ref: '#/definitions/path-glob' } } as const

/** A `title` says in a message what a value must be; a `description` is for people who write the file. */
const DEFINITIONS = {
  ...IMAGE_DEFINITIONS,
  'path-glob': {
    title: 'a glob relative to this file, with `/` and without a leading `!`',
    type: 'string',
    pattern: '^[^!]',
  },
  level: { type: 'string', enum: ['off', 'info', 'warning', 'error'] },
  rules: {
    description: 'What becomes of the findings of a rule: `off`, or the severity of all of them.',
    type: 'object',
    additionalProperties: { $ref: '#/definitions/level' },
  },
  override: {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: {
        ...GLOBS,
        description: 'For which files it holds; a folder stands for all that is below it.',
        minItems: 1,
      },
      rules: { $ref: '#/definitions/rules' },
      context: {
        description: 'What the files are for, in place of what storlint reads out of their names and settings.',
        type: 'string',
        enum: ['production', 'development', 'throwaway'],
      },
    },
  },
  image: { ...IMAGE_DEFINITIONS.image, required: ['image'] },
  cluster: {
    description: 'What the cluster offers.',
    type: 'object',
    additionalProperties: false,
    properties: {
      preset: { description: 'A cluster that storlint knows by name.', type: 'string' },
      classes: { type: 'array', items: { $ref: '#/definitions/class' } },
    },
  },
  class: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string' },
      provisioner: { type: 'string' },
      accessModes: {
        description: 'The modes that a claim with a file system may ask for.',
        type: 'array',
        items: { type: 'string', enum: ['RWO', 'ROX', 'RWX', 'RWOP'] },
      },
      binding: { type: 'string', enum: ['Immediate', 'WaitForFirstConsumer'] },
      minimumSize: {
        title: 'a Kubernetes quantity such as `10Gi`',
        type: 'string',
        pattern: '^\\d+(\\.\\d+)?([KMGTPE]i|[kMGTPE])?$',
      },
      default: { description: 'Claims without a class get this one.', type: 'boolean' },
    },
  },
} as const

export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'The configuration of storlint',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { description: 'Where editors find this schema.', type: 'string' },
    extends: {
      description: 'What this file builds on: `recommended`, `strict`, or files relative to this one.',
      type: 'array',
      items: { type: 'string' },
    },
    rules: { $ref: '#/definitions/rules' },
    overrides: {
      description: 'What holds for some files only; of several that match, the last one counts.',
      type: 'array',
      items: { $ref: '#/definitions/override' },
    },
    images: {
      description: 'Facts about your own images, or more about those that storlint knows.',
      type: 'array',
      items: { $ref: '#/definitions/image' },
    },
    cluster: { $ref: '#/definitions/cluster' },
    ignore: { ...GLOBS, description: 'Files that are not linted; a folder stands for all that is below it.' },
    'fail-on': {
      description: 'A run ends with 1 when a finding is at least this grave; `--fail-on` goes before it.',
      type: 'string',
      enum: ['error', 'warning', 'info', 'never'],
    },
  },
  definitions: DEFINITIONS,
} as const

/** A configuration file that the schema lets through. */
export type ConfigSchema = FromSchema<typeof CONFIG_SCHEMA, typeof DEFINITIONS>
