import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Output } from '../terminal/index.ts';
import { BatchLine } from './batch-line.ts';

const COLUMNS = [{ name: 'a', type: 'varchar' }];
const FAULT = { code: 'DIVISION_BY_ZERO', message: 'Division by zero' };
const MB = 1024 * 1024;

function collected() {
  const texts: string[] = [];
  const out: Output = {
    ...{ isTTY: false, width: 80, colors: pc.createColors(false) },
    write: async (text) => texts.push(text) > 0,
  };
  return { texts, out, value: () => JSON.parse(texts.join('')) };
}

describe('a line of a batch', () => {
  it('has columns, rows and their number', async () => {
    const { out, texts, value } = collected();
    const line = new BatchLine(out, 'one');

    line.begin(COLUMNS);
    await line.add([['x'], [null]]);
    await line.add([]);
    await line.end(null, 7);

    const rest = { rowCount: 2, error: null, ms: 7 };
    expect(value()).toEqual({ id: 'one', columns: COLUMNS, rows: [['x'], [null]], ...rest });
    expect(texts).toHaveLength(1);
  });

  it('has no rows of a query that fails on its way', async () => {
    const { out, value } = collected();
    const line = new BatchLine(out, undefined);

    line.begin(COLUMNS);
    await line.add([['x']]);
    await line.end(FAULT, 7);

    const rest = { rowCount: 0, error: FAULT, ms: 7 };
    expect(value()).toEqual({ id: null, columns: COLUMNS, rows: [], ...rest });
  });

  it('is written as it comes once it is large', async () => {
    const { out, texts, value } = collected();
    const line = new BatchLine(out, 'large');

    line.begin(COLUMNS);
    for (let page = 0; page < 5; page++) await line.add([['x'.repeat(9 * MB)]]);
    await line.end(null, 7);

    expect(texts.length).toBeGreaterThan(2);
    expect(value()).toMatchObject({ rowCount: 5, error: null });
  });

  it('says how many rows came before a large answer failed', async () => {
    const { out, value } = collected();
    const line = new BatchLine(out, 'large');

    line.begin(COLUMNS);
    for (let page = 0; page < 3; page++) await line.add([['x'.repeat(9 * MB)]]);
    await line.end(FAULT, 7);

    const { rows, rowCount, error } = value();
    expect([rows.length, rowCount, error]).toEqual([3, 3, FAULT]);
  });
});
