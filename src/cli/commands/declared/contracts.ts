import type { Command } from 'commander';
import { type ContextOf, json, toCount } from './options.ts';

const TO = 'end of the time wanted';

/** What systems may do, and what they did outside of it. */
export function addContracts(program: Command, context: ContextOf): void {
  const contracts = program
    .command('contracts')
    .description('what each system may do, and where one went outside of it')
    .helpCommand(false);
  contracts
    .command('check')
    .description('calls outside of their contract, grouped by system and by what is outside')
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', TO)
    .option('--new', 'also new accounts, regions and services of systems without a contract')
    .option('--days <n>', 'with --new: days of learning after the first call', toCount, 30)
    .option('--fail', 'exit code 10 when there is any')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runContractsCheck } = await import('../contracts.ts');
      await runContractsCheck(flags, context(command));
    });
  contracts
    .command('learn')
    .description('a contract of what a system did, as YAML to paste')
    .argument('<system>', 'a system, as `systems` names it')
    .option('--days <n>', 'how many, up to its last call', toCount, 30)
    .option('--to <time>', TO)
    .action(async (system: string, flags, command: Command) => {
      const { runContractsLearn } = await import('../contracts-learn.ts');
      await runContractsLearn(system, flags, context(command));
    });
  contracts
    .command('list')
    .description('the contracts of the configuration')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runContractsList } = await import('../contracts-list.ts');
      await runContractsList(flags, context(command));
    });
}
