import { describe, expect, it } from 'vitest';
import { expressionOf, plain } from '../plain.fixture.ts';

const arg = (name: string) => ({ is: 'identifier', name });

describe('calls', () => {
  it.each([
    ['count(*)', { star: true, args: [] }],
    ['count(DISTINCT a)', { distinct: true }],
    ['sum(ALL a)', { distinct: false, args: [arg('a')] }],
    [
      'array_agg(a ORDER BY b DESC NULLS FIRST)',
      { orderBy: [{ direction: 'desc', nulls: 'first' }] },
    ],
    ['count(*) FILTER (WHERE a)', { filter: arg('a') }],
    ['lag(a) IGNORE NULLS OVER (ORDER BY b)', { nulls: 'ignore', over: { is: 'window' } }],
    ['rank() OVER w', { over: arg('w') }],
    ['"split_part"("a", b)', { name: { parts: [{ name: 'split_part', quoted: true }] } }],
    ['a.b.f(x)', { name: { parts: [arg('a'), arg('b'), arg('f')] } }],
    ['if(a, b, c)', { args: [arg('a'), arg('b'), arg('c')] }],
    ['substring(a FROM 2 FOR 3)', { args: [arg('a'), { text: '2' }, { text: '3' }] }],
    ['substring(a, 2)', { args: [arg('a'), { text: '2' }] }],
    ['position(a, b)', { args: [arg('a'), arg('b')] }],
    ['normalize(a, NFD)', { args: [arg('a'), { is: 'string', value: 'NFD' }] }],
    [
      "listagg(DISTINCT a, ', ' ON OVERFLOW TRUNCATE '..' WITHOUT COUNT) WITHIN GROUP (ORDER BY a)",
      {
        distinct: true,
        overflow: 'truncate',
        overflowFiller: { value: '..' },
        overflowCount: false,
        withinGroup: [{ value: arg('a') }],
      },
    ],
  ])('%s', (sql, wanted) => {
    const found = plain(expressionOf(sql));

    expect(found).toMatchObject({ is: 'call', ...wanted });
  });

  it('reads the frame of a window', () => {
    const sql =
      'sum(a) OVER (w PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)';

    const found = plain(expressionOf(sql));

    expect(found).toMatchObject({
      over: {
        base: arg('w'),
        partitionBy: [arg('b')],
        orderBy: [{ value: arg('c') }],
        frame: { unit: 'rows', start: { is: 'preceding' }, end: { is: 'current-row' } },
      },
    });
  });
});

describe('special forms', () => {
  it.each([
    ['trim(a)', { is: 'trim', side: 'both', value: arg('a') }],
    ["trim(a, 'x')", { is: 'trim', characters: { value: 'x' } }],
    ["trim(LEADING 'x' FROM a)", { is: 'trim', side: 'leading', characters: { value: 'x' } }],
    ['trim(TRAILING FROM a)', { is: 'trim', side: 'trailing', value: arg('a') }],
    ['extract(DOW FROM a)', { is: 'extract', unit: 'dow' }],
    ["position('a' IN b)", { is: 'position', needle: { value: 'a' }, value: arg('b') }],
    ['grouping(a, t.b)', { is: 'grouping', columns: [arg('a'), { is: 'dereference' }] }],
    [
      "json_value(a, 'lax $.x' PASSING b AS c RETURNING bigint DEFAULT 1 ON EMPTY ERROR ON ERROR)",
      {
        is: 'json-value',
        path: { value: 'lax $.x' },
        passing: [{ name: arg('c') }],
        returning: { name: 'bigint' },
        onEmpty: { is: 'default' },
        onError: { is: 'error' },
      },
    ],
    [
      "json_query(a FORMAT JSON, 'strict $' WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES EMPTY ARRAY ON ERROR)",
      { is: 'json-query', formats: ['json'], wrapper: 'conditional', quotes: 'omit' },
    ],
    ["json_exists(a, 'lax $' UNKNOWN ON ERROR)", { is: 'json-exists', onError: { is: 'unknown' } }],
    [
      "json_object('a' : 1, KEY 'b' VALUE 2 ABSENT ON NULL WITH UNIQUE KEYS)",
      {
        is: 'json-object',
        keys: [{ value: 'a' }, { value: 'b' }],
        onNull: 'absent',
        uniqueKeys: true,
      },
    ],
    ['json_array(1, 2 NULL ON NULL)', { is: 'json-array', onNull: 'null' }],
  ])('%s', (sql, wanted) => {
    const found = plain(expressionOf(sql));

    expect(found).toMatchObject(wanted);
  });
});

describe('types', () => {
  it.each([
    ['varchar(3)', { name: 'varchar', numbers: [3] }],
    ['decimal(10, 2)', { name: 'decimal', numbers: [10, 2] }],
    ['timestamp(6) with time zone', { name: 'timestamp with time zone', numbers: [6] }],
    ['TIMESTAMP WITHOUT TIME ZONE', { name: 'timestamp', numbers: [] }],
    ['double precision', { name: 'double' }],
    ['interval day to second', { name: 'interval day to second' }],
    ['array(varchar)', { name: 'array', types: [{ name: 'varchar' }] }],
    ['array<array<bigint>>', { name: 'array', types: [{ name: 'array' }] }],
    ['bigint array', { name: 'array', types: [{ name: 'bigint' }] }],
    ['map(varchar, json)', { name: 'map', types: [{ name: 'varchar' }, { name: 'json' }] }],
    [
      'row(a varchar, bigint, "B c" array(double), timestamp(3) with time zone)',
      {
        name: 'row',
        types: [
          { name: 'varchar' },
          { name: 'bigint' },
          { name: 'array' },
          { name: 'timestamp with time zone' },
        ],
        fields: [arg('a'), undefined, arg('B c'), undefined],
      },
    ],
  ])('%s', (sql, wanted) => {
    const found = plain(expressionOf(`TRY_CAST(a AS ${sql})`));

    expect(found).toMatchObject({ is: 'cast', isTry: true, type: wanted });
  });
});
