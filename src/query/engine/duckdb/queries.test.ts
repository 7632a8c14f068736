import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { openDuckDB } from './duckdb.ts';

let engine: Engine;

beforeAll(async () => {
  const parts = { events: [], network: [], insights: [], aggregated: [] };
  engine = await openDuckDB({ snapshot: { parts }, threads: 1 });
});

afterAll(() => engine.close());

async function rowsOf(sql: string) {
  const { columns, pages } = await engine.run(sql);
  const rows = [];
  for await (const page of pages) rows.push(...page);
  return { types: columns.map(({ type }) => type), rows };
}

const TEXTS = "(VALUES ('12', 'a'), ('x', 'b'), (NULL, 'c')) AS t(s, g)";
const NUMBERS = "(VALUES ('a', 1), ('a', 2), ('b', 3)) AS t(g, v)";

describe('the terms of a WHERE clause', () => {
  it.each([
    ["regexp_like(s, '^[0-9]') AND CAST(s AS integer) > 5", 1],
    ["g <> 'b' AND (regexp_like(s, '^[0-9]') AND CAST(s AS integer) > 5)", 1],
    ["length(s) = 2 AND 100 / CAST(s AS integer) = 8 AND g = 'a'", 1],
    ["g IN ('a', 'c') AND CAST(s AS integer) > 5 AND s IS NOT NULL", 1],
  ])('are looked at in their order: %s', async (where, count) => {
    const { rows } = await rowsOf(`SELECT count(*) FROM ${TEXTS} WHERE ${where}`);

    expect(rows).toEqual([[count]]);
  });

  it('fail where nothing keeps a value from them', async () => {
    const work = rowsOf(`SELECT count(*) FROM ${TEXTS} WHERE CAST(s AS integer) > 5 AND g = 'a'`);
    const other = rowsOf(`SELECT count(*) FROM ${TEXTS} WHERE g = 'b' AND CAST(s AS integer) > 5`);

    await expect(other).rejects.toThrow('INVALID_CAST_ARGUMENT');
    await expect(Promise.allSettled([work])).resolves.toHaveLength(1);
  });

  it('filter each side of a join for itself', async () => {
    const { rows } = await rowsOf(`SELECT a.g FROM ${TEXTS}, (VALUES 'a', 'b') AS a(g)
      WHERE t.g = a.g AND regexp_like(t.s, '^[0-9]') AND CAST(t.s AS integer) = 12`);

    expect(rows).toEqual([['a']]);
  });
});

describe('windows and groups', () => {
  it.each(['-1', 'CAST(NULL AS integer)', 'v - 3'])('have no frame of %s rows', async (offset) => {
    const over = `ORDER BY v ROWS BETWEEN ${offset} PRECEDING AND CURRENT ROW`;

    await expect(rowsOf(`SELECT sum(v) OVER (${over}) FROM ${NUMBERS}`)).rejects.toThrow(
      'INVALID_WINDOW_FRAME',
    );
  });

  it('take the frame that a row asks for', async () => {
    const over = 'ORDER BY v ROWS BETWEEN v - 1 PRECEDING AND CURRENT ROW';
    const { rows } = await rowsOf(`SELECT sum(v) OVER (${over}) FROM ${NUMBERS} ORDER BY 1`);

    expect(rows).toEqual([[1], [3], [6]]);
  });

  it('are not ordered by grouping() of a column of the result', async () => {
    const rollup = `SELECT g, count(*) FROM ${NUMBERS} GROUP BY ROLLUP (g)`;
    const other = `SELECT g AS x, count(*) FROM ${NUMBERS} GROUP BY ROLLUP (g)`;

    await expect(rowsOf(`${rollup} ORDER BY grouping(g)`)).rejects.toThrow('INVALID_ARGUMENTS');
    expect((await rowsOf(`${other} ORDER BY grouping(g), 1`)).rows).toEqual([
      ['a', 2],
      ['b', 1],
      [null, 3],
    ]);
  });

  it('know maps as the same whatever the order of their entries', async () => {
    const maps = `(VALUES map(ARRAY['a', 'b'], ARRAY[1, 2]), map(ARRAY['b', 'a'], ARRAY[2, 1]), NULL) t(m)`;

    const groups = await rowsOf(`SELECT count(*) FROM ${maps} GROUP BY m ORDER BY 1`);
    const distinct = await rowsOf(`SELECT count(*) FROM (SELECT DISTINCT m FROM ${maps})`);

    expect(groups.rows).toEqual([[1], [2]]);
    expect(distinct.rows).toEqual([[2]]);
  });
});

describe('a subquery as a value', () => {
  it('of several columns is a row', async () => {
    const { types, rows } = await rowsOf(`SELECT (SELECT 1, 'x' AS b), (SELECT 1, 2 WHERE false)`);

    expect(types[0]).toBe('row(integer, b varchar(1))');
    expect(rows).toEqual([[{ field0: 1, b: 'x' }, null]]);
  });

  it('gives a row no field but by number', async () => {
    await expect(rowsOf("SELECT ROW(1, 2)['a']")).rejects.toThrow('EXPRESSION_NOT_CONSTANT');
  });
});
