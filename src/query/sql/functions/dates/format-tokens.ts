/** Fields of a date and time that formats print and read. */
export type Field =
  | 'era'
  | 'century'
  | 'year'
  | 'year-of-era'
  | 'weekyear'
  | 'week'
  | 'month'
  | 'day'
  | 'day-of-year'
  | 'day-of-week'
  | 'half'
  | 'hour'
  | 'clock-hour'
  | 'half-hour'
  | 'half-clock-hour'
  | 'minute'
  | 'second';

/** A part of a format, whichever letters wrote it: MySQL's (date_format) or Joda's (format_datetime). */
export type Token =
  | { readonly is: 'literal'; readonly text: string }
  /** Printed with at least `min` digits; reads at most `max`. */
  | {
      readonly is: 'number';
      readonly field: Field;
      readonly min: number;
      readonly max: number;
      readonly signed: boolean;
    }
  | {
      readonly is: 'text';
      readonly field: 'month' | 'day-of-week' | 'half' | 'era';
      readonly long: boolean;
    }
  /** Two digits; years read fall within 50 years of `pivot`. Lenient: another count of digits is the year itself. */
  | {
      readonly is: 'short-year';
      readonly field: 'year' | 'weekyear';
      readonly pivot: number;
      readonly lenient: boolean;
    }
  | { readonly is: 'fraction'; readonly min: number; readonly max: number }
  | { readonly is: 'offset'; readonly colon: boolean }
  | { readonly is: 'zone-id' }
  | { readonly is: 'zone-name'; readonly long: boolean };

export function literal(text: string): Token {
  return { is: 'literal', text };
}

export function number(field: Field, min: number, max = 2, signed = false): Token {
  return { is: 'number', field, min, max: Math.max(min, max), signed };
}

export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** From Monday, as ISO counts. */
export const WEEKDAYS: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
export const HALVES: readonly string[] = ['AM', 'PM'];

/** The first three letters, for the short form of a name. */
export function shortName(name: string): string {
  return name.slice(0, 3);
}
