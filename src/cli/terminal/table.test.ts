import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from './cells.ts';
import { screen } from './output.fixture.ts';
import { layoutTable, renderTable, type TableColumn } from './table.ts';

function columnsOf(...names: readonly string[]): readonly TableColumn[] {
  return names.map((name) => ({ name, align: 'left' }));
}

describe('a table', () => {
  it('has a head, a rule and aligned rows', () => {
    const columns: readonly TableColumn[] = [
      { name: 'name', align: 'left' },
      { name: 'calls', align: 'right' },
      { name: 'error', align: 'left' },
    ];
    const rows = [
      ['a', 1, null],
      ['longer', 1234, ''],
    ];

    const text = renderTable(columns, rows, screen(80).out);

    expect(text.split('\n')).toEqual([
      'name    calls  error',
      '──────  ─────  ─────',
      'a           1  NULL',
      'longer   1234  ',
      '',
    ]);
  });

  it('lines up with wide characters', () => {
    const text = renderTable(
      columnsOf('city', 'x'),
      [
        ['東京', 'a'],
        ['Bern', 'b'],
      ],
      screen(80).out,
    );

    expect(text.split('\n').slice(2, 4)).toEqual(['東京  a', 'Bern  b']);
  });

  it('shows escapes instead of obeying them', () => {
    const text = renderTable(columnsOf('agent'), [['\u001b]0;owned\u0007']], screen(80).out);

    expect(text).toContain('\\u{1b}]0;owned\\u{7}');
  });

  it('has a head alone without rows', () => {
    expect(renderTable(columnsOf('name'), [], screen(80).out)).toBe('name\n────\n');
  });
});

describe('the layout', () => {
  const rows = [['DescribeInstances', 'x'.repeat(200), 'y'.repeat(60), 'us-east-1']];
  const columns = columnsOf('eventname', 'useragent', 'principal', 'region');

  it('gives each column what it needs where there is room', () => {
    const { widths, hidden } = layoutTable(columns, rows, 400);

    expect(widths).toEqual([17, 200, 60, 9]);
    expect(hidden).toEqual([]);
  });

  it('lets the wide columns give way, and keeps the narrow ones whole', () => {
    const { widths, hidden } = layoutTable(columns, rows, 80);

    expect(widths).toEqual([17, 24, 24, 9]);
    expect(hidden).toEqual([]);
  });

  it('shares what there is when nothing fits whole', () => {
    const many = columnsOf('a', 'b', 'c');

    const { widths } = layoutTable(many, [['x'.repeat(50), 'y'.repeat(50), 'z'.repeat(50)]], 34);

    expect(widths).toEqual([10, 10, 10]);
  });

  it('leaves out columns on the right that have no room, and names them', () => {
    const names = ['eventversion', 'useridentity', 'eventtime', 'eventsource', 'eventname'];

    const { columns: shown, hidden } = layoutTable(columnsOf(...names), [], 30);

    expect(shown.map(({ name }) => name)).toEqual(names.slice(0, 3));
    expect(hidden).toEqual(names.slice(3));
  });

  it('keeps one column, however narrow the terminal', () => {
    const { columns: shown, widths } = layoutTable(columnsOf('eventversion', 'b'), [], 5);

    expect(shown).toHaveLength(1);
    expect(widths).toEqual([5]);
  });

  it('fits any columns into any terminal', () => {
    const naturals = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 30 });

    fc.assert(
      fc.property(naturals, fc.integer({ min: 1, max: 250 }), (natural, width) => {
        const names = natural.map((one) => 'n'.repeat(one));

        const { widths, hidden } = layoutTable(columnsOf(...names), [], width);

        const used = widths.reduce((sum, one) => sum + one, 0) + 2 * (widths.length - 1);
        expect(used).toBeLessThanOrEqual(width);
        expect(widths.length + hidden.length).toBe(natural.length);
        expect(Math.min(...widths)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('outside a terminal', () => {
  it('nothing is cut and nothing is left out', () => {
    const names = Array.from({ length: 30 }, (_, index) => `column_${index}`);
    const { out } = screen();

    const text = renderTable(columnsOf(...names), [names.map((name) => name.repeat(20))], out);

    expect(text).toContain('column_29'.repeat(20));
    expect(text).not.toContain('…');
  });
});

it('no line of a table is wider than the terminal', () => {
  const cells = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), {
    minLength: 5,
    maxLength: 5,
  });

  fc.assert(
    fc.property(
      fc.array(cells, { maxLength: 5 }),
      fc.integer({ min: 20, max: 100 }),
      (rows, width) => {
        const text = renderTable(columnsOf('a', 'b', 'c', 'd', 'e'), rows, screen(width).out);

        for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
