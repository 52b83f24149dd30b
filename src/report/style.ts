/** Colours, or none. */
import { styleText } from 'node:util'
import type { Severity } from '../core/rule.ts'

export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly green: (text: string) => string
  readonly red: (text: string) => string
  readonly cyan: (text: string) => string
  /** In the colour of a severity. */
  readonly severity: (severity: Severity, text: string) => string
}

type Format = Parameters<typeof styleText>[0]

/** A style that colours, or one that leaves text as it is. */
export function styleOf(colour: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  const severities = {
    error: paint(['bold', 'red']),
    warning: paint(['bold', 'yellow']),
    info: paint(['bold', 'blue']),
  }
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    green: paint('green'),
    red: paint('red'),
    cyan: paint('cyan'),
    severity: (severity, text) => severities[severity](text),
  }
}
