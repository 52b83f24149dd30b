/** Folds src/knowledge/{drivers,volume-types,clusters}/*.json into src/knowledge/drivers.gen.ts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import type { ClusterPreset } from '../../src/core/cluster.ts'
import type { DockerVolumeDriver, DriverFacts, KubernetesVolumeType } from '../../src/core/driver.ts'
import type { Evidence } from '../../src/core/facts.ts'

const SCHEMA = 'schemas/driver-facts.schema.json'
const OUTPUT = 'src/knowledge/drivers.gen.ts'

/** The lists of the module, each with the folder that holds its files. Two lists may share a folder. */
const FOLDERS = {
  drivers: 'src/knowledge/drivers',
  volumeTypes: 'src/knowledge/volume-types',
  volumeDrivers: 'src/knowledge/volume-types',
  clusters: 'src/knowledge/clusters',
} as const

type List = keyof typeof FOLDERS

/** Facts as people write them: what is not known is left out. */
type Written<T extends Evidence> = Pick<T, 'source' | 'checked' | 'certainty'> &
  Partial<Omit<T, 'access'>> & { readonly name: string; readonly access?: Partial<DriverFacts['access']> }

type WrittenDriver = Written<DriverFacts>
type WrittenType = Written<KubernetesVolumeType>
type WrittenCluster = Written<ClusterPreset> & Pick<ClusterPreset, 'classes'>

interface Entry<T = Written<DriverFacts | KubernetesVolumeType | DockerVolumeDriver | ClusterPreset>> {
  readonly file: string
  readonly facts: T
}

type Names = ReadonlyMap<string, Entry<WrittenDriver>>

/** The list of drivers that says of itself that nobody checks it. */
const TABLE = /^kubernetes-csi\/docs@\S+ book\/src\/drivers\.md$/

/**
 * The module of driver facts as it has to be, from the JSON files below `root`. The text does not hang on the order of files
 * or entries. Throws an Error that names file and entry for facts that contradict the schema, each other or themselves.
 */
export function buildDrivers(root: string): { path: string; text: string } {
  const read = readerOf(root)
  const drivers = read<WrittenDriver>('drivers')
  const types = read<WrittenType>('volumeTypes')
  const plugins = read<Written<DockerVolumeDriver>>('volumeDrivers')
  const clusters = read<WrittenCluster>('clusters')
  const byName = namesOf(drivers)
  for (const list of [types, plugins, clusters]) namesOf<Written<Evidence & { aliases?: readonly string[] }>>(list)
  for (const entry of [...drivers, ...types, ...plugins, ...clusters]) checkEvidence(entry)
  for (const entry of drivers) checkDriver(entry, byName, types)
  for (const entry of types) checkType(entry, byName)
  for (const entry of clusters) checkCluster(entry, byName)
  const lists = { drivers, volumeTypes: types, volumeDrivers: plugins, clusters }
  return { path: OUTPUT, text: moduleText(Object.entries(lists).map(([list, entries]) => listText(list, entries))) }
}

/** A reader of lists; the schema is compiled once. */
function readerOf(root: string): <T>(list: List) => readonly Entry<T>[] {
  const schema: object = JSON.parse(readFileSync(join(root, SCHEMA), 'utf8'))
  const validate = new Ajv({ strict: true, allErrors: false }).compile(schema)
  return (list) => readEntries(root, list, validate)
}

function readEntries<T>(root: string, list: List, validate: ValidateFunction): readonly Entry<T>[] {
  const files = readdirSync(join(root, FOLDERS[list])).filter((name) => name.endsWith('.json'))
  return files.toSorted().flatMap((file) => {
    const content: unknown = JSON.parse(readFileSync(join(root, FOLDERS[list], file), 'utf8'))
    if (!validate(content)) throw new Error(`${file}: ${schemaProblem(content, validate)}`)
    const lists = content as Partial<Record<List, readonly T[]>>
    const stray = (Object.keys(lists) as List[]).find((name) => FOLDERS[name] !== FOLDERS[list])
    if (stray !== undefined) throw new Error(`${file}: "${stray}" belongs into ${FOLDERS[stray]}`)
    return (lists[list] ?? []).map((facts): Entry<T> => ({ file, facts }))
  })
}

function schemaProblem(content: unknown, { errors }: ValidateFunction): string {
  const [error] = errors ?? []
  const place = error?.instancePath ?? ''
  const [, list = '', index] = /^\/(\w+)\/(\d+)/.exec(place) ?? []
  const problem = `${place} ${error?.message ?? 'is invalid'}`
  if (index === undefined) return problem.trim()
  const lists = content as Readonly<Record<string, readonly { readonly name?: unknown }[]>>
  return `${String(lists[list]?.[Number(index)]?.name ?? `${list} ${index}`)}: ${problem}`
}

function fail({ file, facts }: { file: string; facts: { readonly name: string } }, problem: string): never {
  throw new Error(`${file}: ${facts.name}: ${problem}`)
}

/** Entries by name and alias; a name stands for one entry only. */
function namesOf<T extends { readonly name: string; readonly aliases?: readonly string[] }>(
  entries: readonly Entry<T>[],
): ReadonlyMap<string, Entry<T>> {
  const owners = new Map<string, Entry<T>>()
  for (const entry of entries) {
    for (const name of [entry.facts.name, ...(entry.facts.aliases ?? [])]) {
      const owner = owners.get(name)
      if (owner !== undefined) fail(entry, `"${name}" stands in ${owner.file} too, for ${owner.facts.name}`)
      owners.set(name, entry)
    }
  }
  return owners
}

