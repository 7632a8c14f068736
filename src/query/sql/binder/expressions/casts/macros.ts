import type { Macro } from '../../../functions/contract.ts';

/** `CAST(.. AS INTEGER)` of a text that is none: the error that a failed cast of `s` gives, named by Trino's `TYPE`. */
const fail = (code: string, reason: string) => `CAST('TG:${code}:' || ${reason} AS INTEGER)`;
const noCast = (type: string) =>
  fail('INVALID_CAST_ARGUMENT', `'Cannot cast ''' || s || ''' to ${type}'`);
const noTime = (type: string) =>
  fail('INVALID_CAST_ARGUMENT', `'Value cannot be cast to ${type}: ' || s`);

/** The first of the ways to read `s` that gives something; NULL stays NULL, anything else fails. */
const readOrFail = (way: string, failure: string, type: string) =>
  `coalesce(${way}, CASE WHEN s IS NOT NULL THEN CAST(CAST(${failure} AS VARCHAR) AS ${type}) END)`;

const integer = (name: string, duckdb: string, trino: string): Macro =>
  `tg_cast_${name}(s) AS ${readOrFail(
    `CASE WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN TRY_CAST(s AS ${duckdb}) END, ` +
      `TRY_CAST(tg_parse_integer(s) AS ${duckdb})`,
    noCast(trino),
    duckdb,
  )}`;

const NUMBER = String.raw`[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?`;

const floating = (name: string, duckdb: string, trino: string): Macro =>
  `tg_cast_${name}(s) AS ${readOrFail(
    `CASE WHEN regexp_full_match(trim(s, ' \t\n\r'), '${NUMBER}[dDfF]?') ` +
      `THEN TRY_CAST(rtrim(trim(s, ' \t\n\r'), 'dDfF') AS ${duckdb}) END, ` +
      `CASE trim(s, ' \t\n\r') WHEN 'NaN' THEN CAST('NaN' AS ${duckdb}) ` +
      `WHEN 'Infinity' THEN CAST('Infinity' AS ${duckdb}) ` +
      `WHEN '+Infinity' THEN CAST('Infinity' AS ${duckdb}) ` +
      `WHEN '-Infinity' THEN CAST('-Infinity' AS ${duckdb}) END, ` +
      // Beyond the largest number: Java says Infinity, DuckDB refuses.
      `CASE WHEN regexp_full_match(trim(s, ' \t\n\r'), '${NUMBER}') ` +
      `THEN CAST(CASE WHEN starts_with(trim(s), '-') THEN '-Infinity' ELSE 'Infinity' END AS ${duckdb}) END`,
    noCast(trino),
    duckdb,
  )}`;

