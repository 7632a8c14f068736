import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptError } from '../functions/script-error.ts';
import { attemptedText, letting, quoted, sql, textOf } from '../typed.ts';
import { openScratch, type Scratch } from './scratch.fixture.ts';

const SAME = { args: ['BIGINT'], result: 'BIGINT' } as const;
let calls = 0;
let scratch: Scratch;

beforeAll(async () => {
  scratch = await openScratch({
    macros: [
      'tg_twice(t) AS tg_shout(t) || tg_shout(t)',
      "tg_checked(n) AS CASE WHEN n > 0 THEN n ELSE CAST('TG:CODE:too small' AS INTEGER) END",
    ],
    scripts: [
      {
        name: 'tg_shout',
        args: ['VARCHAR'],
        result: 'VARCHAR',
        call: (text) => {
          calls++;
          if (text === 'bad') throw new ScriptError('INVALID_FUNCTION_ARGUMENT', 'too loud');
          return `${text}!`;
        },
      },
      { name: 'tg_same', args: ['VARCHAR[]'], result: 'VARCHAR[]', call: (list) => list ?? null },
      {
        name: 'tg_bytes',
        args: ['BLOB'],
        result: 'BLOB',
        isTotal: true,
        call: (bytes) => bytes ?? null,
      },
      {
        name: 'tg_is_null',
        args: ['BIGINT'],
        result: 'BOOLEAN',
        takesNulls: true,
        call: (value) => value === null,
      },
    ],
  });
});

afterAll(() => scratch.close());

async function valuesOf(sql: string): Promise<unknown> {
  return (await scratch.read(sql)).getRowsJson();
}

describe('Vocabulary', () => {
  it('calls a script once for each row that is not NULL', async () => {
    calls = 0;

    const rows = await valuesOf("SELECT tg_shout(t) FROM (VALUES ('a'), (NULL), ('b')) v(t)");

    expect(rows).toEqual([['a!'], [null], ['b!']]);
    expect(calls).toBe(2);
  });

  it('makes the macros that a text names, and what they need', async () => {
    expect(await valuesOf("SELECT tg_twice('a')")).toEqual([['a!a!']]);
  });

  it('hands NULL to functions that take it', async () => {
    expect(await valuesOf('SELECT tg_is_null(NULL), tg_is_null(1)')).toEqual([[true, false]]);
  });

  it('carries lists with NULLs, and bytes', async () => {
    const rows = await valuesOf(
      "SELECT tg_same(['a', NULL]), tg_bytes('\\x00\\xFF'::BLOB)::VARCHAR",
    );

    expect(rows).toEqual([[['a', null], '\\x00\\xFF']]);
  });

  it('fails a query with what a function throws, and gives NULL within TRY', async () => {
    await expect(valuesOf("SELECT tg_shout('bad')")).rejects.toThrow(
      'TG:INVALID_FUNCTION_ARGUMENT:too loud',
    );
    expect(await valuesOf(`SELECT ${attemptedText("tg_shout('bad')")}`)).toEqual([[null]]);
  });

  it('makes functions while others are being called', async () => {
    const { promise: called, resolve } = Promise.withResolvers<void>();
    const busy = await openScratch({
      macros: [],
      scripts: [
        {
          ...SAME,
          name: 'tg_first',
          call: (value) => {
            resolve();
            return value ?? null;
          },
        },
        { ...SAME, name: 'tg_second', call: (value) => value ?? null },
      ],
    });
    const sumOf = async (name: string) =>
      (await busy.read(`SELECT sum(${name}(i)) FROM range(100000) t(i)`)).getRowsJson();

    const first = sumOf('tg_first');
    await called;
    const second = sumOf('tg_second');

    expect([await first, await second]).toEqual([[['4999950000']], [['4999950000']]]);
    busy.close();
  });

  it('has names under which what fails is NULL', async () => {
    expect(await valuesOf("SELECT tgn_twice('bad'), tgn_checked(0), tgn_checked(1)")).toEqual([
      [null, null, 1],
    ]);
  });
});

describe('over a column with a dictionary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-words-'));
  const file = quoted(join(folder, 'column.parquet'));
  beforeAll(async () => {
    const rows =
      "SELECT CASE WHEN i % 7 = 0 THEN 'bad' ELSE 'good' END AS s FROM range(20000) t(i)";
    await scratch.read(`COPY (${rows}) TO ${file}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('does not fail for values that a filter has taken out', async () => {
    const sound = await valuesOf(
      `SELECT count(x) FROM (SELECT tg_shout(s) AS x FROM ${file} WHERE length(s) > 3)`,
    );
    const named = letting('n', 's', (value) => sql`CAST('TG:CODE:' || ${value} AS INTEGER)`);
    const none = `SELECT count(x) FROM (SELECT ${textOf(named)} AS x FROM ${file} WHERE length(s) > 4)`;

    expect(sound).toEqual([['17142']]);
    expect(await valuesOf(none)).toEqual([['0']]);
  });

  it('gives NULL within TRY for the values that fail', async () => {
    const tried = attemptedText("coalesce(upper(tg_shout(s)), 'none')");

    expect(await valuesOf(`SELECT count(${tried}) FROM ${file}`)).toEqual([['17142']]);
  });
});
