/**
 * What the world is like: facts about container images, each with its source. The files under `knowledge/` hold them,
 * `scripts/gen.ts` folds them into one module, `view/` asks them questions.
 */

/** What an image is for. `database` to `object-store` are storage engines; `stateless` keeps nothing. */
export type EngineClass =
  'database' | 'queue' | 'search' | 'metrics' | 'object-store' | 'config' | 'cache' | 'app' | 'stateless'

/** What a path holds. */
export type DataKind =
  'data' | 'config' | 'log' | 'cache' | 'certs' | 'media' | 'scratch' | 'plugins' | 'secrets' | 'backup'

/** Versions from `min` (inclusive) to `below` (exclusive), each [major, minor, patch]; an absent end is open. */
export interface VersionInterval {
  readonly min?: readonly [number, number, number]
  readonly below?: readonly [number, number, number]
}

/** For which tags a fact holds: version intervals, or a glob over the tag (`*` only; a leading `!` negates). Neither: all. */
export interface Applies {
  readonly versions?: readonly VersionInterval[]
  readonly tags?: string
}

/** A directory in which the image keeps something. `{major}` in a path stands for the major version of the tag. */
export interface DataFact extends Applies {
  readonly path: string
  readonly kind: DataKind
  /** False where losing it is tolerable, or only some setups use it: such a path is never an error. */
  readonly required: boolean
  /** Where a volume belongs, when that is not `path` itself (a parent that the image declares as its volume). */
  readonly mount?: string
  /** `path` is only the usual place: a setting decides, and the image's default is elsewhere or not known. */
  readonly convention?: true
  /** It is kept there only where this holds. */
  readonly when?: Condition
}

/** A `VOLUME` of the image. */
export interface DeclaredVolume extends Applies {
  readonly path: string
}

/**
 * A question about how a container is configured. Closed: a new member needs an answer in `view/conditions.ts`.
 * `env` and `flag` without `equals` ask for presence; `equals` compares without regard to case, with `*` for any text.
 * A flag counts with one dash or two. `word` asks for a word of the command, again with `*`; `command: 'default'` holds
 * when neither command nor entrypoint is overridden; `tag` is a glob over the image's tag.
 */
export type Condition =
  | { readonly always: true }
  | { readonly env: string; readonly equals?: readonly string[] }
  | { readonly flag: string; readonly equals?: readonly string[] }
  | { readonly word: string }
  | { readonly command: 'default' }
  | { readonly tag: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

/**
 * A setting that moves a data path. `env` and `flag` carry the new path (`list`: several, by commas or blanks);
 * `argument` takes the positional words after the command word `name`; `config` names what may hold such a setting: an
 * absolute path (a mount at it or below it makes the data path unknown), or a file name with `*` (so does a mount of
 * such a file, or a command word that names one outside the absolute paths).
 */
export interface PathOverride {
  readonly kind: 'env' | 'flag' | 'argument' | 'config'
  readonly name: string
  /** The data path that it replaces, as the fact writes it; absent: all required ones of kind `data`. */
  readonly replaces?: string
  /** The value is a further data path beside the others; nothing is replaced. */
  readonly adds?: true
  readonly list?: true
  /** The value names a file: the directory that holds it is meant. */
  readonly file?: true
  /** The path ends before the first of this, e.g. `,` in `path=/data,size=20GB`. */
  readonly until?: string
  /** What may stand before the path, e.g. `rocksdb:`; of positional words only those that begin so are taken. */
  readonly schemes?: readonly string[]
  /** Put behind the value to get the data path, e.g. `/data`. */
  readonly suffix?: string
}

/** Where a fact comes from. */
export interface Evidence {
  /** A URL, or repository@commit and path. */
  readonly source: string
  /** The day on which it was read, YYYY-MM-DD; empty for what an owner says of an image of their own. */
  readonly checked: string
  /** `seen` in the source, or `unverified`: then findings that rest on it are at most warnings. */
  readonly certainty: 'seen' | 'unverified'
}

/** All that is known about one image repository. */
export interface ImageFacts extends Evidence {
  /** Repository without default registry and tag, e.g. `postgres`, `ghcr.io/immich-app/postgres`. */
  readonly image: string
  readonly aliases: readonly string[]
  readonly engine: EngineClass
  readonly data: readonly DataFact[]
  /** `unknown`: nobody looked; an empty list: it declares none. */
  readonly declares: readonly DeclaredVolume[] | 'unknown'
  readonly moves: readonly PathOverride[]
  /** Keeping nothing is right when one of these holds. */
  readonly ephemeral: readonly Condition[]
  /** Environment keys and flags, matched as whole names, whose presence says that durability lives elsewhere. */
  readonly elsewhere: readonly Condition[]
  /**
   * Whatever a configuration says, data stays in a directory of the container: it can only move it. So nothing is kept
   * where no directory of the container is.
   */
  readonly configOnlyMoves?: true
  /** Asks the server to write everything down: a cache that is used as a database. */
  readonly durable?: readonly Condition[]
  /** Lets the server drop data that it has no room for: nobody counts on finding things there. */
  readonly evicts?: readonly Condition[]
  /**
   * Command words with which the image is the server that keeps the data (`redis-server`, `minio server`). A command that
   * begins with none of them, and with no flag, is a client, a tool or unknown: no data path applies. Empty: any may be.
   */
  readonly serves: readonly string[]
  /** uid:gid of the process; `unknown` where not known. */
  readonly user: string
  /** Breaks with two writers or on a network file system. */
  readonly lockSensitive: boolean
  /** Several containers may write to the same data on purpose. */
  readonly sharedOk: boolean
  /** Reads and writes host directories, or the engine's socket, by purpose: agents, backup and media tools, socket proxies. */
  readonly hostTool: boolean
  /** A proxy that lets only listed calls through to an engine's socket. */
  readonly filtersSocket: boolean
  /** A regular expression whose group 1 is the version to compare instead of the tag. */
  readonly versionFromTag?: string
  /** The version that `latest`, no tag or a bare variant (`alpine`) stands for on the day of `checked`. */
  readonly floating?: string
}

/** What is known, as one asks for it. */
export interface FactBook {
  /** The facts of a repository as `parseImage` names it, by its name or an alias. */
  readonly image: (repository: string) => ImageFacts | undefined
  /** Whether some fact asks for the value of an environment key; no other value may be kept. */
  readonly asksFor: (key: string) => boolean
}
