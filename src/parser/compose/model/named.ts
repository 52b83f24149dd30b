/** The files that a Compose file takes in or starts from. */
import { locatedText, type Located } from '../../../core/located.ts'
import type { YamlDocument, YamlNode } from '../../tree.ts'
import { interpolate } from '../interpolate.ts'
import { inclusions } from './include.ts'
import { memberOf, plainEntries, settled } from './nodes.ts'

/** Their paths as they are written, relative to the file; what hangs on a variable without a default is left out. */
export function namedFiles(documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap(({ root }) => {
    const included = inclusions(root, textOf).flatMap(({ files }) => files.map((file) => file.path?.value))
    const services = settled(memberOf(root, 'services'))
    const entries = services?.kind === 'map' ? plainEntries(services) : []
    const bases = entries.map((entry) => textOf(memberOf(memberOf(entry.value, 'extends'), 'file'))?.value)
    return [...included, ...bases].filter((path) => path !== undefined)
  })
}

function textOf(node: YamlNode | undefined): Located<string> | undefined {
  const scalar = settled(node)
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined
  const text = locatedText(interpolate(scalar.text, () => undefined).text)
  return text.certainty === 'unknown' ? undefined : text
}
