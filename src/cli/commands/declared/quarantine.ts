import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addQuarantine(program: Command, context: ContextOf): void {
  const quarantine = program
    .command('quarantine')
    .description('what was not taken in, and why')
    .helpCommand(false);
  quarantine
    .command('list')
    .description('open entries')
    .option('--all', 'resolved ones too')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runQuarantineList } = await import('../quarantine.ts');
      await runQuarantineList(flags, context(command));
    });
  quarantine
    .command('show')
    .description('one entry with its text')
    .argument('<id>')
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runQuarantineShow } = await import('../quarantine.ts');
      await runQuarantineShow(id, flags, context(command));
    });
  quarantine
    .command('retry')
    .description('read the objects of open entries again')
    .argument('[ids...]')
    .addOption(json())
    .action(async (ids: string[], flags, command: Command) => {
      const { runQuarantineRetry } = await import('../quarantine.ts');
      await runQuarantineRetry(ids, flags, context(command));
    });
}
