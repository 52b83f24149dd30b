import { shown } from '../core/located.ts'
import { defineRule, type Report } from '../core/rule.ts'
import type { Container, Dialect } from '../core/ir.ts'
import { cleanPath } from '../core/paths.ts'
import { seenIn, type Seen } from './shared/pod-parts.ts'

export default defineRule(
  {
    name: 'duplicate-mount-target',
    summary: 'Two mounts of a container have the same path.',
    category: 'correctness',
    severity: 'error',
    visits: 'container',
    dialects: ['compose', 'kubernetes'],
    fix: [],
    since: '0.1.0',
    sources: [
      'https://github.com/compose-spec/compose-go/blob/v2.16.2/override/uncity.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/core/validation/validation.go',
    ],
  },
  (container, view) => {
    const { dialect } = view.workloadOf(container)
    const first = new Map<string, Seen>()
    return seenIn(container).flatMap((seen) => {
      if (seen.path.certainty === 'unknown') return []
      const place = placeOf(seen, dialect)
      const before = first.get(place)
      if (before === undefined) first.set(place, seen)
      return before === undefined || isGrant(before) !== isGrant(seen)
        ? []
        : [reportOf(before, seen, { dialect, container })]
    })
  },
)

/** A file of the platform below a path that is mounted as well: what comes of it the engine decides. */
function isGrant({ node }: Seen): boolean {
  return 'form' in node && node.form === 'grant'
}

/** Compose cleans paths before it compares them, the API server does not. */
function placeOf({ path }: Seen, dialect: Dialect): string {
  return dialect === 'compose' ? cleanPath(path.value) : path.value
}

interface Around {
  readonly dialect: Dialect
  readonly container: Container
}

function reportOf(before: Seen, { node, path }: Seen, { dialect }: Around): Report {
  return {
    subject: node,
    at: path.span,
    message: `${shown(path)} is mounted twice, so ${effectOf([before.node, node], dialect)}`,
    help: 'Keep one of the two, or mount the other one somewhere else.',
    evidence: shown(path),
    labels: [{ span: before.path.span, text: 'the other one' }],
  }
}

/** Of two entries of `volumes` Compose keeps the last one; memory beside one it refuses. */
function effectOf(nodes: readonly Seen['node'][], dialect: Dialect): string {
  if (dialect === 'kubernetes') return 'the API server refuses it'
  const memory = nodes.filter((node) => 'form' in node && node.form === 'tmpfs')
  return memory.length === 1 ? 'Compose refuses the file' : 'Compose drops the first one in silence'
}
