/** Parts of sentences. */

/** What becomes of what cannot be read. */
export const REFUSED = {
  compose: 'Compose refuses the file',
  kubernetes: 'the API server refuses the object',
} as const

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.join(', ').replace(/, (?=[^,]*$)/, ' or ')
}
