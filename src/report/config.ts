/** What is settled for one file, and where. */
import type { Settings } from '../core/config.ts'
import type { FindingMeta } from '../core/suppression.ts'

/** Where a value comes from that nobody settled. */
const DEFAULT = 'default'

/** As JSON: every rule with its level, and every other value; `from` is a place, a built-in configuration, or `default`. */
export function configReport(path: string, settings: Settings | undefined, rules: readonly FindingMeta[]): string {
  const levels = rules.map(({ name, severity }) => {
    const { value, from } = settings?.rules.get(name) ?? { value: severity, from: DEFAULT }
    return [name, { level: value, from }]
  })
  const report = {
    path,
    files: settings?.files ?? [],
    ignored: settings?.ignored ?? null,
    'fail-on': settings?.failOn ?? { value: 'warning', from: DEFAULT },
    context: settings?.context ?? null,
    rules: Object.fromEntries(levels) as object,
    images: settings?.images ?? [],
    cluster: settings?.cluster ?? null,
  }
  return JSON.stringify(report, null, 2) + '\n'
}
