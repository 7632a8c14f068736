import { describe, expect, it } from 'vitest';
import { joined, sql, type Typed } from '../typed.ts';
import {
  arrayOf,
  BIGINT,
  columnTypeName,
  DOUBLE,
  INTEGER,
  type Type,
  UNKNOWN,
  varchar,
} from '../types/index.ts';
import type { FunctionSpec } from './contract.ts';
import { type Argument, resolve } from './resolve.ts';

function spec(...signatures: readonly string[]): FunctionSpec {
  return {
    name: 'f',
    kind: 'scalar',
    signatures,
    about: 'A test function.',
    print: ({ args }) => sql`f(${joined(args.map((arg) => arg.sql))})`,
  };
}

function resultOf(one: FunctionSpec, ...types: readonly (Type | Argument)[]): string | undefined {
  const args = types.map(
    (type): Argument =>
      type.is === 'value' || type.is === 'lambda'
        ? (type as Argument)
        : { is: 'value', type: type as Type },
  );
  const found = resolve([one], args);
  if (found === undefined || found === 'ambiguous') return found;
  return `${found.signature} ${found.params.map(columnTypeName).join(' ')} -> ${columnTypeName(found.result)}`;
}

describe('resolve', () => {
  it('takes the overload that fits as it is', () => {
    const abs = spec('f(bigint) bigint', 'f(integer) integer', 'f(double) double');

    expect(resultOf(abs, INTEGER)).toBe('1 integer -> integer');
    expect(resultOf(abs, DOUBLE)).toBe('2 double -> double');
  });

  it('takes the most specific overload that an argument can be coerced to', () => {
    const floor = spec('f(bigint) bigint', 'f(double) double');

    expect(resultOf(floor, INTEGER)).toBe('0 bigint -> bigint');
    expect(resultOf(floor, { is: 'real' })).toBe('1 double -> double');
    expect(resultOf(floor, varchar(1))).toBeUndefined();
  });

  it('finds one type for a variable', () => {
    const contains = spec('f(array(T), T) boolean');

    expect(resultOf(contains, arrayOf(INTEGER), BIGINT)).toBe('0 array(bigint) bigint -> boolean');
    expect(resultOf(contains, arrayOf(UNKNOWN), BIGINT)).toBe('0 array(bigint) bigint -> boolean');
    expect(resultOf(contains, arrayOf(INTEGER), varchar(1))).toBeUndefined();
  });

  it('works out decimals from their digits', () => {
    const round = spec('f(decimal(p, s)) decimal(p, 0)');

    expect(resultOf(round, { is: 'decimal', precision: 5, scale: 2 })).toBe(
      '0 decimal(5, 2) -> decimal(5, 0)',
    );
    expect(resultOf(round, INTEGER)).toBe('0 decimal(10, 0) -> decimal(10, 0)');
  });

  it('takes any number of further arguments', () => {
    const concat = spec('f(varchar, varchar, ...) varchar');

    expect(resultOf(concat, varchar(1))).toBeUndefined();
    expect(resultOf(concat, varchar(1), varchar(2), varchar(3))).toBe(
      '0 varchar(1) varchar(2) varchar(3) -> varchar',
    );
  });

  it('binds a lambda once the other arguments say what its parameters are', () => {
    const transform = spec('f(array(T), function(T, U)) array(U)');
    const lambda: Argument = {
      is: 'lambda',
      arity: 1,
      bind: (params): Typed => ({
        type: { is: 'function', params, result: DOUBLE },
        sql: sql`x`,
        span: { start: 0, end: 0 },
      }),
    };

    expect(resultOf(transform, arrayOf(INTEGER), lambda)).toBe(
      '0 array(integer) function(integer,double) -> array(double)',
    );
  });
});
