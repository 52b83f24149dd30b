/** Reads the short form of a Compose mount: https://docs.docker.com/reference/compose-file/services/#short-syntax-5 */
import { certaintyOf, type Located, locatedText, type MappedText, sliceMapped, spanOf } from '../../core/located.ts'
import type { MountNote, MountNoteCode } from '../../core/ir.ts'
import type { Span } from '../../core/source.ts'
import type { GrammarProblem } from '../grammar/build.ts'
import { type Field, readFields } from '../grammar/mount.ts'
import { readOptionWords } from '../grammar/options.ts'

/**
 * A short mount. An unknown part belongs to the field that it stands in, as an ordinary character would, and makes that
 * field unknown; a value with colons in it would shift the fields. `type` is unknown when the source begins with an
 * unknown part, which could be path or name, or when all of the text is unknown.
 */
export interface ShortMount {
  readonly kind: 'mount'
  readonly span: Span
  readonly type: 'bind' | 'volume' | 'unknown'
  /** Absent: an anonymous volume. */
  readonly source?: Located<string>
  /** Empty only behind an `unterminated-variable`. */
  readonly target: Located<string>
  /** At the option that decides, else at the mount. Unknown when an unknown option may decide. */
  readonly readOnly: Located<boolean>
  /** The options that were seen; an unknown option may set these too. */
  readonly nocopy?: Located<boolean>
  readonly selinux?: Located<'z' | 'Z'>
  readonly propagation?: Located<string>
  /** Every option word, known to Compose or not, without empty ones. */
  readonly options: readonly Located<string>[]
  /** In the order of their places. */
  readonly notes: readonly MountNote[]
}

const PROPAGATION = new Set(['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'])
const CONSISTENCY = new Set(['cached', 'delegated', 'consistent'])
const KNOWN = new Set(['ro', 'rw', 'nocopy', 'z', 'Z', ...PROPAGATION])

/**
 * Reads an interpolated short mount as compose-go's format/volume.go does: fields split at colons, nothing trimmed,
 * cleaned or resolved. A NUL, which Compose takes for the end, is a problem here.
 */
export function readShortMount(text: MappedText): ShortMount | GrammarProblem {
  if (text.text === '') return problem('empty', text.whole, 'the mount is empty')
  const nul = text.text.indexOf('\0')
  if (nul >= 0) return problem('nul', spanOf(text, nul, nul + 1), 'the mount holds a NUL character')
  if (isUnknown(text)) return unknownMount(text)
  if (isShort(text.text)) return mountOf(text, [{ start: 0, end: text.text.length, drive: false, closed: true }])
  const fields = readFields(text.text)
  return wrongField(text, fields) ?? mountOf(text, fields)
}

/** The first field that Compose refuses. */
function wrongField(text: MappedText, fields: readonly Field[]): GrammarProblem | undefined {
  const empty = fields.slice(0, 3).find((f) => f.start === f.end)
  if (empty !== undefined) {
    // A point is hard to show: the colon beside it stands for it.
    const span = spanOf(text, Math.max(0, empty.start - 1), empty.start === 0 ? 1 : empty.start)
    return problem('empty-section', span, 'the mount has an empty section between colons')
  }
  const fourth = fields[3]
  if (fourth === undefined) return undefined
  return problem('too-many-colons', spanOf(text, fourth.start - 1, text.text.length), 'the mount has too many colons')
}

function mountOf(text: MappedText, fields: readonly Field[]): ShortMount {
  const [source, target, mode] = assign(fields)
  const options = mode === undefined ? [] : readOptionWords(sliceMapped(text, mode.start, mode.end))
  const mount = {
    kind: 'mount',
    span: spanOf(text, 0, text.text.length),
    type: typeOf(text, source),
    ...(source && { source: locatedText(text, source.start, source.end) }),
    target: target === undefined ? noTarget(text) : locatedText(text, target.start, target.end),
    readOnly: readOnlyOf(text, options),
    ...flagsOf(options),
    options,
  } as const
  return {
    ...mount,
    get notes() {
      return notesOf(text, fields, mount)
    },
  }
}

/** Source, target and options. The end of the text makes a lone field the target; a colon makes it the source. */
function assign(fields: readonly Field[]): readonly (Field | undefined)[] {
  const closed = fields.filter((f) => f.closed)
  return fields.length === 1 ? [undefined, ...closed] : closed
}

function typeOf(text: MappedText, source: Field | undefined): ShortMount['type'] {
  if (source === undefined) return 'volume'
  if (certaintyOf(text, source.start, source.start + 1) === 'unknown') return 'unknown'
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(text.text.slice(source.start, source.end)) ? 'bind' : 'volume'
}

