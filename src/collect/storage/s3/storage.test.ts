import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultEffects } from '../../../base/effects/index.ts';
import { fetchOrdered } from '../fetch-ordered.ts';
import { failureOf, foldersOf, gather, listAll } from '../gather.fixture.ts';
import { compareKeys } from '../key-order.ts';
import type { StoredObject } from '../storage.ts';
import { type FakeFault, randomFaults, seededRandom } from './fake-faults.fixture.ts';
import { FakeS3 } from './fake-s3.fixture.ts';
import type { S3Options } from './options.ts';
import { S3Storage } from './storage.ts';

let fake: FakeS3;
let opened: S3Storage[];

beforeEach(async () => {
  fake = await FakeS3.start();
  opened = [];
});

afterEach(async () => {
  for (const storage of opened) await storage.close();
  await fake.stop();
});

function open(options: S3Options = {}, bucket = fake.bucket): S3Storage {
  const storage = new S3Storage(bucket, { ...fake.options, ...options }, defaultEffects);
  opened.push(storage);
  return storage;
}

async function listOne(storage: S3Storage, key = 'a.json'): Promise<StoredObject> {
  const [object] = await listAll(storage, key);
  if (!object) throw new Error(`The fake holds no ${key}.`);
  return object;
}

/** The fault for the first requests for an object, then none. */
function first(times: number, fault: FakeFault) {
  return ({ kind, count }: { readonly kind: string; readonly count: number }) =>
    kind === 'read' && count <= times ? fault : undefined;
}

describe('listing', () => {
  it('gives all objects in key order over several pages', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `a/${index}.json`);
    for (const key of [...keys, 'a+b é=&<.json', 'b/\u{1f600}', 'b/\uffee']) fake.put(key, 'x');
    fake.pageSize = 10;

    const found = (await listAll(open())).map(({ key }) => key);

    expect(found).toEqual([
      'a+b é=&<.json',
      ...keys.toSorted(compareKeys),
      'b/\uffee',
      'b/\u{1f600}',
    ]);
  });

  it('says of each object its size, etag and time', async () => {
    fake.put('a.json', '{}');

    const object = await listOne(open());

    expect(object).toEqual({
      key: 'a.json',
      size: 2,
      etag: '99914b932bd37a50b983c5e7c90ae93b',
      modified: 1_769_817_600_000,
    });
  });

  it('gives folders and objects of one level, also of a prefix inside a name', async () => {
    for (const key of ['l/a/1', 'l/a/2', 'l/b/1', 'l/c', 'logs/x']) fake.put(key, 'x');
    fake.pageSize = 2;
    const storage = open();

    const pages = await gather(storage.level('l/'));

    expect(pages.flatMap(({ folders }) => folders)).toEqual(['a/', 'b/']);
    expect(pages.flatMap(({ objects }) => objects).map(({ key }) => key)).toEqual(['l/c']);
    expect(await foldersOf(storage, 'l')).toEqual(['/', 'ogs/']);
  });

  it.each<FakeFault>(['cut-body', 'short-body', 'slow-down', 'reset', 'error-body', 'silent'])(
    'repeats a page after %s',
    async (fault) => {
      fake.put('a.json', 'x');
      fake.faults = ({ count }) => (count === 1 ? fault : undefined);

      const found = await listAll(open());

      expect(found).toHaveLength(1);
    },
  );

  it('takes an empty answer for a failure, not for an empty bucket', async () => {
    fake.faults = () => 'short-body';
    const storage = open({ retry: { attempts: 3, base: 1, cap: 1 } });

    const error = await failureOf(listAll(storage));

    expect(error.code).toBe('TG_STORAGE_UNREACHABLE');
  });

  it('stays in the region of the bucket once S3 has named it', async () => {
    for (const key of ['a.json', 'b.json']) fake.put(key, key);
    fake.region = 'eu-central-1';
    const storage = open();

    const objects = await listAll(storage);
    const bytes = await Promise.all(objects.map((object) => storage.read(object)));

    expect(bytes.map((each) => Buffer.from(each).toString())).toEqual(['a.json', 'b.json']);
    expect(fake.asked('list')).toHaveLength(2);
    expect(fake.asked('read')).toHaveLength(2);
  });

  it('lets all requests that were sent to a wrong region follow at once', async () => {
    for (let index = 0; index < 8; index++) fake.put(`${index}`, `${index}`);
    const objects = await listAll(open());
    fake.region = 'eu-central-1';
    const storage = open();

    const bytes = await Promise.all(objects.map((object) => storage.read(object)));

    expect(bytes.map((each) => Buffer.from(each).toString()).join('')).toBe('01234567');
  });
});

