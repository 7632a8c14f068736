import { describe, expect, it } from 'vitest';
import { formatExpression } from '../../../query/sql/index.ts';
import type { Value } from '../sigma/model.ts';
import { keywordTest } from './keywords.ts';

function sqlOf(keyword: Value): string {
  return formatExpression(keywordTest(keyword)).replaceAll(/\s+/g, ' ');
}

const text = (...pieces: readonly string[]): Value => ({ is: 'text', pieces, cased: false });

describe('a keyword', () => {
  it('is looked for within the columns of text, without case', () => {
    const sql = sqlOf(text('Secret'));

    expect(sql).toContain("lower(eventname) LIKE '%secret%'");
    expect(sql).toContain("lower(useragent) LIKE '%secret%'");
  });

  it('is looked for in every text within JSON, and within what no column holds', () => {
    const sql = sqlOf(text('Secret'));

    expect(sql).toContain('"$texts"(requestparameters, \'\')');
    expect(sql).toContain('"$texts"(json_format(CAST(useridentity AS json)), \'\')');
    expect(sql).toContain('"$texts"(unknown, \'\')');
  });

  it('is not looked for in what is made of other columns', () => {
    const sql = sqlOf(text('Secret'));

    expect(sql).not.toMatch(/useridentity_arn|\bts\b|\byear\b/);
  });

  it('may be a number, which is a text like others', () => {
    const sql = sqlOf({ is: 'number', value: 443 });

    expect(sql).toBe(sqlOf(text('443')));
  });

  it('may be one of several', () => {
    const sql = sqlOf({ is: 'any', of: [text('one'), text('two')] });

    expect(sql).toContain("LIKE '%one%'");
    expect(sql).toContain("LIKE '%two%'");
  });

  it('may be a regular expression, which is searched for as it is', () => {
    const sql = sqlOf({ is: 'regex', pattern: 'AKIA[A-Z]+', flags: [] });

    expect(sql).toContain("regexp_like(eventname, 'AKIA[A-Z]+')");
  });
});
