import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeAll, type PartRow, readPart } from '../../collect/decode/decode.fixture.ts';
import { expectedRow } from '../../collect/decode/expected-row.fixture.ts';
import { Decoder, loadScanModule } from '../../collect/decode/index.ts';
import { treeOf, write } from '../../collect/decode/record-text.fixture.ts';
import { ask, openDuckDB, type PlainRow } from './duckdb.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Enough for a dictionary to be given up, and for pages of several runs. */
const ROWS = 6000;
const START = Date.UTC(2023, 6, 10);

const RESOURCES = [
  undefined,
  null,
  [],
  [null],
  [{}],
  [{ ARN: 'arn:1' }, null, { accountId: '1', type: 'T', other: 1 }],
  [{ ARN: null, type: '' }, { ARN: 'arn:é' }],
];
const ATTRIBUTES = [
  undefined,
  null,
  {},
  { a: 'x' },
  { a: null, b: '', 'c:d': 'é' },
  { n: 1.5, o: { p: [] } },
];

/** Every kind of column with every kind of value, nulls at each level among them. */
function recordOf(index: number): object {
  const attributes = ATTRIBUTES[index % ATTRIBUTES.length];
  const identities = [
    undefined,
    null,
    {},
    { type: 'Root', accountId: '111122223333' },
    { type: 'AssumedRole', sessionContext: null },
    { type: 'AssumedRole', sessionContext: { sessionIssuer: null, attributes: {} } },
    {
      type: 'AssumedRole',
      accessKeyId: `ASIA${index}`,
      sessionContext: {
        sessionIssuer: { arn: `arn:aws:iam::1:role/${index % 300}`, type: 'Role' },
        attributes: { mfaAuthenticated: 'true' },
        webIdFederationData: { federatedProvider: 'p', attributes },
        sourceIdentity: 'me',
      },
    },
    { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u' }, credentialId: 'c' },
  ];
  return {
    eventVersion: '1.08',
    eventTime: new Date(START + index * 8000).toISOString().replace('.000Z', 'Z'),
    eventName: `Action${index % 40}`,
    eventSource: 's3.amazonaws.com',
    eventID: `id-${(index * 7919) % 100_003}`,
    userAgent: index % 3 === 0 ? `agent/${index}` : 'console',
    errorMessage: index % 1000 === 0 ? 'long '.repeat(100) : undefined,
    sourceIPAddress: `10.0.${index % 50}.${index % 7}`,
    requestID: index % 5 === 0 ? null : `r${index}`,
    requestParameters: index % 4 === 0 ? { key: `k${index}`, list: [1, null] } : null,
    userIdentity: identities[index % identities.length],
    resources: RESOURCES[index % RESOURCES.length],
    tlsDetails: index % 6 === 0 ? { tlsVersion: 'TLSv1.3', keyExchange: 'x25519' } : undefined,
    awsRegion: index < 10 ? '' : ['eu-west-1', 'us-east-1', 'é-west-1'][index % 3],
    newField: index % 11 === 0 ? { a: index } : undefined,
  };
}

let connection: DuckDBConnection;
let file = '';
let expected: readonly PartRow[] = [];
let viaDuckDB: readonly PlainRow[] = [];
let viaHyparquet: readonly PartRow[] = [];

beforeAll(async () => {
  const written = Array.from({ length: ROWS }, (_, index) => write(treeOf(recordOf(index))));
  expected = written.map((one, index) => {
    const ts = BigInt(START + index * 8000) * 1000n;
    return expectedRow(one, { ts, flags: null, object_id: 1n });
  });
  const document = `{"Records":[${written.map(({ text }) => text).join(',')}]}`;
  const { parts } = decodeAll(new Decoder(loadScanModule()), [document]);
  const [part] = parts;
  expect(parts).toHaveLength(1);
  file = join(folder, 'part.parquet');
  writeFileSync(file, part?.bytes ?? '');
  connection = await openDuckDB();
  viaDuckDB = await ask(connection, `SELECT * FROM '${file}'`);
  viaHyparquet = part ? await readPart(part) : [];
});

function withoutCaller({ caller_id: _, ...row }: PlainRow): PlainRow {
  return row;
}

describe('a part', () => {
  it('gives through DuckDB every column of every row', () => {
    expect(viaDuckDB).toHaveLength(ROWS);
    for (const [index, row] of viaDuckDB.entries()) {
      expect(withoutCaller(row)).toEqual(expected[index]);
    }
  });

  it('gives through hyparquet what it gives through DuckDB', () => {
    expect(viaHyparquet).toHaveLength(ROWS);
    for (const [index, row] of viaHyparquet.entries()) expect(row).toEqual(viaDuckDB[index]);
  });

  it('keeps 64-bit numbers, beyond what a double can hold', () => {
    const ids = viaDuckDB.map(({ caller_id }) => caller_id as bigint);

    const agents = new Set(expected.map(callerOf));
    expect(new Set(ids).size).toBe(agents.size);
    expect(ids.some((id) => id > 2n ** 53n)).toBe(true);
    expect(ids.some((id) => id < -(2n ** 53n))).toBe(true);
  });

  it('gives the same caller the same number, and no two callers one', () => {
    const ids = Map.groupBy(viaDuckDB, ({ caller_id }) => caller_id);

    for (const rows of ids.values()) expect(new Set(rows.map(callerOf)).size).toBe(1);
  });

  it('has columns as dictionaries, and plain ones where values hardly repeat', async () => {
    const rows = await ask(
      connection,
      `SELECT path_in_schema AS path, encodings FROM parquet_metadata('${file}')`,
    );
    const isDictionary = (path: string) =>
      String(rows.find((row) => row.path === path)?.encodings).includes('DICTIONARY');

    expect(['eventname', 'awsregion', 'sourceipaddress'].map(isDictionary)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['eventid', 'requestid'].map(isDictionary)).toEqual([false, false]);
  });

  it('is compressed, and says who made it', async () => {
    const [made] = await ask(connection, `SELECT * FROM parquet_file_metadata('${file}')`);
    const codecs = await ask(
      connection,
      `SELECT DISTINCT compression FROM parquet_metadata('${file}') ORDER BY 1`,
    );

    expect(made).toMatchObject({ created_by: 'trailglass', num_rows: BigInt(ROWS) });
    expect(codecs.map(({ compression }) => compression)).toContain('ZSTD');
  });
});

/** Who calls: agent, role or own ARN, kind, service, console flag. */
function callerOf(row: PlainRow): string {
  const arn = row.useridentity_sessioncontext_sessionissuer_arn ?? row.useridentity_arn;
  const { useragent, useridentity_type, useridentity_invokedby } = row;
  const flag = row.sessioncredentialfromconsole;
  return JSON.stringify([useragent, arn, useridentity_type, useridentity_invokedby, flag]);
}

/** Values of a leaf, by its path in the schema; of lists and maps one after the other, nulls among them. */
function valuesAt(rows: readonly PlainRow[], path: string): readonly unknown[] {
  const [column = '', ...rest] = path.split(', ');
  let values: readonly unknown[] = rows.map((row) => row[column]);
  for (const name of rest) {
    if (name === 'list' || name === 'key_value') values = values.flatMap(entriesOf);
    else if (name !== 'element') values = values.map((value) => fieldOf(value, name));
  }
  return values;
}

function entriesOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [null];
  const entries = Array.isArray(value)
    ? value
    : Object.entries(value).map(([key, one]) => ({ key, value: one }));
  return entries.length === 0 ? [null] : entries;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as PlainRow)[name] : null;
}

