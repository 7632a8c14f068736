import { type Command, Option } from 'commander';
import { LEVELS } from '../../../base/severity/index.ts';
import { addRuleWork } from './detect-rule-work.ts';
import { type ContextOf, collected, json } from './options.ts';

/** Detections: what should not have happened. */
export function addDetect(program: Command, context: ContextOf): void {
  const detect = program
    .command('detect')
    .description('detections: Sigma rules over the lake')
    .helpCommand(false);
  detect
    .command('run')
    .description('alerts for what came in since the last time')
    .option('--no-notify', 'send no messages now; they wait in the outbox')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runDetectRun } = await import('../detect-run.ts');
      await runDetectRun(flags, context(command));
    });
  addPacks(detect, context);
  detect
    .command('backtest')
    .description('what a rule would have found, and how loud it would have been')
    .argument('<rule>', 'id, name or title')
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-90d')
    .option('--to <time>', 'end of the time wanted')
    .addOption(json())
    .action(async (rule: string, flags, command: Command) => {
      const { runDetectBacktest } = await import('../detect-backtest.ts');
      await runDetectBacktest(rule, flags, context(command));
    });
  detect
    .command('scan')
    .description('hunt with any rules over the lake; nothing is kept')
    .requiredOption(
      '--rules <path>',
      'a folder or a file of Sigma rules; may be given again',
      collected,
    )
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of the time wanted')
    .addOption(
      new Option('--output <format>', 'ndjson: a line for each rule')
        .choices(['table', 'ndjson'])
        .default('table'),
    )
    .addOption(failOn())
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runDetectScan } = await import('../detect-scan.ts');
      await runDetectScan(flags, context(command));
    });
  addRuleWork(detect, context);
}

function failOn(): Option {
  return new Option(
    '--fail-on <level>',
    'exit code 10 when a rule of this level or above matched',
  ).choices(LEVELS);
}

function addPacks(detect: Command, context: ContextOf): void {
  const packs = detect.command('packs').description('rules of others').helpCommand(false);
  packs
    .command('add')
    .description('use the rules of a folder; nothing of it is copied')
    .argument('<folder>', 'of Sigma rules')
    .option('--name <name>', 'default: the name of the folder')
    .addOption(
      new Option(
        '--level <level>',
        'least level that raises alerts (default: medium, or that of the pack of this name)',
      ).choices(LEVELS),
    )
    .addOption(json())
    .action(async (folder: string, flags, command: Command) => {
      const { runPacksAdd } = await import('../detect-packs.ts');
      await runPacksAdd(folder, flags, context(command));
    });
  packs
    .command('list')
    .description('the packs, and how many of their rules are used')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runPacksList } = await import('../detect-packs.ts');
      await runPacksList(flags, context(command));
    });
  packs
    .command('set')
    .description('the least level of a pack; or the level of one of its rules, or off')
    .argument('<name>', 'of the pack')
    .argument('[rule]', 'id of a rule')
    .option('--level <level>', LEVELS.join(', '))
    .option('--off', 'switch the rule off')
    .option('--on', 'switch it on again')
    .action(async (name: string, rule: string | undefined, flags, command: Command) => {
      const { runPacksSet } = await import('../detect-packs.ts');
      await runPacksSet(name, rule, flags, context(command));
    });
  packs
    .command('promote')
    .description('tell alerts of a new rule at once, though its time of trial is not over')
    .argument('<rule>', 'an id, a name or a title')
    .action(async (rule: string, _, command: Command) => {
      const { runPacksPromote } = await import('../detect-promote.ts');
      await runPacksPromote(rule, context(command));
    });
  packs
    .command('remove')
    .description('use a pack no longer')
    .argument('<name>', 'of the pack')
    .action(async (name: string, _, command: Command) => {
      const { runPacksRemove } = await import('../detect-packs.ts');
      await runPacksRemove(name, context(command));
    });
}
