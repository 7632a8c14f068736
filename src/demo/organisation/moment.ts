import { DAY_MS, type Day, dayOf } from '../../base/time/index.ts';

export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** One generated day; times are milliseconds since 1970. */
export interface DaySpan {
  /** 0 for the first day generated. */
  readonly index: number;
  readonly start: number;
  /** The last whole second. */
  readonly last: number;
  readonly day: Day;
  readonly weekend: boolean;
}

export function daySpan(firstDay: number, index: number): DaySpan {
  const start = (firstDay + index) * DAY_MS;
  const weekday = new Date(start).getUTCDay();
  return {
    index,
    start,
    last: start + DAY_MS - SECOND,
    day: dayOf(start),
    weekend: weekday === 0 || weekday === 6,
  };
}

/** `2026-06-30T12:00:00Z`: whole seconds, as CloudTrail writes times. */
export function isoSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
