import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addIdentity(program: Command, context: ContextOf): void {
  program
    .command('identity')
    .description('who is behind an identity: the chain of roles, and what was done with it')
    .argument('<what>', 'an ARN, an access key or an event id')
    .addOption(json())
    .action(async (what: string, flags, command: Command) => {
      const { runIdentity } = await import('../identity.ts');
      await runIdentity(what, flags, context(command));
    });
}
