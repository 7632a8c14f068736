import type { Command } from 'commander';
import { type ContextOf, json, toCount, toList } from './options.ts';

export function addThrottling(program: Command, context: ContextOf): void {
  program
    .command('throttling')
    .description('who is throttled, who causes it, and what would help')
    .option('--from <time>', 'first time looked at: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of the time looked at')
    .option('--account <ids>', 'only calls of these accounts', toList)
    .option('--region <names>', 'only calls in these regions', toList)
    .option('--service <names>', 'only calls of these services, such as ec2', toList)
    .option('--api <names>', 'only calls of these APIs, such as DescribeInstances', toList)
    .option('--limit <n>', 'so many buckets, the most throttled first', toCount, 10)
    .option(
      '--compare <ranges...>',
      'two times, each FROM..TO: throttles per 1,000 calls before and after a change',
    )
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runThrottling } = await import('../throttling.ts');
      await runThrottling(flags, context(command));
    });
}
