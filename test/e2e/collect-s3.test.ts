import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomFaults } from '../../src/collect/storage/s3/fake-faults.fixture.ts';
import { FakeS3 } from '../../src/collect/storage/s3/fake-s3.fixture.ts';
import { collect } from '../../src/collect/trails/index.ts';
import { generate } from '../../src/demo/organisation/index.ts';
import { trailglass } from './cli.fixture.ts';
import { lakeState } from './lake-state.fixture.ts';
import { startMoto } from './moto.fixture.ts';
import { CREDENTIALS } from './server.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-s3-'));
const trail = join(folder, 'trail');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let wanted: Awaited<ReturnType<typeof lakeState>>;

beforeAll(async () => {
  await generate({ dir: trail, events: 3000, days: 2, seed: 3, files: 400 });
  const home = join(folder, 'local');
  await collect({ home, trails: [{ address: join(trail, 'AWSLogs') }] });
  wanted = await lakeState(home);
});

function objectsOf(prefix: string): readonly (readonly [key: string, bytes: Uint8Array])[] {
  return readdirSync(trail, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json.gz'))
    .map((file) => [`${prefix}${file}`, readFileSync(join(trail, file))]);
}

/** Without what differs by place: the ledger's keys. */
function contentOf({ ledger, ...state }: typeof wanted) {
  return { ...state, objects: ledger.length };
}

it('takes in a bucket whose server fails often, as if it never did', async () => {
  const fake = await FakeS3.start();
  for (const [key, bytes] of objectsOf('team/a/')) fake.put(key, bytes);
  fake.faults = randomFaults(11, FAULTS);
  const home = join(folder, 'faulty');
  // At these rates every second request fails: ten in a row are to be expected somewhere.
  const s3 = { ...fake.options, retry: { ...fake.options.retry, attempts: 30 } };

  const summary = await collect({
    home,
    trails: [{ address: `s3://${fake.bucket}/team/`, storage: { s3 } }],
  });
  await fake.stop();

  expect(summary.problems).toEqual([]);
  expect([...fake.injected.keys()].sort()).toEqual(Object.keys(FAULTS).sort());
  expect(contentOf(await lakeState(home))).toEqual(contentOf(wanted));
});

it('takes in the rest when one prefix is broken, and says so', async () => {
  const fake = await FakeS3.start();
  for (const [key, bytes] of objectsOf('')) fake.put(key, bytes);
  const isBroken = (key: string) => key.includes('eu-west-1');
  fake.faults = ({ kind, key }) => (kind !== 'read' && isBroken(key) ? 'denied' : undefined);
  const home = join(folder, 'broken');

  const summary = await collect({
    home,
    trails: [{ address: `s3://${fake.bucket}/`, storage: { s3: fake.options } }],
  });
  await fake.stop();

  const sound = objectsOf('').filter(([key]) => !isBroken(key));
  expect(summary.objects.fetched).toBe(sound.length);
  expect(summary.problems.length).toBeGreaterThan(0);
  for (const { at } of summary.problems) expect(at).toContain('eu-west-1');
});

it('collects from a real S3 server through the command line', async (context) => {
  const server = await startMoto();
  if (!server) context.skip('moto_server is not installed');
  try {
    await upload(server?.url ?? '');
    const home = join(folder, 'moto');
    const env = {
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    };
    const flags = ['--endpoint-url', server?.url ?? '', '--bucket-region', 'us-east-1'];

    const first = await trailglass(['collect', 's3://trail-logs', ...flags, '--json'], {
      home,
      env,
    });
    const again = await trailglass(['collect', 's3://trail-logs', ...flags, '--json'], {
      home,
      env,
    });

    expect(first.code).toBe(0);
    expect(JSON.parse(again.stdout).objects.fetched).toBe(0);
    expect(contentOf(await lakeState(home))).toEqual(contentOf(wanted));
  } finally {
    await server?.stop();
  }
});

const FAULTS = {
  'slow-down': 0.3,
  'internal-error': 0.05,
  reset: 0.05,
  'cut-body': 0.02,
  'short-body': 0.02,
  silent: 0.01,
} as const;

async function upload(url: string): Promise<void> {
  const client = new S3Client({
    endpoint: url,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  });
  await client.send(new CreateBucketCommand({ Bucket: 'trail-logs' }));
  for (const [Key, Body] of objectsOf('')) {
    await client.send(new PutObjectCommand({ Bucket: 'trail-logs', Key, Body }));
  }
  client.destroy();
}
