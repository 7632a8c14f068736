import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, type Day, dayNumber, dayOf, dayOfNumber, dayStart, parseTime } from './index.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 0);

describe('parseTime', () => {
  it.each([
    ['T', NOW],
    ['T-0s', NOW],
    ['T-30s', NOW - 30_000],
    ['T-90m', NOW - 90 * 60_000],
    ['T-12h', NOW - 12 * 3_600_000],
    ['T-7d', NOW - 7 * DAY_MS],
    ['T-2w', NOW - 14 * DAY_MS],
  ])('counts %s back from now', (text, expected) => {
    const time = parseTime(text, NOW);

    expect(time).toBe(expected);
  });

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T12:34', '2026-01-31T12:34:00.000Z'],
    ['2026-01-31 12:34:56', '2026-01-31T12:34:56.000Z'],
    ['2026-01-31T12:34:56Z', '2026-01-31T12:34:56.000Z'],
    ['2026-01-31T12:34:56.789Z', '2026-01-31T12:34:56.789Z'],
    ['2026-01-31T12:34:56.789123Z', '2026-01-31T12:34:56.789Z'],
    ['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T12:00:00-0530', '2026-01-31T17:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s, without a zone as UTC', (text, expected) => {
    const time = parseTime(text, NOW);

    expect(new Date(time).toISOString()).toBe(expected);
  });

  it.each([
    ...['', 'yesterday', '7d', 'T+7d', 'T-7', 'T-7y', 'T-1234567s', ' T'],
    ...['2026', '2026-1-31', '2026-13-01', '2026-02-30', '2026-02-30T10:00:00Z', '2023-02-29'],
    ...['2026-01-31T25:00', '2026-01-31T12:60', '2026-01-31Z', '31.01.2026', '1769860800'],
  ])('refuses %j', (text) => {
    const read = () => parseTime(text, NOW);

    expect(read).toThrow(expect.objectContaining({ code: 'TG_TIME_INVALID' }));
  });

  it('reads back whatever toISOString writes', () => {
    const times = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });

    fc.assert(
      fc.property(times, (time) => {
        expect(parseTime(time.toISOString(), NOW)).toBe(time.getTime());
      }),
    );
  });
});

describe('days', () => {
  it('begin at midnight UTC', () => {
    const day = dayOf(Date.UTC(2026, 5, 30, 23, 59, 59, 999));

    expect(day).toBe('2026-06-30');
    expect(dayStart(day)).toBe(Date.UTC(2026, 5, 30));
  });

  it('are numbered from 1970-01-01 on', () => {
    const numbers = ['1970-01-01', '1970-01-02', '2026-01-01'].map((day) => dayNumber(day as Day));

    expect(numbers).toEqual([0, 1, 20_454]);
  });

  it('have one number each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (number) => {
        expect(dayNumber(dayOfNumber(number))).toBe(number);
      }),
    );
  });
});
