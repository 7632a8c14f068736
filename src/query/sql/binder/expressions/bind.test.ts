import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../results/json.ts';
import { type Evaluator, openEvaluator } from './evaluate.fixture.ts';

let evaluator: Evaluator;

beforeAll(async () => {
  evaluator = await openEvaluator();
});

afterAll(() => evaluator.close());

/** An expression's type and value, or its error's code and message. */
async function given(expression: string): Promise<readonly [string, JsonValue]> {
  const found = await evaluator.evaluate(`SELECT ${expression}`);
  if (!found) throw new Error('Only expressions are evaluated here.');
  return 'error' in found
    ? [found.error.code, found.error.message]
    : [found.types[0] ?? '', found.values[0] ?? null];
}

const CASES: Readonly<Record<string, readonly (readonly [string, string, JsonValue])[]>> = {
  literals: [
    ['42', 'integer', 42],
    ['-2147483648', 'integer', -2147483648],
    ['3000000000', 'bigint', 3000000000],
    ['012.50', 'decimal(4, 2)', '12.50'],
    ['1.5E0', 'double', 1.5],
    ["'it''s'", 'varchar(4)', "it's"],
    ["X'00FF'", 'varbinary', 'AP8='],
    [
      "TIMESTAMP '2020-05-01 12:00 Europe/Berlin'",
      'timestamp(0) with time zone',
      '2020-05-01 12:00:00 Europe/Berlin',
    ],
    ["INTERVAL '1 02:03' DAY TO MINUTE", 'INTERVAL DAY TO SECOND', '1 02:03:00.000'],
    ["IPADDRESS '2001:db8::1'", 'ipaddress', '2001:db8::1'],
  ],
  arithmetic: [
    ['5 / 2', 'integer', 2],
    ['1 / 3.0', 'decimal(12, 1)', '0.3'],
    ['1.5 * 2.25', 'decimal(5, 3)', '3.375'],
    ['-7 % 3', 'integer', -1],
    ['CAST(NULL AS integer) / (1 - 1)', 'integer', null],
    ['CAST(NULL AS decimal(3, 1)) / (1.0 - 1.0)', 'decimal(4, 1)', null],
    ["DATE '2020-01-31' + INTERVAL '1' MONTH", 'date', '2020-02-29'],
    [
      "TIMESTAMP '2020-01-02 00:00:00' - TIMESTAMP '2020-01-01 12:00:00'",
      'INTERVAL DAY TO SECOND',
      '0 12:00:00.000',
    ],
  ],
  comparisons: [
    ['NULL = NULL', 'boolean', null],
    ['2 IN (1, NULL)', 'boolean', null],
    ['nan() = nan()', 'boolean', false],
    ['ROW(1, NULL) = ROW(2, NULL)', 'boolean', false],
    ['ARRAY[1, NULL] = ARRAY[1, NULL]', 'boolean', null],
    ["json_exists(chr(65279) || '{\"a\": 1}', 'lax $.a')", 'boolean', false],
    ["'a_c' LIKE 'a#_c' ESCAPE '#'", 'boolean', true],
    ['1 IS DISTINCT FROM NULL', 'boolean', true],
  ],
  casts: [
    ['CAST(1e0 AS varchar)', 'varchar', '1.0E0'],
    ['CAST(2.5e0 AS integer)', 'integer', 3],
    ["TRY_CAST('1.5' AS integer)", 'integer', null],
    [
      "CAST('2020-05-01 12:00:00 +02:00' AS timestamp with time zone)",
      'timestamp(3) with time zone',
      '2020-05-01 12:00:00.000 +02:00',
    ],
    ["CAST(ROW(1, 'a') AS row(x bigint, y varchar))", 'row(x bigint, y varchar)', [1, 'a']],
    ["CAST(MAP(ARRAY['b', 'a'], ARRAY[1, 2]) AS json)", 'json', '{"a":2,"b":1}'],
    [
      'CAST(JSON \'{"x":[1,null]}\' AS map(varchar, array(integer)))',
      'map(varchar, array(integer))',
      { x: [1, null] },
    ],
  ],
  'what fits': [
    ['coalesce(NULL, 1, 2.5)', 'decimal(11, 1)', '1.0'],
    ["CASE WHEN true THEN 1 ELSE BIGINT '2' END", 'bigint', 1],
    ['try(1 / 0)', 'integer', null],
    ['transform(ARRAY[1, 2], x -> x * 2e0)', 'array(double)', [2, 4]],
    ["json_value('{\"a\":1}', 'lax $.a' RETURNING integer)", 'integer', 1],
  ],
  errors: [
    ["1 + 'a'", 'TYPE_MISMATCH', 'line 1:10: Cannot apply operator: integer + varchar(1)'],
    ["'a' > 1", 'TYPE_MISMATCH', 'line 1:12: Cannot apply operator: varchar(1) < integer'],
    [
      "CASE WHEN true THEN 1 ELSE 'a' END",
      'TYPE_MISMATCH',
      'line 1:35: All CASE results must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]',
    ],
    ["DATE '2020-13-01'", 'INVALID_LITERAL', "line 1:8: '2020-13-01' is not a valid DATE literal"],
    ['CAST(1 AS text)', 'TYPE_MISMATCH', 'line 1:8: Unknown type: text'],
    ['1 / 0', 'DIVISION_BY_ZERO', 'Division by zero'],
    [
      'ARRAY[1][2]',
      'INVALID_FUNCTION_ARGUMENT',
      'Array subscript must be less than or equal to array length: 2 > 1',
    ],
    ["CAST('abc' AS smallint)", 'INVALID_CAST_ARGUMENT', "Cannot cast 'abc' to SMALLINT"],
    ['nosuch(1)', 'FUNCTION_NOT_FOUND', "line 1:8: Function 'nosuch' not registered"],
    [
      'transform(ARRAY[1], (x, y) -> x)',
      'INVALID_PARAMETER_USAGE',
      'line 1:28: Expected a lambda that takes 1 argument(s) but got 2',
    ],
  ],
};

describe('bindExpression', () => {
  for (const [family, cases] of Object.entries(CASES)) {
    it.each(cases)(`${family}: %s`, async (expression, type, value) => {
      expect(await given(expression)).toEqual([type, value]);
    });
  }
});

describe('nested expressions', () => {
  const nested = (depth: number, step: (inner: string) => string, seed: string) =>
    Array.from({ length: depth }).reduce<string>((inner) => step(inner), seed);

  it.each([
    [
      'casts',
      nested(12, (x) => `CAST(CAST(${x} AS timestamp) AS varchar)`, "'2020-01-01 00:00:00'"),
    ],
    ['subscripts', nested(12, (x) => `ARRAY[ARRAY[${x}]][1][1]`, 'CAST(random() AS bigint) + 1')],
    ['divisors', nested(20, (x) => `7 / (${x})`, 'CAST(random() AS bigint) + 1')],
    ['operands', nested(12, (x) => `CASE ${x} WHEN 1 THEN 2 WHEN 3 THEN 7 END`, '3')],
  ])('of %s stay small', async (_, expression) => {
    const found = await evaluator.evaluate(`SELECT ${expression}`);

    expect(found?.sql?.length).toBeLessThan(5000);
    expect(found).not.toHaveProperty('error');
  });
});
