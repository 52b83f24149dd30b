/** Compose files that an `.env` says are run together: https://docs.docker.com/compose/how-tos/environment-variables/envvars/#compose_file */
import { folderOf, joinPath } from '../core/paths.ts'
import type { Stack } from '../core/ir.ts'
import { readDotenv } from '../parser/dotenv/read.ts'
import type { OpenEnvFile } from '../parser/dotenv/environment.ts'

/**
 * The stacks that some of `paths` belong to, given by the `.env` of their folders and of those above. Paths are relative to
 * the working directory; `separator` is that of lists of paths where Compose runs.
 */
export function stacksOf(paths: readonly string[], openEnv: OpenEnvFile, separator: string): readonly Stack[] {
  const folders = new Set(paths.flatMap((path) => withParents(folderOf(path))))
  const wanted = new Set(paths)
  return [...folders].flatMap((home) => {
    const files = listedIn(home, openEnv, separator)
    return files.some((file) => wanted.has(file)) ? [{ files, home }] : []
  })
}

/** A folder and those above it, up to the working directory; of a folder outside of that only itself. */
function withParents(folder: string): readonly string[] {
  if (folder === '.' || /^(\/|\.\.(\/|$))/.test(folder)) return [folder]
  return [folder, ...withParents(folderOf(folder))]
}

/** Variables that name the files, and what stands between their names. */
const [FILES, SEPARATOR] = ['COMPOSE_FILE', 'COMPOSE_PATH_SEPARATOR']

function listedIn(home: string, openEnv: OpenEnvFile, separator: string): readonly string[] {
  const file = openEnv(joinPath(home, '.env'))
  if (file === undefined || !file.source.text.includes(FILES)) return []
  const { variables } = readDotenv(file, () => undefined)
  const [list, between] = [variables.get(FILES), variables.get(SEPARATOR)]
  if (list === undefined || list.certainty === 'unknown' || between?.certainty === 'unknown') return []
  const names = list.value.split(between === undefined || between.value === '' ? separator : between.value)
  return names.filter((name) => name !== '').map((name) => joinPath(home, name))
}
