/** What a cluster offers: its storage classes, as a preset knows them or the user’s configuration names them. */
import type { AccessMode, BindingMode } from './driver.ts'
import type { Evidence } from './facts.ts'

/** A storage class that claims may name. */
export interface ClassProfile {
  readonly name: string
  readonly provisioner: string
  /** Claims without a class get this one. */
  readonly default: boolean
  /** The modes that a claim with a file system may ask for. */
  readonly accessModes: readonly AccessMode[]
  readonly binding: BindingMode
  readonly reclaim: 'Delete' | 'Retain'
  /** A claim may be enlarged later. */
  readonly expansion: boolean
  /** A Kubernetes quantity: a smaller claim gets, and pays for, this much. */
  readonly minimumSize?: string
}

/** The classes of one cluster; at most one is the default. None at all is a cluster where nothing is provisioned. */
export interface ClusterProfile {
  readonly name: string
  readonly classes: readonly ClassProfile[]
  /** It has one node, so node-local storage reaches everything. */
  readonly singleNode?: true
}

/** A profile that storlint brings along: what a fresh cluster of a product offers. Administrators change clusters. */
export interface ClusterPreset extends ClusterProfile, Evidence {
  readonly aliases: readonly string[]
  readonly product: string
  readonly notes: readonly string[]
}
