/** What the project says of itself, once. */

export const NAME = 'storlint'
export const VERSION = '0.1.0'

/** Where rule pages are read online; a rule's page is `<DOCS_BASE>/src/rules/<name>.md`. */
export const DOCS_BASE = 'https://github.com/storlint/storlint/blob/main'

/** The address of a rule's page. */
export function ruleDocs(name: string): string {
  return `${DOCS_BASE}/src/rules/${name}.md`
}
