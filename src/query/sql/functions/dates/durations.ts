import { sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { arg, calls, spec } from '../writing.ts';

const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** `1 hour, 2 minutes, 42 seconds`: to the nearest second, without its sign. */
export function humanReadable(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    const name = Number.isNaN(seconds) ? 'NaN' : seconds > 0 ? 'Infinity' : '-Infinity';
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', `Invalid argument found: ${name}`);
  }
  let rest = Math.floor(Math.abs(seconds) + 0.5);
  const words: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return words.length > 0 ? words.join(', ') : '0 seconds';
}

const DURATION = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/;
/** Milliseconds of each unit of airlift's Duration, which Trino reads durations with. */
const MILLISECONDS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The milliseconds of a text like `3.5 h`. @throws ScriptError */
export function durationMillis(text: string): bigint {
  const [, value, unit = ''] = DURATION.exec(text) ?? [];
  if (value === undefined) {
    const reason =
      text === '' ? 'duration is empty' : `duration is not a valid data duration string: ${text}`;
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
  }
  const size = Object.hasOwn(MILLISECONDS, unit) ? MILLISECONDS[unit] : undefined;
  if (size === undefined) {
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', `Unknown time unit: ${unit}`);
  }
  return BigInt(Math.floor(Number(value) * size + 0.5));
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'human_readable_seconds',
    ['human_readable_seconds(double) varchar'],
    'Seconds in words: 1 hour, 2 minutes, 42 seconds.',
    calls('tg_human_readable_seconds'),
  ),
  spec(
    'parse_duration',
    ['parse_duration(varchar) interval day to second'],
    'The interval that a text like 3.5 h means; units ns, us, ms, s, m, h, d.',
    (call) => sql`to_milliseconds(tg_duration_millis(${arg(call, 0)}))`,
  ),
  spec(
    'to_milliseconds',
    ['to_milliseconds(interval day to second) bigint'],
    'The milliseconds of an interval.',
    calls('epoch_ms'),
  ),
];

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_human_readable_seconds',
    args: ['DOUBLE'],
    result: 'VARCHAR',
    call: (seconds) => humanReadable(Number(seconds)),
  },
  {
    name: 'tg_duration_millis',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (text) => durationMillis(String(text)),
  },
];
