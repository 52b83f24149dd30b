/** The GitHub Action: lints what a workflow asks for, and says it in annotations, a summary, outputs and an exit code. */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Run } from '../core/finding.ts'
import type { Loaded } from '../engine/load.ts'
import { markdownReport } from '../report/markdown.ts'
import { CONFIG_CHANGED, focusOf, type Focus } from './changed.ts'
import { readEvent } from './event.ts'
import { InputError, readInputs, type Inputs } from './inputs.ts'
import * as linter from './linter.ts'

/** Runs one step, and gives its exit code. */
async function step(env: NodeJS.ProcessEnv): Promise<number> {
  const inputs = readInputs(env)
  if (!statSync(inputs.cwd, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`the working-directory ${inputs.cwd} is no folder`)
  const { focus, loaded } = await loadedFor(inputs, focusOf(inputs, readEvent(env)))
  const run = linter.check(loaded, linter.RULES)
  const notices = [...noticesOf(focus), ...(loaded.notes ?? []), ...(loaded.warnings ?? []).map(linter.doubtLine)]
  const notes = [...scopeOf(focus), ...notices]
  const code = linter.exitCode(run, run.findings, linter.failOnFor(inputs.failOn, loaded.settings))
  say(verbatim(linter.conciseReport(run) + [...linter.summaryLines(run), ...notes].join('\n') + '\n'))
  if (inputs.annotations) say(annotationsOf(inputs, run, notices))
  if (inputs.summary) append(env['GITHUB_STEP_SUMMARY'], markdownReport(run, notes))
  append(env['GITHUB_OUTPUT'], outputs(run, code, writeJson(env, run)))
  return code
}

/** What is to be checked; all of it where a file changed that a configuration extends. */
async function loadedFor(inputs: Inputs, focus: Focus): Promise<{ readonly focus: Focus; readonly loaded: Loaded }> {
  const loaded = await loadFocus(inputs, focus)
  const holds = (file: string): boolean => loaded.settings?.(file)?.files.includes(file) === true
  if (focus.kind === 'all' || !focus.files.some(holds)) return { focus, loaded }
  const all: Focus = { kind: 'all', reason: CONFIG_CHANGED }
  return { focus: all, loaded: await loadFocus(inputs, all) }
}

const NOTHING: Loaded = { focus: [], context: [], errors: [], skipped: [], has: () => false }

async function loadFocus({ cwd, files, config, allowNoFiles }: Inputs, focus: Focus): Promise<Loaded> {
  const options = config === undefined ? {} : { config: { file: config } }
  if (focus.kind === 'changed') {
    const isHere = (name: string): boolean => existsSync(path.resolve(cwd, name))
    // A name that stands for nothing is a fault of the workflow, whatever changed; a changed file may be gone since.
    const names = [...focus.files.filter(isHere), ...files.filter((name) => !isHere(name))]
    return names.length === 0 ? NOTHING : await linter.load(cwd, names, options)
  }
  const loaded = await linter.load(cwd, files, options)
  const isEmpty = loaded.focus.length === 0 && loaded.errors.length === 0 && loaded.skipped.length === 0
  if (!isEmpty || allowNoFiles) return loaded
  throw new InputError('there is no YAML file in what was given; allow-no-files: true makes that a clean run')
}

function scopeOf(focus: Focus): readonly string[] {
  if (focus.kind === 'all') return []
  return focus.files.length === 0
    ? ['No YAML file and no Dockerfile changed.']
    : ['Only files that changed were checked.']
}

function noticesOf(focus: Focus): readonly string[] {
  return focus.kind === 'changed' || focus.reason === undefined ? [] : [`All files were checked: ${focus.reason}.`]
}

function annotationsOf({ cwd, summary }: Inputs, run: Run, notices: readonly string[]): string {
  const rest = summary ? 'see the summary' : 'see the log'
  return notices.map(linter.noticeCommand).join('') + linter.githubReport(run, rest, folderOf(cwd))
}

/** Text in which the runner looks for no commands. */
function verbatim(text: string): string {
  const token = randomUUID()
  return `::stop-commands::${token}\n${text}::${token}::\n`
}

/** The way from the root of the work tree to the working directory, ending in `/`; empty for the root. */
function folderOf(cwd: string): string {
  const inside = path.relative(linter.projectRoot(cwd), cwd)
  return inside === '' ? '' : `${inside.split(path.sep).join('/')}/`
}

function writeJson(env: NodeJS.ProcessEnv, run: Run): string {
  const file = path.join(mkdtempSync(path.join(env['RUNNER_TEMP'] ?? os.tmpdir(), 'storlint-')), 'storlint.json')
  writeFileSync(file, linter.jsonReport(run))
  return file
}

function outputs(run: Run, code: number, jsonFile: string): string {
  const { error, warning } = linter.countBySeverity(run.findings)
  const fixable = run.findings.filter((f) => f.fixes.some((fix) => fix.edits !== null)).length
  const values = {
    findings: run.findings.length,
    errors: error,
    warnings: warning,
    fixable,
    'exit-code': code,
    'json-file': jsonFile,
  }
  return Object.entries(values)
    .map(([name, value]) => outputLines(name, String(value)))
    .join('')
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions#multiline-strings */
function outputLines(name: string, value: string): string {
  const end = randomUUID()
  return `${name}<<${end}\n${value}\n${end}\n`
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text)
}

function say(text: string): void {
  process.stdout.write(text)
}

/** What was asked wrongly is told in one line; a fault of our own is told whole. */
function failed(error: unknown): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  say(linter.errorCommand(error instanceof InputError ? error.message : text))
  append(process.env['GITHUB_OUTPUT'], outputLines('exit-code', String(linter.INCOMPLETE)))
  return linter.INCOMPLETE
}

void step(process.env)
  .catch(failed)
  .then((code) => {
    process.exitCode = code
  })
