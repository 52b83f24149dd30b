/** Writes every generated file; `--check` writes nothing and fails when one is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildConfig } from './gen/config.ts'
import { buildKnowledge } from './gen/knowledge.ts'
import { buildDrivers } from './gen/knowledge-drivers.ts'
import { buildPrograms } from './gen/programs.ts'
import { buildRules, ruleMetas } from './gen/rules.ts'
import { buildStorageSchema } from './gen/storage-schema.ts'

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const outputs = [
  buildKnowledge(ROOT),
  buildDrivers(ROOT),
  buildPrograms(ROOT),
  ...(await buildRules(ROOT)),
  ...(await buildConfig(await ruleMetas(ROOT))),
  ...(await buildStorageSchema()),
]

const stale = outputs.filter(({ path: name, text }) => {
  const file = path.join(ROOT, name)
  return !existsSync(file) || readFileSync(file, 'utf8') !== text
})
if (process.argv.includes('--check')) {
  for (const { path: name } of stale) console.error(`${name} is stale. Run npm run gen.`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const { path: name, text } of stale) writeFileSync(path.join(ROOT, name), text)
  console.log(stale.length === 0 ? 'all generated files are current' : `wrote ${stale.map((o) => o.path).join(', ')}`)
}
