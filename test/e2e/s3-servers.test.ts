import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { AppError } from '../../src/base/errors/index.ts';
import {
  fetchOrdered,
  openStorage,
  type S3Options,
  type Storage,
  type StoredObject,
} from '../../src/collect/storage/index.ts';
import { discover } from '../../src/collect/trails/discover/index.ts';
import { startMoto } from './moto.fixture.ts';
import { startVersitygw } from './s3-versitygw.fixture.ts';
import { CREDENTIALS, type TestServer } from './server.fixture.ts';

const BUCKET = 'trail-logs';
const REGION_FOLDER = 'team/a/AWSLogs/111111111111/CloudTrail/us-east-1/2026/01';
const DAY_COUNTS = { 29: 1010, 30: 20, 31: 20 } as const;
const ODD = "loose/a b+é=&'.json";

interface Upload {
  readonly key: string;
  readonly body: string;
}

const UPLOADS: readonly Upload[] = [
  ...Object.entries(DAY_COUNTS).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, index) => ({
      key: `${REGION_FOLDER}/${day}/${String(index).padStart(5, '0')}.json`,
      body: `{"Records":[${day},${index}]}`,
    })),
  ),
  { key: ODD, body: 'é'.repeat(100_000) },
];

async function fill(url: string): Promise<void> {
  const client = new S3Client({
    endpoint: url,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const left = [...UPLOADS];
  const upload = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: next.key, Body: next.body }));
    }
  };
  await Promise.all(Array.from({ length: 16 }, upload));
  client.destroy();
}

const SERVERS = [
  { program: 'moto_server', start: startMoto, checksSignatures: false, assumesRoles: true },
  { program: 'versitygw', start: startVersitygw, checksSignatures: true, assumesRoles: false },
] as const;

describe.each(SERVERS)('S3 of $program', ({ program, start, checksSignatures, assumesRoles }) => {
  let server: TestServer | undefined;
  let opened: Storage[] = [];

  beforeAll(async () => {
    server = await start();
    if (server) await fill(server.url);
  }, 120_000);

  afterEach(async () => {
    for (const storage of opened) await storage.close();
    opened = [];
  });

  afterAll(() => server?.stop());

  async function open(context: TestContext, bucket = BUCKET, options: S3Options = {}) {
    if (!server) return context.skip(`${program} is not on PATH`);
    const { storage } = await openStorage(`s3://${bucket}`, {
      s3: {
        endpointUrl: server.url,
        credentials: CREDENTIALS,
        retry: { attempts: 3, base: 10, cap: 100 },
        ...options,
      },
    });
    opened.push(storage);
    return storage;
  }

  it('lists all keys in order, over pages', async (context) => {
    const storage = await open(context);

    const objects = await listAll(storage);

    expect(objects.map(({ key }) => key)).toEqual([
      ODD,
      ...UPLOADS.map(({ key }) => key).filter((key) => key !== ODD),
    ]);
    expect(objects[0]?.size).toBe(200_000);
    expect(storage.counters.requests).toBe(2);
  });

  it('gives one level of folders', async (context) => {
    const storage = await open(context);

    expect(await foldersOf(storage, '')).toEqual(['loose/', 'team/']);
    expect(await foldersOf(storage, `${REGION_FOLDER}/`)).toEqual(['29/', '30/', '31/']);
    expect(await foldersOf(storage, 'team')).toEqual(['/']);
    expect(await foldersOf(storage, 'nothing/')).toEqual([]);
  });

  it('reads every object as it was written', async (context) => {
    const storage = await open(context);
    const found: Upload[] = [];

    for await (const { object, bytes } of fetchOrdered(await listAll(storage), storage)) {
      found.push({ key: object.key, body: Buffer.from(bytes ?? []).toString() });
    }

    expect(new Map(found.map(({ key, body }) => [key, body]))).toEqual(
      new Map(UPLOADS.map(({ key, body }) => [key, body])),
    );
    expect(storage.counters).toMatchObject({ retries: 0, throttled: 0 });
  });

  it('discovers the day folders around a range, and loose files', async (context) => {
    const storage = await open(context);
    const range = { from: Date.UTC(2026, 0, 31), to: Date.UTC(2026, 1, 1) };
    const counts: (readonly [string, number])[] = [];

    for await (const { folder, objects = [] } of discover(storage, '', { range })) {
      counts.push([folder, objects.length]);
    }

    expect(counts).toEqual([
      ['loose/', 1],
      [`${REGION_FOLDER}/30/`, 20],
      [`${REGION_FOLDER}/31/`, 20],
    ]);
  });

  it('says what does not exist', async (context) => {
    const storage = await open(context);
    const missing = await open(context, 'no-such-bucket');
    const object = { key: 'gone.json', size: 1, etag: 'x', modified: 0 };

    expect(await codeOf(storage.read(object))).toBe('TG_STORAGE_NOT_FOUND');
    expect(await codeOf(listAll(missing))).toBe('TG_STORAGE_NOT_FOUND');
  });

  it('does not take another version for the listed one', async (context) => {
    const storage = await open(context);
    const [object] = await listAll(storage);
    if (!object) throw new Error('Nothing was listed.');

    expect(await codeOf(storage.read({ ...object, etag: 'other' }))).toBe('TG_STORAGE_CHANGED');
  });

  it('says that credentials are wrong', async (context) => {
    if (!checksSignatures) return context.skip(`${program} accepts any secret`);
    const storage = await open(context, BUCKET, {
      credentials: { ...CREDENTIALS, secretAccessKey: 'wrong' },
    });

    expect(await codeOf(listAll(storage))).toBe('TG_STORAGE_DENIED');
  });

  it('reads in a role, with an external id', async (context) => {
    if (!assumesRoles) return context.skip(`${program} has no STS`);
    const storage = await open(context, BUCKET, {
      roleArn: 'arn:aws:iam::111111111111:role/log-reader',
      externalId: 'trailglass-test',
    });
    const before = process.env.AWS_ENDPOINT_URL_STS;
    process.env.AWS_ENDPOINT_URL_STS = server?.url;

    const folders = await foldersOf(storage, '');
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_STS;
    else process.env.AWS_ENDPOINT_URL_STS = before;

    expect(folders).toEqual(['loose/', 'team/']);
  });
});

async function listAll(storage: Storage): Promise<readonly StoredObject[]> {
  const all: StoredObject[] = [];
  for await (const page of storage.list('')) all.push(...page);
  return all;
}

async function foldersOf(storage: Storage, prefix: string): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { folders } of storage.level(prefix)) all.push(...folders);
  return all;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.code;
  throw error;
}
