/** Types from JSON Schemas, for the part of JSON Schema that ours use. */

interface ObjectSchema {
  readonly properties: object
  readonly required?: readonly string[]
}

type Required<S> = S extends { readonly required: readonly (infer N)[] } ? N : never

type ObjectOf<S extends ObjectSchema, D> = {
  readonly [K in keyof S['properties'] as K extends Required<S> ? K : never]: FromSchema<S['properties'][K], D>
} & {
  readonly [K in keyof S['properties'] as K extends Required<S> ? never : K]?: FromSchema<S['properties'][K], D>
}

/** The values that a schema lets through; `D` holds what its references name. */
export type FromSchema<S, D> = S extends { readonly $ref: `#/definitions/${infer N}` }
  ? N extends keyof D
    ? FromSchema<D[N], D>
    : never
  : S extends { readonly const: infer C }
    ? C
    : S extends { readonly enum: readonly (infer E)[] }
      ? E
      : S extends { readonly anyOf: readonly (infer A)[] }
        ? FromSchema<A, D>
        : S extends { readonly items: infer I }
          ? readonly FromSchema<I, D>[]
          : S extends ObjectSchema
            ? ObjectOf<S, D>
            : S extends { readonly additionalProperties: infer A extends object }
              ? Readonly<Record<string, FromSchema<A, D>>>
              : S extends { readonly type: 'string' }
                ? string
                : S extends { readonly type: 'boolean' }
                  ? boolean
                  : S extends { readonly type: 'integer' | 'number' }
                    ? number
                    : never
