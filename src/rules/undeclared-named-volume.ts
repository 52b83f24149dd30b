import { isPlain, shown, type Located } from '../core/located.ts'
import { defineRule, type Fix } from '../core/rule.ts'
import { containersIn } from '../core/containers.ts'
import type { Mount, Volume } from '../core/ir.ts'
import type { View } from '../core/view.ts'
import { nearest } from '../core/nearest.ts'
import { cleanPath } from '../core/paths.ts'
import { always } from './shared/refusals.ts'

export default defineRule(
  {
    name: 'undeclared-named-volume',
    summary: 'A mount names a volume that the file does not declare.',
    category: 'correctness',
    severity: 'error',
    visits: 'mount',
    dialects: ['compose'],
    fix: ['safe', 'unsafe'],
    since: '0.1.0',
    sources: ['https://docs.docker.com/reference/compose-file/volumes/'],
  },
  (mount, view) => {
    if (mount.store.kind !== 'named' || view.volumeOf(mount.store) !== 'undeclared') return []
    const { name } = mount.store
    if (isDropped(mount, view)) return []
    const similar = likelyMeant(name.value, view)
    return [
      {
        subject: mount,
        at: name.span,
        message: `the volume ${named(name)} is not declared at the top level, so Compose refuses the project`,
        help: helpFor(name, similar),
        evidence: shown(name),
        fixes: () => fixesFor(mount, name, similar),
      },
    ]
  },
)

/** The volume by its name, or by the variable that holds that. */
function named(name: Located<string>): string {
  return name.shown === undefined ? name.value : `that ${name.shown} names`
}

/** Of two entries with one target Compose drops the first one. */
function isDropped(mount: Mount, view: View): boolean {
  const { mounts } = view.containerOf(mount)
  const target = cleanPath(mount.target.value)
  const later = mounts.slice(mounts.indexOf(mount) + 1)
  return later.some((m) => (m.form === 'short' || m.form === 'long') && cleanPath(m.target.value) === target)
}

/** A declared volume that nothing uses, so that the owner may have meant it: the one with nearly this name, else the first. */
function likelyMeant(name: string, view: View): Volume | undefined {
  const volumes = view.volumes().filter((v) => isUnused(v, view))
  const close = nearest(
    name,
    volumes.map((v) => v.key.value),
  )
  return volumes.find((v) => v.key.value === close) ?? volumes[0]
}

function isUnused(volume: Volume, view: View): boolean {
  const containers = containersIn(view.project)
  const mounts = containers.flatMap((c) => c.mounts)
  return !mounts.some((m) => m.store.kind === 'named' && m.store.name.value === volume.key.value)
}

function helpFor(name: Located<string>, similar: Volume | undefined): string {
  if (similar !== undefined)
    return `Did you mean ${similar.key.value}, which is declared? Otherwise declare ${named(name)} under volumes.`
  return isName(name.value)
    ? `Declare ${named(name)} under the top-level volumes.`
    : `This cannot be a volume name; a path begins with ./ or /.`
}

function fixesFor(mount: Mount, name: Located<string>, similar: Volume | undefined): readonly Fix[] {
  const refusals = isPlain(name) ? [] : [always('variable', 'the name of the volume is set by a variable')]
  if (similar !== undefined) {
    const volume = similar.key.value
    const changes = [{ op: 'mount-volume', mount: mount.address, volume }] as const
    return [{ title: `Use the declared volume ${volume}`, applicability: 'unsafe', changes, refusals }]
  }
  if (!isName(name.value)) return []
  const changes = [{ op: 'declare-volume', volume: name.value, pending: false }] as const
  return [{ title: `Declare the volume ${shown(name)}`, applicability: 'safe', changes, refusals }]
}

function isName(name: string): boolean {
  return /^[a-zA-Z0-9._-]+$/.test(name)
}
