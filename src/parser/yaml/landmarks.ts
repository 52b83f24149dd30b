/** Places of tokens that the library's nodes do not tell: comments, `-`, anchors and tags, `---` and `...`. */

/** An anchor or a tag as written. */
export interface Property {
  readonly start: number
  readonly written: string
}

/** Offsets of tokens in order of place. */
export interface Landmarks {
  readonly comments: { readonly start: number; readonly end: number }[]
  readonly dashes: number[]
  readonly properties: Property[]
  /** Starts of `---` and `...`. */
  readonly markers: number[]
}

export function noLandmarks(): Landmarks {
  return { comments: [], dashes: [], properties: [], markers: [] }
}

/** Notes a token that is no scalar. */
export function note(marks: Landmarks, token: string, start: number): void {
  switch (token.charCodeAt(0)) {
    case 0x23: // #
      marks.comments.push({ start, end: start + token.length })
      break
    case 0x21: // !
    case 0x26: // &
      marks.properties.push({ start, written: token })
      break
    case 0x2d: // -
      if (token.length === 1) marks.dashes.push(start)
      else if (token === '---') marks.markers.push(start)
      break
    case 0x2e: // .
      if (token === '...') marks.markers.push(start)
  }
}

/** Index of the last number below `limit` in an ascending list; -1 without one. */
export function lastBelow(ascending: readonly number[], limit: number): number {
  return lastIndexBelow(ascending.length, limit, (index) => ascending[index] ?? 0)
}

/** Index of the last property that starts before `limit`; -1 without one. */
export function lastPropertyBelow(properties: readonly Property[], limit: number): number {
  return lastIndexBelow(properties.length, limit, (index) => properties[index]?.start ?? 0)
}

function lastIndexBelow(length: number, limit: number, startAt: (index: number) => number): number {
  let low = -1
  let high = length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (startAt(middle) < limit) low = middle
    else high = middle - 1
  }
  return low
}
