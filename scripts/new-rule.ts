/**
 * Lays down the two files of a rule and makes the generated ones anew.
 *
 *   npm run new-rule -- NAME
 */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { ruleFiles } from './gen/template.ts'

const [name, ...rest] = process.argv.slice(2)
if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) {
  console.error(
    'usage: npm run new-rule -- NAME, e.g. memory-mount-without-size (after the problem: "allow NAME" reads well)',
  )
  process.exit(2)
}
const files = ruleFiles(name)
const taken = files.find((f) => existsSync(f.path))
if (taken !== undefined) {
  console.error(`${taken.path} exists already`)
  process.exit(2)
}
for (const { path, text } of files) writeFileSync(path, text)
execFileSync('npm', ['run', '--silent', 'gen'], { stdio: 'inherit' })
console.log(
  `Write ${files.map((f) => f.path).join(' and ')}, then: npm run gen && npx vitest run test/rules -t ${name}`,
)
