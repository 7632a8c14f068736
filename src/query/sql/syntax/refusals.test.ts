import { describe, expect, it } from 'vitest';
import { parseStatement } from '../index.ts';
import { refusalOf } from './refusal.fixture.ts';

describe('refusals', () => {
  it('say what stands there and what could', () => {
    const error = refusalOf('SELECT a\nFROM t WHERE');

    expect(error).toMatchObject({ code: 'SYNTAX_ERROR', line: 2, column: 13 });
    expect(error.message).toBe("line 2:13: mismatched input '<EOF>'. Expecting: <expression>");
  });

  it.each([
    ['', '1:1'],
    ['SELECT a..b', '1:10'],
    ['SELECT a AS select', '1:13'],
    ['SELECT a = b = c', '1:14'],
    ['SELECT 1 LIMIT 5 OFFSET 2', '1:18'],
    ['SELECT é', '1:8'],
    ["SELECT '😀' é", '1:12'],
    ['SELECT a IN', '1:10'],
    ["SELECT 1 WHERE a IN ('b' 'c')", '1:18'],
    ["SELECT 1 WHERE (a IN ('b' 'c'))", '1:27'],
    ["SELECT 1 WHERE a NOT IN ('b' 'c')", '1:30'],
    ['SELECT 1; SELECT 2', '1:11'],
    ['SELECT 1;;', '1:9'],
    ['INSERT INTO t VALUES 1', '1:1'],
    ['CREATE TABLE t (a int)', '1:1'],
    ['SELECT `a` FROM t', '1:8'],
    ['SELECT 1st FROM t', '1:8'],
    ["SELECT X'0'", '1:8'],
    ['SELECT 99999999999999999999', '1:8'],
    ['SELECT extract(EPOCH FROM a)', '1:8'],
    ["SELECT json_value(a, '$.b')", '1:23'],
    ['SELECT coalesce(1), nullif(1)', '1:8'],
  ])('%s at %s', (sql, place) => {
    const { line, column } = refusalOf(sql);

    expect(`${line}:${column}`).toBe(place);
  });

  it('count a fault in a literal only in a text that is well formed', () => {
    const { column } = refusalOf("SELECT X'0', FROM");

    expect(column).toBe(14);
  });

  it('take the least bigint', () => {
    expect(() => parseStatement('SELECT -9223372036854775808')).not.toThrow();
    expect(refusalOf('SELECT 9223372036854775808').column).toBe(8);
  });

  it.each([
    ['parentheses', `SELECT ${'('.repeat(100_000)}`],
    ['signs', `SELECT ${'- '.repeat(100_000)}1`],
    ['negations', `SELECT ${'NOT '.repeat(100_000)}a`],
    ['subqueries', 'SELECT * FROM ('.repeat(20_000)],
    ['joins', `SELECT 1 FROM ${'a JOIN '.repeat(20_000)}`],
    ['types', `SELECT CAST(1 AS ${'array('.repeat(20_000)}`],
    ['a chain', `SELECT ${'a || '.repeat(20_000)}a`],
    ['dots', `SELECT a${'.a'.repeat(20_000)}`],
    ['a chain of queries', `SELECT 1${' UNION SELECT 1'.repeat(20_000)}`],
  ])('bound the depth of %s', (_, sql) => {
    expect(refusalOf(sql).message).toContain('nested too deep');
  });

  it('leave long lists and chains of AND alone', () => {
    const sql = `SELECT 1 WHERE a IN (${'1, '.repeat(10_000)}1) AND ${'a AND '.repeat(10_000)}a`;

    expect(() => parseStatement(sql)).not.toThrow();
  });
});
