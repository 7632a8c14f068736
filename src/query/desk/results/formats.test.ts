import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue, QueryResult, Row } from '../../engine/index.ts';
import { type FormatOptions, formatResult, isNumeric, type ResultFormat } from './formats.ts';

/** A result with columns `a`, `b` ... of a type; rows in pages of two. */
function resultOf(rows: readonly Row[], names?: readonly string[], type = 'varchar'): QueryResult {
  const columns = (names ?? ['a', 'b', 'c'].slice(0, rows[0]?.length ?? 1)).map((name) => ({
    name,
    type,
  }));
  async function* pages() {
    for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2);
  }
  return { columns, pages: pages() };
}

async function write(
  result: QueryResult,
  format: ResultFormat,
  options?: FormatOptions,
): Promise<string> {
  let text = '';
  for await (const piece of formatResult(result, format, options)) text += piece;
  return text;
}

/** The lines of a CSV below its head, for one column. */
async function csvCells(values: readonly JsonValue[], options?: FormatOptions) {
  const text = await write(resultOf(values.map((value) => [value])), 'csv', options);
  return text.split('\r\n').slice(1, -1);
}

const NESTED = { arn: 'arn:aws:iam::111122223333:role/x', tags: [{ key: 'a|b' }], none: null };

describe('CSV', () => {
  it('has a head, and lines that end in CR LF', async () => {
    const text = await write(
      resultOf([
        ['x', 1],
        ['y', 2],
        ['z', 3],
      ]),
      'csv',
    );

    expect(text).toBe('a,b\r\nx,1\r\ny,2\r\nz,3\r\n');
  });

  it('has only a head without rows', async () => {
    expect(await write(resultOf([], ['a', 'b']), 'csv')).toBe('a,b\r\n');
  });

  it('tells NULL from an empty text', async () => {
    expect(await csvCells([null, ''])).toEqual(['', '""']);
  });

  it('quotes what RFC 4180 wants quoted', async () => {
    const cells = await csvCells(['plain', 'a,b', 'say "hi"', 'two\nlines', 'cr\rhere', ' blank ']);

    expect(cells).toEqual([
      ...['plain', '"a,b"', '"say ""hi"""', '"two\nlines"', '"cr\rhere"', ' blank '],
    ]);
  });

  it('writes nested values as JSON, numbers and booleans as they are', async () => {
    const cells = await csvCells([NESTED, [1, 2], -5, 1.5, true, '12345678901234567890']);

    expect(cells).toEqual([
      `"${JSON.stringify(NESTED).replaceAll('"', '""')}"`,
      ...['"[1,2]"', '-5', '1.5', 'true', '12345678901234567890'],
    ]);
  });

  it('keeps a spreadsheet from running a cell, unless raw', async () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\0x', 'a=b'];

    const safe = await csvCells(cells);
    const raw = await csvCells(cells, { raw: true });

    expect(safe).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\0x", 'a=b']);
    expect(raw).toEqual(cells);
  });

  it('guards the names of columns too', async () => {
    expect(await write(resultOf([[1]], ['=cmd()']), 'csv')).toBe("'=cmd()\r\n1\r\n");
  });

  it('can be read back, whatever the texts', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 });

    await fc.assert(
      fc.asyncProperty(fc.array(texts), async (rows) => {
        const text = await write(resultOf(rows, ['a', 'b', 'c']), 'csv', { raw: true });

        expect(readCsv(text).slice(1)).toEqual(rows);
      }),
    );
  });
});

/** RFC 4180, for the property above. */
function readCsv(text: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('JSON', () => {
  it('is one list of objects, over all pages', async () => {
    const text = await write(
      resultOf([
        ['x', null],
        ['', NESTED],
        ['"', [true]],
      ]),
      'json',
    );

    expect(JSON.parse(text)).toEqual([
      { a: 'x', b: null },
      { a: '', b: NESTED },
      { a: '"', b: [true] },
    ]);
    expect(text.endsWith(']\n')).toBe(true);
  });

  it('is an empty list without rows', async () => {
    expect(JSON.parse(await write(resultOf([], ['a']), 'json'))).toEqual([]);
  });

  it('keeps columns of the same name apart', async () => {
    const text = await write(resultOf([[1, 2, 3]], ['count', 'count', 'count']), 'json');

    expect(JSON.parse(text)).toEqual([{ count: 1, count_2: 2, count_3: 3 }]);
  });

  it('keeps the order of the columns', async () => {
    const text = await write(resultOf([[1, 2, 3]], ['z', 'm', 'a']), 'json');

    expect(text).toBe('[\n{"z":1,"m":2,"a":3}\n]\n');
  });

  it('as NDJSON has one object a line, and no line without rows', async () => {
    const two = await write(resultOf([['x'], ['line\nbreak'], [null]]), 'ndjson');
    const none = await write(resultOf([], ['a']), 'ndjson');

    expect(two).toBe('{"a":"x"}\n{"a":"line\\nbreak"}\n{"a":null}\n');
    expect(none).toBe('');
  });
});

describe('Markdown', () => {
  it('is a table, numbers to the right', async () => {
    const text = await write(resultOf([['7']], ['n'], 'bigint'), 'md');

    expect(text).toBe('| n |\n| ---: |\n| 7 |\n');
  });

  it('keeps every value in its cell', async () => {
    const rows = [[null], [''], ['a|b'], ['two\nlines'], ['back\\slash'], [NESTED]];

    const text = await write(resultOf(rows), 'md');

    expect(text.split('\n').slice(2, -1)).toEqual([
      '| NULL |',
      '|  |',
      '| a\\|b |',
      '| two<br>lines |',
      '| back\\\\slash |',
      `| \`${JSON.stringify(NESTED).replace('|', '\\|')}\` |`,
    ]);
  });
});

describe('isNumeric', () => {
  it('knows the types that are aligned to the right', () => {
    const numeric = ['bigint', 'integer', 'double', 'real', 'decimal(10,2)', 'tinyint'];
    const others = ['varchar', 'boolean', 'timestamp(6)', 'array(bigint)', 'row(a bigint)'];

    expect(numeric.filter(isNumeric)).toEqual(numeric);
    expect(others.filter(isNumeric)).toEqual([]);
  });
});
