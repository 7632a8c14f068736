import { type Fragment, quoted, sql, type Typed } from '../../typed.ts';
import { isTime, type Type, timeOf } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, ScriptFunction, ScriptValue } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { arg, spec, textOf } from '../writing.ts';
import type { Token } from './format-tokens.ts';
import { jodaTokens } from './joda-format.ts';
import { mysqlTokens } from './mysql-format.ts';
import { type ParsedMoment, parseFormat } from './parse-format.ts';
import { printFormat } from './print-format.ts';
import { fastParse, strftimeFormat } from './strftime.ts';
import { instantAt } from './zone-offsets.ts';
import { instantIn, wallClock, zoneOf } from './zones.ts';

const joda = (pattern: string): readonly Token[] =>
  jodaTokens(pattern, new Date().getUTCFullYear());

/** A literal format's parts; undefined for one that only a row knows, and for a wrong one: the script tells of it. */
function literalTokens(
  call: BoundCall,
  read: (format: string) => readonly Token[],
): readonly Token[] | undefined {
  const format = textOf(call, 1);
  if (format === undefined) return undefined;
  try {
    return read(format);
  } catch {
    return undefined;
  }
}

/** A wall clock to the millisecond, which is as fine as Joda's formats are. */
function millisClock(value: Typed): Fragment {
  const wall = wallClock(value);
  return isTime(value.type) && value.type.precision > 3 ? sql`tg_to_millis(${wall})` : wall;
}

function formatted(call: BoundCall, read: typeof joda, script: Fragment): Fragment {
  const [value] = call.args;
  const tokens = literalTokens(call, read);
  const format = tokens && strftimeFormat(tokens);
  return value && format !== undefined
    ? sql`strftime(${millisClock(value)}, ${quoted(format)})`
    : script;
}

function printDateFormat(call: BoundCall): Fragment {
  const [value] = call.args;
  if (!value) return sql`NULL`;
  const script = sql`tg_date_format(epoch_us(${millisClock(value)}), ${arg(call, 1)})`;
  return formatted(call, mysqlTokens, script);
}

function printFormatDatetime(call: BoundCall): Fragment {
  const [value] = call.args;
  if (!value) return sql`NULL`;
  const wall = sql`epoch_us(${millisClock(value)})`;
  const isZoned = value.type.is === 'timestamp-zoned';
  const zone = isZoned ? quoted(zoneOf(value)) : "''";
  const ahead = isZoned
    ? sql`(epoch_us(${wallClock(value)}) - epoch_us(${value.sql})) // 60000000`
    : sql`0`;
  return formatted(
    call,
    joda,
    sql`tg_format_datetime(${wall}, ${arg(call, 1)}, ${zone}, ${ahead})`,
  );
}

/** Texts of the usual shape by strptime, others by the script. `fast` is of type TIMESTAMP. */
function parsed(
  call: BoundCall,
  read: typeof joda,
  print: { readonly fast: (wall: Fragment) => Fragment; readonly script: Fragment },
): Fragment {
  const tokens = literalTokens(call, read);
  const fast = tokens && fastParse(tokens);
  if (!fast) return print.script;
  const text = arg(call, 0);
  const wall = sql`try_strptime(${text}, ${quoted(fast.format)})`;
  const fits = sql`regexp_full_match(${text}, ${quoted(fast.pattern)})`;
  return sql`coalesce(CASE WHEN ${fits} THEN ${print.fast(wall)} END, ${print.script})`;
}

function zoneParsed(args: readonly Typed[]): Type {
  const [text, format] = [args[0]?.constant?.value, args[1]?.constant?.value];
  if (typeof text !== 'string' || typeof format !== 'string') {
    return timeOf('timestamp-zoned', 3, 'UTC');
  }
  try {
    return timeOf('timestamp-zoned', 3, parseFormat(joda(format), text).zone ?? 'UTC');
  } catch {
    return timeOf('timestamp-zoned', 3, 'UTC');
  }
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'date_format',
    [
      'date_format(timestamp(p), varchar) varchar',
      'date_format(timestamp(p) with time zone, varchar) varchar',
    ],
    "The value in MySQL's letters: %Y-%m-%d %H:%i:%s.",
    printDateFormat,
  ),
  spec(
    'date_parse',
    ['date_parse(varchar, varchar) timestamp(3)'],
    "The timestamp that a text in MySQL's letters means.",
    (call) =>
      parsed(call, mysqlTokens, {
        fast: (wall) => wall,
        script: sql`make_timestamp(tg_date_parse(${arg(call, 0)}, ${arg(call, 1)}))`,
      }),
  ),
  spec(
    'format_datetime',
    [
      'format_datetime(timestamp(p), varchar) varchar',
      'format_datetime(timestamp(p) with time zone, varchar) varchar',
    ],
    "The value in Joda's letters: yyyy-MM-dd HH:mm:ss.",
    printFormatDatetime,
  ),
  spec(
    'parse_datetime',
    ['parse_datetime(varchar, varchar) timestamp(3) with time zone'],
    "The instant that a text in Joda's letters means; UTC where it names no zone.",
    (call) =>
      parsed(call, joda, {
        fast: (wall) => instantIn('UTC', wall),
        script: sql`make_timestamptz(tg_parse_datetime(${arg(call, 0)}, ${arg(call, 1)}))`,
      }),
    { result: zoneParsed },
  ),
];

/** Microseconds since 1970 as milliseconds, the fraction dropped towards the past. */
function millisOf(micros: ScriptValue | undefined): number {
  return Math.floor(Number(micros) / 1000);
}

/** Microseconds since 1970 of the instant that a text means. */
export function instantOf({ wall, zone = 'UTC' }: ParsedMoment): bigint {
  return BigInt(instantAt(zone, wall)) * 1000n;
}

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_date_format',
    args: ['BIGINT', 'VARCHAR'],
    result: 'VARCHAR',
    call: (wall, format) => printFormat(mysqlTokens(String(format)), { wall: millisOf(wall) }),
  },
  {
    name: 'tg_date_parse',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (text, format) =>
      BigInt(parseFormat(mysqlTokens(String(format)), String(text)).wall) * 1000n,
  },
  {
    name: 'tg_format_datetime',
    args: ['BIGINT', 'VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: (wall, format, zone, minutes) => {
      const moment = { wall: millisOf(wall) };
      const named = zone === '' ? {} : { zone: { name: String(zone), minutes: Number(minutes) } };
      return printFormat(joda(String(format)), { ...moment, ...named });
    },
  },
  {
    name: 'tg_parse_datetime',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (text, format) => {
      const tokens = joda(String(format));
      if (tokens.some(({ is }) => is === 'zone-name')) {
        throw new ScriptError('INVALID_FUNCTION_ARGUMENT', 'Parsing not supported');
      }
      return instantOf(parseFormat(tokens, String(text)));
    },
  },
];
