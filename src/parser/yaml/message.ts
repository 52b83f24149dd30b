/** Words for what the YAML library finds wrong. */

type Words = readonly [pattern: RegExp, words: string]

/** Of the library's messages, those that a reader of a YAML file does not understand; the first match counts. */
const WORDS: readonly Words[] = [
  [/^Missing closing "/, 'the double-quoted text is not closed'],
  [/^Missing closing '/, 'the single-quoted text is not closed'],
  [/^Implicit map keys need/, 'this line is no "key: value" pair; a colon is missing behind the key'],
  [
    /^Implicit keys need to be on a single line/,
    'a key stands on one line with its colon; this one spans several lines',
  ],
  [/^Implicit keys of flow/, 'a key in [ ] stands on one line with its colon'],
  [
    /^Nested mappings are not allowed in compact/,
    'a second "key: " stands on one line; put the value in quotes or on a line of its own',
  ],
  [/^All mapping items must start/, 'this key is not in one column with the other keys of its mapping'],
  [/^All sequence items must start/, 'this "-" is not in one column with the other items of its list'],
  [/^Sequence item without -/, 'this line stands among list items and has no "-"'],
  [/^A block sequence may not be used as an implicit/, 'a list stands where a key is expected'],
  [/^Unexpected block-seq-ind on same line/, 'a list starts on the line of its key; put it on the next line'],
  [/^Block collections are not allowed within flow/, 'a block mapping or list stands inside { } or [ ]'],
  [/^Flow map .*must.* end with a }/, 'the mapping that { opens is not closed with }, or its lines are not indented'],
  [/^Flow sequence .*must.* end with a ]/, 'the list that [ opens is not closed with ], or its lines are not indented'],
  [/^Missing , between/, 'a comma is missing between two items'],
  [/^Missing , or : between/, 'a comma or a colon is missing between two items'],
  [/^Missing space after :/, 'a space is missing behind the colon'],
  [/^Unexpected empty item/, 'there is nothing between two commas'],
  [/^Unexpected , /, 'there is nothing before this comma'],
  [/^Tabs are not allowed/, 'a tab stands in the indentation; YAML indents with spaces only'],
  [/^Comments must be separated/, 'a comment needs a space before its #'],
  [/^Tags and anchors must be separated/, 'a space is missing behind the anchor or tag'],
  [/^Missing newline after block sequence props/, 'the list behind an anchor or tag starts on a line of its own'],
  [/^Anchors and tags must be after/, 'an anchor or tag stands behind the indicator, not before it'],
  [/^A node can have at most one anchor/, 'a value has two anchors'],
  [/^A node can have at most one tag/, 'a value has two tags'],
  [/^An alias node must not/, 'an alias has an anchor or tag of its own'],
  [/^Alias cannot be an empty/, 'an alias has no name behind its *'],
  [/^Anchor cannot be an empty/, 'an anchor has no name behind its &'],
  [/^Block scalar values in collections/, 'the text behind | or > is not indented'],
  [/^Block scalars with more-indented leading/, 'the blank first lines of the text are indented deeper than the text'],
  [/^Block scalar lines must not be less/, 'a line of the text is indented less than its first line'],
  [/^Block scalar header includes extra/, 'something other than a comment stands behind | or >'],
  [/^Not a YAML token/, 'something other than a comment stands behind | or >'],
  [/^The : indicator must be/, 'a key is longer than 1024 characters'],
  [/^Block collection cannot start on same line/, 'a block mapping or list starts on the line of ---'],
  [/^Missing directives-end/, '--- is missing behind the % directives'],
  [/^Unexpected doc-end/, '... ends a document, and none stands before it'],
  [/^Unexpected flow-(map|seq)-end/, 'a closing bracket has no opening one'],
  [/^Unexpected (\S+) (token|at node end)/, 'something stands here that does not belong to the value before it'],
  [/^Map comment with trailing/, 'something stands here that does not belong to the mapping before it'],
]

/** A clause for a reader, from the library's message; without control characters. */
export function clearMessage(message: string): string {
  const words = WORDS.find(([pattern]) => pattern.test(message))
  return printable(words === undefined ? lowerFirst(message) : words[1])
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** The text with each control, line or format character as `U+001B`, cut at 200 units. */
export function printable(text: string): string {
  const cut = text.length > 200 ? `${text.slice(0, 199)}…` : text
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => {
    return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}
