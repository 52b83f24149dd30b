#!/usr/bin/env node
/** The first file that a command line reads: answers `--version` at once, and leaves the rest to `main.ts`. */
import module from 'node:module'
import { NAME, VERSION } from '../core/about.ts'

const words = process.argv.slice(2)
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${NAME} ${VERSION}\n`)
} else {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache()
  void import('./main.ts').then(({ main }) => main(words))
}
