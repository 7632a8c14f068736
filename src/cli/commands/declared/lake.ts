import type { Command } from 'commander';
import { type ContextOf, json, toCount } from './options.ts';

export function addLake(program: Command, context: ContextOf): void {
  const lake = program.command('lake').description('look after the lake').helpCommand(false);
  lake
    .command('info')
    .description('days, parts and sizes')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeInfo } = await import('../lake.ts');
      await runLakeInfo(flags, context(command));
    });
  lake
    .command('fsck')
    .description('compare the catalog with the disk')
    .option('--repair', 'remove what nobody lists')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeFsck } = await import('../lake.ts');
      await runLakeFsck(flags, context(command));
    });
  lake
    .command('compact')
    .description('merge small parts of each day, sorted by time')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeCompact } = await import('../lake.ts');
      await runLakeCompact(flags, context(command));
    });
  lake
    .command('retain')
    .description('drop days that are too old')
    .requiredOption('--days <n>', 'whole days to keep', toCount)
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeRetain } = await import('../lake.ts');
      await runLakeRetain(flags, context(command));
    });
}
