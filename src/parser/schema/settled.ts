/** Which written values can be judged at all. */
import { textOf } from '../../core/source.ts'
import type { YamlNode } from '../tree.ts'

/** What variables and templates leave in a text until they are filled in: `$NAME`, `{{ action }}`, `{% block %}`. */
const UNFILLED = /\$|\{[{%]/
/** Booleans of YAML 1.1, which Kubernetes reads, and texts of YAML 1.2. */
const EITHER = /^(y|n|yes|no|on|off)$/i

/** False for a value that hangs on something else: a variable, a tag, nothing at all, or the version of YAML. */
export function isSettled(node: YamlNode): boolean {
  if (node.tag !== undefined || node.kind === 'alias') return false
  // To YAML, `{{ action }}` is a mapping with a mapping as its key.
  if (node.kind === 'map') return !textOf(node.span).startsWith('{{')
  if (node.kind === 'seq') return true
  if (node.style === 'plain' && (node.value === null || EITHER.test(node.text.text))) return false
  return !isUnfilled(node.text.text)
}

/** True for a text in which a variable, a template or a directive is left. */
export function isUnfilled(text: string): boolean {
  return UNFILLED.test(text)
}

/** False for keys that belong to extensions (`x-`), to directives of patches (`$patch`), or to templates. */
export function isPlainKey(name: string): boolean {
  return !name.startsWith('x-') && !isUnfilled(name)
}
