/** Platforms whose catalogues are written as Compose files, but read by the platform first. */
import type { Platform } from '../../core/ir.ts'
import { textOf } from '../../core/source.ts'
import type { YamlDocument } from '../tree.ts'
import { entriesOf, reach } from '../yaml/tree-tools.ts'

const COOLIFY: Platform = { name: 'Coolify', declaresVolumes: true, folders: [] }
const CASAOS: Platform = { name: 'CasaOS', declaresVolumes: false, folders: ['/DATA'] }

/** The header that every service template of Coolify has: https://coolify.io/docs/get-started/contribute/service */
const COOLIFY_HEADER = ['# slogan:', '# logo:', '# tags:', '# documentation:']

/** The platform that a file is written for; undefined for plain Compose. */
export function platformOf(document: YamlDocument): Platform | undefined {
  const root = document.root === undefined ? undefined : reach(document.root).node
  if (root?.kind === 'map' && entriesOf(root).some((e) => e.name === 'x-casaos')) return CASAOS
  const comments = document.comments.map((c) => textOf(c.span))
  const seen = COOLIFY_HEADER.filter((word) => comments.some((c) => c.startsWith(word)))
  return seen.length >= 2 ? COOLIFY : undefined
}
