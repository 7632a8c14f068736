import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOfNumber } from '../../../base/time/index.ts';
import { decodeAll } from '../../../collect/decode/decode.fixture.ts';
import { Decoder, loadScanModule } from '../../../collect/decode/index.ts';
import type { Engine } from '../engine.ts';
import { openDuckDB } from './duckdb.ts';

const ROWS = 5000;
const folder = mkdtempSync(join(tmpdir(), 'trailglass-few-'));
let engine: Engine;

beforeAll(async () => {
  const records = Array.from({ length: ROWS }, (_, row) => ({
    ...{ eventVersion: '1.08', eventTime: '2026-06-01T01:02:03Z', eventID: `id-${row}` },
    ...{ eventName: 'GetObject', eventSource: 's3.amazonaws.com' },
  }));
  const { parts } = decodeAll(new Decoder(loadScanModule()), [
    JSON.stringify({ Records: records }),
  ]);
  const events = parts.map(({ day, rows, bytes }) => {
    const path = join(folder, 'part.parquet');
    writeFileSync(path, bytes);
    return { path, day: dayOfNumber(day), rows, bytes: bytes.length };
  });
  engine = await openDuckDB({
    snapshot: { parts: { events, network: [], insights: [], aggregated: [] } },
    threads: 1,
    memoryLimit: '500MB',
    spillFolder: join(folder, 'spill'),
  });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

it('a query over one part gives all of its rows, page by page', async () => {
  const { pages } = await engine.run('SELECT eventid FROM cloudtrail_logs');

  const found: unknown[] = [];
  for await (const page of pages) found.push(...page.map(([id]) => id));

  const wanted = Array.from({ length: ROWS }, (_, row) => `id-${row}`);
  expect(found.toSorted()).toEqual(wanted.toSorted());
});

it.each([
  ['lists', 'UNNEST(sequence(1, 10000))'],
  ['values', `(VALUES ${Array.from({ length: 1000 }, (_, at) => at).join(', ')})`],
])(
  'rows without end are handed on as they come, however few are read: with %s',
  async (_, many) => {
    const enough = new AbortController();
    const sql = `SELECT b.x FROM cloudtrail_logs AS t, ${many} AS a(x), ${many} AS b(x)`;
    const { pages } = await engine.run(sql, { signal: enough.signal });

    const reading = (async () => {
      for await (const page of pages) if (page.length > 0) enough.abort(new Error('enough'));
    })();

    await expect(reading).rejects.toThrow('enough');
  },
);
