/** Which dialect a document speaks, judged by its content; a file's name only breaks ties. */
import type { Dialect } from '../core/ir.ts'
import type { YamlDocument, YamlMap } from './tree.ts'
import { entriesOf, reach } from './yaml/tree-tools.ts'

/** A dialect that storlint reads, or a word for what the document is instead. */
export type Spoken = { readonly dialect: Dialect } | { readonly other: string }

const COMPOSE_NAME = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/i
/** Keys that only a Compose file has at the top, beside `services`. */
const COMPOSE_TOP = new Set([
  'services',
  'volumes',
  'networks',
  'configs',
  'secrets',
  'include',
  'name',
  'version',
  'models',
  'jobs',
])
/** Keys of a service that no other format puts below a map called `services`. */
const SERVICE_KEYS = new Set(
  'image build extends volumes ports environment env_file command entrypoint depends_on restart networks container_name tmpfs volumes_from profiles provider deploy healthcheck'.split(
    ' ',
  ),
)

/** True for a file that Compose's own naming would take, such as `compose.yaml` or `docker-compose.prod.yml`. */
export function isComposeName(path: string): boolean {
  return COMPOSE_NAME.test(path)
}

const KUSTOMIZATION_NAME = /(^|\/)kustomization(\.ya?ml)?$/i

/** True for the file that Kustomize looks for in a folder; its kind need not be written. */
export function isKustomizationName(path: string): boolean {
  return KUSTOMIZATION_NAME.test(path)
}

/** What a document is. An empty document is `empty`; a list or a scalar is `no mapping`. */
export function dialectOf(document: YamlDocument): Spoken {
  const root = document.root === undefined ? undefined : reach(document.root).node
  if (root === undefined) return { other: 'empty' }
  if (root.kind !== 'map') return { other: 'no mapping at the top' }
  const keys = new Set(entriesOf(root).map((e) => e.name))
  if (isKustomizationName(document.source.path)) return { dialect: 'kubernetes' }
  if (keys.has('apiVersion') && keys.has('kind')) return { dialect: 'kubernetes' }
  return composeLike(root, keys, document.source.path) ? { dialect: 'compose' } : { other: 'no known dialect' }
}

function composeLike(root: YamlMap, keys: ReadonlySet<string>, path: string): boolean {
  const foreign = [...keys].filter((k) => !COMPOSE_TOP.has(k) && !k.startsWith('x-'))
  const services = entriesOf(root).find((e) => e.name === 'services')?.value?.node
  if (services?.kind === 'map') return foreign.length === 0 || isComposeName(path) ? hasService(services, path) : false
  if (services !== undefined) return isComposeName(path) && foreign.length === 0
  return isComposeName(path) && foreign.length === 0 && keys.size > 0 && !(keys.size === 1 && keys.has('name'))
}

/** Every service is a mapping with a key of Compose, or the file's name vouches for what is below `services`. */
function hasService(services: YamlMap, path: string): boolean {
  const maps = entriesOf(services).map((e) => e.value?.node)
  if (isComposeName(path)) return true
  return maps.length > 0 && maps.every((m) => m?.kind === 'map' && entriesOf(m).some((e) => SERVICE_KEYS.has(e.name)))
}
