import { type Alert, isoOf, type RuleFacts } from './alert.ts';
import type { AlertMessage, Step } from './message.ts';

/** Values of a field that a message has room for. */
const TOP = 5;

/** What people and machines are shown of an alert. */
export function snapshotOf(alert: Alert): AlertMessage['alert'] {
  const { id, severity, score, severityReason, closeReason, count, account, actor, system } = alert;
  return {
    id,
    // Of a pending alert nobody is told.
    state: alert.state === 'pending' ? 'open' : alert.state,
    severity,
    score,
    ...(severityReason !== undefined && { severityReason }),
    ...(closeReason !== undefined && { closeReason }),
    ...(alert.staged && { staged: true }),
    first: isoOf(alert.firstTs),
    last: isoOf(alert.lastTs),
    ...{ count, account, actor, system },
    group: alert.group,
    samples: alert.samples,
    top: alert.top
      .filter(({ values }) => values.length > 0)
      .map(({ field, values }) => ({ field, values: values.slice(0, TOP) })),
  };
}

/** The next message of an alert: a snapshot of it, and a name that no other message has. */
export function messageOf(alert: Alert, rule: RuleFacts, step: Step): AlertMessage {
  const number = alert.messages + 1;
  const name = number === 1 ? step : `${step}-${number}`;
  return { id: `${alert.id}/${name}`, step, alert: snapshotOf(alert), rule };
}
