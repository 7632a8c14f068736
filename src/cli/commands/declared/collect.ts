import type { Command } from 'commander';
import { type ContextOf, json, toList } from './options.ts';

export function addCollect(program: Command, context: ContextOf): void {
  program
    .command('collect')
    .description('take in logs: a trail of the configuration, a path, s3://bucket/prefix, or -')
    .argument('[trails...]', 'names of trails, paths or addresses; default: all configured trails')
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of the time wanted')
    .option('--account <ids>', 'only logs of these accounts', toList)
    .option('--region <names>', 'only logs of these regions', toList)
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--bucket-region <name>', 'region of the bucket')
    .option('--role-arn <arn>', 'role to assume for reading')
    .option('--external-id <id>', 'external id for that role')
    .option('--endpoint-url <url>', 'another endpoint that speaks S3')
    .option('--detect', 'then run detections over what came in, and send what is to be told')
    .addOption(json())
    .action(async (trails: string[], flags, command: Command) => {
      const { runCollect } = await import('../collect.ts');
      await runCollect(trails, flags, context(command));
    });
}
