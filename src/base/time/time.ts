import { AppError } from '../errors/index.ts';

/** `YYYY-MM-DD`, UTC. */
export type Day = string & { readonly __brand: 'Day' };

/** Half-open: `from <= t < to`; milliseconds since 1970, UTC. Absent ends are open. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

const MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
export const DAY_MS: number = MS.d;

const RELATIVE = /^T(?:-(\d{1,6})([smhdw]))?$/;
const ABSOLUTE =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads `T`, `T-7d` (s, m, h, d, w before now), `2026-01-31` or an ISO time; without a zone it is UTC.
 * @throws AppError TG_TIME_INVALID
 */
export function parseTime(text: string, now: number): number {
  const relative = RELATIVE.exec(text);
  if (relative) return now - Number(relative[1] ?? 0) * MS[(relative[2] ?? 's') as keyof typeof MS];
  const absolute = ABSOLUTE.test(text) ? absoluteTime(text) : Number.NaN;
  if (Number.isNaN(absolute)) throw new AppError('TG_TIME_INVALID', `"${text}" is not a time.`);
  return absolute;
}

function absoluteTime(text: string): number {
  const iso = text.replace(' ', 'T');
  const zoned = iso.length === 10 || /(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`;
  const time = Date.parse(zoned);
  // Date.parse reads 2026-02-30 as 2 March: refuse a date that does not come back.
  const sameDay = new Date(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`));
  const valid =
    !Number.isNaN(sameDay.getTime()) && sameDay.toISOString().startsWith(iso.slice(0, 10));
  return valid ? time : Number.NaN;
}

/** The UTC day of a time in milliseconds. */
export function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10) as Day;
}

/** Milliseconds of the day's first moment. */
export function dayStart(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Whole days since 1970-01-01, the unit in which the decoder counts days. */
export function dayNumber(day: Day): number {
  return dayStart(day) / DAY_MS;
}

export function dayOfNumber(number: number): Day {
  return dayOf(number * DAY_MS);
}
