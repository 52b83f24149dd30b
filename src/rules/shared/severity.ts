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
    graded = milder(graded, exposure.use === 'evicted' ? 'info' : 'warning')
  }
  return view.context(view.workloadOf(container)) === 'development' ? oneStepDown(graded) : graded
}

/** A cache that is told to write everything down, or is given a volume, is used as a database. */
function keepsOnPurpose(container: Container, exposure: Exposure, view: View): boolean {
  return exposure.use === 'kept' || misplacedMount(container, exposure, view) !== undefined
}
