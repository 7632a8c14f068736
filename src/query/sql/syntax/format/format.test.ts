import { describe, expect, it } from 'vitest';
import { formatSql, formatStatement, parseStatement } from '../index.ts';
import { expressionOf, plain } from '../plain.fixture.ts';
import { SAMPLES } from '../samples.fixture.ts';

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

describe('the formatter', () => {
  it('gives each clause its line', () => {
    const sql =
      "select a, count(*) c from t left join u on t.x=u.x where a='b' and c in (1,2) group by a order by c desc limit 5";

    const found = formatSql(sql);

    expect(found).toBe(
      lines(
        'SELECT a, count(*) AS c',
        'FROM t',
        'LEFT JOIN u ON t.x = u.x',
        "WHERE a = 'b'",
        '  AND c IN (1, 2)',
        'GROUP BY a',
        'ORDER BY c DESC',
        'LIMIT 5',
      ),
    );
  });

  it('breaks what is too long, from the outside in', () => {
    const sql = `with t as (select 1) select coalesce(json_extract_scalar(requestparameters, '$.bucketName'),
      json_extract_scalar(responseelements, '$.bucketName')) from t`;

    const found = formatSql(sql);

    expect(found).toBe(
      lines(
        'WITH',
        '  t AS (SELECT 1)',
        'SELECT',
        '  coalesce(',
        "    json_extract_scalar(requestparameters, '$.bucketName'),",
        "    json_extract_scalar(responseelements, '$.bucketName')",
        '  )',
        'FROM t',
      ),
    );
  });

  it('keeps comments at the nearest place', () => {
    const sql = lines(
      '-- title',
      'select a, -- first',
      '  /* second */ b',
      '-- where from',
      'from t -- table',
      'where -- which',
      '  a = 1 -- one',
      '  -- two follows',
      '  and b in (2, -- two',
      '    3) and c = /* why */ 4',
      '-- the end',
    );

    const found = formatSql(sql);

    expect(found).toBe(
      lines(
        '-- title',
        'SELECT',
        '  a, -- first',
        '  /* second */ b',
        '-- where from',
        'FROM t -- table',
        '-- which',
        'WHERE a = 1 -- one',
        '  -- two follows',
        '  AND b IN (',
        '    2, -- two',
        '    3',
        '  )',
        '  /* why */ AND c = 4',
        '-- the end',
      ),
    );
  });

  it.each(SAMPLES.map((sql) => [sql]))('keeps the tree of %s', (sql) => {
    const found = formatSql(sql);

    expect(plain(parseStatement(found))).toEqual(plain(parseStatement(sql)));
    expect(formatSql(found)).toBe(found);
  });
});

describe('the deepest texts that are read', () => {
  it.each([
    ['parentheses', `SELECT ${'('.repeat(190)}1${')'.repeat(190)}`],
    ['subqueries', `${'SELECT * FROM ('.repeat(90)}SELECT 1${')'.repeat(90)}`],
    ['calls', `SELECT ${'f('.repeat(190)}1${')'.repeat(190)}`],
    ['a chain', `SELECT ${'a || '.repeat(450)}a`],
    ['dots', `SELECT a${'.a'.repeat(450)}`],
    ['a chain of queries', `SELECT 1${' UNION ALL SELECT 1'.repeat(450)}`],
  ])('%s are formatted too', (_, sql) => {
    const found = formatSql(sql);

    expect(plain(parseStatement(found))).toEqual(plain(parseStatement(sql)));
  });
});

describe('a tree that no text made', () => {
  const span = { start: 0, end: 0 };
  const print = (node: ReturnType<typeof expressionOf>) =>
    formatStatement({
      is: 'query',
      query: {
        is: 'query-expression',
        body: { is: 'values', rows: [node], span },
        orderBy: [],
        span,
      },
      span,
    }).trim();

  it('gets the parentheses that it needs', () => {
    const sum = expressionOf('a + b');
    const both = expressionOf('a = b OR c');
    const product = { is: 'arithmetic', operator: '*', left: sum, right: sum, span } as const;
    const right = { is: 'arithmetic', operator: '-', left: sum, right: sum, span } as const;

    expect(print(product)).toBe('VALUES (a + b) * (a + b)');
    expect(print(right)).toBe('VALUES a + b - (a + b)');
    expect(print({ is: 'not', value: both, span })).toBe('VALUES NOT (a = b OR c)');
    expect(print({ is: 'and', terms: [both, sum], span })).toBe('VALUES (a = b OR c) AND a + b');
    expect(print({ is: 'is-null', negated: false, value: both, span })).toBe(
      'VALUES (a = b OR c) IS NULL',
    );
    expect(print({ is: 'subscript', base: sum, index: sum, span })).toBe('VALUES (a + b)[a + b]');
  });

  it('keeps a lambda from taking what follows it', () => {
    const lambda = expressionOf('x -> y');
    const sum = expressionOf('a + b');

    expect(print({ is: 'and', terms: [lambda, sum, lambda], span })).toBe(
      'VALUES (x -> y) AND a + b AND x -> y',
    );
    expect(print({ is: 'subscript', base: lambda, index: sum, span })).toBe(
      'VALUES (x -> y)[a + b]',
    );
  });

  it.each([
    ['plain', 'plain'],
    ['select', '"select"'],
    ['two words', '"two words"'],
    ['é', '"é"'],
    ['1st', '"1st"'],
    ['a"b', '"a""b"'],
    ['$path', '"$path"'],
  ])('quotes %s as it must', (name, wanted) => {
    const found = print({ is: 'identifier', name, quoted: false, span });

    expect(found).toBe(`VALUES ${wanted}`);
  });
});
