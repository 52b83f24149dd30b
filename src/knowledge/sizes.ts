/** Sizes to start with, for fixes that have to write one. */
import type { EngineClass } from '../core/facts.ts'

/** storlint’s own starting values, from no source: enough to try a service out, small enough to cost little. */
const SIZES: Readonly<Record<Exclude<EngineClass, 'stateless'>, string>> = {
  database: '10Gi',
  queue: '10Gi',
  search: '30Gi',
  metrics: '20Gi',
  'object-store': '50Gi',
  config: '5Gi',
  cache: '5Gi',
  app: '10Gi',
}

/**
 * The size of a new volume for an engine of this class, as a Kubernetes quantity; undefined for one that keeps nothing.
 * Whoever writes it into a file says in the output that it is storlint’s own value, not the owner’s.
 */
export function defaultSize(engine: EngineClass): string | undefined {
  return engine === 'stateless' ? undefined : SIZES[engine]
}
