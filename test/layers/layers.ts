/** The layer table of ARCHITECTURE.md, as data, and the check that holds it. */
import path from 'node:path'

/** What a layer may import: folders or files below src/, and packages. A layer may always import itself, rules apart. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  core: [],
  knowledge: ['core'],
  parser: ['core'],
  view: ['core', 'knowledge'],
  rules: ['core', 'rules/shared'],
  emit: ['core', 'parser/yaml.ts', 'parser/yaml', 'parser/tree.ts'],
  report: ['core', 'node:util'],
  engine: ['core', 'knowledge', 'parser', 'view', 'rules', 'emit', 'report', 'node:'],
  cli: ['core', 'engine', 'report', 'emit/generate', 'rules/pages.gen.ts', 'node:'],
  action: ['core', 'engine', 'report', 'node:'],
}

/** Packages behind their fence: the only file or folder that may import each. */
const FENCES: Readonly<Record<string, string>> = {
  yaml: 'parser/yaml.ts',
  chevrotain: 'parser/grammar/',
  commander: 'cli/',
  diff: 'report/',
  tinyglobby: 'engine/listing.ts',
  picomatch: 'engine/config/globs.ts',
  'semver/classes/range.js': 'knowledge/written.ts',
}

/** The imports of a file below src/ that the table forbids, in words. */
export function illegalImports(file: string, code: string): string[] {
  const layer = file.split('/')[0] ?? ''
  return importsOf(code)
    .map((specifier) => (specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier))
    .filter((target) => !allowed(layer, file, target))
    .map((target) => `${layer} may not import ${target}`)
}

function importsOf(code: string): string[] {
  const statements = code.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm)
  const calls = code.matchAll(/\b(?:import|require)\(\s*(['"])([^'"\n]+)\1/g)
  return [...statements, ...calls].map((m) => m[2] ?? '')
}

function allowed(layer: string, file: string, target: string): boolean {
  const fence = FENCES[target]
  if (fence !== undefined) return file.startsWith(fence)
  if (layer === 'rules' && /^rules\/[^/]+\.ts$/.test(target)) return file === 'rules/index.gen.ts'
  if (target.startsWith(`${layer}/`)) return true
  return (MAY[layer] ?? []).some(
    (place) => target === place || target.startsWith(place.endsWith(':') ? place : `${place}/`),
  )
}
