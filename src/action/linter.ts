/**
 * What the action has in common with the command line. In the bundle this module is main.cjs, the file of the command
 * line (scripts/bundle.ts): what other files of this folder import from elsewhere is there twice.
 */
export { exitCode, FAIL_ON, failOnFor, INCOMPLETE } from '../core/verdict.ts'
export { check } from '../engine/check.ts'
export { isConfigName } from '../engine/configured.ts'
export { changedBetween, commitOf } from '../engine/git.ts'
export { isRead } from '../engine/listing.ts'
export { load, projectRoot } from '../engine/load.ts'
export { RULES } from '../engine/rules.ts'
export { conciseReport, doubtLine } from '../report/concise.ts'
export { errorCommand, githubReport, noticeCommand } from '../report/github.ts'
export { jsonReport } from '../report/json.ts'
export { countBySeverity, summaryLines } from '../report/summary.ts'
