/** What the project says of itself, once. */
import { RESERVED, SUPPRESSION_PAGE } from './suppression.ts'

export const NAME = 'storlint'
export const VERSION = '0.1.0'

/** Where rule pages are read online; a rule's page is `<DOCS_BASE>/src/rules/<name>.md`. */
export const DOCS_BASE = 'https://github.com/storlint/storlint/blob/main'

/** The address of a rule's page, or of that about suppressions for the names that no rule may have. */
export function ruleDocs(name: string): string {
  if (RESERVED.some((r) => r.name === name)) return `${DOCS_BASE}/${SUPPRESSION_PAGE}`
  return `${DOCS_BASE}/src/rules/${name}.md`
}
