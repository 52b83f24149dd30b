/** What is used of `semver`, which comes without types. */
declare module 'semver/classes/range.js' {
  interface SemVer {
    readonly major: number
    readonly minor: number
    readonly patch: number
  }
  export interface Comparator {
    readonly operator: '' | '=' | '<' | '>' | '<=' | '>='
    readonly semver: SemVer
  }
  /** Throws a TypeError for text that is no range. */
  export default class Range {
    constructor(text: string)
    readonly set: readonly (readonly Comparator[])[]
  }
}
