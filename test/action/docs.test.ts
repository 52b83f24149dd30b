/** The samples of docs/ci.md name what there is. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { VERSION } from '../../src/core/about.ts'
import { isRead } from '../../src/engine/listing.ts'
import { ACTION } from './run.ts'

const PAGE = readFileSync('docs/ci.md', 'utf8')

/** The code blocks of a language, by the file name in their first line. */
function samples(language: string): readonly unknown[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((m): unknown =>
    parse(m[1] ?? ''),
  )
}

interface Hook {
  readonly id: string
  readonly files: string
  readonly exclude: string
  readonly args?: readonly string[]
}

const HOOKS = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[]

/** Every value of a key, wherever it stands. */
function valuesOf(node: unknown, key: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(value, key),
  ])
}

test('every sample parses', () => {
  expect(samples('yaml')).toHaveLength(5)
  expect(samples('json')).toHaveLength(1)
})

test('hooks: the ids exist, are all told, and arguments end with --', () => {
  const ids = HOOKS.map((hook) => hook.id)
  const used = samples('yaml')
    .flatMap((sample) => valuesOf(sample, 'hooks'))
    .flat() as readonly Hook[]
  expect(used.length).toBeGreaterThan(0)
  for (const { id, args } of used) {
    expect(ids).toContain(id)
    if (args !== undefined) expect(args.at(-1)).toBe('--')
  }
  expect([...PAGE.matchAll(/^\| `(storlint[\w-]*)` /gm)].map((m) => m[1])).toEqual(ids)
})

test.each([
  ...['compose.yaml', 'a/B.YML', 'Dockerfile', 'db/Dockerfile', 'Dockerfile.prod', 'dockerfile-dev', 'a/db.dockerfile'],
  ...[
    'Containerfile',
    'x.Containerfile',
    'Dockerfile.yaml',
    'Dockerfile_test',
    'Dockerfile.dockerignore',
    'dockerfiles/a',
  ],
  ...[
    'Dockerfile.md',
    'Dockerfile.sh',
    'Dockerfile.json',
    'my-dockerfile',
    'dockerfile/readme',
    'values.json',
    'a.yaml.j2',
  ],
])('hooks are run for %s as storlint reads it', (name) => {
  for (const { files, exclude } of HOOKS) {
    const [wanted, unwanted] = [files, exclude].map((pattern) => new RegExp(pattern.replace('(?i)', ''), 'i'))
    expect(wanted?.test(name) === true && unwanted?.test(name) === false).toBe(isRead(name))
  }
})

test('revisions are of this version', () => {
  const revisions = samples('yaml').flatMap((sample) => [...valuesOf(sample, 'rev'), ...valuesOf(sample, 'uses')])
  const own = revisions.filter((r) => !/^actions\//.test(String(r)))
  expect(new Set(own)).toEqual(new Set([`v${VERSION}`, `storlint/storlint@v${VERSION}`]))
})

test('workflows may only read, and name inputs that there are', () => {
  const workflows = samples('yaml').filter((sample) => valuesOf(sample, 'jobs').some((jobs) => !Array.isArray(jobs)))
  expect(workflows).toHaveLength(2)
  for (const workflow of workflows) {
    expect(valuesOf(workflow, 'permissions')).toEqual([{ contents: 'read' }])
    const steps = valuesOf(workflow, 'steps').flat() as readonly { uses: string; with?: object }[]
    const own = steps.find((step) => step.uses.startsWith('storlint/'))
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(own?.with ?? {})))
  }
})

test('the tables tell of every input and output', () => {
  const told = [...PAGE.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) +\|/gm)].flatMap((m) =>
    [...(m[1] ?? '').matchAll(/`([\w-]+)`/g)].map((name) => name[1]),
  )
  const hooks = HOOKS.map((hook) => hook.id)
  expect(told).toEqual([...hooks, ...Object.keys(ACTION.inputs), ...Object.keys(ACTION.outputs)])
})
