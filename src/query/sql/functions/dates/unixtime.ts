import { type Fragment, sql, type Typed } from '../../typed.ts';
import { timeOf } from '../../types/index.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, calls, failure, invalid, spec } from '../writing.ts';
import { constantZone, requireZone } from './zone-arguments.ts';
import { offsetName } from './zones.ts';

/** The zone of from_unixtime(seconds, hours, minutes), where both are literals. */
function offsetZone(args: readonly Typed[]): string | undefined {
  const [hours, minutes] = [args[1]?.constant?.value, args[2]?.constant?.value];
  if (typeof hours === 'string' || typeof minutes === 'string') return undefined;
  if (hours == null || minutes == null) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  if (!Number.isInteger(total) || Math.abs(total) > 14 * 60) return undefined;
  return total === 0 ? 'UTC' : offsetName(total);
}

function printFromUnixtime(call: BoundCall): Fragment {
  const instant = sql`tg_from_unixtime(${arg(call, 0)})`;
  if (call.signature === 0) return instant;
  if (call.signature === 1 && constantZone(call.args[1]) === undefined) {
    const message = { sql: sql`'Time zone not supported: ' || ${arg(call, 1)}` };
    return sql`CASE WHEN (${arg(call, 0)}) IS NOT NULL THEN CAST(${failure('NOT_SUPPORTED', message)} AS TIMESTAMPTZ) END`;
  }
  return sql`CASE WHEN (${arg(call, 1)}) IS NOT NULL THEN ${instant} END`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'from_unixtime',
    [
      'from_unixtime(double) timestamp(3) with time zone',
      'from_unixtime(double, varchar) timestamp(3) with time zone',
      'from_unixtime(double, bigint, bigint) timestamp(3) with time zone',
    ],
    'The instant so many seconds after 1970, to the millisecond; shown in UTC or in the zone that is named.',
    printFromUnixtime,
    {
      result: (args) => {
        const zone = args.length === 3 ? offsetZone(args) : constantZone(args[1]);
        return timeOf('timestamp-zoned', 3, zone ?? 'UTC');
      },
      check: (call) => {
        if (call.signature > 0)
          requireZone(call, 1, call.signature === 2 && !offsetZone(call.args));
      },
    },
  ),
  spec(
    'from_unixtime_nanos',
    [
      'from_unixtime_nanos(bigint) timestamp(9) with time zone',
      'from_unixtime_nanos(decimal(p, s)) timestamp(9) with time zone',
    ],
    'The instant so many nanoseconds after 1970; kept to the microsecond.',
    (call) => sql`make_timestamptz(tg_floor_thousandth(CAST(${arg(call, 0)} AS HUGEINT)))`,
    { result: () => timeOf('timestamp-zoned', 9, 'UTC') },
  ),
  spec(
    'to_unixtime',
    ['to_unixtime(timestamp(p)) double', 'to_unixtime(timestamp(p) with time zone) double'],
    'The seconds from 1970 to the value.',
    calls('epoch'),
  ),
];

/** Seconds that Trino's milliseconds with a zone reach, some 73000 years. */
const FURTHEST = 2_251_799_813_685;

/** Java's Math.round, half up. */
export const MACROS: readonly string[] = [
  `tg_floor_thousandth(n) AS CASE WHEN abs(n) >= ${FURTHEST}000000000
    THEN ${invalid("'long overflow: ' || n")} ELSE CAST((n - (n % 1000 + 1000) % 1000) // 1000 AS BIGINT) END`,
  `tg_from_unixtime(s) AS CASE WHEN NOT isfinite(s) OR abs(s) >= ${FURTHEST}
    THEN ${invalid("'Millis overflow: ' || s")} ELSE make_timestamptz(CAST(floor(s * 1000 + 0.5) AS BIGINT) * 1000) END`,
];
