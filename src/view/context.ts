/** What a file or service is for, judged by its names and by durability that is switched off on purpose. */
import type { Container, Workload } from '../core/ir.ts'
import type { Context } from '../core/view.ts'

const THROWAWAY = new Set([
  'test',
  'tests',
  'testing',
  'ci',
  'e2e',
  'integration',
  'bench',
  'benchmark',
  'playwright',
  'testdata',
  'fixture',
  'fixtures',
])
const DEVELOPMENT = new Set(['override', 'dev', 'devel', 'development', 'devcontainer', 'local'])
/** Settings that only make sense where the data may be lost. */
const DURABILITY_OFF =
  /^(fsync=off|full_page_writes=off|--fsync=off|--innodb[-_]flush[-_]method=nosync|--innodb[-_]flush[-_]log[-_]at[-_]trx[-_]commit=0|--nojournal)$/

/** The context of a workload: its own names first, then those of its file and folders. */
export function contextOf(workload: Workload, path: string): Context {
  const own = [workload.name.value, ...workload.profiles.map((p) => p.value)].flatMap(wordsOf)
  const place = wordsOf(path)
  if ([...own, ...place].some((w) => THROWAWAY.has(w)) || workload.containers.some(durabilityOff)) return 'throwaway'
  const profiles = workload.profiles.flatMap((p) => wordsOf(p.value))
  return [...profiles, ...place].some((w) => DEVELOPMENT.has(w)) ? 'development' : 'production'
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/)
}

function durabilityOff(container: Container): boolean {
  const commands = container.command?.commands ?? []
  return commands.some((words) => words.some((w) => DURABILITY_OFF.test(w.value)))
}
