import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

/** Where alerts are sent. */
export function addNotify(program: Command, context: ContextOf): void {
  const notify = program
    .command('notify')
    .description('where alerts are sent, and whether they arrive')
    .helpCommand(false);
  notify
    .command('list')
    .description('the sinks of the configuration, and what each can do')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runNotifyList } = await import('../notify.ts');
      await runNotifyList(flags, context(command));
    });
  notify
    .command('test')
    .description('send a harmless message')
    .argument('<name>', 'a sink of the configuration')
    .addOption(json())
    .action(async (name: string, flags, command: Command) => {
      const { runNotifyTest } = await import('../notify.ts');
      await runNotifyTest(name, flags, context(command));
    });
  notify
    .command('dead')
    .description('messages that were given up, with what the other side said of them')
    .argument('[name]', 'only those for one sink')
    .option('--clear', 'forget them, now that they were looked at')
    .addOption(json())
    .action(async (name: string | undefined, flags, command: Command) => {
      const { runNotifyDead } = await import('../notify-dead.ts');
      await runNotifyDead(name, flags, context(command));
    });
  notify
    .command('deliver')
    .description('send the messages that wait, and those that come, until it is interrupted')
    .option('--once', 'only what is due now')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runNotifyDeliver } = await import('../notify-deliver.ts');
      await runNotifyDeliver(flags, context(command));
    });
}
