import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { openDuckDB } from './duckdb.ts';

const ROWS = 10_000;
const NUMBERS = Array.from({ length: ROWS }, (_, i) => i);
/** Texts of numbers, long texts that are none, and NULLs, mixed within each of DuckDB's chunks. */
const TEXTS = `(SELECT CASE WHEN i % 7 = 0 THEN concat('no number, and rather long ', CAST(i AS varchar))
  WHEN i % 11 = 0 THEN NULL ELSE CAST(i AS varchar) END AS s FROM UNNEST(sequence(0, ${ROWS - 1})) AS t(i))`;
const SOUND = NUMBERS.filter((i) => i % 7 !== 0).length;
const NUMERIC = NUMBERS.filter((i) => i % 7 !== 0 && i % 11 !== 0).length;

let engine: Engine;
beforeAll(async () => {
  const parts = { events: [], network: [], insights: [], aggregated: [] };
  engine = await openDuckDB({ snapshot: { parts }, threads: 2 });
});
afterAll(() => engine.close());

async function first(sql: string) {
  const { pages } = await engine.run(sql, { rowForm: 'arrays' });
  for await (const page of pages) return page[0];
  return undefined;
}

it.each([
  [
    'a COALESCE of texts',
    "coalesce(upper(concat(s, CAST(CAST(s AS bigint) AS varchar))), 'none')",
    SOUND,
  ],
  [
    'a COALESCE in a COALESCE',
    "coalesce(coalesce(CAST(CAST(s AS bigint) AS varchar), s), 'none')",
    SOUND,
  ],
  [
    'a function in JavaScript that fails',
    "coalesce(CAST(from_base(s, 10) AS varchar), 'none')",
    SOUND,
  ],
  ['a list of values', "CAST(s AS bigint) IN (1, 2, 3) OR s > ''", NUMERIC],
  ['a range', "CAST(s AS bigint) BETWEEN 0 AND 100000 AND s > ''", NUMERIC],
])('TRY gives NULL for the rows that fail, and no other: %s', async (_, expression, expected) => {
  for (let run = 0; run < 5; run++) {
    expect(await first(`SELECT count(try(${expression})) FROM ${TEXTS}`)).toEqual([expected]);
  }
});

it('TRY keeps what two expressions share', async () => {
  const cast = 'CAST(s AS bigint)';

  const found = await first(
    `SELECT count(try(${cast})), count(try(${cast} + 1)), count(try(${cast} * 2)) FROM ${TEXTS}`,
  );

  expect(found).toEqual([NUMERIC, NUMERIC, NUMERIC]);
});

it('TRY_CAST filters', async () => {
  const found = await first(
    `SELECT count(*) FROM ${TEXTS} WHERE try_cast(s AS bigint) IN (1, 2, 8, 7)`,
  );

  expect(found).toEqual([3]);
});

it.each([
  ["try_cast(ARRAY['1', 'x'] AS array(bigint))", null],
  ["try_cast(ARRAY['1', NULL] AS array(bigint))", [1, null]],
  ["try_cast(MAP(ARRAY['x'], ARRAY[1]) AS map(bigint, bigint))", null],
  ["try_cast(ROW('1', 'x') AS row(a bigint, b bigint))", null],
  ["try_cast(ROW('1', NULL) AS row(a bigint, b bigint))", [1, null]],
  ['try(CAST(json_parse(\'[1, "x"]\') AS row(a bigint, b bigint)))', null],
  ["try(CAST(json_parse('[1, null]') AS row(a bigint, b bigint)))", [1, null]],
  ['try(CAST(json_parse(\'{"a": [1], "b": "x"}\') AS map(varchar, array(bigint))))', null],
  [
    'try(CAST(json_parse(\'{"a": [1], "b": null}\') AS map(varchar, array(bigint))))',
    { a: [1], b: null },
  ],
])('an element that cannot be cast makes NULL of the container: %s', async (expression, value) => {
  expect(await first(`SELECT ${expression}`)).toEqual([value]);
});

it.each(['try((SELECT 1))', 'try(row_number() OVER ())', 'try(1 / random())'])(
  'refuses %s by name',
  async (expression) => {
    await expect(first(`SELECT ${expression}`)).rejects.toThrow('NOT_SUPPORTED: line 1:');
  },
);
