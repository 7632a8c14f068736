import { AppError } from '../../../base/errors/index.ts';
import { type AlertChangeRow, type AlertRowState, wakened } from '../../../lake/catalog/index.ts';
import type { Alert } from './alert.ts';
import type { CloseReason, Step } from './message.ts';
import { reopened, type Standing, standingOf } from './next-state.ts';

/** What a person does with an alert. */
export type AlertAction =
  | { readonly do: 'acknowledge'; readonly note?: string | undefined }
  | { readonly do: 'close'; readonly reason: CloseReason; readonly note?: string | undefined }
  /** `until` in milliseconds. */
  | { readonly do: 'snooze'; readonly until: number; readonly note?: string | undefined }
  | { readonly do: 'reopen'; readonly note?: string | undefined }
  | { readonly do: 'note'; readonly note: string };

/** An alert after an action: the line of its history, and what others should be told. */
export interface ActedOn {
  readonly alert: Alert;
  readonly change: AlertChangeRow;
  readonly step?: Step | undefined;
}

const STEPS: Readonly<Record<AlertAction['do'], Step | undefined>> = {
  acknowledge: 'acknowledged',
  close: 'closed',
  reopen: 'reopened',
  snooze: undefined,
  note: undefined,
};

/** From which states, and how it is called. */
const ALLOWED: Readonly<Record<AlertAction['do'], Allowed>> = {
  acknowledge: { from: ['open', 'snoozed'], done: 'acknowledged' },
  close: { from: ['open', 'acknowledged', 'snoozed'], done: 'closed' },
  snooze: { from: ['open', 'acknowledged', 'snoozed'], done: 'snoozed' },
  reopen: { from: ['acknowledged', 'snoozed', 'closed'], done: 'reopened' },
  note: { from: ['open', 'acknowledged', 'snoozed', 'closed'], done: 'noted' },
};

interface Allowed {
  readonly from: readonly AlertRowState[];
  readonly done: string;
}

/**
 * Does something with an alert. `when` in milliseconds.
 * @throws AppError TG_ALERT_STATE where its state does not allow that
 */
export function alertChange(
  stored: Alert,
  action: AlertAction,
  who: string,
  when: number,
): ActedOn {
  const before = wakened(stored, when);
  assertAllowed(before, action, when);
  const standing = standingAfter(before, action, when);
  const revision = before.revision + 1;
  const alert = { ...withoutStanding(before), ...standing, revision, changedAt: when };
  const what = ALLOWED[action.do].done;
  const { note } = action;
  const reason = action.do === 'close' ? action.reason : undefined;
  const change = { alertId: before.id, revision, what, who, at: when, reason, note };
  return { alert, change, step: STEPS[action.do] };
}

function standingAfter(before: Alert, action: AlertAction, when: number): Standing {
  const { openedAt, acknowledgedAt } = before;
  switch (action.do) {
    case 'acknowledge':
      return { state: 'acknowledged', openedAt, acknowledgedAt: acknowledgedAt ?? when };
    case 'close': {
      const closed = { state: 'closed', closeReason: action.reason, closedAt: when } as const;
      return { ...closed, openedAt, acknowledgedAt };
    }
    case 'snooze':
      return { state: 'snoozed', snoozedUntil: action.until, openedAt, acknowledgedAt };
    case 'reopen':
      return reopened(before, when);
    case 'note':
      return standingOf(before);
    default:
      return action satisfies never;
  }
}

function assertAllowed({ id, state }: Alert, action: AlertAction, when: number): void {
  const { from, done } = ALLOWED[action.do];
  if (!from.includes(state)) {
    throw new AppError('TG_ALERT_STATE', `Alert ${id} is ${state} and cannot be ${done}.`);
  }
  if (action.do === 'snooze' && action.until <= when) {
    throw new AppError('TG_ALERT_STATE', 'A snooze has to end in the future.');
  }
}

function withoutStanding(alert: Alert): Omit<Alert, keyof Standing> {
  const { state: _, closeReason: __, snoozedUntil: ___, ...rest } = alert;
  const { openedAt: ____, acknowledgedAt: _____, closedAt: ______, ...bare } = rest;
  return bare;
}
