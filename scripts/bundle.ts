/**
 * Bundles the command line into dist/: `cli.cjs` (start, `--version`), `main.cjs` (everything else) and the licence
 * notices of what is inside. `--check` compares a fresh bundle with the committed one and writes nothing.
 */
import { build, type Metafile, type Plugin } from 'esbuild'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const DIST = path.join(ROOT, 'dist')
/** The most that all of dist/ may weigh, in bytes: start-up time follows it. */
const SIZE_LIMIT = 1_500_000

/** Leaves `import('./main.ts')` of the entry as a require of its own file, so that `--version` never reads it. */
const mainApart: Plugin = {
  name: 'main-apart',
  setup(setup) {
    setup.onResolve({ filter: /^\.\/main\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './main.cjs', external: true } : undefined,
    )
  },
}

async function bundle(): Promise<Map<string, string>> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: 'src/cli/cli.ts', main: 'src/cli/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    minify: true,
    supported: { 'dynamic-import': false },
    legalComments: 'none',
    charset: 'ascii',
    metafile: true,
    write: false,
    logLevel: 'warning',
    plugins: [mainApart],
    define: { 'import.meta.url': '"file:///"' },
  })
  const files = new Map(result.outputFiles.map((f) => [path.relative(DIST, f.path), f.text]))
  files.set('THIRD-PARTY-NOTICES.txt', notices(result.metafile))
  return files
}

function notices(metafile: Metafile): string {
  const packages = new Set<string>()
  for (const input of Object.keys(metafile.inputs)) {
    const match = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)
    if (match?.[1] !== undefined) packages.add(match[1])
  }
  const parts = [...packages].sort().map(notice)
  return `storlint bundles the packages below, each under its own licence.\n\n${parts.join('\n')}`
}

function notice(name: string): string {
  const folder = path.join(ROOT, 'node_modules', name)
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    version: string
    license: string
  }
  const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying)/i.test(f))
  if (file === undefined) throw new Error(`internal error: ${name} has no licence file to bundle`)
  const text = readFileSync(path.join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim()
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${text}\n`
}

function check(files: ReadonlyMap<string, string>): string[] {
  const committed = existsSync(DIST) ? readdirSync(DIST) : []
  const stale = [...files].filter(([name, text]) => read(name) !== text).map(([name]) => name)
  return [...stale, ...committed.filter((name) => !files.has(name))]
}

function read(name: string): string | undefined {
  const file = path.join(DIST, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

const files = await bundle()
const size = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
if (size > SIZE_LIMIT) throw new Error(`dist/ would weigh ${size} bytes, more than ${SIZE_LIMIT}`)
if (process.argv.includes('--check')) {
  const stale = check(files)
  if (stale.length > 0) {
    console.error(`dist/ is not what a fresh bundle gives: ${stale.join(', ')}. Run npm run bundle.`)
    process.exit(1)
  }
} else {
  rmSync(DIST, { recursive: true, force: true })
  mkdirSync(DIST)
  for (const [name, text] of files)
    writeFileSync(path.join(DIST, name), text, { mode: name === 'cli.cjs' ? 0o755 : 0o644 })
}
console.log(
  `dist/: ${[...files].map(([name, text]) => `${name} ${Buffer.byteLength(text)}`).join(', ')}; ${size} bytes of ${SIZE_LIMIT}`,
)
