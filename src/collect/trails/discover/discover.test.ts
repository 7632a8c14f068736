import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../base/errors/index.ts';
import { type Day, dayStart } from '../../../base/time/index.ts';
import { gather } from '../../storage/gather.fixture.ts';
import { openStorage, type Storage } from '../../storage/index.ts';
import { FakeS3 } from '../../storage/s3/fake-s3.fixture.ts';
import { type DiscoverFilter, type DiscoverOptions, discover } from './index.ts';

const A = '111111111111';
const B = '222222222222';

function log(account: string, region: string, day: string, folder = 'CloudTrail'): string {
  const name = `${account}_${folder}_${region}_${day.replaceAll('-', '')}T0105Z_aaaaaaaaaaaaaaaa.json.gz`;
  return `${account}/${folder}/${region}/${day.replaceAll('-', '/')}/${name}`;
}

const LAYOUTS = [
  `a/AWSLogs/${log(A, 'us-east-1', '2026-01-30')}`,
  `a/AWSLogs/${log(A, 'us-east-1', '2026-01-31')}`,
  `a/AWSLogs/${log(A, 'eu-west-1', '2026-01-31')}`,
  `a/AWSLogs/${log(A, 'us-east-1', '2026-02-01')}`,
  `a/AWSLogs/${log(A, 'us-east-1', '2025-12-31')}`,
  `a/AWSLogs/${log(A, 'us-east-1', '2026-01-31', 'CloudTrail-Digest')}`,
  `a/AWSLogs/${log(A, 'us-east-1', '2026-01-31', 'CloudTrail-Insight')}`,
  `a/AWSLogs/${A}/Config/us-east-1/2026/1/31/ConfigHistory/x.json.gz`,
  `a/AWSLogs/${A}/CloudTrail-Lake/Query/2026/01/31/q-1/result_1.csv.gz`,
  `team/b/AWSLogs/o-exampleorg1/${log(B, 'us-east-1', '2026-01-31')}`,
  `team/b/AWSLogs/o-exampleorg1/${log(B, 'us-east-1', '2026-03-01')}`,
  'team/b/notes.txt',
  'loose/export.json',
  'loose/deeper/2.ndjson',
  'export-all.json',
];

const DEFAULT = LAYOUTS.filter((key) => !/Digest|Config|Lake|txt/.test(key));

interface World {
  readonly put: (keys: readonly string[]) => void;
  readonly open: () => Promise<Storage>;
  readonly end: () => Promise<void>;
}

async function s3World(): Promise<World> {
  const fake = await FakeS3.start();
  fake.pageSize = 3;
  return {
    put: (keys) => keys.forEach((key) => void fake.put(key, key)),
    open: async () => (await openStorage(`s3://${fake.bucket}`, { s3: fake.options })).storage,
    end: () => fake.stop(),
  };
}

async function folderWorld(): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'trailglass-discover-'));
  return {
    put: (keys) => {
      for (const key of keys) {
        mkdirSync(dirname(join(root, key)), { recursive: true });
        writeFileSync(join(root, key), key);
      }
    },
    open: async () => (await openStorage(root)).storage,
    end: async () => rmSync(root, { recursive: true }),
  };
}

/** The storage, and which prefixes it was asked for. A broken prefix fails. */
function watched(storage: Storage, broken?: string) {
  const asked = { list: [] as string[], level: [] as string[] };
  const failIfBroken = (prefix: string) => {
    if (prefix === broken) throw new AppError('TG_STORAGE_DENIED', `${prefix} is refused`);
  };
  const watching: Storage = {
    id: storage.id,
    name: storage.name,
    counters: storage.counters,
    async *list(prefix, options) {
      asked.list.push(prefix);
      yield* storage.list(prefix, options);
      failIfBroken(prefix);
    },
    async *level(prefix, options) {
      asked.level.push(prefix);
      failIfBroken(prefix);
      yield* storage.level(prefix, options);
    },
    read: (object, options) => storage.read(object, options),
    close: () => storage.close(),
  };
  return { asked, watching };
}

async function find(
  storage: Storage,
  prefix = '',
  filter: DiscoverFilter = {},
  options: DiscoverOptions = {},
) {
  const pages = await gather(discover(storage, prefix, filter, options));
  return {
    keys: pages.flatMap(({ objects = [] }) => objects.map(({ key }) => key)),
    errors: pages.flatMap(({ folder, error }) => (error ? [[folder, error.code]] : [])),
    folders: pages.map(({ folder }) => folder),
  };
}

