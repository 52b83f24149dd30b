/** What a file or service is for, judged by its names and by durability that is switched off on purpose. */
import type { Build, Container, Workload } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import type { Context } from '../core/view.ts'

const THROWAWAY = new Set([
  'test',
  'tests',
  'testing',
  'e2e',
  'bench',
  'benchmark',
  'playwright',
  'testdata',
  'fixture',
  'fixtures',
])
/** Words that say so of a profile or folder, or behind a name (`search-ci`); before it, a service is for that: `ci-postgres`. */
const THROWAWAY_PLACE = new Set(['ci', 'integration'])
const DEVELOPMENT = new Set(['override', 'dev', 'devel', 'development', 'devcontainer', 'local'])
/** Settings that only make sense where the data may be lost. */
const DURABILITY_OFF =
  /^(fsync=off|full_page_writes=off|--fsync=off|--innodb[-_]flush[-_]method=nosync|--innodb[-_]flush[-_]log[-_]at[-_]trx[-_]commit=0|--nojournal)$/

/** The context of a workload: its own names first, then those of its build, its file and folders. */
export function contextOf(workload: Workload, path: string): Context {
  const own = wordsOf(workload.name.value)
  const said = [...workload.profiles, ...workload.containers.flatMap(({ build }) => buildNames(build))]
  const place = [...said.flatMap(({ value }) => wordsOf(value)), ...wordsOf(path)]
  if ([...own, ...place].some((w) => THROWAWAY.has(w)) || workload.containers.some(durabilityOff)) return 'throwaway'
  if ([...own.slice(-1), ...place].some((w) => THROWAWAY_PLACE.has(w))) return 'throwaway'
  return place.some((w) => DEVELOPMENT.has(w)) ? 'development' : 'production'
}

/** What a build is called: its folder, its Dockerfile, the stage that it is for. */
function buildNames(build: Build | undefined): readonly Located<string>[] {
  return [build?.context, build?.dockerfile, build?.target].filter((name) => name !== undefined)
}

/** The parts of a name or path between signs, whole: `contest-db` holds no `test`. */
function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/)
}

function durabilityOff(container: Container): boolean {
  const commands = container.command?.commands ?? []
  return commands.some((words) => words.some((w) => DURABILITY_OFF.test(w.value)))
}
