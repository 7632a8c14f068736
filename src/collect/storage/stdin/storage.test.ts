import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { failureOf, foldersOf, keysOf, listAll } from '../gather.fixture.ts';
import { StdinStorage } from './storage.ts';

const NOW = { now: () => 1_769_817_600_000 };
const SHA256_OF_AB = 'fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603';

describe('StdinStorage', () => {
  it('gives all of its input as one object', async () => {
    const storage = new StdinStorage(Readable.from([Buffer.from('a'), 'b']), NOW);

    const [object] = await listAll(storage);
    const bytes = object && (await storage.read(object));

    expect(object).toEqual({ key: '-', size: 2, etag: SHA256_OF_AB, modified: NOW.now() });
    expect(Buffer.from(bytes ?? []).toString()).toBe('ab');
  });

  it('can be listed again, and holds nothing else', async () => {
    const storage = new StdinStorage(Readable.from([]), NOW);

    expect(await keysOf(storage)).toEqual(['-']);
    expect(await keysOf(storage)).toEqual(['-']);
    expect(await keysOf(storage, 'a/')).toEqual([]);
    expect(await foldersOf(storage)).toEqual([]);
  });

  it('says that its input broke', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('pipe')) });

    const error = await failureOf(keysOf(new StdinStorage(broken, NOW)));

    expect(error.code).toBe('TG_STORAGE_UNREACHABLE');
    expect(error.message).toBe('Standard input cannot be read (pipe).');
  });

  it('stops waiting for input when it is told to', async () => {
    const stop = new AbortController();
    const storage = new StdinStorage(
      new Readable({ read: () => stop.abort(new Error('enough')) }),
      NOW,
    );

    const listing = storage.list('', { signal: stop.signal }).next();

    await expect(listing).rejects.toThrow('enough');
  });
});
