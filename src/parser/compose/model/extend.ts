/** Services that start from other services: https://docs.docker.com/reference/compose-file/services/#extends */
import type { Span } from '../../../core/source.ts'
import type { YamlMap, YamlNode } from '../../tree.ts'
import { broughtBy, mapOf, memberOf, nameOf, plainEntries, settled, withMember } from './nodes.ts'
import { laidOver, type IsSame } from './overlay.ts'

/** What is needed to follow names from one file to another. */
export interface Finding {
  /** What the decoded text of a scalar comes to; undefined where that is not certain. */
  readonly textOf: (node: YamlNode | undefined) => string | undefined
  /** The root of a file that another names, by its path relative to that file, its short mounts long; undefined where it is not at hand. */
  readonly open: (from: Span, path: string) => YamlMap | undefined
  /** A service whose lists are unique. */
  readonly unique: (service: YamlNode | undefined) => YamlNode | undefined
  readonly isSame: IsSame
  readonly complain: (span: Span, message: string) => void
}

/** The root with every service put together; one whose base is not at hand keeps its `extends`. */
export function withBases(root: YamlMap, finding: Finding): YamlMap {
  const known = new Map<string, YamlNode | undefined>()
  const services = settled(memberOf(root, 'services'))
  if (services?.kind !== 'map') return root
  const entries = plainEntries(services).map((entry) => {
    const name = nameOf(entry) ?? ''
    const whole = serviceOf(root, name, { finding, known, trail: [] })
    return whole === undefined || whole === entry.value ? entry : { key: entry.key, span: entry.span, value: whole }
  })
  return withMember(root, 'services', mapOf(entries, services.span))
}

interface Following {
  readonly finding: Finding
  /** The services that led here. */
  readonly trail: readonly string[]
  /** Services that were put together before. */
  readonly known: Map<string, YamlNode | undefined>
}

/** A longer way from service to service is not followed. */
const MOST_STEPS = 100

/** A service of a file with all that it starts from. */
function serviceOf(root: YamlMap, name: string, following: Following): YamlNode | undefined {
  const key = keyOf(root, name)
  if (!following.known.has(key)) following.known.set(key, putTogether(root, name, following))
  return following.known.get(key)
}

function putTogether(root: YamlMap, name: string, following: Following): YamlNode | undefined {
  const own = memberOf(memberOf(root, 'services'), name)
  const map = settled(own)
  const extend = memberOf(own, 'extends')
  if (map?.kind !== 'map' || extend === undefined) return own
  const base = baseOf(root, extend, { ...following, trail: [...following.trail, keyOf(root, name)] })
  const rest = withMember(map, 'extends', undefined)
  return base === undefined
    ? own
    : laidOver(broughtBy(extend.span, base), rest, { path: ['services', name], isSame: following.finding.isSame })
}

function baseOf(root: YamlMap, extend: YamlNode, following: Following): YamlNode | undefined {
  const { finding, trail } = following
  if (trail.length > MOST_STEPS) return undefined
  const node = settled(extend)
  const name = finding.textOf(node?.kind === 'map' ? memberOf(node, 'service') : extend)
  const file = memberOf(extend, 'file')
  const path = file === undefined ? undefined : finding.textOf(file)
  const home = file === undefined ? root : path === undefined ? undefined : finding.open(file.span, path)
  if (name === undefined || home === undefined) return undefined
  if (trail.includes(keyOf(home, name))) {
    finding.complain(
      extend.span,
      `extends leads in a circle: ${[...trail, keyOf(home, name)].map(serviceIn).join(', ')}`,
    )
    return undefined
  }
  if (memberOf(memberOf(home, 'services'), name) === undefined) {
    finding.complain(extend.span, `extends names a service ${name} that is not there`)
    return undefined
  }
  const base = serviceOf(home, name, following)
  return file === undefined ? base : finding.unique(base)
}

/** A service by its file and name. */
function keyOf(root: YamlMap, name: string): string {
  return `${root.span.source.path}\0${name}`
}

function serviceIn(key: string): string {
  return key.slice(key.indexOf('\0') + 1)
}
