import { describe, expect, it } from 'vitest';
import type { QueryResult, Row } from '../../query/engine/index.ts';
import { screen } from '../terminal/output.fixture.ts';
import { lineTexts, type RowsPrinter, tableTexts } from './rows.ts';

function resultOf(names: readonly string[], pages: readonly (readonly Row[])[]): QueryResult {
  async function* all() {
    yield* pages;
  }
  return { columns: names.map((name) => ({ name, type: 'varchar' })), pages: all() };
}

const numbered = (from: number, count: number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => [`row ${from + index}`]);

async function print(printer: RowsPrinter, result: QueryResult, columns?: number, most = 3) {
  let text = '';
  for await (const piece of printer(result, screen(columns).out, most)) text += piece;
  return text.split('\n').slice(0, -1);
}

describe('a table', () => {
  it('on a terminal shows the first rows, and says how many there are', async () => {
    const lines = await print(
      tableTexts,
      resultOf(['name'], [numbered(1, 2), numbered(3, 4), numbered(7, 2)]),
      100,
    );

    expect(lines).toEqual([
      ...['name', '─────', 'row 1', 'row 2', 'row 3'],
      '(first 3 of 8 rows; all of them: -o FILE, or --output csv)',
    ]);
  });

  it('in a pipe has all rows', async () => {
    const lines = await print(
      tableTexts,
      resultOf(['name'], [numbered(1, 1500), numbered(1501, 2)]),
    );

    expect(lines).toHaveLength(2 + 1502 + 1);
    expect(lines.at(-1)).toBe('(1,502 rows)');
  });

  it('in a pipe cuts nothing, also in rows after those it was measured by', async () => {
    const long = 'x'.repeat(500);

    const lines = await print(tableTexts, resultOf(['name'], [numbered(1, 1000), [[long]]]));

    expect(lines).toContain(long);
  });

  it('has a head and a count without rows', async () => {
    const lines = await print(tableTexts, resultOf(['name'], []), 100);

    expect(lines).toEqual(['name', '────', '(0 rows)']);
  });

  it('names some of the columns that have no room, and counts the others', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `long_column_${index}`);

    const lines = await print(tableTexts, resultOf(names, []), 48);

    expect(lines.at(-1)).toBe(
      '(0 rows; no room for long_column_5, long_column_6, long_column_7 and 2 more: ' +
        '--output line shows them)',
    );
  });
});

describe('lines', () => {
  it('are one a value, whole, with a count of the rows', async () => {
    const rows: readonly Row[] = [
      ['a', null],
      ['x'.repeat(200), { nested: [1] }],
    ];

    const lines = await print(lineTexts, resultOf(['name', 'eventname'], [rows]), 40);

    expect(lines).toEqual([
      ...['─── row 1', 'name       a', 'eventname  NULL'],
      ...['─── row 2', `name       ${'x'.repeat(200)}`, 'eventname  {"nested":[1]}'],
      '(2 rows)',
    ]);
  });

  it('on a terminal end after the first rows, and say so', async () => {
    const lines = await print(lineTexts, resultOf(['n'], [numbered(1, 2), numbered(3, 9)]), 80, 2);

    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toMatch(/^\(first 2 of 11 rows;/);
  });
});
