import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jodaTokens } from './joda-format.ts';
import { mysqlTokens } from './mysql-format.ts';
import { parseFormat } from './parse-format.ts';
import { printFormat } from './print-format.ts';
import { fastParse, strftimeFormat } from './strftime.ts';
import { instantAt, offsetAt } from './zone-offsets.ts';
import { zoneName } from './zones.ts';

const THIS_YEAR = 2026;
const moments = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) });

describe('formats', () => {
  it.each([
    'yyyy-MM-dd HH:mm:ss.SSS',
    'EEEE, d MMMM yyyy h:mm:ss.SSS a',
    'xxxx w e K:mm:ss.SSS a',
    'yyyyDDDHHmmssSSS',
    "'at' kk mm ss SSS 'on' dd.M.yyyy",
  ])('reads what it prints: %s', (pattern) => {
    const tokens = jodaTokens(pattern, THIS_YEAR);

    fc.assert(
      fc.property(moments, (wall) => {
        expect(parseFormat(tokens, printFormat(tokens, { wall })).wall).toBe(wall);
      }),
    );
  });

  it.each(['%Y-%m-%d %H:%i:%s.%f', '%x %v %W %r.%f', '%j %Y %T %f'])(
    "reads what it prints in MySQL's letters: %s",
    (format) => {
      const tokens = mysqlTokens(format);

      fc.assert(
        fc.property(moments, (wall) => {
          expect(parseFormat(tokens, printFormat(tokens, { wall })).wall).toBe(wall);
        }),
      );
    },
  );

  it('never fails but with an error of its own', () => {
    const tokens = jodaTokens('yyyy-MM-dd HH:mm:ssZ', THIS_YEAR);

    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseFormat(tokens, text)).toThrow(/Invalid format|Cannot parse/);
      }),
    );
  });

  it('takes two digit years near to today, as Joda does', () => {
    const read = (text: string) =>
      new Date(parseFormat(jodaTokens('yy', THIS_YEAR), text).wall).getUTCFullYear();

    expect(['46', '45', '1999', '5'].map(read)).toEqual([1946, 2045, 1999, 5]);
  });

  it("has DuckDB's letters where they mean the same, and none elsewhere", () => {
    expect(strftimeFormat(mysqlTokens('%Y-%c-%e %H:%i:%s 100%%'))).toBe(
      '%Y-%-m-%-d %H:%M:%S 100%%',
    );
    expect(strftimeFormat(jodaTokens('yy kk', THIS_YEAR))).toBeUndefined();
  });

  it('reads fast what names each field once and in full', () => {
    const fast = fastParse(jodaTokens("yyyy-MM-dd'T'HH:mm:ssZ", THIS_YEAR));

    expect(fast?.format).toBe('%Y-%m-%dT%H:%M:%SZ');
    expect(new RegExp(`^${fast?.pattern}$`).test('2026-01-31T10:00:00Z')).toBe(true);
    expect(fastParse(mysqlTokens('%H:%i'))).toBeUndefined();
    expect(fastParse(mysqlTokens('%Y-%m-%d %Y'))).toBeUndefined();
  });
});

describe('zones', () => {
  it.each([
    ['z', 'UTC'],
    ['Etc/GMT', 'UTC'],
    ['+00:00', 'UTC'],
    ['-3', '-03:00'],
    ['GMT+0530', '+05:30'],
    ['Etc/GMT+5', '-05:00'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Nowhere/X', undefined],
    ['+15:00', undefined],
  ])('knows %s', (text, expected) => {
    expect(zoneName(text)).toBe(expected);
  });

  it('finds the instant of a wall clock, before, in and after a gap', () => {
    const zone = 'Europe/Berlin';
    const at = (hour: number, minute = 30) => Date.UTC(2026, 2, 29, hour, minute);

    expect(instantAt(zone, at(1))).toBe(at(0));
    expect(instantAt(zone, at(2))).toBe(at(1));
    expect(instantAt(zone, at(3))).toBe(at(1));
    expect(offsetAt(zone, at(1))).toBe(120);
  });
});