describe('the statistics of a part', () => {
  const JSON_COLUMNS = [
    ...['requestparameters', 'responseelements', 'additionaleventdata', 'serviceeventdetails'],
    ...['edgedevicedetails', 'insightdetails', 'eventcontext', 'unknown'],
  ];

  it('count the nulls and the values of each leaf', async () => {
    const found = await ask(
      connection,
      `SELECT path_in_schema AS path, num_values, stats_null_count AS nulls FROM parquet_metadata('${file}')`,
    );

    expect(found.length).toBeGreaterThan(70);
    for (const { path, num_values, nulls } of found) {
      const values = valuesAt(viaDuckDB, String(path));
      const absent = values.filter((value) => value === null || value === undefined).length;
      expect([path, num_values, nulls]).toEqual([path, BigInt(values.length), BigInt(absent)]);
    }
  });

  it('have the least and the greatest value, by bytes, of every flat column', async () => {
    const found = await ask(
      connection,
      `SELECT path_in_schema AS path, type, stats_min_value AS least, stats_max_value AS greatest
        FROM parquet_metadata('${file}')`,
    );

    let bounded = 0;
    const rows = expected.map(withCaller);
    for (const { path, type, least, greatest } of found) {
      const column = String(path);
      const values = valuesAt(rows, column).filter(isThere);
      const sorted = type === 'INT64' ? sortedNumbers(values) : sortedTexts(values);
      const ends = endsOf(column, sorted);
      const bounds = column === 'ts' ? [microsOf(least), microsOf(greatest)] : [least, greatest];
      expect([column, ...bounds]).toEqual([column, ...ends]);
      bounded += ends[0] === null ? 0 : 1;
    }
    expect(bounded).toBeGreaterThan(25);
  });

  it('let DuckDB find what is there, at the edges too', async () => {
    for (const column of ['eventtime', 'awsregion', 'useragent', 'useridentity_type']) {
      const texts = sortedTexts(expected.map((row) => row[column]).filter(isThere));
      for (const value of [texts[0], texts.at(-1)]) {
        const [row] = await ask(
          connection,
          `SELECT count(*) AS n FROM '${file}' WHERE ${column} = '${value}'`,
        );
        expect(row?.n).toBe(BigInt(expected.filter((one) => one[column] === value).length));
      }
    }
  });

  /** None of JSON, nor inside lists and maps, nor when one is too long to be of use. */
  function endsOf(column: string, sorted: readonly string[]): readonly (string | null)[] {
    const ends = [sorted[0], sorted.at(-1)];
    const isLong = ends.some((one) => Buffer.byteLength(one ?? '') > 256);
    const isInside = /, (?:list|key_value),/.test(column);
    if (JSON_COLUMNS.includes(column) || isInside || isLong) return [null, null];
    return ends.map((one) => one ?? null);
  }

  /** The hash itself is no secret of the test: DuckDB's own reading of it. */
  function withCaller(row: PartRow, index: number): PlainRow {
    return { ...row, caller_id: viaDuckDB[index]?.caller_id ?? null };
  }
});

