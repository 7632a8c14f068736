import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeAll, readPart } from '../../collect/decode/decode.fixture.ts';
import { Decoder, loadScanModule } from '../../collect/decode/index.ts';
import { ask, openDuckDB } from './duckdb.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 6000;

/** Texts that never repeat and fill several pages: one for a row, none for some rows on end, several for a row. */
function recordOf(day: number, index: number) {
  const text = (length: number, of: string) => `${day}/${index}/${of}`.repeat(length);
  const hasText = index % 1000 >= 70;
  return {
    eventVersion: '1.08',
    eventTime: `2026-06-0${day}T01:02:03Z`,
    eventName: 'PutObject',
    eventSource: 's3.amazonaws.com',
    requestParameters: hasText ? { text: text(100, 'p') } : null,
    resources: Array.from({ length: index % 6 }, (_, at) => ({ ARN: text(40, `${at}`) })),
  };
}

describe('plain texts of many pages', () => {
  // What a part has of its columns is the beginning of the next one.
  const decoder = new Decoder(loadScanModule());

  it.each([1, 2, 3])('are read as they were written, in part %i', async (day) => {
    const records = Array.from({ length: ROWS }, (_, index) => recordOf(day, index));
    const { parts } = decodeAll(decoder, [JSON.stringify({ Records: records })]);
    const [part] = parts;
    if (!part) throw new Error('there is no part');
    const file = join(folder, `${day}.parquet`);
    writeFileSync(file, part.bytes);
    const connection = await openDuckDB();
    const sizes = await ask(
      connection,
      `SELECT total_uncompressed_size AS size FROM parquet_metadata('${file}')
        WHERE path_in_schema IN ('requestparameters', 'resources, list, element, arn')`,
    );
    const viaDuckDB = await ask(
      connection,
      `SELECT requestparameters AS text, list_transform(resources, lambda one: one.arn) AS arns FROM '${file}'`,
    );
    const viaHyparquet = await readPart(part);

    expect(sizes.map(({ size }) => Number(size) > 2_500_000)).toEqual([true, true]);
    const texts = records.map(({ requestParameters: one }) => (one ? JSON.stringify(one) : null));
    const arns = records.map(({ resources }) => resources.map(({ ARN }) => ARN));
    expect(viaDuckDB.map(({ text }) => text)).toEqual(texts);
    expect(viaDuckDB.map((row) => row.arns)).toEqual(arns);
    expect(viaHyparquet.map((row) => row.requestparameters)).toEqual(texts);
    expect(viaHyparquet.map(({ resources }) => arnsOf(resources))).toEqual(arns);
  });
});

function arnsOf(resources: unknown): readonly unknown[] {
  return (resources as readonly { readonly arn: unknown }[]).map(({ arn }) => arn);
}
