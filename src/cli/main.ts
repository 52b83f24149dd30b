/** Runs one command line. */
export async function main(words: readonly string[]): Promise<void> {
  process.stderr.write(`storlint: unknown command ${words.join(' ')}\n`)
  process.exitCode = 2
}
