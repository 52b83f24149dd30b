/** How grave it is that data is not kept. */
import type { Container } from '../../core/ir.ts'
import { milder, oneStepDown, type Severity } from '../../core/rule.ts'
import type { View } from '../../core/view.ts'
import type { Exposure } from './exposure.ts'
import { misplacedMount } from './misplaced.ts'

/** The severity of a fault on an exposed path: milder for caches, in development, and for facts that nobody confirmed. */
export function graded(severity: Severity, exposure: Exposure, container: Container, view: View): Severity {
  const { facts } = exposure.image
  const isSure = facts.certainty === 'seen' && exposure.data.kind === 'data'
  let graded = isSure ? severity : milder(severity, 'warning')
  if (facts.engine === 'cache' && !keepsOnPurpose(container, exposure, view)) {
    graded = milder(graded, evicts(container) ? 'info' : 'warning')
  }
  return view.context(view.workloadOf(container)) === 'development' ? oneStepDown(graded) : graded
}

/** A cache that is told to write everything down, or is given a volume, is used as a database. */
function keepsOnPurpose(container: Container, exposure: Exposure, view: View): boolean {
  if (misplacedMount(container, exposure, view) !== undefined) return true
  const words = (container.command?.commands ?? []).flat()
  return words.some(
    (w, i) => /^--appendonly(=yes)?$/.test(w.value) && (w.value.endsWith('=yes') || words[i + 1]?.value === 'yes'),
  )
}

/** A cache that drops what it has no room for: nobody counts on finding things there. */
function evicts(container: Container): boolean {
  const words = (container.command?.commands ?? []).flat().map((w) => w.value)
  return words.some((w) => /^(--maxmemory-policy[= ])?(allkeys|volatile)-[a-z]+$/.test(w))
}
