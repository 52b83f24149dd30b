/** What is wrong with the arguments of an instruction, whatever its variables are, in words. BuildKit refuses all of it. */
import { heredocOf } from './heredoc.ts'
import type { Line } from './reading.ts'
import { blankWords, isMixedList, jsonWords, quotedWords } from './words.ts'

type Check = (line: Line, escape: string) => string | undefined

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  ADD: [listOfTexts, atLeast(2), toPath],
  ARG: [noBlankName, atLeast(1)],
  CMD: [listOfTexts],
  COPY: [listOfTexts, atLeast(2), toPath, noAddress],
  ENTRYPOINT: [listOfTexts],
  ENV: [pairs],
  EXPOSE: [atLeast(1)],
  FROM: [stage],
  HEALTHCHECK: [health],
  LABEL: [pairs],
  MAINTAINER: [atLeast(1)],
  ONBUILD: [trigger, atLeast(1)],
  RUN: [listOfTexts],
  SHELL: [shell],
  STOPSIGNAL: [atLeast(1)],
  USER: [atLeast(1)],
  VOLUME: [listOfTexts, atLeast(1), noEmptyText],
  WORKDIR: [atLeast(1)],
}

/** The first fault of an instruction that there is; undefined where there is none. */
export function faultOf(line: Line, escape: string): string | undefined {
  for (const check of CHECKS[line.keyword] ?? []) {
    const fault = check(line, escape)
    if (fault !== undefined) return fault
  }
  return undefined
}

function atLeast(count: number): Check {
  return ({ keyword, text }) => {
    const words = keyword === 'EXPOSE' ? blankWords(text) : (jsonWords(text) ?? blankWords(text))
    const isEnough = words.length >= count || (count === 1 && text.text !== '' && !TAKES_LIST.has(keyword))
    return isEnough ? undefined : `${keyword} takes ${count === 1 ? 'an argument' : 'what to copy, and where to'}`
  }
}

const TAKES_LIST = new Set(['ADD', 'COPY', 'VOLUME'])

function listOfTexts({ text }: Line): string | undefined {
  return isMixedList(text.text) ? 'a JSON list holds texts only' : undefined
}

function toPath({ keyword, text }: Line): string | undefined {
  const target = (jsonWords(text) ?? blankWords(text)).at(-1)
  return heredocOf(target?.text ?? '') && `${keyword} writes to a path, and not to a heredoc`
}

function noAddress({ text }: Line): string | undefined {
  const sources = (jsonWords(text) ?? blankWords(text)).slice(0, -1)
  return sources.some((word) => /^https?:\/\//.test(word.text)) ? 'COPY takes no address, ADD does' : undefined
}

function noEmptyText({ text }: Line): string | undefined {
  return jsonWords(text)?.some((word) => word.text.trim() === '') === true ? 'a volume has a path' : undefined
}

function noBlankName({ keyword, text }: Line, escape: string): string | undefined {
  const isBlank = quotedWords(text, escape).some((word) => word.text.startsWith('='))
  return isBlank ? `what ${keyword} sets has a name` : undefined
}

/** `A=b C=d`, or the old form `A rest of the line`. */
function pairs(line: Line, escape: string): string | undefined {
  const words = quotedWords(line.text, escape)
  const isOld = words[0]?.text.includes('=') === false && /[\t\v\f\r ]/.test(line.text.text)
  const isPairs = words.length > 0 && words.every((word) => word.text.includes('='))
  if (!isPairs) return isOld ? undefined : `${line.keyword} takes pairs: NAME=value`
  return noBlankName(line, escape)
}

function stage({ text }: Line): string | undefined {
  const [, as, name, ...more] = blankWords(text).map((word) => word.text)
  const isWhole = text.text !== '' && (as === undefined || (/^as$/i.test(as) && name !== undefined))
  if (!isWhole || more.length > 0) return 'FROM takes an image, or an image, AS and a name'
  const isName = name === undefined || /^[a-z][a-z0-9_.-]*$/i.test(name)
  return isName ? undefined : 'the name of a stage begins with a letter and has letters, digits, _, . and -'
}

function health({ text }: Line): string | undefined {
  const [, kind = '', rest = ''] = /^(\S*)\s*([^]*)$/.exec(text.text) ?? []
  if (isMixedList(rest)) return 'a JSON list holds texts only'
  const isWhole = /^none$/i.test(kind) ? rest === '' : /^cmd$/i.test(kind) && !/^(?:\[\s*\])?$/.test(rest)
  return isWhole ? undefined : 'HEALTHCHECK takes NONE, or CMD and a command'
}

function trigger({ text }: Line): string | undefined {
  const isNone = /^(?:onbuild|from|maintainer)(?!\S)/i.test(text.text)
  return isNone ? 'ONBUILD takes any instruction but ONBUILD, FROM and MAINTAINER' : undefined
}

function shell(line: Line): string | undefined {
  const words = jsonWords(line.text)
  return words === undefined || words.length === 0 ? 'SHELL takes a JSON list of texts' : undefined
}
