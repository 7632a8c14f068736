import { DAY_MS } from '../../../base/time/index.ts';
import type { TimePart } from '../sigma/model.ts';

/** A part of a time in UTC; not a number where the text is none. */
export function timePart(text: string, part: TimePart): number {
  const time = new Date(text);
  switch (part) {
    case 'minute':
      return time.getUTCMinutes();
    case 'hour':
      return time.getUTCHours();
    case 'day':
      return time.getUTCDate();
    case 'week':
      return isoWeek(time);
    case 'month':
      return time.getUTCMonth() + 1;
    case 'year':
      return time.getUTCFullYear();
    default:
      return part satisfies never;
  }
}

/** The week of ISO 8601: the year's first one holds its first Thursday. */
function isoWeek(time: Date): number {
  const weekday = time.getUTCDay() || 7;
  const thursday = new Date(time.getTime() + (4 - weekday) * DAY_MS);
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - yearStart) / (7 * DAY_MS)) + 1;
}
