/** The files that a Compose file takes in or starts from. */
import type { YamlDocument, YamlNode } from '../../tree.ts'
import { interpolate } from '../interpolate.ts'
import { inclusions } from './include.ts'
import { memberOf, plainEntries, settled, wordOf } from './nodes.ts'

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

/** Without an environment, as nobody knows yet which one holds. */
function textOf(node: YamlNode | undefined): ReturnType<typeof wordOf> {
  return wordOf(node, (text) => interpolate(text, () => undefined).text)
}
