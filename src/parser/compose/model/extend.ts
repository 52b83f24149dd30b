/** Services that start from other services: https://docs.docker.com/reference/compose-file/services/#extends */
import { shown, type Located } from '../../../core/located.ts'
import type { Span } from '../../../core/source.ts'
import type { YamlMap, YamlNode } from '../../tree.ts'
import { broughtBy, mapOf, memberOf, nameOf, plainEntries, settled, withMember } from './nodes.ts'
import { laidOver } from './overlay.ts'
import type { Comparing } from './unique.ts'
import type { NamedPath } from './include.ts'

/** What is needed to follow names from one file to another. */
export interface Finding {
  /** What the decoded text of a scalar comes to; undefined where that is not known. */
  readonly textOf: (node: YamlNode | undefined) => Located<string> | undefined
  /** The root of a file that another names, its short mounts long; undefined where it is not at hand. */
  readonly open: (file: NamedPath) => YamlMap | undefined
  readonly how: Comparing
  readonly complain: (span: Span, message: string) => void
}

/** The root with every service put together; one whose base is not at hand keeps its `extends`. */
export function withBases(root: YamlMap, finding: Finding): YamlMap {
  const known = new Map<string, YamlNode | undefined>()
  return ['services', 'jobs'].reduce((whole, section) => {
    const services = settled(memberOf(root, section))
    if (services?.kind !== 'map') return whole
    const entries = plainEntries(services).map((entry) => {
      const value = serviceOf(root, nameOf(entry) ?? '', { finding, section, known, trail: [] })
      return value === undefined || value === entry.value ? entry : { key: entry.key, span: entry.span, value }
    })
    const { tag } = services
    return withMember(whole, section, { ...mapOf(entries, services.span), ...(tag !== undefined && { tag }) })
  }, root)
}

interface Following {
  readonly finding: Finding
  /** `services` or `jobs`: the one extends only what stands there too. */
  readonly section: string
  /** The services that led here. */
  readonly trail: readonly string[]
  /** Services that were put together before. */
  readonly known: Map<string, YamlNode | undefined>
}

/** A longer way from service to service is not followed. */
const MOST_STEPS = 100

/** A service of a file with all that it starts from. */
function serviceOf(root: YamlMap, name: string, following: Following): YamlNode | undefined {
  const key = keyOf(root, name, following)
  if (!following.known.has(key)) following.known.set(key, putTogether(root, name, following))
  return following.known.get(key)
}

function putTogether(root: YamlMap, name: string, following: Following): YamlNode | undefined {
  const { section } = following
  const own = memberOf(memberOf(root, section), name)
  const map = settled(own)
  const extend = memberOf(own, 'extends')
  if (map?.kind !== 'map' || extend === undefined) return own
  const base = baseOf(root, extend, { ...following, trail: [...following.trail, keyOf(root, name, following)] })
  const rest = withMember(map, 'extends', undefined)
  return base === undefined
    ? own
    : laidOver(broughtBy(extend.span, base), rest, { path: [section, name], how: following.finding.how })
}

function baseOf(root: YamlMap, extend: YamlNode, following: Following): YamlNode | undefined {
  const { finding, trail } = following
  if (trail.length > MOST_STEPS) return undefined
  const node = settled(extend)
  const nameNode = node?.kind === 'map' ? memberOf(node, 'service') : extend
  const named = finding.textOf(nameNode)
  const name = named?.value
  const file = memberOf(extend, 'file')
  const home = file === undefined ? root : finding.open({ path: finding.textOf(file), span: file.span })
  if (named === undefined || name === undefined || home === undefined) return undefined
  // Of another file the services are meant, whoever asks.
  const there = file === undefined ? following : { ...following, section: 'services' }
  const key = keyOf(home, name, there)
  if (trail.includes(key)) {
    const circle = trail.map((step) => step.slice(step.lastIndexOf('\0') + 1))
    finding.complain(extend.span, `extends leads in a circle: ${[...circle, shown(named)].join(', ')}`)
    return undefined
  }
  if (memberOf(memberOf(home, there.section), name) === undefined) {
    finding.complain(nameNode?.span ?? extend.span, `extends names a service ${shown(named)} that is not there`)
    return undefined
  }
  return serviceOf(home, name, there)
}

/** A service by its file, section and name. */
function keyOf(root: YamlMap, name: string, { section }: Following): string {
  return [root.span.source.path, section, name].join('\0')
}
