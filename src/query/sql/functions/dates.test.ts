import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

describe('functions of dates', () => {
  it.each([
    ["date_add('month', 1, DATE '2026-01-31')", 'date 2026-02-28'],
    [
      "date_add('DAY', -1, TIMESTAMP '2026-03-01 10:00:00.5')",
      'timestamp(1) 2026-02-28 10:00:00.5',
    ],
    [
      "date_add('millisecond', 500, TIMESTAMP '2026-01-31 10:00:00')",
      'timestamp(0) 2026-01-31 10:00:01',
    ],
    [
      "date_add('day', 1, TIMESTAMP '2026-03-28 02:30:00 Europe/Berlin')",
      'timestamp(0) with time zone 2026-03-29 03:30:00 Europe/Berlin',
    ],
    [
      "date_add('hour', 24, TIMESTAMP '2026-03-28 12:00:00 Europe/Berlin')",
      'timestamp(0) with time zone 2026-03-29 13:00:00 Europe/Berlin',
    ],
    ["date_add('hour', 2, TIME '23:00:00')", 'time(0) 01:00:00'],
    [
      "date_add('hour', 1, DATE '2026-01-31')",
      "INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field",
    ],
    [
      "date_diff('hour', TIMESTAMP '2026-01-31 10:59:00', TIMESTAMP '2026-01-31 11:01:00')",
      'bigint 0',
    ],
    ["date_diff('month', DATE '2026-01-31', DATE '2026-02-28')", 'bigint 1'],
    ["date_diff('week', DATE '2026-01-31', DATE '2026-01-01')", 'bigint -4'],
    [
      "date_diff('day', TIMESTAMP '2026-03-29 00:00:00 Europe/Berlin', TIMESTAMP '2026-03-30 00:00:00 Europe/Berlin')",
      'bigint 1',
    ],
    [
      "date_trunc('day', TIMESTAMP '2026-01-31 23:30:00 UTC' AT TIME ZONE 'Asia/Kolkata')",
      'timestamp(0) with time zone 2026-02-01 00:00:00 Asia/Kolkata',
    ],
    ["date_trunc('week', DATE '2026-02-01')", 'date 2026-01-26'],
    ["date_trunc('minute', TIME '10:11:12.5')", 'time(1) 10:11:00.0'],
    ["last_day_of_month(DATE '2024-02-01')", 'date 2024-02-29'],
    ["date(' 2026-1-5')", 'date 2026-01-05'],
    [
      "date('2026-01-05T00:00:00Z')",
      'INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2026-01-05T00:00:00Z',
    ],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toBe(expected);
  });

  it('takes a unit that only a row knows', async () => {
    const query = `SELECT date_trunc(u, TIMESTAMP '2026-05-20 10:30:00') FROM (VALUES 'HOUR', 'year', NULL) t(u)`;

    expect(await asked.rows(query)).toEqual([
      ['2026-05-20 10:00:00'],
      ['2026-01-01 00:00:00'],
      [null],
    ]);
  });

  it.each([
    ["year_of_week(DATE '2025-12-31')", 'bigint 2026'],
    ["week(DATE '2025-12-31')", 'bigint 1'],
    ["dow(DATE '2026-02-01')", 'bigint 7'],
    ["millisecond(TIMESTAMP '2026-01-31 10:00:01.234567')", 'bigint 234'],
    ["hour(INTERVAL '25' HOUR)", 'bigint 1'],
    ["day(INTERVAL '25' HOUR)", 'bigint 1'],
    ["month(INTERVAL '14' MONTH)", 'bigint 2'],
    ["hour(TIMESTAMP '2026-01-31 23:42:18 UTC' AT TIME ZONE 'Europe/Berlin')", 'bigint 0'],
    ["timezone_hour(TIMESTAMP '2026-01-31 00:00:00 -05:30')", 'bigint -5'],
    ["timezone_minute(TIMESTAMP '2026-01-31 00:00:00 -05:30')", 'bigint -30'],
    ["timezone(TIMESTAMP '2026-01-31 00:00:00 Europe/Berlin')", 'varchar Europe/Berlin'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toBe(expected);
  });
});

describe('functions of instants and zones', () => {
  it.each([
    ['from_unixtime(1.2345)', 'timestamp(3) with time zone 1970-01-01 00:00:01.235 UTC'],
    [
      "from_unixtime(0, 'America/New_York')",
      'timestamp(3) with time zone 1969-12-31 19:00:00.000 America/New_York',
    ],
    ['from_unixtime(0, 5, 30)', 'timestamp(3) with time zone 1970-01-01 05:30:00.000 +05:30'],
    ["from_unixtime(0, 'Nowhere/X')", 'NOT_SUPPORTED: Time zone not supported: Nowhere/X'],
    ["to_unixtime(TIMESTAMP '1969-12-31 23:59:59.5')", 'double -0.5'],
    [
      "at_timezone(TIMESTAMP '2026-01-31 10:00:00 UTC', 'Nowhere/X')",
      "INVALID_FUNCTION_ARGUMENT: 'Nowhere/X' is not a valid time zone",
    ],
    [
      "with_timezone(TIMESTAMP '2026-01-31 10:00:00', '+13')",
      'timestamp(0) with time zone 2026-01-31 10:00:00 +13:00',
    ],
    ['now() = now()', 'boolean true'],
    ['current_timezone()', 'varchar UTC'],
    ['human_readable_seconds(56363463)', 'varchar 93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds'],
    ['human_readable_seconds(0.2)', 'varchar 0 seconds'],
    ["to_milliseconds(parse_duration('1.5 m'))", 'bigint 90000'],
    ["parse_duration('3 weeks')", 'INVALID_FUNCTION_ARGUMENT: Unknown time unit: weeks'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toBe(expected);
  });

  it('refuses a zone that only a row knows, at its place', async () => {
    const query = `SELECT at_timezone(TIMESTAMP '2026-01-31 10:00:00 UTC', z) FROM (VALUES 'UTC') t(z)`;

    expect(await asked.rows(query)).toBe(
      'NOT_SUPPORTED: line 1:57: The time zone of at_timezone must be a literal',
    );
  });
});

describe('texts of times', () => {
  it.each([
    [
      "date_format(TIMESTAMP '2026-01-31 00:05:06.789', '%Y-%m-%d %H:%i:%s.%f')",
      'varchar 2026-01-31 00:05:06.789000',
    ],
    [
      "date_format(DATE '2026-01-31', '%W, %e %M %y, %q %% %l %p')",
      'varchar Saturday, 31 January 26, q % 12 AM',
    ],
    [
      "date_format(DATE '2026-01-31', '%u')",
      'INVALID_FUNCTION_ARGUMENT: %u not supported in date format string',
    ],
    ["date_parse('2026-1-5 7:8:9', '%Y-%m-%d %H:%i:%s')", 'timestamp(3) 2026-01-05 07:08:09.000'],
    ["date_parse('07', '%m')", 'timestamp(3) 2000-07-01 00:00:00.000'],
    ["date_parse('11:42', '%H:%i')", 'timestamp(3) 1970-01-01 11:42:00.000'],
    ["date_parse('2026-02-30', '%Y-%m-%d')", expect.stringMatching(/^INVALID_FUNCTION_ARGUMENT: /)],
    [
      "date_parse('2026-01-31 x', '%Y-%m-%d')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "2026-01-31 x" is malformed at " x"',
    ],
    [
      "format_datetime(TIMESTAMP '2026-01-31 00:05:06.789', 'yyyy-MM-dd''T''HH:mm:ss.SSS')",
      'varchar 2026-01-31T00:05:06.789',
    ],
    [
      "format_datetime(TIMESTAMP '2026-01-31 13:05:06 Europe/Berlin', 'h a e w xxxx Z ZZ ZZZ')",
      'varchar 1 PM 6 5 2026 +0100 +01:00 Europe/Berlin',
    ],
    [
      "format_datetime(TIMESTAMP '2026-01-31 00:05:06', 'Z')",
      expect.stringMatching(/cannot use 'Z' nor 'z'/),
    ],
    [
      "parse_datetime('2026-01-31T11:42:18+0530', 'yyyy-MM-dd''T''HH:mm:ssZ')",
      'timestamp(3) with time zone 2026-01-31 11:42:18.000 +05:30',
    ],
    [
      "parse_datetime('31 Jan 26 Europe/Berlin', 'd MMM yy ZZZ')",
      'timestamp(3) with time zone 2026-01-31 00:00:00.000 Europe/Berlin',
    ],
    [
      "from_iso8601_timestamp('2026-01-31T11:42:18Z')",
      'timestamp(3) with time zone 2026-01-31 11:42:18.000 UTC',
    ],
    [
      "from_iso8601_timestamp('2026-W05-6T11.5')",
      'timestamp(3) with time zone 2026-01-31 11:30:00.000 UTC',
    ],
    [
      "from_iso8601_timestamp('2026-01-31 11:42:18')",
      expect.stringMatching(/is malformed at " 11:42:18"$/),
    ],
    [
      "from_iso8601_timestamp('2026-01-31T24:00:00Z')",
      expect.stringMatching(/^INVALID_FUNCTION_ARGUMENT/),
    ],
    ["from_iso8601_date('2026-031')", 'date 2026-01-31'],
    [
      "to_iso8601(TIMESTAMP '2026-01-31 11:42:18.5 -03:00')",
      'varchar(30) 2026-01-31T11:42:18.5-03:00',
    ],
    ["to_iso8601(TIMESTAMP '2026-01-31 11:42:18 UTC')", 'varchar(28) 2026-01-31T11:42:18Z'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });

  it('takes formats that only a row knows', async () => {
    const query = `SELECT date_format(TIMESTAMP '2026-01-31 10:00:00', f), TRY(date_parse('2026-01-31', f))
      FROM (VALUES '%Y-%m-%d', '%d', '%D', NULL) t(f)`;

    expect(await asked.rows(query)).toBe(
      'INVALID_FUNCTION_ARGUMENT: %D not supported in date format string',
    );
    expect(await asked.rows(query.replace(", '%D'", ''))).toEqual([
      ['2026-01-31', '2026-01-31 00:00:00.000'],
      ['31', null],
      [null, null],
    ]);
  });
});
