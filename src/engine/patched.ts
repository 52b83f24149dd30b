/** What a kustomization may change of what is reported: patches are not applied, so a finding on such a field says so. */
import type { KustomizePatch, Project, Touch } from '../core/ir.ts'
import { milder, type Fix, type Label, type Report, type Severity } from '../core/rule.ts'
import { memo } from '../core/memo.ts'
import { contains, type Source, type Span } from '../core/source.ts'
import { layersOf, pathOf, type Layer } from '../parser/kustomize.ts'
import { segmentOf, touchesIn, word } from '../parser/kubernetes/touches.ts'
import { entries, items, resolved, valueOf, type Value } from '../parser/reading.ts'
import { treesOf } from '../parser/trees.ts'

/** A place in an object: which one it is, and the keys that lead there, as a `Touch` has them. */
interface Field {
  readonly kind: string
  readonly name: string
  readonly path: readonly string[]
  readonly restsOn: readonly string[]
  readonly written: string
}

/** Gives reports of a project what patches may change: a label for each, and a warning at most where they change just that. */
export function patchedReports(project: Project): (report: Report, severity: Severity) => Report {
  const layers = project.fragments.some((f) => f.kustomizations !== undefined) ? layersOf(project.fragments) : []
  return (report, severity) => {
    const over = layers.filter((layer) => layer.files.has(report.at.source.path))
    return over.length === 0 ? report : underLayers(report, severity, { over, project })
  }
}

interface Above {
  readonly over: readonly Layer[]
  readonly project: Project
}

function underLayers(report: Report, severity: Severity, { over, project }: Above): Report {
  const field = fieldAt(report)
  if (field === undefined) return report
  const labels = over
    .flatMap((layer) => layer.patches)
    .flatMap((patch): readonly Label[] =>
      changes(patch, field, project) ? [{ span: patch.span, text: 'this may change it' }] : [],
    )
  if (labels.length === 0) return report
  return {
    ...report,
    severity: milder(report.severity ?? severity, 'warning'),
    labels: [...(report.labels ?? []), ...labels],
    ...(report.fixes && { fixes: () => (report.fixes?.() ?? []).map(refused) }),
  }
}

/** What is written here may not be what is applied, so that a fix of it may be none. */
function refused(fix: Fix): Fix {
  const reason = 'a kustomization may change what is written here'
  return { ...fix, refusals: [{ when: 'always', code: 'unsupported', reason }, ...(fix.refusals ?? [])] }
}

/** Whether a patch may change a field; one that cannot be read may change anything of the objects that it is for. */
function changes(patch: KustomizePatch, field: Field, project: Project): boolean {
  if (!matches(patch.kind?.value, field.kind) || !matches(patch.name?.value, field.name)) return false
  const touches = patch.touches ?? touchesOfFile(patch, project)
  if (touches === undefined) return patch.kind !== undefined || patch.name !== undefined
  const isTargeted = patch.kind !== undefined || patch.name !== undefined
  return touches.some((touch) => (isTargeted || isFor(touch, field)) && settles(touch, field))
}

const touchesBefore = memo((source: Source) => touchesIn(treesOf(source)))

function touchesOfFile({ file }: KustomizePatch, { fragments }: Project): readonly Touch[] | undefined {
  const path = file === undefined ? undefined : pathOf(file)
  const found = fragments.find((f) => f.source.path === path)
  return found === undefined ? undefined : touchesBefore(found.source)
}

/** Targets are patterns of whole names; what one comes to is left to Kustomize, so that it may be meant. */
function matches(pattern: string | undefined, name: string): boolean {
  return pattern === undefined || pattern === name || /[^\w-]/.test(pattern)
}

function isFor({ kind, name }: Touch, field: Field): boolean {
  return (kind === undefined || kind === field.kind) && (name === undefined || name === field.name)
}

function settles(touch: Touch, field: Field): boolean {
  return touch.path.some((key) => field.restsOn.includes(key)) || overlaps(touch, field)
}

/** An image by its name; anything else where both are in the entry of a list that the field is in, or one is in the other. */
function overlaps({ path, begins }: Touch, field: Field): boolean {
  const isWhole = path.length === field.path.length
  if (begins !== undefined && !(isWhole && isImage(field.written, begins))) return false
  const entry = field.path.findLastIndex(isEntry)
  const depth = begins === undefined && entry >= 0 ? entry + 1 : field.path.length
  return path.slice(0, depth).every((part, i) => i >= field.path.length || isAlike(part, field.path[i] ?? ''))
}

function isImage(written: string, name: string): boolean {
  return written === name || written.startsWith(`${name}:`) || written.startsWith(`${name}@`)
}

function isEntry(part: string): boolean {
  return part === '*' || part.startsWith('=')
}

function isAlike(a: string, b: string): boolean {
  return a === b || (isEntry(a) && isEntry(b) && (a === '*' || b === '*'))
}

function fieldAt({ at, restsOn = [] }: Report): Field | undefined {
  const document = treesOf(at.source).find((d) => d.span.start <= at.start && at.end <= d.span.end)
  const root = document?.root === undefined ? undefined : resolved(document.root)
  const object = root === undefined ? undefined : objectAt(root, at)
  if (object === undefined) return undefined
  return {
    kind: word(valueOf(object, 'kind')) ?? '',
    name: word(valueOf(valueOf(object, 'metadata'), 'name')) ?? '',
    path: pathTo(object, at),
    restsOn,
    written: at.source.text.slice(at.start, at.end).replace(/^["']/, ''),
  }
}

/** The object itself, or the item of a List. */
function objectAt(value: Value, at: Span): Value | undefined {
  const list = word(valueOf(value, 'kind'))?.endsWith('List') === true ? valueOf(value, 'items') : undefined
  if (list === undefined) return value
  return items(list).find((item) => contains(item.item.span, at))?.value
}

function pathTo(value: Value, at: Span): readonly string[] {
  const entry = entries(value).find((e) => contains(e.entry.span, at))
  if (entry !== undefined)
    return [entry.name, ...(entry.value === undefined || contains(entry.key.span, at) ? [] : pathTo(entry.value, at))]
  const item = items(value).find((i) => contains(i.item.span, at))
  return item === undefined ? [] : [segmentOf(item.value), ...pathTo(item.value, at)]
}
