/** How a new scalar is written: plain where that is safe, quoted where it is not. */

export type Quote = 'single' | 'double'

const NULL_OR_BOOL = /^(?:~|null|true|false|yes|no|on|off|y|n)$/i
const NUMBER =
  /^[-+]?(?:0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+|(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|\.(?:inf|nan))$/i
/** YAML 1.1: `8080:22` as minutes, `2001-01-01` as a date. */
const SEXAGESIMAL_OR_DATE =
  /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?)$/
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF\uFFFE\uFFFF]/u

/** What a plain scalar reads as in YAML 1.2 or, to be safe, in 1.1. */
export function plainKind(text: string): 'null-or-bool' | 'number' | 'string' {
  if (text === '' || NULL_OR_BOOL.test(text)) return 'null-or-bool'
  return NUMBER.test(text) || SEXAGESIMAL_OR_DATE.test(text) ? 'number' : 'string'
}

/** True when a text may stand plain (https://yaml.org/spec/1.2.2/#733-plain-style); it may still read as a number. */
export function fitsPlain(text: string, inFlow: boolean): boolean {
  if (text === '' || text === '=' || text === '<<' || text !== text.trim() || UNPRINTABLE.test(text)) return false
  if (/^[,[\]{}#&*!|>'"%@`]/.test(text) || /^[-?:](?:[ ,[\]{}]|$)/.test(text) || /^(?:---|\.\.\.)/.test(text))
    return false
  if (/:(?: |$)| #/.test(text)) return false
  return !inFlow || !/[,[\]{}]/.test(text)
}

/** The string as YAML source. */
export function scalarSource(text: string, inFlow: boolean, quote: Quote): string {
  return fitsPlain(text, inFlow) && plainKind(text) === 'string' ? text : quoted(text, quote)
}

/** The string in quotes; what single quotes cannot hold goes into double ones. */
export function quoted(text: string, quote: Quote): string {
  return quote === 'single' && !UNPRINTABLE.test(text) ? `'${singleInner(text)}'` : `"${doubleInner(text)}"`
}

/** True when a text can stand in single quotes on one line. */
export function fitsSingle(text: string): boolean {
  return !UNPRINTABLE.test(text)
}

export function singleInner(text: string): string {
  return text.replaceAll("'", "''")
}

/** Escapes that JSON has too. */
export function doubleInner(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\x7f-\x9f\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, (char) => {
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
    })
}
