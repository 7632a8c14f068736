import type { AlertChangeRow, OutboxRow } from '../../../lake/catalog/index.ts';
import type { Alert, RuleFacts } from './alert.ts';
import type { AlertMessage, Step } from './message.ts';
import { messageOf } from './message-of.ts';
import { compareLevels } from './severity.ts';

/** The rows that a message comes to, one a sink; `now` in milliseconds. */
export type RowsFor = (message: AlertMessage, now: number) => readonly OutboxRow[];

/** Who changes an alert when no person does. */
export const OURSELVES = 'trailglass';

/** Times as many matches as were told last. */
const GROWN = 10;

/** What is to be told of an alert that matches changed; undefined: nothing. Of a snoozed or closed one nothing is. */
export function stepOf(before: Alert | undefined, after: Alert): Step | undefined {
  if (after.state !== 'open' && after.state !== 'acknowledged') return undefined;
  if (before === undefined || before.state === 'pending') return 'opened';
  if (before.state === 'closed') return 'reopened';
  if (compareLevels(after.severity, before.severity) > 0) return 'raised';
  return after.toldCount > 0 && after.count >= after.toldCount * GROWN ? 'grown' : undefined;
}

/** A line of the history for what we did ourselves. */
export function lineOf(alert: Alert, what: string, reason?: string): AlertChangeRow {
  const { id, revision, changedAt } = alert;
  const line = { alertId: id, revision, what, who: OURSELVES, at: changedAt };
  return reason === undefined ? line : { ...line, reason };
}

/** An alert of which a step is told, with the rows that tell it. */
export function told(
  alert: Alert,
  step: Step,
  { rule, rowsFor }: { readonly rule: RuleFacts; readonly rowsFor: RowsFor },
): { readonly alert: Alert; readonly messages: readonly OutboxRow[] } {
  const message = messageOf(alert, rule, step);
  return {
    alert: { ...alert, messages: alert.messages + 1, toldCount: alert.count },
    messages: rowsFor(message, alert.changedAt),
  };
}
