/** Which of some names was probably meant. */

/** The name closest to `wanted` by edits, or that extends or shortens it; undefined when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, edits: distance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, Math.floor(wanted.length / 4)) || extendsWord(wanted, name))
  near.sort((a, b) => a.edits - b.edits)
  return near[0]?.name
}

function extendsWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return (
    short.length >= 3 &&
    (new RegExp(`(^|[._-])${short.replace(/\W/g, '\\$&')}([._-]|$)`).test(long) ||
      long === `${short}s` ||
      ` ${humps(long)} `.includes(` ${humps(short)} `))
  )
}

/** `claimName` as `claim name`. */
function humps(name: string): string {
  return name.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase()
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
