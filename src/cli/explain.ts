/** `storlint explain` and `storlint rules`: the catalogue, offline. */
import { Option, type Command } from 'commander'
import { RESERVED } from '../core/suppression.ts'
import { RULES } from '../engine/rules.ts'
import { rulesReport } from '../report/rules.ts'
import { reservedNamed, ruleNamed } from './catalogue.ts'
import { say } from './terminal.ts'

export function explainCommand(program: Command): void {
  program
    .command('explain')
    .summary('what a rule is about')
    .description('Prints the page of a rule: what it reports and what not, why, and its fixes.')
    .argument('<rule>', 'the name of a rule')
    .addHelpText('after', '\nExample:\n  storlint explain stateful-data-in-writable-layer')
    .action(async (name: string) => {
      const meta = reservedNamed(name) ?? ruleNamed(name).meta
      const { PAGES } = await import('../rules/pages.gen.ts')
      say((PAGES[meta.name] ?? '').replace(/^<!-- gen: (.*) -->$/m, '\n$1'))
    })
}

export function rulesCommand(program: Command): void {
  program
    .command('rules')
    .summary('all rules')
    .description('Lists all rules with their severity, their fixes and what they are about.')
    .addOption(new Option('--format <format>', 'how to list').choices(['text', 'json']).default('text'))
    .action(({ format }: { format: 'text' | 'json' }) =>
      say(rulesReport([...RULES.map((r) => r.meta), ...RESERVED], format)),
    )
}
