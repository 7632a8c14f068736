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
