import type { Command } from 'commander';
import { type ContextOf, json, toCount, toList } from './options.ts';

const NOTE = 'a remark for the history';

/** What detections found, and what is done with it. */
export function addAlerts(program: Command, context: ContextOf): void {
  const alerts = program
    .command('alerts')
    .description('what rules found, and what was done with it')
    .helpCommand(false);
  addLooking(alerts, context);
  addHandling(alerts, context);
}

function addLooking(alerts: Command, context: ContextOf): void {
  alerts
    .command('list')
    .description('alerts, the worst first; without --state those that are not closed')
    .option('--state <list>', 'open, acknowledged, snoozed, closed; with commas', toList)
    .option('--severity <list>', 'critical, high, medium, low, informational; with commas', toList)
    .option('--rule <id>', 'only of this rule')
    .option('--account <id>', 'only of this account')
    .option('--from <time>', 'first time of their events: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of that time')
    .option('--limit <n>', 'so many at most', toCount)
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runAlertsList } = await import('../alerts-list.ts');
      await runAlertsList(flags, context(command));
    });
  alerts
    .command('show')
    .description('one alert with its rule, its first events and its history')
    .argument('<id>', 'its id, or the beginning of it')
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runAlertsShow } = await import('../alerts-show.ts');
      await runAlertsShow(id, flags, context(command));
    });
  alerts
    .command('stats')
    .description('what came of each rule, and what could be done about it')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runAlertsStats } = await import('../alerts-stats.ts');
      await runAlertsStats(flags, context(command));
    });
}

function addHandling(alerts: Command, context: ContextOf): void {
  alerts
    .command('ack')
    .description('say that somebody looks at it')
    .argument('<id>')
    .option('--note <text>', NOTE)
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runAlertsAck } = await import('../alerts-act.ts');
      await runAlertsAck(id, flags, context(command));
    });
  alerts
    .command('close')
    .description('say what it was')
    .argument('<id>')
    .requiredOption('--reason <reason>', 'true, benign, false-positive or duplicate')
    .option('--note <text>', NOTE)
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runAlertsClose } = await import('../alerts-act.ts');
      await runAlertsClose(id, flags, context(command));
    });
  alerts
    .command('snooze')
    .description('out of sight until a time')
    .argument('<id>')
    .requiredOption('--until <time>', '2026-01-31, an ISO time, or T+7d')
    .option('--note <text>', NOTE)
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runAlertsSnooze } = await import('../alerts-act.ts');
      await runAlertsSnooze(id, flags, context(command));
    });
  alerts
    .command('reopen')
    .description('take up a closed, snoozed or acknowledged one again')
    .argument('<id>')
    .option('--note <text>', NOTE)
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runAlertsReopen } = await import('../alerts-act.ts');
      await runAlertsReopen(id, flags, context(command));
    });
  alerts
    .command('note')
    .description('a line for its history')
    .argument('<id>')
    .argument('<text>')
    .addOption(json())
    .action(async (id: string, text: string, flags, command: Command) => {
      const { runAlertsNote } = await import('../alerts-act.ts');
      await runAlertsNote(id, text, flags, context(command));
    });
}
