import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayHold, xxh64 } from './bloom.fixture.ts';
import { askDuckDB, type DayParts, makeParts } from './day-parts.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-parts-'));
let { collected, merged }: DayParts = { collected: [], merged: [] };

beforeAll(async () => {
  ({ collected, merged } = await makeParts(folder));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(path: string): ArrayBuffer {
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
}

/** Both readers' rows in one spelling: integers as text, maps as objects, times left to the next test. */
function spelled(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return null;
  if (Array.isArray(value)) {
    const isMap = value.length > 0 && value.every(isEntry);
    if (isMap) return Object.fromEntries(value.map(({ key, value: one }) => [key, one]));
    return value.length === 0 ? [] : value.map(spelled);
  }
  if (typeof value !== 'object') return value;
  // DuckDB's JSON has an empty map as an empty list of entries.
  if (Object.keys(value).length === 0) return [];
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spelled(one)]));
}

function isEntry(value: unknown): boolean {
  const keys = Object.keys(value ?? {});
  return keys.length === 2 && keys[0] === 'key' && keys[1] === 'value';
}

const list = (paths: readonly string[]) => paths.map((path) => `'${path}'`).join(', ');

it('the test itself knows XXH64', () => {
  // From the reference implementation's own test values.
  expect(xxh64('')).toBe(0xef46db3751d8e999n);
  expect(xxh64('abc')).toBe(0x44bc2cf5ad770999n);
});

describe('a part', () => {
  it('reads the same through DuckDB and hyparquet', async () => {
    expect(collected.length).toBeGreaterThan(1);
    for (const path of [...collected, ...merged]) {
      const ours = await parquetReadObjects({ file: fileOf(path), compressors });
      const theirs = await askDuckDB(
        `SELECT * EXCLUDE (ts) FROM read_parquet('${path}', hive_partitioning = false)`,
      );

      expect(ours).toHaveLength(theirs.length);
      for (const [index, row] of theirs.entries()) {
        const { ts: _, ...rest } = (ours[index] ?? {}) as Record<string, unknown>;
        expect(spelled(rest)).toEqual(spelled(row));
      }
    }
  });

  it('has times as its texts say, to the microsecond', async () => {
    const [row] = await askDuckDB(
      `SELECT count(*) AS n, count(*) FILTER (WHERE ts = CAST(eventtime AS TIMESTAMPTZ) AT TIME ZONE 'UTC') AS same
       FROM read_parquet([${list(collected)}])`,
    );

    expect(row).toEqual({ n: '12000', same: '12000' });
  });

  it('has bounds and counts of NULLs in its footer that are those of its values', async () => {
    const [path = ''] = merged;
    const chunks = parquetMetadata(fileOf(path)).row_groups[0]?.columns ?? [];
    let compared = 0;
    for (const name of ['eventname', 'eventtime', 'awsregion', 'errorcode', 'useridentity_arn']) {
      const chunk = chunks.find((one) => one.meta_data?.path_in_schema.join('.') === name);
      const [row] = await askDuckDB(
        `SELECT min(${name}) AS least, max(${name}) AS greatest, count(*) - count(${name}) AS nulls
         FROM read_parquet('${path}')`,
      );
      const { min_value, max_value, null_count } = chunk?.meta_data?.statistics ?? {};

      expect([min_value, max_value, String(null_count)]).toEqual([
        row?.least,
        row?.greatest,
        row?.nulls,
      ]);
      compared++;
    }
    expect(compared).toBe(5);
  });

  it('has Bloom filters that never deny what is there, and nearly always what is not', async () => {
    for (const path of [collected[0] ?? '', merged.at(-1) ?? '']) {
      for (const column of [
        'eventid',
        'requestid',
        'sourceipaddress',
        'useridentity_accesskeyid',
      ]) {
        const bits = bloomBits(path, column);
        const rows = await askDuckDB(
          `SELECT DISTINCT ${column} AS value FROM read_parquet('${path}') WHERE ${column} IS NOT NULL`,
        );
        const absent = Array.from({ length: 500 }, (_, n) => `absent-${n}`);

        expect(rows.filter(({ value }) => !mayHold(bits, String(value)))).toEqual([]);
        expect(absent.filter((text) => mayHold(bits, text)).length).toBeLessThan(25);
      }
    }
  });
});

/** The bits of a column's filter, without the header before them. */
function bloomBits(path: string, column: string): Buffer {
  const chunks = parquetMetadata(fileOf(path)).row_groups[0]?.columns ?? [];
  const chunk = chunks.find((one) => one.meta_data?.path_in_schema.join('.') === column);
  const offset = Number(chunk?.meta_data?.bloom_filter_offset);
  const length = Number(chunk?.meta_data?.bloom_filter_length);
  const whole = readFileSync(path).subarray(offset, offset + length);
  return whole.subarray(whole.length % 32);
}

describe('merged parts', () => {
  it('hold the same rows, sorted by time', async () => {
    const [difference] = await askDuckDB(
      `SELECT count(*) AS n FROM (SELECT * FROM read_parquet([${list(collected)}])
       EXCEPT ALL SELECT * FROM read_parquet([${list(merged)}]))`,
    );
    const [order] = await askDuckDB(
      `SELECT count(*) AS n FROM (SELECT ts, lag(ts) OVER (ORDER BY file_row_number) AS before
       FROM read_parquet('${merged.at(-1)}', file_row_number = true)) WHERE ts < before`,
    );

    expect(merged.length).toBeLessThan(collected.length);
    expect([difference, order]).toEqual([{ n: '0' }, { n: '0' }]);
  });
});
