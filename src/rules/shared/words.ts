/** Parts of sentences. */

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.join(', ').replace(/, (?=[^,]*$)/, ' or ')
}