function days(from: string, to: string): DiscoverFilter {
  return { range: { from: dayStart(from as Day), to: dayStart(to as Day) } };
}

const sorted = (keys: readonly string[]) => [...keys].sort((a, b) => (a < b ? -1 : 1));

describe.each([
  ['S3', s3World],
  ['a folder', folderWorld],
])('discover over %s', (_, begin) => {
  let world: World;
  let storage: Storage;

  beforeEach(async () => {
    world = await begin();
    world.put(LAYOUTS);
    storage = await world.open();
  });

  afterEach(async () => {
    await storage.close();
    await world.end();
  });

  it('finds everything but digests, Lake results and other services', async () => {
    const { keys, errors } = await find(storage);

    expect(sorted(keys)).toEqual(sorted(DEFAULT));
    expect(errors).toEqual([]);
  });

  it('finds the kinds that are asked for', async () => {
    const { keys } = await find(storage, '', {}, { kinds: ['digest', 'lake-result'] });

    expect(keys).toHaveLength(2);
    expect(keys.join()).toMatch(/CloudTrail-Digest.*CloudTrail-Lake/);
  });

  it.each([
    ['a', 6],
    ['a/AWSLogs', 6],
    ['a/AWSLogs/', 6],
    [`a/AWSLogs/${A}/`, 6],
    [`a/AWSLogs/${A}`, 6],
    [`a/AWSLogs/${A}/CloudTrail/`, 5],
    [`a/AWSLogs/${A}/CloudTrail/us-east-1`, 4],
    [`a/AWSLogs/${A}/CloudTrail/us-east-1/2026/`, 3],
    [`a/AWSLogs/${A}/CloudTrail/us-east-1/2026/01`, 2],
    [`a/AWSLogs/${A}/CloudTrail/us-east-1/2026/01/31/`, 1],
    ['team/', 2],
    ['team/b/AWSLogs/o-exampleorg1', 2],
    [`team/b/AWSLogs/o-exampleorg1/${B}/`, 2],
    ['loose', 2],
    ['loo', 2],
    ['loose/export.json', 1],
    ['team/b/notes.txt', 1],
    ['nothing/here', 0],
  ])('may stand at %s', async (prefix, count) => {
    const all = await find(storage, prefix);
    const ranged = await find(storage, prefix, days('2024-01-01', '2027-01-01'));

    expect(all.keys).toHaveLength(count);
    expect(sorted(ranged.keys)).toEqual(sorted(all.keys));
    expect(all.keys.every((key) => key.startsWith(prefix))).toBe(true);
  });

  it('asks only for the day folders around a range, and for loose files', async () => {
    const { asked, watching } = watched(storage);

    const { keys } = await find(watching, '', days('2026-01-30', '2026-01-31'));

    expect(asked.list).toEqual([
      `a/AWSLogs/${A}/CloudTrail/us-east-1/2026/01/30/`,
      `a/AWSLogs/${A}/CloudTrail-Insight/us-east-1/2026/01/31/`,
      `a/AWSLogs/${A}/CloudTrail/eu-west-1/2026/01/31/`,
      `a/AWSLogs/${A}/CloudTrail/us-east-1/2026/01/31/`,
      `team/b/AWSLogs/o-exampleorg1/${B}/CloudTrail/us-east-1/2026/01/31/`,
    ]);
    expect(
      asked.level.filter((prefix) => /\/(2025|02|03)\/|Digest|Config|Lake/.test(prefix)),
    ).toEqual([]);
    expect(keys.slice(0, 3)).toEqual([
      'export-all.json',
      'loose/export.json',
      'loose/deeper/2.ndjson',
    ]);
    expect(keys).toHaveLength(3 + 5);
  });

  it('crosses a year, and takes an open range', async () => {
    const turn = await find(storage, 'a/', days('2026-01-01', '2026-01-02'));
    const open = await find(storage, 'a/', { range: { from: dayStart('2026-02-01' as Day) } });

    expect(turn.keys).toEqual([`a/AWSLogs/${log(A, 'us-east-1', '2025-12-31')}`]);
    expect(open.keys.join()).toMatch(/2026\/01\/31.*2026\/02\/01/);
    expect(open.keys).toHaveLength(4);
  });

  it('gives one day after another when it is told to', async () => {
    const { keys } = await find(storage, '', {}, { order: 'day' });

    const found = keys.flatMap((key) => /20\d\d\/\d\d\/\d\d/.exec(key) ?? []);
    expect(found).toEqual(sorted(found));
    expect(found).toHaveLength(8);
  });

  it('enters only the accounts and regions that are asked for', async () => {
    const { asked, watching } = watched(storage);
    const filter = { accounts: [A], regions: ['eu-west-1'] };

    const { keys } = await find(watching, '', filter);

    expect(asked.list).toEqual([`a/AWSLogs/${A}/CloudTrail/eu-west-1/`]);
    expect(keys.filter((key) => key.includes('AWSLogs'))).toEqual([
      `a/AWSLogs/${log(A, 'eu-west-1', '2026-01-31')}`,
    ]);
  });

  it('reports a broken listing, and goes on with the others', async () => {
    const prefix = `a/AWSLogs/${A}/CloudTrail/us-east-1/`;
    const { watching } = watched(storage, prefix);

    const { keys, errors } = await find(watching);

    expect(sorted(keys)).toEqual(sorted(DEFAULT));
    expect(errors).toEqual([[prefix, 'TG_STORAGE_DENIED']]);
  });

  it('reports a folder that cannot be entered, and goes on with the others', async () => {
    const { watching } = watched(storage, 'team/');

    const { keys, errors } = await find(watching, '', days('2026-01-30', '2026-01-31'));

    expect(keys).toHaveLength(3 + 4);
    expect(errors).toEqual([['team/', 'TG_STORAGE_DENIED']]);
  });

  it('asks one question to tell a folder from the beginning of names', async () => {
    const { asked, watching } = watched(storage);

    await find(watching, 'loo');

    expect(asked).toEqual({ level: ['loo/'], list: ['loo'] });
  });

  it('takes a folder of another service when it is named itself', async () => {
    const { keys } = await find(storage, `a/AWSLogs/${A}/Config/us-east-1`);

    expect(keys).toEqual([`a/AWSLogs/${A}/Config/us-east-1/2026/1/31/ConfigHistory/x.json.gz`]);
  });

  it('ends with the reason of the signal', async () => {
    const finding = find(storage, '', {}, { signal: AbortSignal.abort(new Error('enough')) });

    await expect(finding).rejects.toThrow('enough');
  });
});

