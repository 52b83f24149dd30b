/** Where a Dockerfile may hold secrets. */
import { spanOf } from '../../core/located.ts'
import { secretRanges } from '../secrets/text.ts'
import type { Line, Reading } from './reading.ts'
import { pairOf, quotedWords } from './words.ts'

/** Instructions of which only what gives itself away is a secret. Values of `ENV` are judged by their names, elsewhere. */
const SHOWN = new Set(['FROM', 'VOLUME', 'USER', 'WORKDIR', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE'])

/** Notes what no output may show of an instruction: of scripts, labels and words that nobody knows all. */
export function hideIn(reading: Reading, line: Line): void {
  const { text, flags, span, keyword } = line
  if (keyword === 'ARG') return hideValues(reading, line)
  if (!SHOWN.has(keyword)) return hideArguments(reading, line)
  for (const part of [flags, text])
    for (const { start, end } of secretRanges(part.text)) reading.secrets.push(spanOf(part, start, end))
  if (text.text.includes('<<')) reading.secrets.push({ ...span, start: Math.min(text.whole.end, span.end) })
}

/** Notes that all of an instruction but its keyword is to be hidden. */
export function hideArguments({ secrets }: Reading, { span, keyword }: Line): void {
  secrets.push({ ...span, start: Math.min(span.end, span.start + keyword.length) })
}

function hideValues({ escape, secrets }: Reading, { text }: Line): void {
  for (const word of quotedWords(text, escape)) {
    const value = pairOf(word)?.value
    if (value !== undefined && value.text !== '') secrets.push(spanOf(value, 0, value.text.length))
  }
}
