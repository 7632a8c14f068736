import { expect, it } from 'vitest';
import type { QueryResult, Row } from '../../engine/index.ts';
import { chartPoints } from './points.ts';

function resultOf(rows: readonly Row[]): QueryResult {
  const columns = [
    { name: 'day', type: 'date' },
    { name: 'Calls', type: 'bigint' },
  ];
  async function* pages() {
    for (const row of rows) yield await Promise.resolve([row]);
  }
  return { columns, pages: pages() };
}

const CHART = { kind: 'bars', x: 'day', y: 'calls' } as const;

it('adds up rows with one label, from all pages', async () => {
  const result = resultOf([
    ['a', 1],
    ['b', 2],
    ['a', '12345678901234567890'],
  ]);

  expect(await chartPoints(result, CHART)).toEqual([
    { label: 'a', value: 12_345_678_901_234_567_000, strip: 'calls' },
    { label: 'b', value: 2, strip: 'calls' },
  ]);
});

it('draws as nothing what is no number, and makes every label visible', async () => {
  const result = resultOf([
    [null, 'many'],
    ['\u001b[2J', null],
  ]);

  expect(await chartPoints(result, CHART)).toMatchObject([
    { label: 'NULL', value: 0 },
    { label: '\\u{1b}[2J', value: 0 },
  ]);
});

it('says which column is missing', async () => {
  const read = chartPoints(resultOf([]), { ...CHART, y: 'cals' });

  await expect(read).rejects.toMatchObject({
    code: 'TG_QUERY_INVALID',
    message: expect.stringContaining('"cals"'),
    hint: 'Did you mean calls?',
  });
});
