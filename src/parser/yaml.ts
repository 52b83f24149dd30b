/**
 * Reads YAML into the located tree. The only importer of the package `yaml`; its nodes do not leave this file, and it is
 * fed token by token, so that the limits hold before it recurses and a document's nodes go before the next is read.
 */
import type { Alias, Document, Node, Pair, Range, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { Composer, CST, isAlias, isMap, isPair, isScalar, Lexer, Parser, Schema } from 'yaml'
import type { Source, Span } from '../core/source.ts'
import type {
  YamlAlias,
  YamlComment,
  YamlDocument,
  YamlEntry,
  YamlItem,
  YamlMap,
  YamlNode,
  YamlProblem,
  YamlScalar,
  YamlSeq,
} from './tree.ts'
import { duplicateKeys } from './yaml/duplicates.ts'
import { loadProblem, MAX_PROBLEMS, sizeProblem } from './yaml/guard.ts'
import type { Landmarks, Property } from './yaml/landmarks.ts'
import { lastBelow, lastPropertyBelow, noLandmarks, note } from './yaml/landmarks.ts'
import { clearMessage } from './yaml/message.ts'
import { scalarText } from './yaml/scalar-text.ts'

/** One schema for all documents: the library would make one a document. YAML 1.2 core, also under `%YAML 1.1`. */
const SCHEMA = new Schema({ schema: 'core', resolveKnownTags: false, merge: false })
const OPTIONS = {
  schema: SCHEMA as unknown as string,
  version: '1.2',
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/**
 * All documents of a stream, in order, at least one: a stream of nothing but comments is one empty document. What is
 * wrong stands in `problems`; the other documents are read all the same, but behind a `limit` problem nothing is.
 * Comments before a `---` belong to the document behind it, those after the last document to that document.
 */
export function readYaml(source: Source): readonly YamlDocument[] {
  const tooLarge = sizeProblem(source)
  if (tooLarge !== undefined) return [unread(source, tooLarge)]
  const stream = openStream(source)
  const limit = readTokens(stream)
  return documentsOf(stream, limit)
}

function unread(source: Source, problem: YamlProblem): YamlDocument {
  return { source, span: { source, start: 0, end: source.text.length }, comments: [], problems: [problem] }
}

/** One read in progress. */
interface Stream {
  readonly source: Source
  readonly parser: Parser
  readonly composer: Composer
  readonly marks: Landmarks
  readonly problems: FoundProblem[]
  /** The document that the library is at work on, by index, and where it ends. */
  at: { readonly document: number; readonly end: number }
  /** Where each document's content begins, behind its `---`. */
  readonly starts: number[]
  /** Roots of the documents that are composed; fewer than `starts` while reading. */
  readonly roots: (YamlNode | undefined)[]
}

interface FoundProblem {
  readonly document: number
  readonly problem: YamlProblem
}

type OnError = (at: CST.Token | number | readonly number[], code: string, message: string, warning?: boolean) => void

function openStream(source: Source): Stream {
  const composer = new Composer(OPTIONS)
  const stream: Stream = {
    source,
    parser: new Parser(),
    composer,
    marks: noLandmarks(),
    problems: [],
    at: { document: 0, end: source.text.length },
    starts: [],
    roots: [],
  }
  // The library makes an Error with a stack for each: 10 MB of `&a &a …` would fill the heap.
  const hook = composer as unknown as { onError: OnError }
  hook.onError = (at, _code, message, warning) => {
    if (warning !== true) addProblem(stream, message, placeOf(at))
  }
  return stream
}

/** Feeds the library; stops at a limit and gives its problem. */
function readTokens(stream: Stream): YamlProblem | undefined {
  const { source, parser, marks, starts } = stream
  let isScalarNext = false
  let tokens = 0
  let documents = 0
  for (const token of new Lexer().lex(source.text)) {
    if (!isScalarNext) note(marks, token, parser.offset)
    isScalarNext = !isScalarNext && token === CST.SCALAR
    for (const part of parser.next(token)) take(stream, part)
    if (starts.length > documents) tokens = 0
    documents = starts.length
    tokens += 1
    // On the stack are also the document and, innermost, a scalar.
    const limit = loadProblem(source, parser.offset, { depth: parser.stack.length - 2, tokens })
    if (limit !== undefined) return limit
  }
  for (const part of parser.end()) take(stream, part)
  for (const document of stream.composer.end()) addRoot(stream, document)
  return undefined
}

function take(stream: Stream, part: CST.Token): void {
  const { starts, parser, source } = stream
  if (part.type === 'document') starts.push(contentStart(stream, part))
  // A document's token comes when its end is read; before that, the parser has it on its stack.
  const isOpen = part.type === 'directive' || (part.type === 'error' && parser.stack.length > 0)
  const document = isOpen ? starts.length : Math.max(0, starts.length - 1)
  stream.at = { document, end: part.type === 'document' ? parser.offset : source.text.length }
  if (part.type === 'error') return addProblem(stream, part.message, placeOf(part))
  for (const composed of stream.composer.next(part)) addRoot(stream, composed)
}

function contentStart({ source: { text } }: Stream, part: CST.Document): number {
  const marker = part.start.find((token) => token.type === 'doc-start')
  if (marker === undefined) return part.offset
  const blank = /---[ \t]*\r?\n/y
  blank.lastIndex = marker.offset
  return blank.test(text) ? blank.lastIndex : marker.offset + 3
}

function placeOf(at: CST.Token | number | readonly number[]): readonly [number, number] {
  if (typeof at === 'number') return [at, at + 1]
  if (!('type' in at)) return [at[0] ?? 0, at[1] ?? 0]
  return [at.offset, at.offset + ('source' in at ? at.source.length : 1)]
}

function addProblem(stream: Stream, message: string, place: readonly [number, number]): void {
  if (stream.problems.length >= MAX_PROBLEMS) return
  const span = problemSpan(stream, place)
  const problem = { kind: 'syntax', message: clearMessage(message), span } as const
  stream.problems.push({ document: stream.at.document, problem })
}

/** At least one unit, inside the source, on one line; at the document's end, the last thing written in it. */
function problemSpan({ source, at }: Stream, [from, to]: readonly [number, number]): Span {
  const { text } = source
  let start = Math.max(0, Math.min(from, at.end - 1, text.length - 1))
  if (from >= at.end) while (start > 0 && /\s/.test(text[start] ?? '')) start -= 1
  const lineEnd = /[\r\n]/g
  lineEnd.lastIndex = start
  const cut = lineEnd.exec(text)?.index ?? text.length
  return { source, start, end: Math.max(start + 1, Math.min(to, cut, text.length)) }
}

function addRoot(stream: Stream, document: Document.Parsed): void {
  const { at } = stream
  stream.at = { document: stream.roots.length, end: stream.source.text.length }
  for (const error of document.errors) addProblem(stream, error.message, error.pos)
  const tree: Tree = { stream, anchors: new Map(), aliases: [] }
  const root = document.contents === null ? undefined : valueNode(tree, document.contents as Node)
  for (const { alias, anchor } of tree.aliases) if (anchor.node !== undefined) alias.target = anchor.node
  stream.roots.push(root)
  stream.at = at
}

/** Cuts the stream into documents and gives each its comments and problems. */
function documentsOf(stream: Stream, limit: YamlProblem | undefined): readonly YamlDocument[] {
  const { source, starts, roots } = stream
  if (limit !== undefined && roots.length < starts.length) for (const d of stream.composer.end()) addRoot(stream, d)
  const spans = documentSpans(stream, limit)
  const zoneEnds = spans.map((span, index) => (index === spans.length - 1 ? source.text.length : span.end))
  const comments = shareOut(commentsOf(stream), zoneEnds)
  const problems = problemsOf(stream, spans.length, limit)
  return spans.map((span, index): YamlDocument => {
    const root = roots[index]
    const shares = { comments: comments[index] ?? [], problems: problems[index] ?? [] }
    return root === undefined ? { source, span, ...shares } : { source, span, root, ...shares }
  })
}

/** The problems of each document in order of place; that of a limit is the last one's. */
function problemsOf(stream: Stream, documents: number, limit: YamlProblem | undefined): readonly YamlProblem[][] {
  const shares = Array.from({ length: documents }, (): YamlProblem[] => [])
  for (const { document, problem } of stream.problems) shares[Math.min(document, documents - 1)]?.push(problem)
  for (const share of shares) share.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  if (limit !== undefined) shares[documents - 1]?.push(limit)
  return shares
}

function commentsOf({ source, marks }: Stream): readonly YamlComment[] {
  return marks.comments.map(({ start, end }) => ({ span: { source, start, end } }))
}

/** Spans of the documents; with a limit, the last is that of the document in which reading stopped. */
function documentSpans(stream: Stream, limit: YamlProblem | undefined): readonly Span[] {
  const { source, starts, marks } = stream
  const end = source.text.length
  const first = source.text.startsWith('\uFEFF') ? 1 : 0
  const all = limit === undefined ? starts : [...starts, unfinishedStart(stream, limit.span.start)]
  if (all.length === 0) return [{ source, start: first, end }]
  return all.map((start, index): Span => {
    const marker = marks.markers[lastBelow(marks.markers, start) + 1]
    const next = all[index + 1] ?? end
    const stop = Math.min(marker ?? end, Math.max(next, start))
    return { source, start: index === 0 && isImplicit(stream, start) ? Math.min(first, start) : start, end: stop }
  })
}

/** True when no marker stands before a document's content. */
function isImplicit({ marks }: Stream, start: number): boolean {
  return lastBelow(marks.markers, start) < 0
}

function unfinishedStart({ marks, starts }: Stream, at: number): number {
  const marker = marks.markers[lastBelow(marks.markers, at)]
  return Math.max(marker === undefined ? 0 : marker + 3, starts[starts.length - 1] ?? 0)
}

/** Shares located things out, in order, to zones that end at the given offsets; the last zone takes the rest. */
function shareOut<T extends { readonly span: Span }>(all: readonly T[], ends: readonly number[]): readonly T[][] {
  const shares = ends.map((): T[] => [])
  let zone = 0
  for (const thing of all) {
    while (zone < ends.length - 1 && thing.span.start >= (ends[zone] ?? 0)) zone += 1
    shares[zone]?.push(thing)
  }
  return shares
}

/** An anchor's node, once it is there: an alias may stand inside it. */
interface Anchor {
  node?: YamlNode
}

type OpenAlias = { -readonly [Key in keyof YamlAlias]: YamlAlias[Key] }

/** One document's tree in the making. */
interface Tree {
  readonly stream: Stream
  readonly anchors: Map<string, Anchor>
  readonly aliases: { readonly alias: OpenAlias; readonly anchor: Anchor }[]
}

/** The node, or nothing where nothing is written. */
function valueNode(tree: Tree, node: Node): YamlNode | undefined {
  return isNothing(node) ? undefined : toNode(tree, node)
}

function isNothing(node: Node): boolean {
  if (!isScalar(node) || node.anchor !== undefined || node.tag !== undefined) return false
  return node.type === 'PLAIN' && node.source === ''
}

function toNode(tree: Tree, node: Node): YamlNode {
  if (isAlias(node)) return toAlias(tree, node)
  const anchor: Anchor = {}
  // Before the children, as an alias inside the node may mean it.
  if (node.anchor !== undefined) tree.anchors.set(node.anchor, anchor)
  const made = isScalar(node) ? toScalar(tree, node) : isMap(node) ? toMap(tree, node) : toSeq(tree, node as YAMLSeq)
  anchor.node = made
  return made
}

function toAlias(tree: Tree, node: Alias): YamlNode {
  const { source } = tree.stream
  const [start, end] = rangeOf(tree, node)
  const alias: OpenAlias = { kind: 'alias', name: node.source, span: { source, start, end } }
  const anchor = tree.anchors.get(node.source)
  if (anchor !== undefined) tree.aliases.push({ alias, anchor })
  else
    addProblem(tree.stream, 'no anchor of this name stands before the alias; a text that begins with * needs quotes', [
      start,
      end,
    ])
  return alias
}

function rangeOf({ stream }: Tree, node: Node): readonly [number, number] {
  const [start, end]: Range = node.range ?? [0, 0, 0]
  const { length } = stream.source.text
  return [Math.min(start, length), Math.min(Math.max(start, end), length)]
}

const STYLES = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const

function toScalar(tree: Tree, node: Scalar): YamlScalar {
  const { source } = tree.stream
  const [start, rangeEnd] = rangeOf(tree, node)
  const style = STYLES[node.type ?? 'PLAIN']
  const { text, end } = scalarText({ source, style, start, end: rangeEnd, decoded: node.source ?? '' })
  const properties = propertiesOf(tree, node, start)
  return { kind: 'scalar', value: plainValue(node), style, text, ...withProperties(source, properties, start, end) }
}

function plainValue({ value, source }: Scalar): YamlScalar['value'] {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
  return isPlain ? value : (source ?? '')
}

function toMap(tree: Tree, node: YAMLMap): YamlMap {
  const { source, problems } = tree.stream
  const entries = node.items.map((pair) => toEntry(tree, pair as Pair<Node, Node | null>))
  const { document } = tree.stream.at
  for (const problem of duplicateKeys(entries)) if (problems.length < MAX_PROBLEMS) problems.push({ document, problem })
  const [rangeStart, rangeEnd] = rangeOf(tree, node)
  const start = Math.min(rangeStart, entries[0]?.span.start ?? rangeStart)
  const style = node.flow === true ? 'flow' : 'block'
  const end = style === 'flow' ? rangeEnd : (entries[entries.length - 1]?.span.end ?? rangeEnd)
  const properties = propertiesOf(tree, node, start)
  return { kind: 'map', style, entries, ...withProperties(source, properties, start, end) }
}

function toEntry(tree: Tree, pair: Pair<Node, Node | null>): YamlEntry {
  const { source } = tree.stream
  const key = toNode(tree, pair.key)
  const value = pair.value === null ? undefined : valueNode(tree, pair.value)
  const end = value === undefined ? colonEnd(source.text, key.span.end) : value.span.end
  const span = { source, start: key.span.start, end }
  return value === undefined ? { key, span } : { key, value, span }
}

/** Behind the `:` that follows a key, past white space and comments; the key's end when there is none. */
function colonEnd(text: string, keyEnd: number): number {
  let at = keyEnd
  for (let char = text[at]; isGap(char); char = text[at]) {
    const lineEnd = char === '#' ? text.indexOf('\n', at) : at
    if (lineEnd < 0) return keyEnd
    at = lineEnd + 1
  }
  return text[at] === ':' ? at + 1 : keyEnd
}

function isGap(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '#'
}

function toSeq(tree: Tree, node: YAMLSeq): YamlSeq {
  const { source } = tree.stream
  const style = node.flow === true ? 'flow' : 'block'
  const items = node.items.map((item) => toItem(tree, itemNode(item), style))
  const [start, rangeEnd] = rangeOf(tree, node)
  const end = style === 'flow' ? rangeEnd : (items[items.length - 1]?.span.end ?? rangeEnd)
  const properties = propertiesOf(tree, node, start)
  return { kind: 'seq', style, items, ...withProperties(source, properties, start, end) }
}

function itemNode(item: unknown): Node {
  return (isPair(item) ? item.key : item) as Node
}

function toItem(tree: Tree, node: Node, style: YamlSeq['style']): YamlItem {
  const { source, marks } = tree.stream
  const value = valueNode(tree, node)
  const [at] = rangeOf(tree, node)
  const valueStart = value?.span.start ?? at
  const dash = style === 'block' ? marks.dashes[lastBelow(marks.dashes, valueStart)] : undefined
  const start = dash ?? valueStart
  const end = value?.span.end ?? (dash === undefined ? start : dash + 1)
  const span = { source, start, end }
  return value === undefined ? { span } : { value, span }
}

/** The anchor and the tag of a node that starts at `start`, in order: the last of each kind before it. */
function propertiesOf({ stream }: Tree, node: Node, start: number): readonly Property[] {
  if (isAlias(node) || (node.anchor === undefined && node.tag === undefined)) return []
  const { properties } = stream.marks
  const last = lastPropertyBelow(properties, start)
  const near = properties.slice(Math.max(0, last - 1), last + 1)
  const anchor = node.anchor === undefined ? undefined : near.findLast(({ written }) => written.startsWith('&'))
  const tag = node.tag === undefined ? undefined : near.findLast(({ written }) => written.startsWith('!'))
  return near.filter((property) => property === anchor || property === tag)
}

interface Placed {
  readonly span: Span
  readonly anchor?: string
  readonly tag?: string
}

function withProperties(source: Source, properties: readonly Property[], start: number, end: number): Placed {
  if (properties.length === 0) return { span: { source, start, end } }
  const first = properties[0]?.start ?? start
  const last = properties[properties.length - 1]
  // With nothing written behind them, the properties are all there is.
  const leafEnd = start === end && last !== undefined ? last.start + last.written.length : end
  const anchor = properties.find(({ written }) => written.startsWith('&'))?.written.slice(1)
  const tag = properties.find(({ written }) => written.startsWith('!'))?.written
  return {
    span: { source, start: Math.min(first, start), end: leafEnd },
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
  }
}
