import { describe, expect, test } from 'vitest'
import { fixReport } from '../../src/report/fix.ts'
import { fixTexts } from '../harness/run.ts'

const TEXT = `services:
  metrics:
    image: influxdb:2.7
    volumes:
      - metrics:/var/lib/influxdb
volumes:
  metrics:
`

const RESULT = fixTexts([{ path: 'compose.yaml', text: TEXT }], 'migrate')
const PLANS = ['storlint-plan/metrics/README.md', 'storlint-plan/metrics/migrate.sh']

describe('what a fixing run says of data that has to move', () => {
  test('written', () => {
    expect(fixReport(RESULT, PLANS, true, false)).toMatchInlineSnapshot(`
      "Fixed 1 finding in 1 file.
        + compose.yaml:5: Mount the volume where the data is, at /var/lib/influxdb2 [volume-misses-data-dir, migrate]

      Data has to move first: until then the new volumes do not exist, and \`docker compose up\` refuses to start.
      Until then no \`docker compose down\` or \`rm\`: only its container leads to the data of metrics.
      In each of these folders read README.md, run migrate.sh (a dry run), then migrate.sh --run:
        storlint-plan/metrics

      No findings left in 1 file.
      "
    `)
  })

  test('only shown: there is no plan yet', () => {
    expect(fixReport(RESULT, PLANS, false, false)).toMatchInlineSnapshot(`
      "Would fix 1 finding in 1 file.
        + compose.yaml:5: Mount the volume where the data is, at /var/lib/influxdb2 [volume-misses-data-dir, migrate]

      Data would have to move first. Would write the plans:
        storlint-plan/metrics

      No findings left in 1 file.
      "
    `)
  })

  test('only planned: the sources are as they were', () => {
    expect(fixReport(RESULT, [...PLANS, 'storlint-plan/changes.patch'], false, false)).toMatchInlineSnapshot(`
      "Would fix 1 finding in 1 file.
        + compose.yaml:5: Mount the volume where the data is, at /var/lib/influxdb2 [volume-misses-data-dir, migrate]

      Wrote the plans, and no source: \`storlint fix --migrate\` or storlint-plan/changes.patch puts the fixes in force. Then:
      Data has to move first: until then the new volumes do not exist, and \`docker compose up\` refuses to start.
      Until then no \`docker compose down\` or \`rm\`: only its container leads to the data of metrics.
      In each of these folders read README.md, run migrate.sh (a dry run), then migrate.sh --run:
        storlint-plan/metrics

      No findings left in 1 file.
      "
    `)
  })

  test('nothing to fix is no fix: what was found is not "left"', () => {
    const result = fixTexts([{ path: 'compose.yaml', text: TEXT }], 'safe')
    expect(fixReport(result, [], true, false)).toContain('\n1 error in 1 file.\n')
  })
})