function readOnlyOf(text: MappedText, options: readonly Located<string>[]): Located<boolean> {
  const written = options.findLast((o) => isAccess(o))
  const deciding = options.findLast((o) => isAccess(o) || o.certainty === 'unknown')
  const value = written?.value === 'ro'
  if (deciding === undefined) return { value, span: spanOf(text, 0, text.text.length), certainty: 'literal' }
  return { value, span: deciding.span, certainty: deciding.certainty }
}

function isAccess({ value, certainty }: Located<string>): boolean {
  return certainty !== 'unknown' && (value === 'ro' || value === 'rw')
}

/** The other options that Compose knows; of several the last one counts. */
function flagsOf(options: readonly Located<string>[]): Pick<ShortMount, 'nocopy' | 'selinux' | 'propagation'> {
  const known = options.filter((o) => o.certainty !== 'unknown')
  const nocopy = known.findLast((o) => o.value === 'nocopy')
  const selinux = known.findLast((o): o is Located<'z' | 'Z'> => o.value === 'z' || o.value === 'Z')
  const propagation = known.findLast((o) => PROPAGATION.has(o.value))
  return {
    ...(nocopy && { nocopy: { ...nocopy, value: true } }),
    ...(selinux && { selinux }),
    ...(propagation && { propagation }),
  }
}

function notesOf(text: MappedText, fields: readonly Field[], mount: Omit<ShortMount, 'notes'>): readonly MountNote[] {
  const { source, target, options } = mount
  const notes = [
    ...letterNotes(text, fields),
    ...(source && mount.type === 'volume' ? nameNotes(source) : []),
    ...targetNotes(source, target),
    ...options.flatMap(optionNotes),
    ...fields.filter((f) => !f.closed).map((f) => note('unterminated-variable', spanOf(text, f.start, f.end))),
  ]
  return notes.sort((a, b) => a.span.start - b.span.start)
}

function letterNotes(text: MappedText, [first, second]: readonly Field[]): readonly MountNote[] {
  if (first === undefined || !first.drive || second?.drive) return []
  const colon = text.text.indexOf(':', first.start)
  const rest = text.text.slice(colon + 1, first.end)
  if (rest === '' || rest.startsWith('\\')) return []
  return [note('one-letter-name', spanOf(text, first.start, colon))]
}

function nameNotes(source: Located<string>): readonly MountNote[] {
  if (hasVariable(source, true)) return [note('uninterpolated-variable', source.span)]
  return /[/\\]/.test(source.value) ? [note('path-like-name', source.span)] : []
}

function targetNotes(source: Located<string> | undefined, target: Located<string>): readonly MountNote[] {
  const { value, certainty, span } = target
  if (certainty === 'unknown' || value === '' || /^(?:[/\\$]|\p{L}:)/u.test(value)) return []
  const isMode = source !== undefined && value.split(',').every((word) => KNOWN.has(word.toLowerCase()))
  return [note(isMode ? 'mode-as-target' : 'relative-target', span)]
}

function optionNotes(option: Located<string>): readonly MountNote[] {
  if (option.certainty === 'unknown' || KNOWN.has(option.value)) return []
  return [note(codeOf(option), option.span)]
}

function codeOf(option: Located<string>): MountNoteCode {
  if (hasVariable(option, false)) return 'uninterpolated-variable'
  if (CONSISTENCY.has(option.value)) return 'consistency-option'
  return KNOWN.has(option.value.toLowerCase()) ? 'upper-case-option' : 'unknown-option'
}

function hasVariable({ value, certainty }: Located<string>, atStart: boolean): boolean {
  const pattern = atStart ? /^\$[{A-Za-z_]/ : /\$[{A-Za-z_]/
  return certainty !== 'unknown' && pattern.test(value)
}

/** A mount of which nothing is known, not even where its fields end. */
function unknownMount(text: MappedText): ShortMount {
  const target = locatedText(text)
  const readOnly = { value: false, span: target.span, certainty: 'unknown' } as const
  return { kind: 'mount', span: target.span, type: 'unknown', target, readOnly, options: [], notes: [] }
}

function noTarget(text: MappedText): Located<string> {
  return { value: '', span: spanOf(text, 0, text.text.length), certainty: 'literal' }
}

/** No character of the text is known. */
function isUnknown(text: MappedText): boolean {
  return text.segments.length > 0 && text.segments.every((s) => s.certainty === 'unknown' || s.textStart === s.textEnd)
}

/** One or two bytes of UTF-8, which Compose takes for a target without looking for fields. */
function isShort(text: string): boolean {
  return /^[\0-\x7F]{1,2}$/.test(text) || /^[\x80-\u07FF]$/.test(text)
}

function note(code: MountNoteCode, span: Span): MountNote {
  return { code, span }
}

function problem(code: GrammarProblem['code'], span: Span, message: string): GrammarProblem {
  return { kind: 'problem', code, span, message }
}
