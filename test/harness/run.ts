/** Runs the engine on texts in memory. */
import { check } from '../../src/engine/check.ts'
import { environmentsFrom } from '../../src/engine/environments.ts'
import { fixLoaded } from '../../src/engine/fix.ts'
import type { Loaded } from '../../src/engine/load.ts'
import type { Finding, FixRun, Run } from '../../src/core/finding.ts'
import type { AnyRule, Applicability } from '../../src/core/rule.ts'
import { sourceOf, type Source } from '../../src/core/source.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import type { FixMode } from './page.ts'

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** Files as they would be loaded; those of variables are such as git tracks. */
export function loadedOf(files: readonly TextFile[]): Loaded {
  const sources = files.map((f) => sourceOf(f.path, f.text))
  const focus = sources.filter(({ path }) => !path.endsWith('.env'))
  const named = (path: string): Source | undefined => sources.find((source) => source.path === path)
  const environments = environmentsFrom((path) => {
    const source = named(path)
    return source && { source, isTracked: true }
  })
  return { focus, context: [], errors: [], skipped: [], has: () => false, dockerfile: named, environments }
}

export function checkTexts(files: readonly TextFile[], rules: readonly AnyRule[] = RULES): Run {
  return check(loadedOf(files), rules)
}

export function findingsOf(files: readonly TextFile[], rule: string): readonly Finding[] {
  return checkTexts(files).findings.filter((f) => f.rule === rule)
}

/** Applies the fixes of a mode: `migrate` and `assume-new` only those that move data, in their two forms. */
export function fixTexts(files: readonly TextFile[], mode: FixMode, only?: string): FixRun {
  const allowed = new Set<Applicability>(mode === 'assume-new' ? ['migrate'] : [mode])
  return fixLoaded(loadedOf(files), RULES, {
    allowed,
    assumeNew: mode === 'assume-new',
    ...(only !== undefined && { only: new Set([only]) }),
  })
}

/** The files after a fixing run, those that are new last. */
export function afterwards(files: readonly TextFile[], run: FixRun): readonly TextFile[] {
  const old = files.map((file) => {
    const changed = run.changed.find((c) => c.before.path === file.path)
    return changed === undefined ? file : { path: file.path, text: changed.after.text }
  })
  return [...old, ...run.created.map(({ path, text }) => ({ path, text }))]
}
