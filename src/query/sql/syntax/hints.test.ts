import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.fixture.ts';

describe('hints', () => {
  it.each([
    ['SELECT `a`', '"a"'],
    ["SELECT 1 WHERE a IN ('b'\n'c')", "line 2:1. A comma is missing between 'b' and 'c'."],
    ["SELECT 'b' 'c'", "A comma is missing between 'b' and 'c'."],
    ['SELECT 1 LIMIT 5 OFFSET 2', 'OFFSET 2 LIMIT 5'],
    ['SELECT 1 LIMIT 5, 2', 'OFFSET 5 LIMIT 2'],
    ['SELECT 1 FROM t LIMIT 5 ORDER BY 1', 'ORDER BY comes before LIMIT'],
    ['SELECT 1 WHERE a == 1', 'single ='],
    ['SELECT 1 WHERE a && b', 'AND'],
    ['SELECT a, FROM t', 'the comma before FROM'],
    ['SELECT f(a,)', 'the comma before )'],
    ['SELECT a,', 'the comma before the end'],
    ["SELECT 1 AS 'a'", '"a"'],
    ['SHOW TABLES LIKE "a"', "'a'"],
    ['SELECT end FROM t', '"end"'],
    ['SELECT 1 WHERE t.order = 1', '"order"'],
    ['SELECT ‘a’', 'typographic'],
    ["SELECT 'a", 'never closed'],
    ['SELECT é', 'double quotes'],
    ['SELECT /* a', 'comment'],
    ['SELECT 1 WHERE a !b', 'NOT'],
    ['SELECT INTERVAL 7 DAY', "INTERVAL '7' DAY"],
    ['SELECT a::varchar', 'CAST'],
    ["SELECT 1 WHERE a RLIKE 'b'", 'regexp_like'],
    ["SELECT a RLIKE 'b'", 'regexp_like'],
    ['SELECT 1 MINUS SELECT 2', 'EXCEPT'],
    ['DROP TABLE t', 'SELECT'],
    ["SELECT json_value(a, '$.b')", "'lax $.b'"],
  ])('%s: %s', (sql, wanted) => {
    const { hint } = refusalOf(sql);

    expect(hint).toContain(wanted);
  });

  it('are left out where the place tells nothing', () => {
    const { hint } = refusalOf('SELECT 1 WHERE');

    expect(hint).toBeUndefined();
  });
});
