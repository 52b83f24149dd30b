/** What happened, as GitHub tells it in a file. https://docs.github.com/webhooks/webhook-events-and-payloads */
import { readFileSync } from 'node:fs'

/** An event: the commits that it is about, or why it names none. */
export type Event =
  | { readonly kind: 'push'; readonly from: string; readonly to: string }
  | { readonly kind: 'pull-request'; readonly base: string; readonly head: string }
  | { readonly kind: 'other'; readonly reason: string }

/** Reads the event of a run. What is missing or of another form is an event of no commits. */
export function readEvent(env: NodeJS.ProcessEnv): Event {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const event = payload(env['GITHUB_EVENT_PATH'])
  const commit = (...keys: readonly string[]): string | undefined => commitId(reach(event, keys))
  if (name === 'push') return pushed(commit('before'), commit('after'))
  if (name === 'pull_request' || name === 'pull_request_target')
    return pullRequest(commit('pull_request', 'base', 'sha'), commit('pull_request', 'head', 'sha'))
  if (name === 'merge_group') return pullRequest(commit('merge_group', 'base_sha'), commit('merge_group', 'head_sha'))
  return { kind: 'other', reason: `the event ${name === '' ? 'is not known' : name} is about no change of files` }
}

function pushed(from: string | undefined, to: string | undefined): Event {
  if (from === undefined || to === undefined) return { kind: 'other', reason: 'the event of the push names no commits' }
  if (/^0+$/.test(from)) return { kind: 'other', reason: 'the branch is new' }
  return { kind: 'push', from, to }
}

function pullRequest(base: string | undefined, head: string | undefined): Event {
  if (base !== undefined && head !== undefined) return { kind: 'pull-request', base, head }
  return { kind: 'other', reason: 'the event of the pull request names no commits' }
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
