import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addStatus(program: Command, context: ContextOf): void {
  program
    .command('status')
    .description('what is there, how complete, how fresh')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runStatus } = await import('../status.ts');
      await runStatus(flags, context(command));
    });
}
