/** Secrets that give themselves away in any text: by the name before them, or by their place in an address. */

/** A part of a text: [start, end). */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** How names of secrets end: `--requirepass`, `MYSQL_PWD`, `db.password`, `AccountKey`. */
const ENDS =
  'pass|passwd|password|passphrase|pwd|secret|token|(?:api|access|account|private|secret|encryption)[-_]?key|requirepass|masterauth|credentials?'

const SECRET_NAME = new RegExp(`^[\\w.-]*(?:${ENDS})$`, 'i')

/** True for the name of a flag, option or key whose value is a secret. */
export function namesSecret(name: string): boolean {
  return SECRET_NAME.test(name)
}

const VALUE = `(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\\s"'&;,]+))`

/** Each marks a secret by a named group. */
const SIGNS: readonly RegExp[] = [
  // `password=…`, `--auth=…`, `"token": "…"`. A `:` without a blank behind it may be a mount: `./token:/token`.
  new RegExp(`(?<![\\w.-])[\\w.-]*(?:${ENDS}|auth)(?:["']?\\s*=\\s*|["']?:\\s+|["']:)${VALUE}`, 'dgi'),
  new RegExp(`(?<![\\w.-])authorization["']?\\s*[:=]\\s*["']?(?:(?:bearer|basic|token)\\s+)?${VALUE}`, 'dgi'),
  // `${DB_PASSWORD:-…}`
  new RegExp(`\\$\\{\\w*(?:${ENDS}):?[-+](?<bare>[^{}]*)\\}`, 'dgi'),
  // `scheme://user:…@host`: what stands behind a host and its port is none.
  /:\/\/[^\s:/@"']*:(?!\d+\/)(?<bare>(?:(?!:\/\/)[^\s"'])*)@/dg,
  /\bhttps?:\/\/(?<bare>[^\s:/@"']+)@/dgi,
]

/** What every sign needs somewhere. */
const MAY_HOLD = new RegExp(`://|auth|${ENDS}`, 'i')

/** The secrets in a text, in order, none within another. */
export function secretRanges(text: string): readonly TextRange[] {
  if (!/[=:$]/.test(text) || !MAY_HOLD.test(text)) return []
  return merged(SIGNS.flatMap((sign) => [...text.matchAll(sign)].flatMap(rangesOf)))
}

function rangesOf(match: RegExpMatchArray): readonly TextRange[] {
  const places = Object.values(match.indices?.groups ?? {}).filter((place) => place !== undefined)
  return places.flatMap(([start, end]) => (end > start ? [{ start, end }] : []))
}

/** Ranges in order of place, those that touch each other joined. */
export function merged<T extends TextRange>(ranges: readonly T[]): readonly T[] {
  const joined: T[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined[joined.length - 1]
    if (last === undefined || range.start > last.end) joined.push(range)
    else if (range.end > last.end) joined[joined.length - 1] = { ...last, end: range.end }
  }
  return joined
}

/** A text without these parts, which are in order. */
export function without(text: string, ranges: readonly TextRange[]): string {
  let at = 0
  const kept = ranges.map(({ start, end }) => {
    const before = text.slice(at, start)
    at = Math.max(at, end)
    return before
  })
  return kept.join('') + text.slice(at)
}
