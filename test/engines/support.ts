/**
 * A Docker engine of a test's own. Needs root, dockerd and Docker Compose: STORLINT_COMPOSE_PLUGIN names the plug-in's
 * binary, else `docker compose` has to work. Pulls nothing, talks to a socket of its own only.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { resolve } from 'node:path'

const TOOL = resolve(import.meta.dirname, '../../../shared/tools/docker-engine')

/** For a test or a hook, in milliseconds. */
export const LIMIT = 120_000

export interface Result {
  readonly code: number | null
  /** Standard output, then standard error. */
  readonly out: string
}

export interface TestEngine {
  /** A new folder for the projects of the test. */
  readonly root: string
  /** The engine's own folder, in `root`. */
  readonly dir: string
  /** The path of the docker-engine tool. */
  readonly tool: string
  /** The environment of every command. */
  readonly environment: Readonly<Record<string, string>>
  /** What this machine lacks; with any of it there is no engine, and no `root`. */
  readonly missing: readonly string[]
  /** Runs a command of `sh`. */
  run(command: string, cwd?: string, more?: Readonly<Record<string, string>>): Result
  /** The same, for a command that must succeed: its trimmed output. */
  ok(command: string, cwd?: string): string
  start(): void
  /** Removes all containers and volumes. */
  clear(): void
  /** Ends the engine and removes `root`. */
  stop(): void
}

/** An engine that is yet to be started. Says so when this machine cannot run one; `test` is the name of the file. */
export function engineFor(test: string): TestEngine {
  const root = mkdtempSync('/tmp/slp')
  const dir = `${root}/e`
  const environment = { ...inherited(), ...plugIn(root), DOCKER_HOST: `unix://${dir}/docker.sock` }
  const run: TestEngine['run'] = (command, cwd = root, more = {}) => {
    const env = { ...environment, ...more }
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' })
    return { code: status, out: stdout + stderr }
  }
  const ok: TestEngine['ok'] = (command, cwd = root) => {
    const { code, out } = run(command, cwd)
    if (code !== 0) throw new Error(`${command}: exit ${code}\n${out}`)
    return out.trim()
  }
  const missing = missingFor(run)
  if (missing.length > 0) {
    console.warn(`${test} is skipped: no ${missing.join(', no ')}`)
    rmSync(root, { recursive: true, force: true })
  }
  return {
    ...{ root, dir, tool: TOOL, environment, missing, run, ok },
    start: () => void ok(`${TOOL} start ${dir}`),
    clear: () =>
      void run('docker ps -a -q | xargs -r docker rm -f -v; docker volume ls -q | xargs -r docker volume rm'),
    stop: () => {
      run(`${TOOL} stop ${dir}`)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(COMPOSE_|STORLINT_COPY)/.test(name))
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function plugIn(root: string): Record<string, string> {
  const binary = process.env['STORLINT_COMPOSE_PLUGIN']
  if (binary === undefined) return {}
  mkdirSync(`${root}/config/cli-plugins`, { recursive: true })
  symlinkSync(resolve(binary), `${root}/config/cli-plugins/docker-compose`)
  return { DOCKER_CONFIG: `${root}/config` }
}

function missingFor(run: TestEngine['run']): readonly string[] {
  return [
    ...(existsSync(TOOL) ? [] : ['the docker-engine tool']),
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(run('command -v dockerd && command -v busybox').code === 0 ? [] : ['dockerd or busybox-static']),
    ...(run('docker compose version').code === 0 ? [] : ['Docker Compose']),
  ]
}
