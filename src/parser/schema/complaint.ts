/** What a compiled validator of storage nodes says. */

/** What the readers hold objects against: definitions of the schemas. */
export const ROOTS = {
  compose: ['file'],
  kubernetes: [
    'Pod',
    'Controller',
    'StatefulSet',
    'CronJob',
    'PersistentVolumeClaim',
    'PersistentVolume',
    'StorageClass',
    'VolumeAttributesClass',
    'VolumeSnapshot',
    'VolumeSnapshotContent',
    'VolumeSnapshotClass',
  ],
} as const

export type Root = (typeof ROOTS)[keyof typeof ROOTS][number]

/** An error object of ajv, without the path of the schema: https://ajv.js.org/api.html#error-objects */
export interface Complaint {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** `errors` are those of the last call. */
export interface Validate {
  (value: unknown): boolean
  readonly errors?: readonly Complaint[] | null
}

export type Validators = { readonly [R in Root]: Validate }