/** Memory, and the one table that nobody checks, never make a fact certain. */
function checkEvidence(entry: Entry<Written<Evidence>>): void {
  const { source, certainty, checked } = entry.facts
  if (Number.isNaN(Date.parse(checked))) fail(entry, `${checked} is no day`)
  if (certainty === 'unverified') return
  if (TABLE.test(source)) fail(entry, 'the kubernetes-csi table alone is not certain')
  if (/\bmemory\b/.test(source)) fail(entry, 'what is from memory is not certain')
}

function checkDriver(entry: Entry<WrittenDriver>, names: Names, types: readonly Entry<WrittenType>[]): void {
  const { kind, resolvesTo, volumeType, storage, sharedMedium, access, certainty, unverified = [] } = entry.facts
  checkPattern(entry, names)
  if ((kind === 'in-tree-alias') !== (resolvesTo !== undefined)) fail(entry, 'resolvesTo goes with in-tree-alias')
  if (resolvesTo !== undefined) checkAlias(entry, names.get(resolvesTo))
  if (volumeType !== undefined && !types.some(({ facts }) => facts.name === volumeType))
    fail(entry, `there is no volume type ${volumeType}`)
  if (storage === 'block' && access?.RWX === 'yes' && sharedMedium === undefined)
    fail(entry, 'a disk file system has one writer: RWX needs a sharedMedium')
  if (certainty === 'unverified' && unverified.length > 0) fail(entry, 'nothing of it is certain: drop "unverified"')
  const unknown = unverified.find((field) => entry.facts[field] === undefined)
  if (unknown !== undefined) fail(entry, `${unknown} is unverified and not there`)
}

function checkPattern(entry: Entry<WrittenDriver>, names: Names): void {
  const { pattern } = entry.facts
  if (pattern === undefined) return
  const matcher = compiled(entry, pattern)
  for (const [name, owner] of names) {
    if (owner.facts !== entry.facts && matcher.test(name)) fail(entry, `its pattern matches ${name} too`)
  }
}

function compiled(entry: Entry<WrittenDriver>, pattern: string): RegExp {
  try {
    return new RegExp(pattern)
  } catch (error) {
    return fail(entry, `pattern: ${String(error)}`)
  }
}

/** An alias has the abilities of its driver, so it tells none of its own. */
function checkAlias(entry: Entry<WrittenDriver>, target: Entry<WrittenDriver> | undefined): void {
  if (target === undefined || target.facts.kind !== undefined)
    fail(entry, `${entry.facts.resolvesTo ?? ''} is no CSI driver`)
  const own = ['storage', 'reach', 'medium', 'access', 'provisions', 'inline', 'size', 'fsGroup'] as const
  const told = own.find((field) => entry.facts[field] !== undefined)
  if (told !== undefined) fail(entry, `${told} is told by ${target.facts.name}`)
}

function checkType(entry: Entry<WrittenType>, names: Names): void {
  const { status, since, replacement } = entry.facts
  if ((status === 'migrated' || status === 'removed' || status === 'disabled') && since === undefined)
    fail(entry, `${status} needs a version`)
  if (status === 'current' && since !== undefined) fail(entry, 'a current type has no "since"')
  if (status === 'migrated' && replacement === undefined) fail(entry, 'migrated to what?')
  if (replacement !== undefined && !names.has(replacement)) fail(entry, `there is no driver ${replacement}`)
}

function checkCluster(entry: Entry<WrittenCluster>, names: Names): void {
  const { classes } = entry.facts
  if (classes.filter((c) => c.default).length > 1) fail(entry, 'two classes are the default')
  if (new Set(classes.map(({ name }) => name)).size < classes.length) fail(entry, 'two classes share a name')
  for (const { name, provisioner, accessModes } of classes) {
    const found = names.get(provisioner)
    if (found === undefined) fail(entry, `${name}: there is no driver ${provisioner}`)
    const { access } = names.get(found.facts.resolvesTo ?? provisioner)?.facts ?? {}
    const wrong = accessModes.find((mode) => access?.[mode] !== undefined && access[mode] !== 'yes')
    if (wrong !== undefined) fail(entry, `${name}: ${provisioner} does not serve ${wrong} with a file system`)
  }
}

function listText(list: string, entries: readonly Entry<Written<Evidence>>[]): string {
  const sorted = entries.toSorted((a, b) => (a.facts.name < b.facts.name ? -1 : 1))
  return `"${list}":[\n${sorted.map(({ facts }) => JSON.stringify(packed(facts))).join(',\n')}\n]`
}

/** An entry as the module holds it: keys in the order they are written, `seen` left out. */
function packed({ certainty, ...rest }: Written<Evidence>): object {
  return { ...rest, ...(certainty === 'unverified' && { certainty }) }
}

/** One entry a line, so that a change shows as one. */
function moduleText(lists: readonly string[]): string {
  const json = `{${lists.join(',\n')}}`.replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`)
  return [
    '// Written by `npm run gen` from src/knowledge/{drivers,volume-types,clusters}/*.json.',
    '/** The facts about drivers, volume types and clusters as JSON, one a line; `drivers.ts` reads it. */',
    `export const drivers = (): string => \`${json}\``,
    '',
  ].join('\n')
}