function isThere(value: unknown): value is string | bigint {
  return value !== null && value !== undefined;
}

function sortedTexts(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(String))].sort((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
}

function sortedNumbers(values: readonly unknown[]): readonly string[] {
  return [...(values as readonly bigint[])]
    .sort((a, b) => (a < b ? -1 : Number(a > b)))
    .map(String);
}

function microsOf(text: unknown): string {
  return String(BigInt(Date.parse(`${String(text).replace(' ', 'T')}Z`)) * 1000n);
}

describe('the Bloom filters of a part', () => {
  const COLUMNS = ['eventid', 'requestid', 'sourceipaddress', 'useridentity_accesskeyid'] as const;

  /** Counts by one column; undefined when DuckDB had to read it and found it destroyed. */
  async function count(path: string, column: string, value: string): Promise<bigint | undefined> {
    try {
      const [row] = await ask(
        connection,
        `SELECT count(*) AS n FROM '${path}' WHERE ${column} = '${value}'`,
      );
      return row?.n as bigint;
    } catch {
      return undefined;
    }
  }

  /** A copy of the part whose chunk of one column cannot be read. */
  async function withoutChunk(column: string): Promise<string> {
    const [chunk] = await ask(
      connection,
      `SELECT coalesce(dictionary_page_offset, data_page_offset) AS at, total_compressed_size AS size
        FROM parquet_metadata('${file}') WHERE path_in_schema = '${column}'`,
    );
    const bytes = readFileSync(file).fill(
      0xff,
      Number(chunk?.at),
      Number(chunk?.at) + Number(chunk?.size),
    );
    const copy = join(folder, `without-${column}.parquet`);
    writeFileSync(copy, bytes);
    return copy;
  }

  it.each(COLUMNS)('find every value that is there: %s', async (column) => {
    const values = expected.map((row) => row[column]).filter(isThere);
    const texts = sortedTexts(values);
    const some = texts.filter((_, index) => index % Math.ceil(texts.length / 60) === 0);

    const counts = await Promise.all(some.map((value) => count(file, column, value)));

    expect(some.length).toBeGreaterThan(40);
    expect(counts).toEqual(
      some.map((value) => BigInt(values.filter((one) => one === value).length)),
    );
  });

  it.each(COLUMNS)('spare DuckDB from reading what is not there: %s', async (column) => {
    const copy = await withoutChunk(column);
    const texts = sortedTexts(expected.map((row) => row[column]).filter(isThere)).slice(1, -1);
    const present = texts[Math.floor(texts.length / 2)] ?? '';
    // Between the bounds, so that these do not answer first.
    const absent = Array.from({ length: 200 }, (_, index) => `${present}~${index}`);

    const [read, ...spared] = await Promise.all(
      [present, ...absent].map((value) => count(copy, column, value)),
    );

    expect(read).toBeUndefined();
    expect(spared.filter((n) => n === 0n).length).toBeGreaterThanOrEqual(190);
  });

  it('are there for needles only', async () => {
    const found = await ask(
      connection,
      `SELECT path_in_schema AS path FROM parquet_metadata('${file}')
        WHERE bloom_filter_offset IS NOT NULL ORDER BY path`,
    );

    expect(found.map(({ path }) => path)).toEqual([...COLUMNS].sort());
  });
});
