/** Search in what is sorted. */

/** The index of the first value that is reached, as are all behind it; the length where none is. */
export function firstReached<T extends object>(values: readonly T[], isReached: (value: T) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    const value = values[middle]
    if (value !== undefined && !isReached(value)) low = middle + 1
    else high = middle
  }
  return low
}
