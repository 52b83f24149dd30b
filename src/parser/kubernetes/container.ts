/** Containers of a pod, with their mounts. */
import type { Command, Container, Device, EnvVar, Mount, Store } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'
import type { Span } from '../../core/source.ts'
import { readCommand } from '../grammar/command.ts'
import { complain, entries, items, mapped, originOf, text, valueOf, type Reading, type Value } from '../reading.ts'
import { readFlag } from './metadata.ts'
import { withoutSecretWords } from '../secrets/words.ts'
import type { YamlItem } from '../tree.ts'

/** What a container's names refer to. */
export interface Pod {
  /** The address of the workload. */
  readonly address: string
  /** It is laid over another one, which may have what is missing here. */
  readonly isPart: boolean
  /** The stores behind the volumes of the pod, by name. */
  readonly stores: ReadonlyMap<string, Store>
}

/** All containers of a pod: main ones, init ones, and init ones that keep running beside (`restartPolicy: Always`). */
export function readContainers(reading: Reading, pod: Value | undefined, context: Pod): readonly Container[] {
  const security = valueOf(pod, 'securityContext')
  const read = (list: string, init: boolean): readonly Container[] =>
    items(valueOf(pod, list)).flatMap(({ item, value }) => {
      const always = text(reading, valueOf(value, 'restartPolicy'))?.value === 'Always'
      return value.node.kind === 'map'
        ? [
            readContainer(reading, item, value, {
              role: init ? (always ? 'sidecar' : 'init') : 'main',
              security,
              context,
            }),
          ]
        : []
    })
  return [...read('initContainers', true), ...read('containers', false)]
}

interface Around {
  readonly role: Container['role']
  readonly security: Value | undefined
  readonly context: Pod
}

function readContainer(reading: Reading, item: YamlItem, value: Value, { role, security, context }: Around): Container {
  const name = text(reading, valueOf(value, 'name'))
  const address = `${context.address}/${role === 'main' ? 'container' : 'init'}:${name?.value ?? ''}`
  const image = text(reading, valueOf(value, 'image'))
  const entrypoint = commandOf(reading, valueOf(value, 'command'))
  const command = commandOf(reading, valueOf(value, 'args'))
  const own = valueOf(value, 'securityContext')
  const user = text(reading, valueOf(own, 'runAsUser') ?? valueOf(security, 'runAsUser'))
  const group = text(reading, valueOf(own, 'runAsGroup') ?? valueOf(security, 'runAsGroup'))
  const nonRoot = readFlag(reading, valueOf(own, 'runAsNonRoot') ?? valueOf(security, 'runAsNonRoot'))
  const privileged = readFlag(reading, valueOf(own, 'privileged'))
  const readOnlyRoot = readFlag(reading, valueOf(own, 'readOnlyRootFilesystem'))
  const devices = readDevices(reading, value, { address, context })
  return {
    address,
    origin: originOf(name?.span ?? item.span, item.span, value.via),
    role,
    ...(image && { image }),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    env: readEnv(reading, value),
    envFiles: items(valueOf(value, 'envFrom')).map((i) => i.value.node.span),
    ...(user && { user }),
    ...(group && { group }),
    ...(nonRoot && { nonRoot }),
    ...(privileged && { privileged }),
    ...readLimits(reading, value),
    readOnlyRoot: readOnlyRoot?.certainty === 'unknown' ? 'unknown' : (readOnlyRoot?.value ?? false),
    mounts: items(valueOf(value, 'volumeMounts')).flatMap(
      (i) => readMount(reading, i.item, i.value, { address, context }) ?? [],
    ),
    ...(devices.length > 0 && { devices }),
    mountsFrom: [],
    watches: [],
    opaque: [],
  }
}

function readLimits(reading: Reading, container: Value): Pick<Container, 'memoryLimit' | 'diskLimit'> {
  const limits = valueOf(valueOf(container, 'resources'), 'limits')
  const memoryLimit = text(reading, valueOf(limits, 'memory'))
  const diskLimit = text(reading, valueOf(limits, 'ephemeral-storage'))
  return { ...(memoryLimit && { memoryLimit }), ...(diskLimit && { diskLimit }) }
}

/** `$(NAME)` in a word stands for an environment variable; such a word is taken as it is written, and unknown. */
function commandOf(reading: Reading, value: Value | undefined): Command | undefined {
  if (value === undefined) return undefined
  const words = items(value).flatMap((i) => mapped(reading, i.value) ?? [])
  const commands = readCommand(words).map((command) => command.map(settled))
  return withoutSecretWords({ span: value.node.span, commands }, reading)
}

function settled(word: Located<string>): Located<string> {
  return /\$\([A-Za-z_]/.test(word.value) ? { ...word, certainty: 'unknown' } : word
}

function readEnv(reading: Reading, container: Value): readonly EnvVar[] {
  return items(valueOf(container, 'env')).flatMap(({ value }): readonly EnvVar[] => {
    const name = text(reading, valueOf(value, 'name'))
    if (name === undefined) return []
    const written = text(reading, valueOf(value, 'value'))
    if (valueOf(value, 'valueFrom') !== undefined)
      return [{ name, value: { value: '', span: name.span, certainty: 'unknown' } }]
    if (written === undefined) return [{ name, value: { value: '', span: name.span, certainty: 'literal' } }]
    return [reading.keepsEnv(name.value) ? { name, value: settled(written) } : { name }]
  })
}

/** Where a mount stands: the address of its container, and the pod. */
interface Place {
  readonly address: string
  readonly context: Pod
}

function readMount(reading: Reading, item: YamlItem, value: Value, place: Place): Mount | undefined {
  const target = text(reading, valueOf(value, 'mountPath'))
  const name = text(reading, valueOf(value, 'name'))
  if (target === undefined) {
    if (value.node.kind === 'map' && name !== undefined && !place.context.isPart)
      complain(reading, value.node.span, 'a mount needs a mountPath')
    return undefined
  }
  const { span } = value.node
  const expression = text(reading, valueOf(value, 'subPathExpr'))
  const subPath =
    text(reading, valueOf(value, 'subPath')) ?? (expression && { ...expression, certainty: 'unknown' as const })
  const propagation = text(reading, valueOf(value, 'mountPropagation'))
  return {
    address: `${place.address}/mount:${target.value}`,
    origin: originOf(entries(value)[0]?.key.span ?? span, item.span, value.via),
    form: 'reference',
    target,
    readOnly: readFlag(reading, valueOf(value, 'readOnly')) ?? { value: false, span, certainty: 'literal' },
    ...(subPath && { subPath }),
    options: propagation === undefined ? {} : { propagation },
    ...(name && { volume: name }),
    store: storeOf(name, span, place),
  }
}

/** The store behind a name; `unknown` where nothing has that name. */
function storeOf(name: Located<string> | undefined, span: Span, { context }: Place): Store {
  const known = name === undefined ? undefined : context.stores.get(name.value)
  return known ?? { kind: 'unknown', span: name?.span ?? span }
}

function readDevices(reading: Reading, container: Value, place: Place): readonly Device[] {
  return items(valueOf(container, 'volumeDevices')).flatMap(({ item, value }) => {
    const path = text(reading, valueOf(value, 'devicePath'))
    const volume = text(reading, valueOf(value, 'name'))
    if (path === undefined) return []
    return {
      address: `${place.address}/device:${path.value}`,
      origin: originOf(entries(value)[0]?.key.span ?? value.node.span, item.span, value.via),
      path,
      ...(volume && { volume }),
      store: storeOf(volume, value.node.span, place),
    }
  })
}
