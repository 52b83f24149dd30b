/** How a command line ends. */
export { CLEAN, exitCode, failOnFor, FINDINGS, INCOMPLETE, type FailOn } from '../core/verdict.ts'

/** What the user asked for wrongly: one line, exit 2. */
export class UsageError extends Error {}
