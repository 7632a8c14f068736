import { type Alert, type RuleFacts, snapshotOf } from '../../analysis/detect/index.ts';

/** An alert as `--json` prints it; author, licence and link of its rule go with it (Detection Rule License 1.1). */
export function alertJson(alert: Alert, rule: RuleFacts) {
  const { openedAt, acknowledgedAt, closedAt, snoozedUntil, changedAt } = alert;
  const times = { openedAt, acknowledgedAt, closedAt, snoozedUntil, changedAt };
  return { ...snapshotOf(alert), ...times, rule };
}
