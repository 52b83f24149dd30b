/**
 * Bundles the command line into dist/: `cli.cjs` (start, `--version`), `main.cjs` (everything else), a file for each part
 * that few runs need, `action.cjs` (what the GitHub Action adds to main.cjs), and the licence notices of what is inside.
 * `--check` compares a fresh bundle with the committed one and writes nothing.
 */
import { build, type Metafile, type Plugin } from 'esbuild'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { drivers } from '../src/knowledge/drivers.gen.ts'
import { facts } from '../src/knowledge/facts.gen.ts'

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const DIST = path.join(ROOT, 'dist')
/** The most that all of dist/ may weigh, in bytes: start-up time follows it. */
const SIZE_LIMIT = 1_750_000

/** Packages that few runs need: each is a file of its own, read at the first use of something in it. */
const LATE = ['chevrotain', 'diff', 'tinyglobby']

/**
 * Local modules that are files of their own at run time: `--version` never reads main.cjs, only `explain` reads the pages,
 * only a configuration needs its reader, and the action has the linter from main.cjs.
 */
const APART: Readonly<Record<string, string>> = {
  './main.ts': './main.cjs',
  './linter.ts': './main.cjs',
  '../rules/pages.gen.ts': './pages.cjs',
  './read-config.ts': './config.cjs',
}

const apart: Plugin = {
  name: 'apart',
  setup(setup) {
    setup.onResolve({ filter: /\/(main|linter|pages\.gen|read-config)\.ts$/ }, ({ namespace, path: name }) => {
      const file = APART[name]
      return namespace === 'file' && file !== undefined ? { path: file, external: true } : undefined
    })
  },
}

/** What main.cjs holds: the command line, and the linter for the action. */
const main: Plugin = {
  name: 'main',
  setup(setup) {
    setup.onResolve({ filter: /^main$/ }, () => ({ path: 'main', namespace: 'main' }))
    setup.onLoad({ filter: /.*/, namespace: 'main' }, () => ({
      contents: `export { main } from './src/cli/main.ts'; export * from './src/action/linter.ts'`,
      resolveDir: ROOT,
    }))
  },
}

/** In place of a late package stands a module whose members fetch it. */
const late: Plugin = {
  name: 'late',
  setup(setup) {
    const filter = new RegExp(`^(${LATE.join('|')}|node:child_process)$`)
    setup.onResolve({ filter }, ({ path: name, kind, importer }) => {
      // Commander needs child processes only for commands in files of their own, which storlint has none of.
      if (kind === 'entry-point' || (name === 'node:child_process' && !importer.includes('commander'))) return undefined
      return { path: name, namespace: 'late' }
    })
    setup.onLoad({ filter: /.*/, namespace: 'late' }, async ({ path: name }) => {
      const file = name.startsWith('node:') ? name : `./${name}.cjs`
      const names = Object.keys((await import(name)) as object).filter((n) => n !== 'default')
      const members = names.map((n) => `get ${n}() { return require('${file}').${n} }`)
      return { contents: `module.exports = { ${members.join(', ')} }`, resolveDir: ROOT }
    })
    setup.onResolve({ filter: /^\.\/[a-z-]+\.cjs$/, namespace: 'late' }, ({ path: name }) => ({
      path: name,
      external: true,
    }))
    setup.onResolve({ filter: /^node:/, namespace: 'late' }, ({ path: name }) => ({ path: name, external: true }))
  },
}

/** The facts are text until they are asked for: as a file of their own they cost no script parsing. */
const factsApart: Plugin = {
  name: 'facts-apart',
  setup(setup) {
    setup.onLoad({ filter: /[\\/](facts|drivers)\.gen\.ts$/ }, ({ path: file }) => {
      const name = path.basename(file, '.gen.ts')
      const data = name === 'facts' ? 'facts.jsonl' : 'drivers.json'
      return {
        contents: `import { readFileSync } from 'node:fs'
          export const ${name} = () => readFileSync(__dirname + '/${data}', 'utf8')`,
        loader: 'js',
      }
    })
  },
}

/** In place of a module of ours stands one whose members fetch it from a file of its own, so that only who needs it reads it. */
function fetched(name: string, file: string): Plugin {
  return {
    name,
    setup(setup) {
      setup.onResolve({ filter: /^\..*\.ts$/ }, ({ path: asked, resolveDir, kind }) => {
        const isIt = kind !== 'entry-point' && path.resolve(resolveDir, asked) === path.join(ROOT, file)
        return isIt ? { path: name, namespace: name } : undefined
      })
      setup.onLoad({ filter: /.*/, namespace: name }, async () => {
        const members = Object.keys((await import(path.join(ROOT, file))) as object)
        const getters = members.map((member) => `get ${member}() { return require('./${name}.cjs').${member} }`)
        return { contents: `module.exports = { ${getters.join(', ')} }`, resolveDir: ROOT }
      })
      setup.onResolve({ filter: /^\./, namespace: name }, ({ path: own }) => ({ path: own, external: true }))
    },
  }
}

/**
 * Only `--migrate` and `plan` need plans and their programs; storage nodes are held against schemas where they do not plainly
 * fit; fixes are lowered where something was found; many runs see no Kubernetes, and no Dockerfile.
 */
const FETCHED = {
  plans: 'src/engine/plan.ts',
  programs: 'src/emit/plan/programs.gen.ts',
  standards: 'src/parser/schema/standards.ts',
  emit: 'src/emit/lower.ts',
  kubernetes: 'src/parser/kubernetes/read.ts',
  dockerfile: 'src/parser/dockerfile/read.ts',
}

async function bundle(): Promise<Map<string, string>> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      cli: 'src/cli/cli.ts',
      main: 'main',
      action: 'src/action/action.ts',
      pages: 'src/rules/pages.gen.ts',
      ...FETCHED,
      config: 'src/engine/read-config.ts',
      ...Object.fromEntries(LATE.map((name) => [name, name])),
    },
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
    plugins: [main, apart, late, factsApart, ...Object.entries(FETCHED).map(([name, file]) => fetched(name, file))],
    define: { 'import.meta.url': '"file:///"' },
    // The same code as modules, of which only what is used gets in.
    alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  })
  const files = new Map(result.outputFiles.map((f) => [path.relative(DIST, f.path), f.text]))
  files.set('facts.jsonl', facts())
  files.set('drivers.json', drivers())
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