describe('reading', () => {
  it.each<FakeFault>([
    'slow-down',
    'internal-error',
    'reset',
    'cut-body',
    'short-body',
    'silent',
    'silent-body',
    'error-body',
  ])('survives %s, and gives the whole object', async (fault) => {
    const content = 'x'.repeat(200_000);
    fake.put('a.json', content);
    fake.faults = first(2, fault);
    const storage = open();

    const bytes = await storage.read(await listOne(storage));

    expect(Buffer.from(bytes).toString()).toBe(content);
    expect(storage.counters).toMatchObject({ requests: 4, retries: 2, bytes: 200_000 });
  });

  it.each<[FakeFault, string, RegExp]>([
    ['denied', 'TG_STORAGE_DENIED', /s3:GetObject on arn:aws:s3:::logs\/\*/],
    ['expired', 'TG_STORAGE_DENIED', /sign in again/],
  ])('does not repeat %s', async (fault, code, hint) => {
    fake.put('a.json', 'x');
    fake.faults = first(9, fault);
    const storage = open();

    const error = await failureOf(storage.read(await listOne(storage)));

    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^Cannot read s3:\/\/logs\/a.json: /);
    expect(error.hint).toMatch(hint);
    expect(fake.asked('read')).toHaveLength(1);
  });

  it.each<[FakeFault, string]>([
    ['short-body', 'TG_STORAGE_TRUNCATED'],
    ['slow-down', 'TG_STORAGE_UNREACHABLE'],
    ['reset', 'TG_STORAGE_UNREACHABLE'],
  ])('gives up after the last attempt at %s', async (fault, code) => {
    fake.put('a.json', 'xxxx');
    fake.faults = first(99, fault);
    const storage = open({ retry: { attempts: 4, base: 1, cap: 1 } });

    const error = await failureOf(storage.read(await listOne(storage)));

    expect(error.code).toBe(code);
    expect(fake.asked('read')).toHaveLength(4);
  });

  it('says that an object has vanished', async () => {
    fake.put('a.json', 'x');
    const storage = open();
    const object = await listOne(storage);
    fake.remove('a.json');

    const error = await failureOf(storage.read(object));

    expect(error.code).toBe('TG_STORAGE_NOT_FOUND');
    expect(error.hint).toMatch(/lifecycle/);
  });

  it('does not pass new content for the listed one', async () => {
    fake.put('a.json', 'old');
    const storage = open();
    const object = await listOne(storage);
    fake.put('a.json', 'new');

    const error = await failureOf(storage.read(object));

    expect(error.code).toBe('TG_STORAGE_CHANGED');
    expect(fake.asked('read')).toHaveLength(1);
  });

  it('says that a bucket does not exist', async () => {
    const error = await failureOf(listAll(open({}, 'elsewhere')));

    expect(error.code).toBe('TG_STORAGE_NOT_FOUND');
    expect(error.hint).toMatch(/name of the bucket/);
  });

  it('says that no credentials were found', async () => {
    const { credentials: _, ...options } = fake.options;
    const storage = new S3Storage('logs', { ...options, profile: 'no-such' }, defaultEffects);
    opened.push(storage);

    const error = await failureOf(listAll(storage));

    expect(error.code).toBe('TG_STORAGE_DENIED');
    expect(error.hint).toMatch(/AWS_PROFILE/);
  });

  it('ends at once with the reason of the signal, also in a silent body', async () => {
    fake.put('a.json', 'x'.repeat(1000));
    const storage = open();
    const object = await listOne(storage);
    const stop = new AbortController();
    fake.faults = () => {
      setTimeout(() => stop.abort(new Error('enough')), 20);
      return 'silent-body';
    };

    const reading = storage.read(object, { signal: stop.signal });

    await expect(reading).rejects.toThrow('enough');
    expect(fake.asked('read')).toHaveLength(1);
  });

  it('asks for less at once when S3 is throttling', async () => {
    for (let index = 0; index < 32; index++) fake.put(`${index}`, 'x');
    fake.faults = first(99, 'slow-down');
    const storage = open({ retry: { attempts: 3, base: 1, cap: 1 } });

    const objects = await listAll(storage);
    await Promise.allSettled(objects.map((object) => storage.read(object)));

    expect(storage.counters).toMatchObject({ requests: 97, retries: 64, throttled: 96 });
    expect(storage.counters.concurrency).toBeLessThan(8);
  });

  it('does not wait long for an address that has never answered', async () => {
    const storage = open({ endpointUrl: 'http://127.0.0.1:1', retry: { base: 1, cap: 1 } });

    const error = await failureOf(listAll(storage));

    expect(error.code).toBe('TG_STORAGE_UNREACHABLE');
    expect(error.message).toMatch(/ECONNREFUSED/);
    expect(storage.counters.requests).toBe(5);
  });
});

describe('a bad day', () => {
  it('gives the same content as a good one', { timeout: 120_000 }, async () => {
    const seed = 20_260_131;
    const expected = fillWithObjects(600, seed);
    fake.pageSize = 100;
    fake.faults = randomFaults(seed, {
      'slow-down': 0.3,
      'internal-error': 0.05,
      reset: 0.05,
      'cut-body': 0.02,
      silent: 0.005,
      'silent-body': 0.005,
      'short-body': 0.01,
    });
    const storage = open({
      timeouts: { connect: 500, answer: 300, silence: 300 },
      retry: { attempts: 15, base: 1, cap: 10 },
    });

    const found: [string, string][] = [];
    for await (const { object, bytes } of fetchOrdered(flat(storage.list('')), storage)) {
      found.push([object.key, Buffer.from(bytes ?? []).toString('base64')]);
    }

    expect(found).toEqual(expected);
    // A run that hurt less than planned proves nothing.
    expect(fake.injected.size).toBe(7);
    expect(fake.injected.get('slow-down')).toBeGreaterThan(200);
  });
});

async function* flat(pages: AsyncIterable<readonly StoredObject[]>): AsyncGenerator<StoredObject> {
  for await (const page of pages) yield* page;
}

function fillWithObjects(count: number, seed: number): readonly [string, string][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const key = `AWSLogs/${String(index).padStart(6, '0')}.json.gz`;
    const bytes = Buffer.from(
      Uint8Array.from({ length: Math.floor(random() * 5000) }, () => random() * 256),
    );
    fake.put(key, bytes);
    return [key, bytes.toString('base64')];
  });
}
