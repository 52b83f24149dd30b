/** Runs dist/action.cjs as a runner would: inputs with the defaults of action.yml, an event, files for what it says. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { folderWith } from '../contract/cli.ts'

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

export const ACTION = parse(readFileSync('action.yml', 'utf8')) as ActionFile

export interface Step {
  /** The work tree. */
  readonly workspace: string
  /** An event of test/action/events; absent: one that no file tells of. */
  readonly event?: 'push' | 'pull_request' | 'schedule'
  /** What stands for the commits in the event. */
  readonly commits?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

export interface Told {
  readonly status: number | null
  /** What the runner shows as it is. */
  readonly log: readonly string[]
  /** What the runner obeys. */
  readonly commands: readonly string[]
  readonly summary: string
  /** By name; the path of the JSON report is left out. */
  readonly outputs: Readonly<Record<string, string>>
  /** The JSON report, where there is one. */
  readonly json: unknown
}

export function runStep({ workspace, event, commits = {}, inputs = {}, env = {} }: Step): Told {
  const temp = folderWith({ summary: '', output: '', 'event.json': eventText(event, commits) })
  const wrong = Object.keys(inputs).filter((name) => !(name in ACTION.inputs))
  if (wrong.length > 0) throw new Error(`action.yml has no input ${wrong.join(', ')}`)
  const given = Object.entries(ACTION.inputs).map(([name, { default: otherwise }]) => [
    `INPUT_${name.toUpperCase()}`,
    inputs[name] ?? otherwise,
  ])
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(ACTION.runs.main)], {
    cwd: temp,
    encoding: 'utf8',
    env: {
      ...{ PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', CI: 'true', RUNNER_TEMP: temp },
      ...{ GITHUB_WORKSPACE: workspace, GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path.join(temp, 'event.json') },
      ...{ GITHUB_STEP_SUMMARY: path.join(temp, 'summary'), GITHUB_OUTPUT: path.join(temp, 'output') },
      ...(Object.fromEntries(given) as Record<string, string>),
      ...env,
    },
  })
  if (stderr !== '') throw new Error(stderr)
  const { 'json-file': jsonFile = '', ...outputs } = outputsOf(readFileSync(path.join(temp, 'output'), 'utf8'))
  return {
    status,
    ...heard(stdout),
    summary: readFileSync(path.join(temp, 'summary'), 'utf8'),
    outputs,
    json: existsSync(jsonFile) ? JSON.parse(readFileSync(jsonFile, 'utf8')) : undefined,
  }
}

function eventText(event: string | undefined, commits: Readonly<Record<string, string>>): string {
  if (event === undefined) return ''
  const text = readFileSync(path.resolve(`test/action/events/${event}.json`), 'utf8')
  return text.replace(/<(\w+)>/g, (whole, name: string) => commits[name] ?? whole)
}

/** As the runner reads a log: commands are obeyed unless they are stopped, and start again at the token. */
function heard(stdout: string): Pick<Told, 'log' | 'commands'> {
  const [log, commands]: [string[], string[]] = [[], []]
  let token: string | undefined
  for (const line of stdout.split('\n').slice(0, -1)) {
    const stop = /^::stop-commands::(.{36})$/.exec(line)
    if (token !== undefined && line === `::${token}::`) token = undefined
    else if (token !== undefined) log.push(line)
    else if (stop !== null) token = stop[1]
    else if (/^\s*::|##\[/.test(line)) commands.push(line)
    else log.push(line)
  }
  return { log, commands }
}

function outputsOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n\2\n/gm)]
  if (found.map((m) => m[0]).join('') !== text) throw new Error(`outputs that no runner reads:\n${text}`)
  return Object.fromEntries(found.map((m) => [m[1] ?? '', m[3] ?? '']))
}
