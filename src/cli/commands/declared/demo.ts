import type { Command } from 'commander';
import { type ContextOf, json, toCount } from './options.ts';

/** Made-up logs, and what can be seen without any of one's own. */
export function addDemo(program: Command, context: ContextOf): void {
  program
    .command('generate')
    .description('write the trail of a made-up organisation')
    .argument('<dir>', 'empty or new folder')
    .option('--events <n>', 'events', toCount, 100_000)
    .option('--days <n>', 'days', toCount, 30)
    .option('--seed <n>', 'the same seed gives the same files', toCount, 1)
    .option('--files <n>', "about so many files (default: CloudTrail's five-minute files)", toCount)
    .option('--end <day>', 'last day (default: 2026-06-30)')
    .addOption(json())
    .action(async (dir: string, flags, command: Command) => {
      const { runGenerate } = await import('../generate.ts');
      await runGenerate(dir, flags, context(command));
    });
  program
    .command('demo')
    .description('generate a month, collect it, ask the first question')
    .option('--dir <folder>', 'where (default: demo in the home folder)')
    .option('--events <n>', 'events', toCount)
    .action(async (flags, command: Command) => {
      const { runDemo } = await import('../demo.ts');
      await runDemo(flags, context(command));
    });
  program
    .command('start', { hidden: true })
    .description('collect the configured trails; without any, the demo')
    .action(async (_, command: Command) => {
      const { runStart } = await import('../start.ts');
      await runStart(context(command));
    });
}