describe('discover', () => {
  it('finds a copy of the layout that lost its AWSLogs', async () => {
    const world = await folderWorld();
    world.put([log(A, 'us-east-1', '2026-01-31'), log(A, 'us-east-1', '2026-03-31')]);
    const storage = await world.open();

    const { keys } = await find(storage, '', days('2026-01-31', '2026-02-01'));
    await world.end();

    expect(keys).toEqual([log(A, 'us-east-1', '2026-01-31')]);
  });

  it('finds standard input', async () => {
    const { storage, prefix } = await openStorage('-', { stdin: Readable.from(['[]']) });

    const { keys } = await find(storage, prefix);

    expect(keys).toEqual(['-']);
  });

  it('asks for many folders at the same time', async () => {
    const world = await folderWorld();
    const january = Array.from({ length: 20 }, (_, index) => `2026-01-${index + 10}`);
    world.put(january.map((day) => `AWSLogs/${log(A, 'us-east-1', day)}`));
    const { asked, watching } = watched(await world.open());

    const pages = discover(watching, '', days('2026-01-01', '2026-02-01'));
    await pages.next();
    const askedAtFirst = asked.list.length;
    await gather(pages);
    await world.end();

    expect(askedAtFirst).toBe(16);
    expect(asked.list).toHaveLength(20);
  });
});

const shared =
  process.env.TRAILGLASS_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');

describe('discover over real logs', () => {
  const real = join(shared, 'data/real');

  it('finds all files, with and without a range', async (context) => {
    if (!existsSync(real)) return context.skip(`no real logs at ${real} (TRAILGLASS_SHARED)`);
    const { storage, prefix } = await openStorage(real);

    const all = await find(storage, prefix);
    const ranged = await find(storage, prefix, days('2017-01-01', '2027-01-01'));
    const july = await find(storage, prefix, days('2021-07-29', '2021-07-30'));

    expect(all.errors).toEqual([]);
    expect(all.keys).toHaveLength(3979);
    expect(sorted(ranged.keys)).toEqual(sorted(all.keys));
    expect(july.keys.length).toBeGreaterThan(0);
    expect(july.keys.every((key) => /2021\/07\/(28|29|30)\//.test(key))).toBe(true);
  });
});
