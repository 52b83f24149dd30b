/** What an owner settles in a configuration file: as it is written, and what it comes to for one file. */
import type { ConfigSchema } from './config-schema.ts'
import type { FactBook, ImageFacts } from './facts.ts'
import type { Severity } from './rule.ts'
import type { Context } from './view.ts'
import type { FailOn } from './verdict.ts'

/** The names that a configuration file may have, the first one first. */
export const CONFIG_NAMES = ['.storlint.yaml', '.storlint.yml', 'storlint.yaml'] as const

/** A configuration file as people write it; the schema is its source. */
export type WrittenConfig = ConfigSchema

/** What becomes of a rule's findings: nothing, or findings of just this severity. */
export type RuleLevel = Severity | 'off'

/** The configurations that `extends` knows by name. */
export const BUILT_IN = {
  /** What storlint does unasked. */
  recommended: {},
  /** Hints fail a run too. */
  strict: { 'fail-on': 'info' },
} as const satisfies Readonly<Record<string, WrittenConfig>>

/** A cluster as an owner describes it: a preset by its name, and classes that stand beside or above those of the preset. */
export interface ClusterConfig {
  readonly preset?: string
  readonly classes: readonly ClusterClass[]
}

export type ClusterClass = NonNullable<NonNullable<WrittenConfig['cluster']>['classes']>[number]

/** Facts about an image that an owner adds: laid over ours where `image` is one that we know, else all there is. */
export type OwnFacts = Pick<ImageFacts, 'image'> & Partial<Omit<ImageFacts, 'image'>>

/** A value and the place that settled it: `path:line:column`, or the name of a built-in configuration. */
export interface Settled<T> {
  readonly value: T
  readonly from: string
}

/** All that is settled for one file. What nobody settled is absent. */
export interface Settings {
  /** The configuration files that hold for it, the nearest last. */
  readonly files: readonly string[]
  readonly rules: ReadonlyMap<string, Settled<RuleLevel>>
  readonly failOn?: Settled<FailOn>
  readonly context?: Settled<Context>
  /** The glob that says that the file is not to be linted. */
  readonly ignored?: Settled<string>
  readonly images: readonly Settled<OwnFacts>[]
  readonly cluster?: Settled<ClusterConfig>
  /** Ours with those of `images` laid over them. */
  readonly facts: FactBook
}

/** The settings of a file by its path from the working directory; undefined where no configuration holds. */
export type SettingsOf = (path: string) => Settings | undefined
