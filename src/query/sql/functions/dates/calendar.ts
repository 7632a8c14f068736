import type { Field } from './format-tokens.ts';

export const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;

/** The instant of a date at midnight, UTC; the calendar reaches back before 1582, as Trino's. */
export function dateMillis(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

export function daysInMonth(year: number, month: number): number {
  return new Date(dateMillis(year, month + 1, 0)).getUTCDate();
}

/** 1 (Monday) to 7. */
export function weekday(millis: number): number {
  return ((new Date(millis).getUTCDay() + 6) % 7) + 1;
}

/** Midnight of the Monday that begins an ISO year: the week with its first Thursday. */
export function weekyearStart(year: number): number {
  const fourth = dateMillis(year, 1, 4);
  return fourth - (weekday(fourth) - 1) * DAY;
}

/** The ISO year that an instant's week belongs to. */
export function weekyearOf(millis: number): number {
  const midnight = Math.floor(millis / DAY) * DAY;
  return new Date(midnight + (4 - weekday(midnight)) * DAY).getUTCFullYear();
}

function yearStart(millis: number): number {
  return dateMillis(new Date(millis).getUTCFullYear(), 1, 1);
}

/** A field of a wall clock, as milliseconds since 1970. */
export function fieldOf(field: Field, millis: number): number {
  const date = new Date(millis);
  const year = date.getUTCFullYear();
  const hour = date.getUTCHours();
  switch (field) {
    case 'era':
      return year > 0 ? 1 : 0;
    case 'century':
      return Math.floor((year > 0 ? year : 1 - year) / 100);
    case 'year':
      return year;
    case 'year-of-era':
      return year > 0 ? year : 1 - year;
    case 'weekyear':
      return weekyearOf(millis);
    case 'week':
      return Math.floor((millis - weekyearStart(weekyearOf(millis))) / (7 * DAY)) + 1;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
      return date.getUTCDate();
    case 'day-of-year':
      return Math.floor((millis - yearStart(millis)) / DAY) + 1;
    case 'day-of-week':
      return weekday(millis);
    case 'half':
      return hour < 12 ? 0 : 1;
    case 'hour':
      return hour;
    case 'clock-hour':
      return hour === 0 ? 24 : hour;
    case 'half-hour':
      return hour % 12;
    case 'half-clock-hour':
      return hour % 12 === 0 ? 12 : hour % 12;
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
  }
}

/** The wall clock with a field set to a value; undefined where the field has no such value. */
export function withField(field: Field, value: number, millis: number): number | undefined {
  const date = new Date(millis);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const time = millis - Math.floor(millis / DAY) * DAY;
  const within = (low: number, high: number, set: number) =>
    value >= low && value <= high ? set : undefined;
  const on = (y: number, m: number) =>
    dateMillis(y, m, Math.min(date.getUTCDate(), daysInMonth(y, m))) + time;
  switch (field) {
    case 'era':
      return value === 1 ? millis : on(1 - year, month);
    case 'century':
      return on(value * 100 + (year % 100), month);
    case 'year':
      return on(value, month);
    case 'year-of-era':
      return value > 0 ? on(year > 0 ? value : 1 - value, month) : undefined;
    case 'weekyear':
      return weekyearStart(value) + (millis - weekyearStart(weekyearOf(millis)));
    case 'week':
      return within(
        1,
        weeksIn(weekyearOf(millis)),
        millis + (value - fieldOf('week', millis)) * 7 * DAY,
      );
    case 'month':
      return value >= 1 && value <= 12 ? on(year, value) : undefined;
    case 'day':
      return within(1, daysInMonth(year, month), dateMillis(year, month, value) + time);
    case 'day-of-year':
      return within(1, daysInMonth(year, 2) + 337, yearStart(millis) + (value - 1) * DAY + time);
    case 'day-of-week':
      return within(1, 7, millis + (value - weekday(millis)) * DAY);
    default:
      return withClockField(field, value, millis);
  }
}

function weeksIn(weekyear: number): number {
  return Math.round((weekyearStart(weekyear + 1) - weekyearStart(weekyear)) / (7 * DAY));
}

function withClockField(field: Field, value: number, millis: number): number | undefined {
  const [low, high, size, base] = CLOCKS[field] ?? [0, -1, 0, 1];
  if (value < low || value > high) return undefined;
  return millis + ((value % base) - (fieldOf(field, millis) % base)) * size;
}

/** Of each field of a clock: its values, what one of it lasts, and where it starts again. */
const CLOCKS: Partial<Record<Field, readonly [number, number, number, number]>> = {
  half: [0, 1, 12 * HOUR, 2],
  hour: [0, 23, HOUR, 24],
  'clock-hour': [1, 24, HOUR, 24],
  'half-hour': [0, 11, HOUR, 12],
  'half-clock-hour': [1, 12, HOUR, 12],
  minute: [0, 59, MINUTE, 60],
  second: [0, 59, SECOND, 60],
};
