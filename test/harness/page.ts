/**
 * Rule pages as tests. A `##` heading names an example; its `yaml`, `dockerfile` and `dotenv` fences are files (a line with a path in
 * backticks before a fence names it); caret comments in them are expectations; `diff` and `refused` fences say what fixes do.
 */
export interface Page {
  readonly name: string
  readonly examples: readonly Example[]
}

export interface Example {
  readonly title: string
  readonly line: number
  readonly files: readonly ExampleFile[]
  readonly diffs: readonly ExpectedDiff[]
  readonly refusals: readonly ExpectedRefusal[]
}

export interface ExampleFile {
  readonly path: string
  readonly text: string
  readonly expected: readonly Expectation[]
}

/** A finding at a place. Columns are 1-based, the end exclusive; absent: anywhere in the line. */
export interface Expectation {
  readonly line: number
  readonly columns?: readonly [number, number]
  readonly severity: string
  readonly rule: string
  readonly message: string
}

export type FixMode = 'safe' | 'unsafe' | 'migrate' | 'assume-new'

export interface ExpectedDiff {
  readonly mode: FixMode
  readonly text: string
}

/** ```` ```refused migrate ````: every fix of that mode is withheld, with this in its reason. */
export interface ExpectedRefusal {
  readonly mode: FixMode
  readonly reason: string
}

interface Fence {
  readonly info: string
  readonly text: string
  readonly path?: string
}

const MODES: readonly FixMode[] = ['safe', 'unsafe', 'migrate', 'assume-new']

/** Reads a page. Throws, naming page and line, for a fence that says nothing. */
export function readPage(name: string, markdown: string): Page {
  const sections = markdown.split(/^(?=## )/m)
  let line = 1
  const examples = sections.flatMap((section) => {
    const start = line
    line += section.split('\n').length - 1
    const fences = fencesOf(section)
    return fences.length === 0 ? [] : [exampleOf(name, section, start, fences)]
  })
  return { name, examples }
}

function exampleOf(page: string, section: string, line: number, fences: readonly Fence[]): Example {
  const title = /^## (.*)$/m.exec(section)?.[1] ?? page
  const words = (fence: Fence): readonly string[] => fence.info.split(/\s+/)
  const unknown = fences.find(
    (f) => !/^(yaml (compose|kubernetes)|yaml|dockerfile|dotenv|diff|refused|sh|text)\b/.test(f.info),
  )
  if (unknown !== undefined) throw new Error(`${page}: "${title}" has a fence "${unknown.info}" that means nothing`)
  return {
    title,
    line,
    files: fences.filter((f) => /^(yaml (compose|kubernetes)|dockerfile|dotenv)/.test(f.info)).map(fileOf),
    diffs: fences.filter((f) => words(f)[0] === 'diff').map((f) => ({ mode: modeOf(page, words(f)[1]), text: f.text })),
    refusals: fences
      .filter((f) => words(f)[0] === 'refused')
      .map((f) => ({ mode: modeOf(page, words(f)[1]), reason: f.text.trim() })),
  }
}

function modeOf(page: string, word: string | undefined): FixMode {
  const mode = MODES.find((m) => m === word)
  if (mode === undefined)
    throw new Error(`${page}: a diff or refused fence says one of ${MODES.join(', ')}, not "${word ?? ''}"`)
  return mode
}

function fencesOf(section: string): readonly Fence[] {
  const found = section.matchAll(/(?:^`([^`\n]+)`\n\n?)?^```(\S[^\n]*)\n([\s\S]*?)^```$/gm)
  return [...found].map(([, path, info, text]) => ({
    info: info ?? '',
    text: text ?? '',
    ...(path !== undefined && { path }),
  }))
}

const CARETS = /^( *)# *(\^+) (error|warning|info)\[([a-z0-9-]+)\](?:: ?(.*))?$/
const ASIDE = /^(.*?) *# ! (?:(\d+)-(\d+) )?(error|warning|info)\[([a-z0-9-]+)\](?:: ?(.*))?$/

/** Takes the expectations out of a fence. */
function fileOf(fence: Fence): ExampleFile {
  const kept: string[] = []
  const expected: Expectation[] = []
  for (const line of fence.text.replace(/\n$/, '').split('\n')) {
    const carets = CARETS.exec(line)
    const aside = ASIDE.exec(line)
    if (carets !== null) {
      const from = line.indexOf('^') + 1
      const columns = [from, from + (carets[2] ?? '').length] as const
      expected.push({
        line: kept.length,
        columns,
        severity: carets[3] ?? '',
        rule: carets[4] ?? '',
        message: carets[5] ?? '',
      })
    } else if (aside !== null) {
      kept.push(aside[1] ?? '')
      const [, , from, to, severity = '', rule = '', message = ''] = aside
      const columns = from === undefined || to === undefined ? {} : { columns: [Number(from), Number(to)] as const }
      expected.push({ line: kept.length, ...columns, severity, rule, message })
    } else kept.push(line)
  }
  return { path: fence.path ?? usualPath(fence.info), text: kept.join('\n') + '\n', expected }
}

function usualPath(info: string): string {
  if (info === 'dockerfile') return 'Dockerfile'
  if (info === 'dotenv') return '.env'
  return info.startsWith('yaml kubernetes') ? 'manifest.yaml' : 'compose.yaml'
}
