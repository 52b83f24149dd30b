import { shown } from '../core/located.ts'
import { nearest } from '../core/nearest.ts'
import { defineRule } from '../core/rule.ts'
import type { View } from '../core/view.ts'

export default defineRule(
  {
    name: 'undeclared-config-or-secret',
    summary: 'A service is granted a config or secret that the file does not define.',
    category: 'correctness',
    severity: 'error',
    visits: 'mount',
    dialects: ['compose'],
    fix: [],
    since: '0.1.0',
    sources: ['https://docs.docker.com/reference/compose-file/secrets/'],
  },
  (mount, view) => {
    const { store } = mount
    if (store.kind !== 'content' || store.what === undefined || store.name === undefined) return []
    if (view.contentOf(store) !== 'undeclared') return []
    const { what, name } = store
    return [
      {
        subject: mount,
        at: name.span,
        message: `the ${what} ${shown(name)} is not defined at the top level, so Compose refuses the project`,
        help: helpFor(what, nearest(name.value, namesOf(what, view))),
        evidence: `${what} ${shown(name)}`,
      },
    ]
  },
)

function namesOf(what: string, view: View): readonly string[] {
  return view.contents().flatMap((content) => (content.what === what ? [content.key.value] : []))
}

function helpFor(what: string, meant: string | undefined): string {
  return meant === undefined
    ? `Define it under the top-level ${what}s: with its file, its content, or as external.`
    : `Did you mean ${meant}?`
}
