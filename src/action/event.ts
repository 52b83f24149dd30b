/** What happened, as GitHub tells it in a file. https://docs.github.com/webhooks/webhook-events-and-payloads */
import { readFileSync } from 'node:fs'

/** `range`: the commits that it is about; `unsaid`: it should be about some, and why it is not; `other`: it is about none. */
export type Event =
  | { readonly kind: 'range'; readonly of: 'push' | 'pull-request'; readonly from: string; readonly to: string }
  | { readonly kind: 'unsaid'; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string }

/** Reads the event of a run. What is missing in it, or of another form, is unsaid. */
export function readEvent(env: NodeJS.ProcessEnv): Event {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const event = payload(env['GITHUB_EVENT_PATH'])
  const commit = (...keys: readonly string[]): string | undefined => commitId(reach(event, keys))
  if (name === 'push') return range('push', commit('before'), commit('after'))
  if (name === 'pull_request')
    return range('pull-request', commit('pull_request', 'base', 'sha'), commit('pull_request', 'head', 'sha'))
  if (name === 'merge_group')
    return range('pull-request', commit('merge_group', 'base_sha'), commit('merge_group', 'head_sha'))
  return { kind: 'other', reason: `the event${name === '' ? '' : ` ${name}`} is about no change of files` }
}

function range(of: 'push' | 'pull-request', from: string | undefined, to: string | undefined): Event {
  if (from === undefined || to === undefined) return { kind: 'unsaid', reason: 'the event names no commits' }
  return /^0+$/.test(from) ? { kind: 'unsaid', reason: 'the branch is new' } : { kind: 'range', of, from, to }
}

function payload(file: string | undefined): unknown {
  if (file === undefined) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function reach(value: unknown, keys: readonly string[]): unknown {
  const step = (at: unknown, key: string): unknown =>
    typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  return keys.reduce(step, value)
}

function commitId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) ? value : undefined
}
