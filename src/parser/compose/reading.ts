/** What the parts of the Compose reader need. */
import type { Source } from '../../core/source.ts'
import type { OpenEnvFile } from '../dotenv/environment.ts'
import type { Reading } from '../reading.ts'
import type { Lookup } from './interpolate.ts'

export interface ComposeReading extends Reading {
  /** What is known of the variables of a source. */
  readonly lookupIn: (source: Source) => Lookup
  /** What is known of the variables of the project: the files that services name are read with these. */
  readonly outer: Lookup
  /** Files of variables that services name. Absent: none is read. */
  readonly openEnv?: OpenEnvFile
}
