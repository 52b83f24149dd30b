/** Values and keys that occur all over Kubernetes. */
export const TEXT = { type: 'string' } as const
export const FLAG = { type: 'boolean' } as const
export const NUMBER = { type: 'integer' } as const
/** A mapping that is not looked into. */
export const MAP = { type: 'object' } as const
export const TEXTS = { type: 'array', items: TEXT } as const
export const TEXT_MAP = { type: 'object', additionalProperties: TEXT } as const

export const OBJECT_KEYS = { apiVersion: true, kind: true, metadata: true, status: true } as const
