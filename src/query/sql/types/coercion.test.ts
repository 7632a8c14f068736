import { describe, expect, it } from 'vitest';
import { canCoerce, commonSuperType, isSameType } from './coercion.ts';
import { displayName } from './display.ts';
import { duckdbType } from './duckdb.ts';
import {
  arrayOf,
  BIGINT,
  char,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  REAL,
  timeOf,
  UNKNOWN,
  VARCHAR,
  varchar,
} from './known.ts';
import type { Type } from './type.ts';

const TIMESTAMP = timeOf('timestamp', 3);
const ZONED = timeOf('timestamp-zoned', 3, 'Europe/Berlin');

describe('commonSuperType', () => {
  const cases: readonly (readonly [Type, Type, string | undefined])[] = [
    [INTEGER, BIGINT, 'bigint'],
    [BIGINT, decimal(5, 2), 'decimal(21,2)'],
    [decimal(10, 2), decimal(5, 4), 'decimal(12,4)'],
    [decimal(5, 2), REAL, 'real'],
    [varchar(3), varchar(5), 'varchar(5)'],
    [varchar(3), VARCHAR, 'varchar'],
    [varchar(3), char(5), 'char(5)'],
    [DATE, ZONED, 'timestamp(3) with time zone'],
    [timeOf('timestamp', 6), ZONED, 'timestamp(6) with time zone'],
    [arrayOf(UNKNOWN), arrayOf(INTEGER), 'array(integer)'],
    [varchar(3), INTEGER, undefined],
    [DATE, timeOf('time', 3), undefined],
  ];

  it.each(cases)('%j and %j', (a, b, expected) => {
    const [one, other] = [commonSuperType(a, b), commonSuperType(b, a)];

    expect(one && displayName(one)).toBe(expected);
    expect(other && displayName(other)).toBe(expected);
  });

  it('keeps a name of a field that both have', () => {
    const common = commonSuperType(
      {
        is: 'row',
        fields: [
          { name: 'a', type: INTEGER },
          { name: 'b', type: INTEGER },
        ],
      },
      { is: 'row', fields: [{ name: 'a', type: BIGINT }, { type: DOUBLE }] },
    );

    expect(common && displayName(common)).toBe('row(a bigint, double)');
  });
});

describe('canCoerce', () => {
  it('goes up, never down', () => {
    expect(canCoerce(INTEGER, DOUBLE)).toBe(true);
    expect(canCoerce(DOUBLE, INTEGER)).toBe(false);
    expect(canCoerce(varchar(3), VARCHAR)).toBe(true);
    expect(canCoerce(VARCHAR, varchar(3))).toBe(false);
    expect(canCoerce(char(3), VARCHAR)).toBe(false);
    expect(canCoerce(UNKNOWN, arrayOf(INTEGER))).toBe(true);
  });

  it('does not look at the zone that values are shown in', () => {
    expect(isSameType(ZONED, timeOf('timestamp-zoned', 3))).toBe(true);
    expect(canCoerce(TIMESTAMP, ZONED)).toBe(true);
  });
});

describe('duckdbType', () => {
  it('names the fields of a row, those without a name by their place', () => {
    const row: Type = {
      is: 'row',
      fields: [{ name: 'Arn', type: VARCHAR }, { type: INTEGER }, { name: 'arn', type: DATE }],
    };

    expect(duckdbType(row)).toBe('STRUCT("arn" VARCHAR, "f2" INTEGER, "f3" DATE)');
  });
});
