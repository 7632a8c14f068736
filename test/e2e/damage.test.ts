import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GZIP_DAMAGE } from '../../src/collect/decode/gzip-damage.fixture.ts';
import { seededRandom } from '../../src/collect/storage/s3/fake-faults.fixture.ts';
import { type CollectSummary, collect } from '../../src/collect/trails/index.ts';
import { openCatalog, type QuarantineRow } from '../../src/lake/catalog/index.ts';
import { ask, openDuckDB } from '../../src/lake/parquet/duckdb.fixture.ts';
import { snapshot } from '../../src/lake/parts/index.ts';
import { rowsOf, trailglass } from './cli.fixture.ts';

// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const FILES = 50;
const GOOD = 25;
const MB = 1024 * 1024;

const top = mkdtempSync(join(tmpdir(), 'trailglass-damage-'));
const home = join(top, 'home');
const folder = join(top, 'logs', 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01');
afterAll(() => {
  rmSync(top, { recursive: true, force: true });
  process.stdout.write(`damaged files, TRAILGLASS_SEED=${SEED}\n`);
});

interface LogFile {
  readonly path: string;
  readonly ids: readonly string[];
  readonly bytes: Buffer;
}

const random = seededRandom(SEED);

function logFile(name: string): LogFile {
  const ids = Array.from({ length: 1 + Math.floor(random() * 30) }, (_, n) => `${name}-${n}`);
  const records = ids.map((eventID) => ({
    eventVersion: '1.08',
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    eventID,
    requestParameters: { noise: random() },
  }));
  const unique = name.replaceAll(' ', '').padEnd(16, 'x');
  const path = join(folder, `111122223333_CloudTrail_us-east-1_20260301T1005Z_${unique}.json.gz`);
  return { path, ids, bytes: gzipSync(JSON.stringify({ Records: records })) };
}

const run = (): Promise<CollectSummary> =>
  collect({ home, trails: [{ address: join(top, 'logs') }], workers: 2 });

function quarantine(): readonly QuarantineRow[] {
  const catalog = openCatalog(home, { readonly: true });
  try {
    return catalog.quarantine();
  } finally {
    catalog.close();
  }
}

async function idsInLake(): Promise<readonly unknown[]> {
  const paths = snapshot(home, { kind: 'events' }).parts.map(({ path }) => `'${path}'`);
  const rows = await ask(await openDuckDB(), `SELECT eventid FROM read_parquet([${paths.join()}])`);
  return rows.map(({ eventid }) => eventid);
}

describe(`log files that are damaged, ${FILES} in each of nine ways`, () => {
  const good = Array.from({ length: GOOD }, (_, index) => logFile(`good ${index}`));
  const damaged = Object.keys(GZIP_DAMAGE).flatMap((kind) =>
    Array.from({ length: FILES }, (_, index) => ({ kind, file: logFile(`${kind} ${index}`) })),
  );
  const isTaken = (ids: ReadonlySet<unknown>) => (file: LogFile) => ids.has(file.ids[0]);
  let first: CollectSummary;
  let rows: readonly unknown[] = [];
  let entries: readonly QuarantineRow[] = [];

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    for (const { path, bytes } of good) writeFileSync(path, bytes);
    for (const { kind, file } of damaged) {
      writeFileSync(file.path, GZIP_DAMAGE[kind]?.harm(file.bytes, random) ?? '');
    }
    first = await run();
    rows = await idsInLake();
    entries = quarantine();
  });

  it('cost no good file beside them', () => {
    const found = new Set(rows);

    expect(good.flatMap(({ ids }) => ids).filter((id) => !found.has(id))).toEqual([]);
    expect(rows.length).toBe(found.size);
  });

  it('are never there in part', () => {
    const found = new Set(rows);

    for (const { file } of damaged) {
      const there = file.ids.filter((id) => found.has(id)).length;
      expect([0, file.ids.length]).toContain(there);
    }
    // Only a flipped bit that says nothing can leave a file as good as it was.
    const whole = damaged.filter(({ file }) => isTaken(found)(file));
    expect(new Set(whole.map(({ kind }) => kind)).difference(new Set(['flipped byte']))).toEqual(
      new Set(),
    );
    expect(whole.length).toBeLessThan(FILES / 10);
  });

  it('are in the quarantine, each once, with a reason that a person understands', () => {
    const found = new Set(rows);
    const byKey = Map.groupBy(entries, ({ key }) => key);

    for (const { kind, file } of damaged) {
      const reasons = (byKey.get(file.path) ?? []).map(({ reason }) => reason);
      if (isTaken(found)(file)) expect(reasons).toEqual([]);
      else expect([kind, reasons]).toEqual([kind, [expect.stringMatching(saysOf(kind))]]);
    }
    expect(new Set(entries.map(({ state, code }) => `${state} ${code}`))).toEqual(
      new Set(['open TG_DECODE_FAILED']),
    );
  });

  it('are counted, and listed as problems', () => {
    const bad = damaged.filter(({ file }) => !isTaken(new Set(rows))(file)).length;

    expect(first.objects).toMatchObject({ listed: GOOD + damaged.length, failed: bad });
    expect(first.events).toEqual({
      ...{ read: rows.length, kept: rows.length, duplicate: 0, quarantined: 0 },
    });
    expect(first.problems).toHaveLength(bad);
  });

  it('are replaced by good copies under the same keys, and leave the quarantine', async () => {
    const wanted = [...good, ...damaged.map(({ file }) => file)].flatMap(({ ids }) => ids);
    for (const { file } of damaged) writeFileSync(file.path, file.bytes);

    const second = await run();

    expect(second).toMatchObject({ changed: damaged.length, problems: [] });
    expect(second.objects).toMatchObject({ fetched: damaged.length, skipped: GOOD, failed: 0 });
    expect((await idsInLake()).toSorted()).toEqual(wanted.toSorted());
    expect(quarantine().map(({ state }) => state)).toEqual(entries.map(() => 'resolved'));
  });

  it('are not read again once they are good', async () => {
    const third = await run();

    expect(third.objects).toMatchObject({ fetched: 0, skipped: GOOD + damaged.length });
  });

  function saysOf(kind: string): RegExp {
    return GZIP_DAMAGE[kind]?.says ?? /^$/;
  }
});

