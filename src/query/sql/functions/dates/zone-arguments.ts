import { refuse } from '../../refusal.ts';
import { type Fragment, sql, type Typed } from '../../typed.ts';
import { isTime, type Type, timeOf } from '../../types/index.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, failure, isNull, spec } from '../writing.ts';
import { instantIn, wallClock, zoneName } from './zones.ts';

/** The zone that a literal names, as Trino spells it; undefined for what is no literal or no zone. */
export function constantZone(value: Typed | undefined): string | undefined {
  const text = value?.constant?.value;
  return typeof text === 'string' ? zoneName(text) : undefined;
}

/**
 * Zones live in types here, not in values: a zone that only a row knows would be lost, so it is refused.
 * @throws Refusal NOT_SUPPORTED
 */
export function requireZone(
  call: BoundCall,
  at: number,
  isUnknown = !call.args[at]?.constant,
): void {
  if (!isUnknown) return;
  const span = call.args[at]?.span ?? call.span;
  refuse('NOT_SUPPORTED', `The time zone of ${call.name} must be a literal`, span);
}

function inZone(args: readonly Typed[]): Type {
  const type = args[0]?.type;
  const precision = type && isTime(type) ? type.precision : 3;
  return timeOf('timestamp-zoned', precision, constantZone(args[1]) ?? 'UTC');
}

/** Fails on a wrong zone when a row reaches it, as Trino does. */
function checkedZone(call: BoundCall, print: (zone: string) => Fragment): Fragment {
  if (isNull(call, 1)) return sql`CAST(NULL AS TIMESTAMPTZ)`;
  const zone = constantZone(call.args[1]);
  if (zone !== undefined) return print(zone);
  const message = { sql: sql`'''' || ${arg(call, 1)} || ''' is not a valid time zone'` };
  const failing = failure('INVALID_FUNCTION_ARGUMENT', message);
  return sql`CASE WHEN (${arg(call, 0)}) IS NOT NULL THEN CAST(${failing} AS TIMESTAMPTZ) END`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'at_timezone',
    ['at_timezone(timestamp(p) with time zone, varchar) timestamp(p) with time zone'],
    'The same instant, shown in another zone (a literal).',
    (call) => checkedZone(call, () => arg(call, 0)),
    { result: inZone, check: (call) => requireZone(call, 1) },
  ),
  spec(
    'with_timezone',
    ['with_timezone(timestamp(p), varchar) timestamp(p) with time zone'],
    "The instant at which the zone's clocks (a literal) show the timestamp.",
    (call) =>
      checkedZone(call, (zone) => {
        const [value] = call.args;
        return value ? instantIn(zone, wallClock(value)) : sql`NULL`;
      }),
    { result: inZone, check: (call) => requireZone(call, 1) },
  ),
  spec(
    'now',
    ['now() timestamp(3) with time zone'],
    'The time at which the query began.',
    () => sql`date_trunc('millisecond', now())`,
    { result: () => timeOf('timestamp-zoned', 3, 'UTC') },
  ),
  spec(
    'current_timezone',
    ['current_timezone() varchar'],
    "The session's time zone, always UTC.",
    () => sql`'UTC'`,
  ),
];
