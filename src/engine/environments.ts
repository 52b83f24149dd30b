/** What settles the variables of Compose files: the `.env` beside them and, where that was asked for, the process itself. */
import { folderOf, joinPath } from '../core/paths.ts'
import { NO_ENVIRONMENT, withEnvFiles, type Environment, type OpenEnvFile } from '../parser/dotenv/environment.ts'

export interface Environments {
  /** That of a Compose file which is run by itself or first, and `home`, a folder whose `.env` goes before its own. */
  readonly of: (path: string, home?: string) => Environment
  readonly open: OpenEnvFile
}

/** The variables of a process. */
export type ProcessVariables = Readonly<Record<string, string | undefined>>

/** `open` gives a file of variables by its path relative to the working directory, each one once. */
export function environmentsFrom(open: OpenEnvFile, variables: ProcessVariables = {}): Environments {
  const known = new Map<string, ReturnType<OpenEnvFile>>()
  const openOnce: OpenEnvFile = (path) => {
    if (!known.has(path)) known.set(path, open(path))
    return known.get(path)
  }
  const outer = ofProcess(variables)
  const inFolder = (environment: Environment, folder: string): Environment => {
    const file = openOnce(joinPath(folder, '.env'))
    return file === undefined ? environment : withEnvFiles(environment, [file])
  }
  const environments = new Map<string, Environment>()
  return {
    open: openOnce,
    of: (path, home) => {
      const folders = [...new Set([...(home === undefined ? [] : [home]), folderOf(path)])]
      const key = folders.join('\0')
      const found = environments.get(key) ?? folders.reduce(inFolder, outer)
      environments.set(key, found)
      return found
    },
  }
}

function ofProcess(variables: ProcessVariables): Environment {
  return {
    ...NO_ENVIRONMENT,
    lookup: (name) => {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined
      return value === undefined ? undefined : { value, certainty: 'literal', hidden: {} }
    },
  }
}
