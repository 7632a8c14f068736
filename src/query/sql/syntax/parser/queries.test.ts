import { describe, expect, it } from 'vitest';
import { plain, queryOf, selectOf } from '../plain.fixture.ts';
import { parseStatement } from './index.ts';

const table = (name: string) => ({ is: 'table', name: { parts: [{ name }] } });

describe('queries', () => {
  it('reads every clause of a query', () => {
    const sql = `WITH RECURSIVE a (x) AS (SELECT 1), b AS (TABLE a)
      SELECT DISTINCT x, y AS "Y", t.*, * FROM a, b
      WHERE x > 1 GROUP BY x, y HAVING count(*) > 1
      WINDOW w AS (PARTITION BY x)
      ORDER BY 1 DESC NULLS LAST OFFSET 2 ROWS LIMIT 10;`;

    const found = plain(queryOf(sql));

    expect(found).toMatchObject({
      with: { recursive: true, tables: [{ columns: [{ name: 'x' }] }, { name: { name: 'b' } }] },
      body: {
        distinct: true,
        items: [
          { is: 'select-column' },
          { alias: { name: 'Y', quoted: true } },
          { is: 'select-all', of: { name: 't' } },
          { is: 'select-all' },
        ],
        from: [table('a'), table('b')],
        groupBy: { elements: [{ is: 'simple' }, { is: 'simple' }] },
        windows: [{ name: { name: 'w' } }],
      },
      orderBy: [{ direction: 'desc', nulls: 'last' }],
      offset: { text: '2' },
      limit: { form: 'limit', count: { text: '10' } },
    });
  });

  it.each([
    ['SELECT 1 LIMIT ALL', { form: 'limit', all: true }],
    ['SELECT 1 FETCH FIRST ROW ONLY', { form: 'fetch', all: false, withTies: false }],
    ['SELECT 1 ORDER BY 1 FETCH NEXT 5 ROWS WITH TIES', { form: 'fetch', withTies: true }],
  ])('%s', (sql, wanted) => {
    const { limit } = queryOf(sql);

    expect(limit).toMatchObject(wanted);
  });

  it('binds INTERSECT tighter than UNION and EXCEPT', () => {
    const { body } = queryOf('VALUES 1 UNION ALL VALUES 2 INTERSECT VALUES 3 EXCEPT VALUES 4');

    expect(plain(body)).toMatchObject({
      is: 'except',
      left: { is: 'union', all: true, right: { is: 'intersect' } },
    });
  });

  it('groups by sets', () => {
    const sql =
      'SELECT 1 FROM t GROUP BY DISTINCT a, (), (b, c), ROLLUP (d, (e, f)), CUBE (g), GROUPING SETS ((), h)';

    const { groupBy } = selectOf(sql);

    expect(groupBy?.quantifier).toBe('distinct');
    expect(groupBy?.elements.map(({ is, sets }) => [is, sets.map((set) => set.length)])).toEqual([
      ['simple', [1]],
      ['simple', [0]],
      ['simple', [2]],
      ['rollup', [1, 2]],
      ['cube', [1]],
      ['grouping-sets', [0, 1]],
    ]);
  });

  it.each(['limit', 'offset', 'fetch', 'window', 'tablesample'])('%s may be an alias', (word) => {
    const [item] = selectOf(`SELECT 1 ${word} FROM t ${word}`).items;

    expect(item).toMatchObject({ alias: { name: word } });
  });
});

describe('relations', () => {
  it.each([
    ['a CROSS JOIN b', { type: 'cross' }],
    ['a JOIN b USING (x, y)', { type: 'inner', using: [{ name: 'x' }, { name: 'y' }] }],
    ['a LEFT OUTER JOIN b ON TRUE', { type: 'left', on: { is: 'boolean' } }],
    ['a NATURAL FULL JOIN b', { type: 'full', natural: true }],
    ['a JOIN b ON x JOIN c ON y', { left: { is: 'join' }, right: table('c') }],
    ['a JOIN b JOIN c ON x ON y', { left: table('a'), right: { is: 'join' } }],
    ['a, b', table('a')],
    ['db.a AS t (x, y)', { is: 'aliased', alias: { name: 't' }, columns: [{}, {}] }],
    ['(SELECT 1) t', { is: 'aliased', relation: { is: 'subquery-relation' } }],
    ['(a JOIN b ON x)', { is: 'nested-relation', relation: { is: 'join' } }],
    ['((SELECT 1) t JOIN b ON x)', { is: 'nested-relation' }],
    [
      'UNNEST(a, b) WITH ORDINALITY AS t (x, y, n)',
      { relation: { is: 'unnest', ordinality: true } },
    ],
    ['LATERAL (SELECT 1) t', { relation: { is: 'lateral' } }],
    ['a t TABLESAMPLE BERNOULLI (10)', { is: 'sampled', relation: { is: 'aliased' } }],
    ['TABLE(f(TABLE(a), 1))', { is: 'table-function', text: 'TABLE(a), 1' }],
    ['a MATCH_RECOGNIZE (PATTERN (A B+)) m', { relation: { is: 'match-recognize' } }],
  ])('FROM %s', (sql, wanted) => {
    const [found] = selectOf(`SELECT 1 FROM ${sql}`).from;

    expect(plain(found)).toMatchObject(wanted);
  });
});

describe('statements', () => {
  it.each([
    ['SHOW TABLES', { is: 'show-tables' }],
    ["SHOW TABLES FROM db LIKE 'a%'", { is: 'show-tables', like: { value: 'a%' } }],
    ['SHOW COLUMNS IN db.t', { is: 'show-columns', table: { parts: [{}, { name: 't' }] } }],
    ['DESCRIBE t', { is: 'show-columns' }],
    ['DESC t', { is: 'show-columns' }],
    ["SHOW FUNCTIONS LIKE 'json%'", { is: 'show-functions', like: { value: 'json%' } }],
    ['SHOW PARTITIONS t', { is: 'show-partitions' }],
    ['EXPLAIN ANALYZE VERBOSE SELECT 1', { is: 'explain', analyze: true, verbose: true }],
    [
      'EXPLAIN (TYPE LOGICAL, FORMAT JSON) SELECT 1',
      {
        is: 'explain',
        options: [
          { name: 'type', value: 'logical' },
          { name: 'format', value: 'json' },
        ],
      },
    ],
    ['EXPLAIN (SELECT 1)', { is: 'explain', options: [] }],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', { is: 'create-view', replace: true }],
  ])('%s', (sql, wanted) => {
    const found = plain(parseStatement(sql));

    expect(found).toMatchObject(wanted);
  });
});
