/** Mounts that were meant for the data and miss it. */
import type { Container, Mount, Store } from '../../core/ir.ts'
import { baseName, cleanPath, holds } from '../../core/paths.ts'
import type { KnownImage, View } from '../../core/view.ts'
import { isDurable, type Exposure } from './exposure.ts'

/** A durable mount that looks as if its owner meant it for the data, and that misses it. */
export function misplacedMount(container: Container, exposure: Exposure, view: View): Mount | undefined {
  const meant = container.mounts.filter(
    (m) =>
      isDurableMount(m, view) && !servesOtherPurpose(m) && !hasPlaceOfItsOwn(m, exposure) && meantForData(m, exposure),
  )
  return meant.find((m) => related(m.target.value, exposure.data.path)) ?? meant[0]
}

function isDurableMount(mount: Mount, view: View): boolean {
  return (
    mount.target.certainty !== 'unknown' &&
    mount.target.value.startsWith('/') &&
    !mount.readOnly.value &&
    DURABLE.has(mount.store.kind) &&
    isDurable({ kind: 'mount', mount }, view)
  )
}

const DURABLE: ReadonlySet<string> = new Set(['named', 'host', 'claim', 'claim-template'])

const OTHER_PURPOSE =
  /(^|[/._-])(etc|backups?|dumps?|init|initdb|conf|config|configs|configuration|certs?|ssl|tls|keys?|logs?|tmp|temp|run|sockets?|scripts?|entrypoint[^/]*|docker-entrypoint[^/]*|import|imports|exports?|secrets?|plugins?|extensions?|modules?|templates?|migrations?|seeds?|snapshots?|wal|archive|home|cache|upgrade|dashboards?|provisioning|themes?|mods|custom[^/]*|files?|apps|media|movies|tv|music|photos?|videos?|books?|downloads?|originals|library|lfs|images)([/._-]|$)/i

function servesOtherPurpose(mount: Mount): boolean {
  return OTHER_PURPOSE.test(mount.target.value) || isFileLike(mount)
}

/**
 * A mount at or below another path that the image has a use for, or strictly inside the directory that is missed: a part
 * that its owner keeps apart. A last part such as `data` is a slip all the same.
 */
function hasPlaceOfItsOwn({ target }: Mount, { data, image }: Exposure): boolean {
  const place = cleanPath(target.value)
  if (holds(data.mountAt, place) && place !== cleanPath(data.mountAt) && !SLIP.test(baseName(place))) return true
  if (holds(place, data.path)) return false
  const others = image.facts.data.filter(({ path }) => !holds(path, data.path) && !holds(data.path, path))
  return others.some((fact) => fact.versions === undefined && fact.tags === undefined && holds(fact.path, place))
}

const SLIP = /^(data|db|database|storage)$/

/** A mount whose source or target is named like a single file or a socket. */
export function isFileLike(mount: Mount): boolean {
  const source = mount.store.kind === 'host' ? mount.store.path.value : ''
  return [mount.target.value, source].some((path) => /\.[A-Za-z][A-Za-z0-9]{0,8}$/.test(path) && !/\.d$/.test(path))
}

function meantForData(mount: Mount, { data, image }: Exposure): boolean {
  return related(mount.target.value, data.path) || namesTheEngine(mount, image)
}

/** Parent, child or sibling: `/var/lib/mysql/data`, `/var/lib`, `/var/lib/influxdb` for `/var/lib/influxdb2`. */
function related(target: string, data: string): boolean {
  const [mount, path] = [cleanPath(target), cleanPath(data)]
  if (mount === '/' || mount === path) return mount === path
  if (holds(mount, path) || holds(path, mount)) return true
  const folder = path.slice(0, path.lastIndexOf('/'))
  const stem = path.slice(folder.length + 1).replace(/\d+$/, '')
  return folder !== '' && mount.startsWith(`${folder}/${stem}`)
}

/** A tool for files of the host has mounts for them, whatever their volumes are called. */
function namesTheEngine(mount: Mount, image: KnownImage): boolean {
  const { store } = mount
  if (image.facts.hostTool) return false
  const engine = (image.facts.image.split('/').at(-1) ?? '').toLowerCase()
  if (store.kind === 'host') return wordsOf(baseName(store.path.value)).includes(engine)
  const name = nameOf(store).toLowerCase()
  return name.includes(engine) || name.endsWith('data') || wordsOf(name).includes('data')
}

function nameOf(store: Store): string {
  const isNamed = store.kind === 'named' || store.kind === 'claim' || store.kind === 'claim-template'
  return isNamed ? store.name.value : ''
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/)
}
