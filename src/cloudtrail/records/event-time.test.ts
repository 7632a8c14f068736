import { afterEach, describe, expect, it } from 'vitest';
import { readEventTime } from './index.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const NOON = Date.UTC(2026, 0, 31, 12, 0, 0) * 1000;

describe('a time as CloudTrail writes it', () => {
  it.each([
    ['2026-01-31T12:00:00Z', NOON],
    ['2026-01-31T12:00:00.5Z', NOON + 500_000],
    ['2026-01-31T12:00:00.123456Z', NOON + 123_456],
    ['1970-01-01T00:00:00Z', 0],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59) * 1000],
  ])('is usual: %s', (text, micros) => {
    expect(readEventTime(text)).toEqual({ micros, isUsual: true });
  });
});

describe('a time as tools write it', () => {
  it.each([
    ['2026-01-31 12:00:00', NOON],
    ['2026-01-31T12:00:00', NOON],
    ['2026-01-31T12:00:00+00:00', NOON],
    ['2026-01-31T23:00:00+11:00', NOON],
    ['2026-01-31T06:30:00-0530', NOON],
    ['2026-01-31 12:00:00 UTC', NOON],
    ['2026-01-31 12:00:00.123456789', NOON + 123_456],
    ['2026-01-31t12:00:00z', NOON],
    [' 2026-01-31T12:00:00Z\n', NOON],
    ['20260131T120000Z', NOON],
    ['1769860800', NOON],
    ['1769860800.25', NOON + 250_000],
    ['1769860800000', NOON],
    ['1769860800123', NOON + 123_000],
  ])('is read, and called unusual: %j', (text, micros) => {
    expect(readEventTime(text)).toEqual({ micros, isUsual: false });
  });

  it('does not depend on where this machine stands', () => {
    process.env.TZ = 'America/New_York';
    expect(new Date(2026, 0, 31).getTimezoneOffset()).toBe(300);

    const found = ['2026-01-31 12:00:00', '2026-01-31T12:00:00'].map(readEventTime);

    expect(found.map((time) => time?.micros)).toEqual([NOON, NOON]);
  });
});

describe('what is no time', () => {
  it.each([
    ...['', ' ', 'ThisIsAWrongEventTime', '2026-01-31', '12:00:00', 'null', 'true'],
    // Days and hours that no calendar has.
    ...['2026-02-29T12:00:00Z', '2026-13-01T12:00:00Z', '2026-00-10T12:00:00Z'],
    ...['2026-01-31T24:00:00Z', '2026-01-31T12:60:00Z', '2016-12-31T23:59:60Z'],
    // Before 1970, and numbers that are no seconds since then.
    ...['1969-12-31T23:59:59Z', '0001-01-01T00:00:00Z', '12', '99999999', '99999999999'],
    ...['1e9', '-1769860800', '17698608000000', 'Sat, 31 Jan 2026 12:00:00 GMT'],
  ])('is not read: %j', (text) => {
    expect(readEventTime(text)).toBeUndefined();
  });
});
