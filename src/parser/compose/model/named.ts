/** The files that a Compose file takes in or starts from. */
import { certaintyOf } from '../../../core/located.ts'
import type { YamlDocument, YamlNode } from '../../tree.ts'
import { interpolate } from '../interpolate.ts'
import { inclusions } from './include.ts'
import { memberOf, plainEntries, settled } from './nodes.ts'

/** Their paths as they are written, relative to the file; what hangs on a variable without a default is left out. */
export function namedFiles(documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap(({ root }) => {
    const included = inclusions(root, textOf).flatMap(({ files }) => files.map((file) => file.path))
    const services = settled(memberOf(root, 'services'))
    const entries = services?.kind === 'map' ? plainEntries(services) : []
    const bases = entries.map((entry) => textOf(memberOf(memberOf(entry.value, 'extends'), 'file')))
    return [...included, ...bases].filter((path) => path !== undefined)
  })
}

function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined
  const { text } = interpolate(scalar.text, () => undefined)
  return certaintyOf(text) === 'unknown' ? undefined : text.text
}
