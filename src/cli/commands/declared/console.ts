import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addConsole(program: Command, context: ContextOf): void {
  program
    .command('console')
    .description('what people did in the AWS console: a story for each person and session')
    .option('--changes', 'only changes, and what became of them')
    .option('--from <time>', 'first moment looked at: 2026-01-31, T-7d')
    .option('--to <time>', 'end of the time looked at')
    .option('--account <id>', 'only calls in this account')
    .option('--person <name>', 'only people whose name or ARN holds this text')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runConsole } = await import('../console.ts');
      await runConsole(flags, context(command));
    });
}
