import type { Alert } from './alert.ts';

/** The part of an alert that says how it stands. */
export type Standing = Pick<
  Alert,
  'state' | 'closeReason' | 'snoozedUntil' | 'openedAt' | 'acknowledgedAt' | 'closedAt'
>;

/** What matches bring to an alert. */
export interface News {
  /** Whether they are enough for the rule. */
  readonly isReached: boolean;
  /** Whether any of them is so new that people are to be told. */
  readonly isAwaited: boolean;
  /** Whose matches these were, when no other ones are in it. */
  readonly donor?: Alert | undefined;
}

/** How an alert stands once matches have come to it. */
export function nextStanding(before: Alert | undefined, news: News, now: number): Standing {
  if (before === undefined || before.state === 'pending') return firstStanding(news, now);
  const isReopened = before.state === 'closed' && news.isAwaited && before.closeReason !== 'benign';
  return isReopened ? reopened(before, now) : standingOf(before);
}

/** Open again: what was known of its end is not so any more. */
export function reopened({ openedAt, acknowledgedAt }: Alert, now: number): Standing {
  return { state: 'open', openedAt: openedAt ?? now, acknowledgedAt };
}

function firstStanding({ isReached, isAwaited, donor }: News, now: number): Standing {
  if (donor) return standingOf(donor);
  if (!isReached) return { state: 'pending' };
  if (isAwaited) return { state: 'open', openedAt: now };
  return { state: 'closed', closeReason: 'backfill', closedAt: now };
}

export function standingOf(alert: Alert): Standing {
  const { state, closeReason, snoozedUntil, openedAt, acknowledgedAt, closedAt } = alert;
  return { state, closeReason, snoozedUntil, openedAt, acknowledgedAt, closedAt };
}