const TIMESTAMP_TEXT = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?`;

/** `made`, unless it holds more NULLs than `items` has elements that are absent. */
const unlessLost = (isAbsent: string) =>
  `list_transform([row(made)], lambda tg_m: CASE
    WHEN len(list_filter(struct_extract_at(tg_m, 1), lambda x: x IS NULL)) <= len(list_filter(items, lambda x: ${isAbsent}))
    THEN struct_extract_at(tg_m, 1) END)[1]`;

/** What casts need in DuckDB. */
export const CAST_MACROS: readonly Macro[] = [
  `tg_cast_boolean(s) AS ${readOrFail(
    `CASE WHEN lower(s) IN ('true', 't', '1') THEN true WHEN lower(s) IN ('false', 'f', '0') THEN false END`,
    noCast('BOOLEAN'),
    'BOOLEAN',
  )}`,
  integer('tinyint', 'TINYINT', 'TINYINT'),
  integer('smallint', 'SMALLINT', 'SMALLINT'),
  integer('integer', 'INTEGER', 'INT'),
  integer('bigint', 'BIGINT', 'BIGINT'),
  floating('real', 'FLOAT', 'REAL'),
  floating('double', 'DOUBLE', 'DOUBLE'),
  `tg_cast_date(s) AS ${readOrFail(
    `CASE WHEN regexp_full_match(s, '\\d{4}-\\d{2}-\\d{2}') THEN TRY_CAST(s AS DATE) END, ` +
      `DATE '1970-01-01' + CAST(tg_parse_date(s) AS INTEGER)`,
    noTime('date'),
    'DATE',
  )}`,
  `tg_cast_timestamp(s) AS ${readOrFail(
    `CASE WHEN regexp_full_match(s, '${TIMESTAMP_TEXT}') THEN TRY_CAST(s AS TIMESTAMP) END, ` +
      'make_timestamp(tg_parse_timestamp(s))',
    noTime('timestamp'),
    'TIMESTAMP',
  )}`,
  `tg_cast_timestamp_zoned(s) AS ${readOrFail(
    'make_timestamptz(tg_parse_timestamp_zoned(s))',
    noTime('timestamp with time zone'),
    'TIMESTAMPTZ',
  )}`,
  `tg_cast_time(s) AS ${readOrFail(
    'CAST(make_timestamp(tg_parse_time(s)) AS TIME)',
    noTime('time'),
    'TIME',
  )}`,
  `tg_cast_uuid(s) AS ${readOrFail(
    `CASE WHEN length(s) = 36 THEN TRY_CAST(s AS UUID) END`,
    fail('INVALID_CAST_ARGUMENT', `'Cannot cast value to UUID: ' || s`),
    'UUID',
  )}`,
  // Beyond a FLOAT's largest number: infinite.
  `tg_real(x) AS CASE WHEN abs(x) >= 3.4028235677973366e38 AND NOT isnan(x) THEN CAST(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END AS FLOAT) ELSE CAST(x AS FLOAT) END`,
  // Half up, also below zero: -0.5 gives 0.
  'tg_round_to(v, unit) AS (v + unit // 2) - (((v + unit // 2) % unit) + unit) % unit',
  `tg_timestamp_text(t) AS CASE WHEN t >= TIMESTAMP '0001-01-01' AND t < TIMESTAMP '10000-01-01' ` +
    `THEN strftime(t, '%Y-%m-%d %H:%M:%S.%f') ELSE tg_long_timestamp_text(epoch_us(t)) END`,
  `tg_date_text(d) AS CASE WHEN d >= DATE '0001-01-01' AND d < DATE '10000-01-01' ` +
    `THEN strftime(d, '%Y-%m-%d') ELSE tg_long_date_text(CAST(d - DATE '1970-01-01' AS BIGINT)) END`,
  `tg_interval_months(i) AS CAST(datepart('year', i) * 12 + datepart('month', i) AS BIGINT)`,
  // The same moment of a day may be written in many zones.
  `tg_time_instant(t) AS (epoch_us(t) - date_part('timezone', t) * 1000000 + 86400000000) % 86400000000`,
  // Keys that were different may be one when they are cast.
  `tg_cast_keys(l) AS CASE WHEN len(list_distinct(l)) = len(l) THEN l ELSE ` +
    `l[${fail('INVALID_CAST_ARGUMENT', "'Cannot cast to a map: duplicate or NULL keys'")}:] END`,
  // What was made of a container's elements: within TRY, NULL where one of them could not be.
  'tg_whole(items, made) AS made',
  `tgn_whole(items, made) AS ${unlessLost('x IS NULL')}`,
  'tg_whole_json(items, made) AS made',
  `tgn_whole_json(items, made) AS ${unlessLost("x IS NULL OR x = 'null'")}`,
  'tg_whole_row(is_whole, made) AS made',
  'tgn_whole_row(is_whole, made) AS CASE WHEN is_whole THEN made END',
  `tg_within(s, n) AS CASE WHEN length(s) <= n THEN s ELSE CAST(${fail(
    'INVALID_CAST_ARGUMENT',
    `'Value ' || s || ' cannot be represented as varchar(' || n || ')'`,
  )} AS VARCHAR) END`,
];
