import { type Fragment, sql, type Typed } from '../../typed.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, named, spec } from '../writing.ts';
import { wallClock, zoneOf } from './zones.ts';

const OF_DATES = ['date', 'timestamp(p)', 'timestamp(p) with time zone'];
const OF_CLOCKS = [
  'timestamp(p)',
  'timestamp(p) with time zone',
  'time(p)',
  'interval day to second',
];

interface Part {
  readonly names: readonly string[];
  readonly takes: readonly string[];
  readonly about: string;
  /** DuckDB's function, and what follows it. */
  readonly of: string;
  readonly rest?: string;
  /** Milliseconds of the unit, and how many units the next larger one holds: for intervals. */
  readonly unit?: readonly [milliseconds: number, modulus?: number];
}

const PARTS: readonly Part[] = [
  {
    names: ['year'],
    takes: [...OF_DATES, 'interval year to month'],
    about: 'The year.',
    of: 'year',
  },
  { names: ['quarter'], takes: OF_DATES, about: 'The quarter, 1 to 4.', of: 'quarter' },
  {
    names: ['month'],
    takes: [...OF_DATES, 'interval year to month'],
    about: 'The month, 1 to 12.',
    of: 'month',
  },
  { names: ['week', 'week_of_year'], takes: OF_DATES, about: 'The ISO week, 1 to 53.', of: 'week' },
  {
    names: ['year_of_week', 'yow'],
    takes: OF_DATES,
    about: 'The year that the ISO week belongs to.',
    of: 'isoyear',
  },
  {
    names: ['day', 'day_of_month'],
    takes: [...OF_DATES, 'interval day to second'],
    about: 'The day of the month.',
    of: 'day',
    unit: [86_400_000],
  },
  {
    names: ['day_of_week', 'dow'],
    takes: OF_DATES,
    about: 'The day of the week, 1 (Monday) to 7.',
    of: 'isodow',
  },
  {
    names: ['day_of_year', 'doy'],
    takes: OF_DATES,
    about: 'The day of the year, 1 to 366.',
    of: 'dayofyear',
  },
  {
    names: ['hour'],
    takes: OF_CLOCKS,
    about: 'The hour of the day, 0 to 23.',
    of: 'hour',
    unit: [3_600_000, 24],
  },
  {
    names: ['minute'],
    takes: OF_CLOCKS,
    about: 'The minute of the hour.',
    of: 'minute',
    unit: [60_000, 60],
  },
  {
    names: ['second'],
    takes: OF_CLOCKS,
    about: 'The second of the minute.',
    of: 'second',
    unit: [1000, 60],
  },
  {
    names: ['millisecond'],
    takes: OF_CLOCKS,
    about: 'The millisecond of the second.',
    of: 'millisecond',
    rest: ' % 1000',
    unit: [1, 1000],
  },
];

function printPart({ of, rest = '', unit = [1] }: Part): (call: BoundCall) => Fragment {
  return (call) => {
    const value = call.args[0];
    switch (value?.type.is) {
      case 'interval-day': {
        const [size, modulus] = unit;
        return sql`(epoch_ms(${value.sql}) // ${String(size)}${modulus ? ` % ${modulus}` : ''})`;
      }
      case 'interval-year':
      case 'time':
      case 'date':
        return sql`(${of}(${value.sql})${rest})`;
      default:
        return value ? sql`(${of}(${wallClock(value)})${rest})` : sql`NULL`;
    }
  };
}

/** Minutes that a value's zone is ahead of UTC at its instant. */
function offsetOfValue(value: Typed): Fragment {
  if (zoneOf(value) === 'UTC') return sql`(epoch_us(${value.sql}) * 0)`;
  return sql`((epoch_us(${wallClock(value)}) - epoch_us(${value.sql})) // 60000000)`;
}

function printOffset(rest: string): (call: BoundCall) => Fragment {
  return (call) => {
    const value = call.args[0];
    return value ? sql`(${offsetOfValue(value)} ${rest})` : sql`NULL`;
  };
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  ...PARTS.flatMap((part) =>
    named(
      part.names,
      spec(
        'part',
        part.takes.map((type) => `part(${type}) bigint`),
        part.about,
        printPart(part),
      ),
    ),
  ),
  spec(
    'timezone_hour',
    ['timezone_hour(timestamp(p) with time zone) bigint'],
    "The hours of the value's offset from UTC.",
    printOffset('// 60'),
  ),
  spec(
    'timezone_minute',
    ['timezone_minute(timestamp(p) with time zone) bigint'],
    "The minutes of the value's offset from UTC, beside its hours.",
    printOffset('% 60'),
  ),
  spec(
    'timezone',
    ['timezone(timestamp(p) with time zone) varchar'],
    "The name of the value's time zone.",
    (call) => {
      const zone = call.args[0] ? zoneOf(call.args[0]) : 'UTC';
      return sql`CASE WHEN (${arg(call, 0)}) IS NOT NULL THEN '${zone}' END`;
    },
  ),
];
