/** Which data of a container is not kept: the question that most rules on data begin with. */
import type { Base, Container, Mount } from '../../core/ir.ts'
import { baseName, cleanPath, holds } from '../../core/paths.ts'
import { milder, oneStepDown, type Severity } from '../../core/rule.ts'
import type { Cover, DataPath, KnownImage, View } from '../../core/view.ts'

/** A data path that nothing durable covers, and what is there instead. */
export interface Exposure {
  readonly data: DataPath
  readonly cover: Cover
  readonly image: KnownImage
}

/**
 * The required data paths of a container that nothing durable covers. None where the context is throwaway, where the
 * paths are not known, or where some layout that the image may have is covered whole. Of several layouts, the one that
 * the file's mounts are made for.
 */
export function exposures(container: Container, view: View): readonly Exposure[] {
  const paths = view.dataPaths(container)
  if (paths.state !== 'known' || view.context(view.workloadOf(container)) === 'throwaway') return []
  const variants = paths.variants.map((variant) =>
    variant
      .filter((data) => data.required && data.kind === 'data')
      .map((data): Exposure => ({ data, cover: view.cover(container, data.path), image: paths.image }))
      .filter((exposure) => !isDurable(exposure.cover, view)),
  )
  if (variants.some((v) => v.length === 0)) return []
  return variants.find((v) => v.some((e) => e.cover.kind === 'mount')) ?? variants[0] ?? []
}

/** What reports on a data path are about: one path of one container, so that they are one fault. */
export function dataSubject(container: Container, path: string): Base {
  return { address: `${container.address}/data:${path}`, origin: container.origin }
}

/** True for what outlives the container, and for what nobody can tell. */
export function isDurable(cover: Cover, view: View): boolean {
  if (cover.kind === 'unknown') return true
  if (cover.kind !== 'mount') return false
  const lifetime = view.lifetime(cover.mount.store)
  return lifetime !== 'memory' && lifetime !== 'container' && lifetime !== 'pod'
}

/** The severity of a fault on an exposed path: milder for caches, in development, and for facts that nobody confirmed. */
export function graded(severity: Severity, exposure: Exposure, container: Container, view: View): Severity {
  const { facts } = exposure.image
  let graded = facts.certainty === 'unverified' ? milder(severity, 'warning') : severity
  if (facts.engine === 'cache' && !keepsOnPurpose(container, exposure, view)) graded = milder(graded, 'warning')
  return view.context(view.workloadOf(container)) === 'development' ? oneStepDown(graded) : graded
}

/** A cache that is told to write everything down, or is given a volume, is used as a database. */
function keepsOnPurpose(container: Container, exposure: Exposure, view: View): boolean {
  if (misplacedMount(container, exposure, view) !== undefined) return true
  const words = (container.command?.commands ?? []).flat()
  return words.some(
    (w, i) => /^--appendonly(=yes)?$/.test(w.value) && (w.value.endsWith('=yes') || words[i + 1]?.value === 'yes'),
  )
}

/** A durable mount that looks as if its owner meant it for the data, and that misses it. */
export function misplacedMount(container: Container, exposure: Exposure, view: View): Mount | undefined {
  const meant = container.mounts.filter(
    (m) => isDurableMount(m, view) && !servesOtherPurpose(m) && meantForData(m, exposure),
  )
  return meant.find((m) => related(m.target.value, exposure.data.path)) ?? meant[0]
}

function isDurableMount(mount: Mount, view: View): boolean {
  return (
    mount.target.certainty !== 'unknown' &&
    mount.target.value.startsWith('/') &&
    !mount.readOnly.value &&
    (mount.store.kind === 'named' || mount.store.kind === 'host') &&
    isDurable({ kind: 'mount', mount }, view)
  )
}

const OTHER_PURPOSE =
  /(^|[/._-])(etc|backups?|dumps?|init|initdb|conf|config|configs|configuration|certs?|ssl|tls|keys?|logs?|tmp|temp|run|sockets?|scripts?|entrypoint[^/]*|docker-entrypoint[^/]*|import|imports|exports?|secrets?|plugins?|extensions?|modules?|templates?|migrations?|seeds?|snapshots?|wal|archive|home|cache|upgrade)([/._-]|$)/i

function servesOtherPurpose(mount: Mount): boolean {
  return OTHER_PURPOSE.test(mount.target.value) || isFileLike(mount)
}

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

function namesTheEngine(mount: Mount, image: KnownImage): boolean {
  const { store } = mount
  const engine = (image.facts.image.split('/').at(-1) ?? '').toLowerCase()
  if (store.kind === 'host') return wordsOf(baseName(store.path.value)).includes(engine)
  const name = store.kind === 'named' ? store.name.value.toLowerCase() : ''
  return name.includes(engine) || name.endsWith('data') || wordsOf(name).includes('data')
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/)
}
