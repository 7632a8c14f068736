import { refuse } from './refused.ts';

export const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof TIME_PARTS)[number];

const DAY = 86_400_000;

/** The part of a timestamp in UTC; undefined for what is none. */
export function timePart(leaf: unknown, part: TimePart): number | undefined {
  if (typeof leaf !== 'string' || !/^\d{4}-\d\d-\d\d([T ]|$)/.test(leaf)) return undefined;
  const date = new Date(leaf);
  return Number.isNaN(date.getTime()) ? undefined : PARTS[part](date);
}

const PARTS: Readonly<Record<TimePart, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day: (date) => date.getUTCDate(),
  week: isoWeek,
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

/** 1 is Monday. */
export function isoWeekday(date: Date): number {
  return date.getUTCDay() || 7;
}

/** A week belongs to the year that holds its Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - isoWeekday(date)) * DAY);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / DAY / 7) + 1;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a timespan such as `15m`; months and years have no fixed length. */
export function secondsOf(timespan: unknown): number {
  const [, count, unit = ''] = /^(\d+)([a-zA-Z])$/.exec(String(timespan)) ?? [];
  const seconds = UNITS[unit];
  if (count === undefined || seconds === undefined) {
    return refuse(`"${String(timespan)}" is no timespan`);
  }
  return Number(count) * seconds;
}
