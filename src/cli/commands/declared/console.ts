import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addConsole(program: Command, context: ContextOf): void {
  const people = program
    .command('console')
    .description('what people did in the AWS console: a story for each person and session')
    .helpCommand(false)
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
  addAcceptance(people, context);
}

function addAcceptance(people: Command, context: ContextOf): void {
  people
    .command('accept')
    .description('answer for the open changes of a story; what it changes later stays open')
    .argument('<story>', 'as `console --changes` names it')
    .requiredOption('--reason <text>', 'why they are right')
    .requiredOption('--owner <name>', 'who answers for them')
    .addOption(json())
    .action(async (story: string, flags, command: Command) => {
      const { runConsoleAccept } = await import('../console-accept.ts');
      await runConsoleAccept(story, { ...flags, ...command.optsWithGlobals() }, context(command));
    });
  people
    .command('reopen')
    .description('take back that the changes of a story are accepted')
    .argument('<story>')
    .addOption(json())
    .action(async (story: string, _, command: Command) => {
      const { runConsoleReopen } = await import('../console-accept.ts');
      await runConsoleReopen(story, command.optsWithGlobals(), context(command));
    });
  people
    .command('accepted')
    .description('all that was ever accepted and reopened, by whom and why')
    .addOption(json())
    .action(async (_, command: Command) => {
      const { runConsoleAccepted } = await import('../console-accept.ts');
      await runConsoleAccepted(command.optsWithGlobals(), context(command));
    });
}
