import { expect, it } from 'vitest';
import type { Day } from '../../base/time/index.ts';
import { BATCH_BYTES, type Fetched, inBatches } from './batches.ts';

function objectOf(key: string, size: number, day?: string): Fetched {
  const route = { kind: 'events' as const, ...(day ? { day: day as Day } : {}) };
  const about = { etag: '', modified: 0, route, isRetaken: false };
  return { object: { key, ledgerKey: key, size, ...about } };
}

async function batchesOf(...pages: readonly (readonly Fetched[])[]) {
  const batches: string[] = [];
  for await (const batch of inBatches(pagesOf(pages))) {
    batches.push(batch.map(({ object }) => object.key).join(''));
  }
  return batches;
}

async function* pagesOf(pages: readonly (readonly Fetched[])[]) {
  yield* pages;
}

const HALF = BATCH_BYTES / 2;

it('fills a batch, across pages, and never beyond its bytes', async () => {
  const page = [objectOf('a', HALF), objectOf('b', HALF - 1)];

  expect(await batchesOf(page, [objectOf('c', 1), objectOf('d', 1)])).toEqual(['abc', 'd']);
});

it('leaves an object alone that is larger than a batch', async () => {
  const page = [objectOf('a', 1), objectOf('b', 3 * BATCH_BYTES), objectOf('c', 1)];

  expect(await batchesOf(page)).toEqual(['a', 'b', 'c']);
});

it('ends a batch where a day does', async () => {
  const days = ['2026-06-01', '2026-06-01', '2026-06-02', undefined];

  expect(await batchesOf(days.map((day, at) => objectOf('abcd'[at] ?? '', 1, day)))).toEqual([
    'ab',
    'c',
    'd',
  ]);
});

it('holds no more than so many tiny objects', async () => {
  const page = Array.from({ length: 1025 }, () => objectOf('x', 1));

  expect((await batchesOf(page)).map(({ length }) => length)).toEqual([1024, 1]);
});

it('makes none of nothing', async () => {
  expect(await batchesOf([], [])).toEqual([]);
});