describe('a file that asks for too much', () => {
  it('is refused through the command line, and costs no neighbour', async () => {
    const logs = join(top, 'greedy');
    const own = join(top, 'greedy-home');
    mkdirSync(logs);
    writeFileSync(join(logs, 'bomb.json.gz'), await bombOf(300));
    sparseFile(join(logs, 'large.json.gz'), 51 * MB, gzipSync('{}'));
    sparseFile(join(logs, 'giant.json'), 1500 * MB, Buffer.from('{"Records":['));
    const { bytes, ids } = logFile('neighbour');
    writeFileSync(join(logs, 'neighbour.json.gz'), bytes);

    const { code, stdout } = await trailglass(['collect', logs, '--json'], {
      home: own,
      // Far less than any of them would take.
      env: { NODE_OPTIONS: '--max-old-space-size=256' },
    });

    const reasons = JSON.parse(stdout).problems.map((one: { at: string; reason: string }) => [
      one.at.slice(logs.length + 1),
      one.reason,
    ]);
    expect(code).toBe(5);
    expect(Object.fromEntries(reasons)).toEqual({
      'bomb.json.gz': expect.stringMatching(/^inflates beyond \d+ bytes, as a bomb does$/),
      'large.json.gz': 'larger than 50000000 bytes compressed',
      'giant.json': 'larger than 536870912 bytes',
    });
    const query = ['query', 'SELECT count(*) AS n FROM cloudtrail_logs', '--output', 'ndjson'];
    expect(rowsOf((await trailglass(query, { home: own })).stdout)).toEqual([{ n: ids.length }]);
  });
});

/** Zeros, packed more than a thousand times smaller. */
async function bombOf(megabytes: number): Promise<Buffer> {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  const done = (async () => {
    for await (const chunk of gzip) chunks.push(chunk as Buffer);
  })();
  const zeros = Buffer.alloc(MB);
  for (let i = 0; i < megabytes; i++) {
    if (!gzip.write(zeros)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await done;
  return Buffer.concat(chunks);
}

/** A file whose rest is a hole: it takes no room on the disk. */
function sparseFile(path: string, size: number, head: Uint8Array): void {
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, size);
  closeSync(file);
}
