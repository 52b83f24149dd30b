/** The part of JSON Schema in which storage nodes are described, with the words that messages take from it. */

/** `true`: whatever stands there is no matter of storage, and is not looked at. */
export type SchemaPart = SchemaNode | true

export interface SchemaNode {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly items?: SchemaPart
  readonly properties?: Readonly<Record<string, SchemaPart>>
  readonly additionalProperties?: SchemaPart | false
  /**
   * What a mapping must have: a key, or one of several (`a|b`, of which `a^b` takes no more than one); `a if b` holds where
   * `b` is written, `a if b=c|d` where one of these is, or has that value.
   */
  readonly needs?: readonly string[]
  /** An empty text is a value like any other. */
  readonly blank?: true
  /** What such a node is: `an emptyDir volume`. */
  readonly title?: string
  /** What each of the needs says. */
  readonly says?: Readonly<Record<string, string>>
  /** What a text of the pattern is: `a quantity such as 10Gi`. */
  readonly form?: string
  /** Keys, or values, that people write for another one, which is near to them in meaning only. */
  readonly hints?: Readonly<Record<string, string>>
  /** Keys that belong somewhere else, and a sentence that says where. */
  readonly elsewhere?: Readonly<Record<string, string>>
  /** Of a node that others extend: the keys that are about storage. An unknown key only counts that is near to one. */
  readonly storage?: readonly string[]
  /** What refuses a wrong value; absent: what reads the file. */
  readonly refusedBy?: 'kubelet'
}

/** Keys, separated by spaces, that are no matter of storage. */
export function unread(keys: string): Readonly<Record<string, true>> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, true as const]))
}

/** What a mapping must have, each with what it says. */
export function needing(says: Readonly<Record<string, string>>): Pick<SchemaNode, 'needs' | 'says'> {
  return { needs: Object.keys(says), says }
}

/** The keywords that no validator looks at. */
export const WORDS = ['says', 'form', 'hints', 'elsewhere', 'storage', 'refusedBy'] as const
/** Those that only `needs.ts` looks at. */
export const NEEDS = ['needs', 'blank'] as const

/** Schemas by name; each may refer to the others, and each of a root has a validator. */
export interface StorageSchema {
  readonly definitions: Readonly<Record<string, SchemaNode>>
}

/** The schema without its references; undefined for a part that is not looked at. */
export function dereferenced(schema: StorageSchema, part: SchemaPart | false | undefined): SchemaNode | undefined {
  if (part === undefined || part === true || part === false) return undefined
  const name = part.$ref?.slice('#/definitions/'.length)
  return name === undefined ? part : schema.definitions[name]
}

/** What a schema wants of a key: `false` where there is no such key. */
export function partOf(
  { properties = {}, additionalProperties }: SchemaNode,
  key: string,
): SchemaPart | false | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : additionalProperties
}
