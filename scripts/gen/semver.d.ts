/** What the generators use of `semver`, which comes without types. */
declare module 'semver' {
  export interface SemVer {
    readonly major: number
    readonly minor: number
    readonly patch: number
  }
  export interface Comparator {
    readonly operator: '' | '=' | '<' | '>' | '<=' | '>='
    readonly semver: SemVer
  }
  /** Throws a TypeError for text that is no range. */
  export class Range {
    constructor(text: string)
    readonly set: readonly (readonly Comparator[])[]
  }
  const semver: { readonly Range: typeof Range }
  export default semver
}
