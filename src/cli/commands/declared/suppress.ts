import type { Command } from 'commander';
import { type ContextOf, collected, json } from './options.ts';

const RULE = 'the id of a rule; * stands for anything';
const WHERE = 'what holds of the matches, such as eventName=AssumeRole; may be given again';
const SQL = 'a query for the eventid of events; with --where, both have to hold';

/** What is known to be harmless, and is not to be told any more. */
export function addSuppress(program: Command, context: ContextOf): void {
  const suppress = program
    .command('suppress')
    .description('matches that are known to be harmless')
    .helpCommand(false);
  suppress
    .command('add')
    .description('hide matches of rules from now on; they are stored and counted all the same')
    .requiredOption('--rule <pattern>', RULE)
    .option('--where <field=value>', WHERE, collected)
    .option('--sql <query>', SQL)
    .requiredOption('--reason <text>', 'why they are harmless')
    .requiredOption('--owner <name>', 'who answers for it')
    .option(
      '--until <time>',
      'when it ends: 2026-01-31, an ISO time, or T+30d (default: in 90 days)',
    )
    .option('--forever', 'it never ends')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSuppressAdd } = await import('../suppress.ts');
      await runSuppressAdd(flags, context(command));
    });
  suppress
    .command('list')
    .description('suppressions in force, with what they hid')
    .option('--all', 'those that ended too')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSuppressList } = await import('../suppress.ts');
      await runSuppressList(flags, context(command));
    });
  suppress
    .command('remove')
    .description('end one now; what it hid stays hidden')
    .argument('<id>')
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runSuppressRemove } = await import('../suppress.ts');
      await runSuppressRemove(id, flags, context(command));
    });
  suppress
    .command('preview')
    .description('how many of the stored matches one would have hidden')
    .requiredOption('--rule <pattern>', RULE)
    .option('--where <field=value>', WHERE, collected)
    .option('--sql <query>', SQL)
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSuppressPreview } = await import('../suppress.ts');
      await runSuppressPreview(flags, context(command));
    });
}
