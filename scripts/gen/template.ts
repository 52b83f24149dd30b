/** What a new rule begins with. */
import { VERSION } from '../../src/core/about.ts'

/** The two files of a rule, as they compile and fail: the page has an example that the check does not report yet. */
export function ruleFiles(name: string): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: `src/rules/${name}.ts`, text: check(name) },
    { path: `src/rules/${name}.md`, text: page(name) },
  ]
}

function check(name: string): string {
  return `import { defineRule } from '../core/rule.ts'

export default defineRule(
  {
    name: '${name}',
    summary: 'What is wrong, in one sentence.',
    category: 'correctness',
    severity: 'warning',
    visits: 'mount',
    dialects: ['compose'],
    fix: [],
    since: '${VERSION}',
    sources: ['https://docs.docker.com/engine/storage/'],
  },
  (_mount, _view) => [],
)
`
}

function page(name: string): string {
  return `# ${name}

What goes wrong, and for whom.

## Reported: the smallest file that shows it

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - /scratch
      # ^^^^^^^^ warning[${name}]: what the message says
\`\`\`

## Not reported: the near miss

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - scratch:/scratch
volumes:
  scratch:
\`\`\`
`
}
