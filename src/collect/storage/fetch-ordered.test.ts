import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/errors/index.ts';
import { zeroCounters } from './counters.ts';
import { fetchOrdered } from './fetch-ordered.ts';
import { gather } from './gather.fixture.ts';
import type { ReadOptions, Storage, StoredObject } from './storage.ts';

const turn = () => new Promise(setImmediate);

function objects(count: number, size = 10): readonly StoredObject[] {
  return Array.from({ length: count }, (_, index) => ({
    key: String(index),
    size,
    etag: '',
    modified: 0,
  }));
}

/** A storage whose reads are given by the test. */
function storageOf(
  read: (object: StoredObject, options: ReadOptions) => Promise<Uint8Array>,
): Storage {
  return {
    id: 'test',
    name: 'test',
    list: () => gatherNothing(),
    level: () => gatherNothing(),
    read: (object, options = {}) => read(object, options),
    counters: zeroCounters(),
    close: async () => {},
  };
}

async function* gatherNothing(): AsyncGenerator<never> {}

describe('fetchOrdered', () => {
  it('gives contents in the order of the objects, whichever arrives first', async () => {
    const storage = storageOf(async ({ key }) => {
      for (let wait = 20 - Number(key); wait > 0; wait--) await turn();
      return Buffer.from(key);
    });

    const fetched = await gather(fetchOrdered(objects(20), storage));

    expect(fetched.map(({ bytes }) => Buffer.from(bytes ?? []).toString())).toEqual(
      objects(20).map(({ key }) => key),
    );
  });

  it('holds no more bytes than it may, and one object however large', async () => {
    let held = 0;
    let most = 0;
    const storage = storageOf(async ({ size }) => {
      held += size;
      most = Math.max(most, held);
      await turn();
      return new Uint8Array(size);
    });
    const sizes = [...objects(10, 40), ...objects(1, 500), ...objects(10, 40)];

    for await (const { object } of fetchOrdered(sizes, storage, { maxBytes: 100 })) {
      held -= object.size;
    }

    expect(most).toBe(500);
    expect(held).toBe(0);
  });

  it('gives a failing object as its error, and goes on', async () => {
    const storage = storageOf(async ({ key }) => {
      if (key === '1') throw new AppError('TG_STORAGE_NOT_FOUND', 'gone');
      if (key === '2') throw new Error('odd');
      return Buffer.from(key);
    });

    const fetched = await gather(fetchOrdered(objects(4), storage));

    expect(fetched.map(({ object, error }) => [object.key, error?.code])).toEqual([
      ['0', undefined],
      ['1', 'TG_STORAGE_NOT_FOUND'],
      ['2', 'TG_INTERNAL'],
      ['3', undefined],
    ]);
  });

  it('does not read what is too large for memory', async () => {
    const storage = storageOf(async () => {
      throw new Error('It must not be read.');
    });

    const [fetched] = await gather(
      fetchOrdered(objects(1, 1001), storage, { maxObjectBytes: 1000 }),
    );

    expect(fetched?.error?.code).toBe('TG_STORAGE_TOO_LARGE');
    expect(fetched?.error?.message).toBe('0 in test has 1.0 kB, more than 1.0 kB.');
  });

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController();
    const storage = storageOf(async (_, { signal }) => {
      stop.abort(new Error('enough'));
      signal?.throwIfAborted();
      return new Uint8Array();
    });

    const fetching = gather(fetchOrdered(objects(3), storage, { signal: stop.signal }));

    await expect(fetching).rejects.toThrow('enough');
  });

  it('stops what is under way when nobody takes any more', async () => {
    const signals: AbortSignal[] = [];
    const storage = storageOf(async (_, { signal }) => {
      if (signal) signals.push(signal);
      return new Uint8Array();
    });

    for await (const _ of fetchOrdered(objects(9), storage)) break;

    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});
