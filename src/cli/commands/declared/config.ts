import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

export function addConfig(program: Command, context: ContextOf): void {
  const config = program.command('config').description('the configuration').helpCommand(false);
  config
    .command('show')
    .description('what is in force')
    .option('--origin', 'say where each setting comes from')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runConfigShow } = await import('../config.ts');
      await runConfigShow(flags, context(command));
    });
  config
    .command('schema')
    .description('the JSON Schema of trailglass.yaml')
    .action(async (_, command: Command) => {
      const { runConfigSchema } = await import('../config.ts');
      await runConfigSchema(context(command));
    });
}
