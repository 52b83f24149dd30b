/** From one source to fragments, notes and counts. */
import type { Skipped } from '../core/finding.ts'
import type { FactBook } from '../core/facts.ts'
import type { Fragment, InputError, Recipe } from '../core/ir.ts'
import { lineText, positionAt, textOf, type Source, type Span } from '../core/source.ts'
import { FACTS } from '../knowledge/facts.ts'
import type { Environments } from './environments.ts'
import { readCompose } from '../parser/compose/read.ts'
import { readKubernetes } from '../parser/kubernetes/read.ts'
import { dialectOf, isComposeName } from '../parser/dialect.ts'
import { isDockerfileName } from '../parser/dockerfile/name.ts'
import { readDockerfile } from '../parser/dockerfile/read.ts'
import { secretSpans } from '../parser/secrets/tree.ts'
import type { YamlDocument, YamlProblem } from '../parser/tree.ts'
import { readYaml } from '../parser/yaml.ts'

/** What one file holds. */
export interface FileReading {
  readonly source: Source
  readonly fragments: readonly Fragment[]
  /** Of a Dockerfile. */
  readonly recipe?: Recipe
  readonly errors: readonly InputError[]
  readonly skipped: readonly Skipped[]
  readonly documents: number
  /** Its real comments: a fix may lose none, and some suppress findings. */
  readonly comments: readonly Span[]
  /** Places that no output may show, also of documents that gave no fragment. */
  readonly secrets: readonly Span[]
}

/**
 * Reads every document of a source. A document with syntax errors is an error where its dialect is known, else skipped.
 * Of environment variables only those that a fact of `book` asks for keep their value. Without `environments` no variable
 * is settled. `isCompose`: it is said to be a Compose file.
 */
export function readSource(
  source: Source,
  book: FactBook = FACTS,
  environments?: Environments,
  isCompose = false,
): FileReading {
  const knowing = { book, environments, isCompose }
  return isDockerfileName(source.path) && !isCompose ? readBuildFile(source, book) : readYamlFile(source, knowing)
}

interface Knowing {
  readonly book: FactBook
  readonly environments: Environments | undefined
  readonly isCompose: boolean
}

/** A Dockerfile. A part of one, which others put together, and a template are left alone. */
function readBuildFile(source: Source, { asksFor }: FactBook): FileReading {
  const recipe = withinStack(source, () => readDockerfile(source, { keepsEnv: asksFor }))
  const { errors, secrets } = recipe
  const reason = errors.length === 0 ? undefined : whyUnfinished(recipe, source)
  const skipped = reason === undefined ? [] : [{ path: source.path, reason }]
  const rest = { source, fragments: [], recipe, skipped, documents: 1, comments: [], secrets }
  return { ...rest, errors: reason === undefined ? errors : [] }
}

function withinStack(source: Source, read: () => Recipe): Recipe {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const span = { source, start: 0, end: source.text.length }
    const tooDeep = { kind: 'limit', path: source.path, message: 'a value nests too deep to be read' } as const
    return { dialect: 'dockerfile', span, stages: [], secrets: [span], errors: [tooDeep] }
  }
}

/** Why a faulty Dockerfile is none, in words. */
function whyUnfinished({ stages, errors }: Recipe, { text }: Source): string | undefined {
  if (TEMPLATE.test(text)) return 'a template, not a Dockerfile yet: render it first'
  if (OTHER_SYNTAX.test(text)) return 'a Dockerfile of another syntax than docker/dockerfile'
  return stages.length === 0 && errors.every(({ kind }) => kind === 'syntax')
    ? 'no Dockerfile: it has no FROM'
    : undefined
}

/** https://docs.docker.com/build/buildkit/frontend/ */
const OTHER_SYNTAX = /^\ufeff?(?:#[^\n]*\n)*?#[ \t]*syntax[ \t]*=[ \t]*(?!\S*docker\/dockerfile)/i

function readYamlFile(source: Source, knowing: Knowing): FileReading {
  const documents = readYaml(source)
  const parts = documents.map((document) => readDocument(document, knowing))
  return {
    source,
    fragments: parts.flatMap((p) => p.fragment ?? []),
    errors: parts.flatMap((p) => p.errors),
    skipped: parts.flatMap((p) => (p.reason === undefined ? [] : [{ path: source.path, reason: p.reason }])),
    documents: documents.length,
    comments: documents.flatMap((d) => d.comments.map((c) => c.span)),
    secrets: parts.flatMap((p, i) => p.fragment?.secrets ?? hiddenIn(documents[i], knowing.book)),
  }
}

interface Part {
  readonly fragment?: Fragment
  readonly errors: readonly InputError[]
  readonly reason?: string
}

/** What may be a secret in a document that gave no fragment: of a broken one, whose tree may lack parts, all of it. */
function hiddenIn(document: YamlDocument | undefined, book: FactBook): readonly Span[] {
  if (document === undefined) return []
  return document.problems.length > 0 ? [document.span] : secretSpans(document, book.asksFor)
}

function readDocument(document: YamlDocument, { book, environments, isCompose: isTold }: Knowing): Part {
  const [problem] = document.problems
  if (problem !== undefined) return broken(document, problem)
  const spoken = isTold && document.root?.kind === 'map' ? ({ dialect: 'compose' } as const) : dialectOf(document)
  if ('other' in spoken) return foreign(document, spoken.other, isTold)
  const options = { keepsEnv: book.asksFor }
  const around = environments && { environment: environments.of(document.source.path), openEnv: environments.open }
  try {
    const isCompose = spoken.dialect === 'compose'
    const fragment = isCompose
      ? readCompose(document, { ...options, ...around })
      : readKubernetes(document, { ...options, parse: readYaml })
    return { fragment, errors: fragment.errors }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const { source, span } = document
    return { errors: [{ kind: 'limit', path: source.path, span, message: 'a value nests too deep to be read' }] }
  }
}

/** A document of no dialect is left alone; under a name that Compose takes, it is a project that Compose refuses. */
function foreign({ source, root, span }: YamlDocument, reason: string, isTold: boolean): Part {
  if ((!isComposeName(source.path) && !isTold) || root?.kind === 'map') return { errors: [], reason }
  const at = root?.span ?? { source, start: span.start, end: Math.max(span.end, span.start) }
  return {
    errors: [
      {
        kind: 'syntax',
        path: source.path,
        span: at,
        message: `a Compose file is a mapping; this one is ${root === undefined ? 'empty' : 'none'}`,
      },
    ],
  }
}

/** Of a broken document the first problem is told; what comes after it is mostly its echo. */
function broken(document: YamlDocument, { kind, span, message }: YamlProblem): Part {
  const text = textOf(document.span)
  const where = isComposeName(document.source.path) ? lineAt(span) : text
  if (kind === 'syntax' && TEMPLATE.test(where))
    return { errors: [], reason: 'a template, not YAML yet: render it first' }
  if (!sniffs(document.source.path, text)) return { errors: [], reason: `not readable as YAML: ${message}` }
  return { errors: [{ kind, path: document.source.path, span, message }] }
}

/** The line in which a place begins. */
function lineAt({ source, start }: Span): string {
  return lineText(source, positionAt(source, start).line)
}

/** Actions of Helm and Go templates, and blocks of Jinja. */
const TEMPLATE = /\{\{|\{%/

/** Whether a text that does not parse was meant as Compose or Kubernetes, by its name or its first column. */
function sniffs(path: string, text: string): boolean {
  if (isComposeName(path)) return true
  return /^services:/m.test(text) || (/^apiVersion:/m.test(text) && /^kind:/m.test(text))
}
