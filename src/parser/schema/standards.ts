/**
 * What storage nodes are held against: the schemas with all their words, and the validators made from them. Few files need
 * it, so in the bundle this is a file of its own.
 */
import type { Dialect } from '../../core/ir.ts'
import { COMPOSE_SCHEMA } from './compose.ts'
import { KUBERNETES_SCHEMA } from './kubernetes.ts'
import type { StorageSchema } from './node.ts'

export { validators } from './validators.gen.ts'

export const SCHEMAS: Readonly<Record<Dialect, StorageSchema>> = {
  compose: COMPOSE_SCHEMA,
  kubernetes: KUBERNETES_SCHEMA,
}
